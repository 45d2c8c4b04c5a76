import { createApp } from "vue";

import Thread from "./Thread.vue";

createApp(Thread, { contact: { name: "Asha Nair", phones: ["+919999999999"] } }).mount("#panel");
