// Builds elements: the one way this page makes DOM. Text always goes in as text, never as markup.

/** `h("p.note", {title: "…"}, "words", child)`; `on…` props become listeners, `null` and `false` are left out. */
export function h(selector, props, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [name, part] of Object.entries(value)) node.style.setProperty(name, part);
    else if (value === true) node.setAttribute(key, "");
    else node.setAttribute(key, value);
  }
  put(node, children);
  return node;
}

/** Appends children, flattening lists and skipping what is not there. */
export function put(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
}

/** The element with this id; a page without it is broken, so it throws. */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`#${id} is missing`);
  return node;
}
