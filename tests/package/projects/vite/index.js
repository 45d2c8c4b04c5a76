import { mount } from "sidethread";

import { thread, tokenProvider } from "./crm.js";

mount("#app", { ...thread, tokenProvider });
