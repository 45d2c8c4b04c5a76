// Shows what this simulated host assumes about the real one, each with its evidence.

const TAGS = { V: "seen in a public document, repository or package", M: "from memory, check before relying on it", I: "concluded from what was seen" };

const { about, assumes } = await (await fetch("/host/assumptions.json")).json();
const make = (tag, attributes, ...children) => {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
};
const details = make("details", { className: "assumes" },
  make("summary", {}, "What this page assumes"),
  make("p", {}, about),
  make("ul", {}, ...assumes.map(([tag, words]) => make("li", {}, make("b", { className: `tag ${tag}`, title: TAGS[tag] }, tag), ` ${words}`))),
  make("p", { className: "legend" }, Object.entries(TAGS).map(([tag, words]) => `${tag}: ${words}`).join(" · ")),
);
document.body.append(details);
