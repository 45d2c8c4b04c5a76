// A page that allows no script, no style and no WebAssembly of others: the thread comes in a frame.

import { createEmbed } from "/embed/index.js";

const { endpoint, tenant, people } = await (await fetch("/host/settings.json")).json();
let shown = people[0];

const embed = createEmbed({
  endpoint, tenant, container: "#place", height: "fill", host: "web", context: contextOf(shown),
  tokenProvider: async () => {
    const answer = await fetch("/token", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ phone: shown.phone }) });
    return (await answer.json()).token;
  },
  onError: ({ code, hint }) => { document.querySelector("#problem").textContent = `${code}: ${hint}`; },
  onSent: ({ message }) => {
    document.querySelector("#log").append(Object.assign(document.createElement("li"), { textContent: `${message.channel}: ${message.content.body}` }));
  },
});

function contextOf({ phone, name }) {
  return { phone, name, theme: "light" };
}

function show(person) {
  shown = person;
  document.querySelector("h1").textContent = person.name;
  document.querySelector("p").textContent = `${person.title}, ${person.company}`;
}

for (const person of people) {
  const button = Object.assign(document.createElement("button"), { textContent: person.name });
  button.addEventListener("click", () => {
    show(person);
    embed.open(contextOf(person));
  });
  document.querySelector("nav").append(button);
}
show(shown);
