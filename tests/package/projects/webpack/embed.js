import { createEmbed } from "sidethread/embed";

import { thread, tokenProvider } from "./crm.js";

const { endpoint, tenant, ...context } = thread;
createEmbed({ endpoint, tenant, context, tokenProvider, container: "#app" });
