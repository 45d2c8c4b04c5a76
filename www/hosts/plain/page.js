// A CRM of your own: one tag, one script, a function that fetches tokens from your back end, and a log of what was sent.

(async () => {
  const { endpoint, tenant, people } = await (await fetch("/host/settings.json")).json();
  const thread = document.querySelector("side-thread");

  function show({ name, title, company, phone }) {
    document.querySelector("h1").textContent = name;
    document.querySelector("p").textContent = `${title}, ${company}`;
    for (const [attribute, value] of Object.entries({ endpoint, tenant, phone, name })) thread.setAttribute(attribute, value);
  }

  for (const person of people) {
    const button = Object.assign(document.createElement("button"), { textContent: person.name });
    button.addEventListener("click", () => show(person));
    document.querySelector("nav").append(button);
  }
  thread.tokenProvider = async () => {
    const answer = await fetch("/token", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ phone: thread.getAttribute("phone") }) });
    return (await answer.json()).token;
  };
  thread.addEventListener("side-thread-sent", ({ detail: { message } }) => {
    document.querySelector("#log").append(Object.assign(document.createElement("li"), { textContent: `${message.channel}: ${message.content.body}` }));
  });
  show(people[0]);
  document.body.append(Object.assign(document.createElement("script"), { async: true, src: `${endpoint}/sidethread.js` }));
})();
