// Text with its links, and nothing else made of it.

import { h } from "../dom.js";

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** The words as nodes, addresses as links. */
export function linked(words) {
  const nodes = [];
  let from = 0;
  for (const match of words.matchAll(LINK)) {
    nodes.push(words.slice(from, match.index), h("a", { href: match[0], target: "_blank", rel: "noopener noreferrer" }, match[0]));
    from = match.index + match[0].length;
  }
  nodes.push(words.slice(from));
  return nodes;
}
