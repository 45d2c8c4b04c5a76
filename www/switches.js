// The demo's own switches, above the phone: theme, language and direction, width of the conversation, and faults.

import { byId, h } from "./dom.js";
import { faultMenu } from "./faults.js";
import { icon } from "./icons.js";

const LOCALES = [["en", "English"], ["hi", "हिन्दी"], ["ar", "العربية"], ["pt", "Português"]];
const RTL = new Set(["ar", "he", "fa", "ur"]);

/** Draws the switches; `?theme=`, `?locale=` and `?width=` in the address set them from the start. */
export function showSwitches(panel, phone) {
  const page = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const setTheme = (name) => {
    page.dataset.theme = name;
    panel.theme(name);
    theme.replaceChildren(icon(name === "dark" ? "sun" : "moon", 18));
    theme.setAttribute("aria-pressed", name === "dark");
  };
  const setLocale = (tag) => {
    const rtl = RTL.has(tag.split("-")[0]);
    page.dir = rtl ? "rtl" : "ltr";
    panel.locale(tag);
    locale.value = tag;
  };
  const theme = h("button.round", {
    type: "button", title: "Light or dark", "aria-label": "Dark theme",
    onclick: () => setTheme(page.dataset.theme === "dark" ? "light" : "dark"),
  });
  const locale = h("select", { "aria-label": "Language of the conversation", onchange: () => setLocale(locale.value) },
    LOCALES.map(([tag, name]) => h("option", { value: tag }, name)));
  const width = h("select", { title: "Width of the conversation in pixels", "aria-label": "Width of the conversation", onchange: () => panel.width(Number(width.value)) },
    [300, 320, 360, 480, 600].map((size) => h("option", { value: size, selected: size === 360 }, size)));
  new MutationObserver(() => {
    const now = byId("grip").getAttribute("aria-valuenow");
    if ([...width.options].some((option) => option.value === now)) width.value = now;
    else width.selectedIndex = -1;
  }).observe(byId("grip"), { attributeFilter: ["aria-valuenow"] });
  byId("switches").replaceChildren(h("p.owner", null, `${phone.owner}'s phone`), h("span.select", null, locale, icon("chevron-down", 14)), h("span.select", null, width, icon("chevron-down", 14)), theme, faultMenu(phone));
  setTheme(asked.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  if (asked.get("locale")) setLocale(asked.get("locale"));
  if (asked.get("width")) panel.width(Number(asked.get("width")));
}
