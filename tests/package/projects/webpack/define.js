import "sidethread/define";

import { thread, tokenProvider } from "./crm.js";

const element = Object.assign(document.createElement("side-thread"), { tokenProvider });
for (const [name, value] of Object.entries(thread)) element.setAttribute(name, value);
document.querySelector("#app").append(element);
