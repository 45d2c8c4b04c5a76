// Questions that have one button: a form, a place, a shelf of products, an address. A tap answers as a customer would.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { SAMPLES } from "./samples.js";

const sample = (name) => SAMPLES.find((one) => one.name === name).make;

/** What Meta tells of a form that was filled in. */
const form = (name, values) => async () => ({ type: "interactive", interactive: { type: "nfm_reply", nfm_reply: { name, body: "Sent", response_json: JSON.stringify(values) } } });

const FORM = { shape: "list", label: "Fill in", answer: form("flow", { guests: 24, vegan: 2 }) };
const PLACE = { shape: "map-pin", label: "Send location", answer: sample("Location") };
const SHELF = { shape: "shopping-bag", label: "Order from it", answer: sample("Order") };
const ADDRESS = { shape: "house", label: "Give address", answer: form("address_message", { values: { name: "Asha Nair", address: "12 Residency Road", city: "Bengaluru", in_pin_code: "560025" } }) };

/** By Meta's word, and by that of the imported past. */
const ASKS = {
  flow: FORM,
  location_request_message: PLACE, location_request: PLACE,
  product: SHELF, product_list: SHELF, catalog_message: SHELF, products: SHELF,
  address_message: ADDRESS, address_request: ADDRESS,
};

/** The button under this question, if it has one. */
export function asking(content, message, act) {
  const ask = ASKS[content.type];
  if (!ask) return null;
  const label = content.action?.parameters?.flow_cta ?? ask.label;
  return h("div.choices", null, h("button.choice", { type: "button", onclick: async () => act.answer(message, await ask.answer()) }, icon(ask.shape, 16), label));
}
