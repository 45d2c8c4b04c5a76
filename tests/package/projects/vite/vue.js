import { SideThread } from "sidethread/vue";
import { createApp, h, ref } from "vue";

import { thread, tokenProvider } from "./crm.js";

createApp({
  setup() {
    const sent = ref(0);
    return () => [h(SideThread, { ...thread, tokenProvider: (wish) => tokenProvider(wish), onSent: () => { sent.value += 1; } }), h("output", `sent ${sent.value}`)];
  },
}).mount("#app");
