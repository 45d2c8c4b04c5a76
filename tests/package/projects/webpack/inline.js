import { mount } from "sidethread/inline";

import { thread, tokenProvider } from "./crm.js";

mount("#app", { ...thread, tokenProvider });
