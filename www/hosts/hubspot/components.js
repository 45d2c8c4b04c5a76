// HubSpot's components as plain elements: what the card describes in its worker, drawn by the page.

const KINDS = {
  Alert: "div", Button: "button", Divider: "hr", EmptyState: "div", Flex: "div", LoadingSpinner: "div", StatusTag: "span", Text: "p", TextArea: "label", Tile: "div",
};

/** Draws the receiver's tree into an element, and again whatever changes. */
export function draw(receiver, into) {
  const { attached } = receiver;
  const elements = new Map();

  const childrenOf = (id) => (attached.get({ id })?.children ?? []).map(({ id: child }) => node(child));

  function node(id) {
    const found = attached.get({ id });
    if (!elements.has(id)) {
      elements.set(id, found.kind === 2 || "text" in found ? document.createTextNode(found.text) : make(found.type));
      attached.subscribe({ id }, () => update(id));
    }
    update(id);
    return elements.get(id);
  }

  function update(id) {
    const found = attached.get({ id });
    const element = elements.get(id);
    if (!found) {
      elements.delete(id);
      return;
    }
    if ("text" in found) element.data = found.text;
    else dress(element, found.type, found.props, childrenOf(id));
  }

  const top = () => into.replaceChildren(...attached.root.children.map(({ id }) => node(id)));
  attached.subscribe({ id: attached.root.id }, top);
  top();
}

function make(type) {
  if (!KINDS[type]) throw new Error(`this page has no component ${type}`);
  const element = document.createElement(KINDS[type]);
  element.className = `hs ${type}`;
  if (type === "TextArea") element.append(document.createElement("span"), document.createElement("textarea"));
  return element;
}

/** Leaves alone what is as it was: a field that is typed in keeps its focus. */
function fill(element, children) {
  const same = children.length === element.childNodes.length && children.every((child, at) => element.childNodes[at] === child);
  if (!same) element.replaceChildren(...children);
}

const titled = (title, children) => [Object.assign(document.createElement("b"), { textContent: title ?? "" }), ...children];

function dress(element, type, props, children) {
  const { variant, size, direction, justify, disabled, title, label, value, rows, onClick, onInput } = props;
  element.dataset.variant = variant ?? "";
  if (type === "Flex") Object.assign(element.style, { flexDirection: direction ?? "row", justifyContent: justify === "between" ? "space-between" : "" });
  if (type === "Button") Object.assign(element, { disabled: Boolean(disabled), onclick: onClick && (() => onClick({})) });
  if (type === "Button") element.dataset.size = size ?? "";
  if (type === "Alert") element.setAttribute("role", "alert");
  if (type === "TextArea") {
    const [words, area] = element.children;
    words.textContent = label;
    Object.assign(area, { rows: rows ?? 3, oninput: onInput && (() => onInput(area.value)) });
    if (area.value !== (value ?? "")) area.value = value ?? "";
  } else if (type === "LoadingSpinner") element.textContent = label;
  else if (type === "Alert" || type === "EmptyState") element.replaceChildren(...titled(title, children));
  else if (type !== "Divider") fill(element, children);
}
