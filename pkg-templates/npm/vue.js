// The element as a Vue component.

import { defineComponent, h, onMounted, ref, watch } from "vue";

import { define } from "./index.js";

const EVENTS = ["ready", "error", "sending", "sent", "unread", "token-expiring", "contact"];
const TEXTS = ["endpoint", "tenant", "name", "record", "channel", "locale", "theme"];

export const SideThread = defineComponent({
  name: "SideThread",
  props: {
    ...Object.fromEntries(TEXTS.map((name) => [name, String])),
    phone: [String, Array],
    userIds: Array,
    tokenProvider: Function,
    wasmUrl: String,
  },
  emits: EVENTS,
  setup(props, { emit, expose }) {
    const element = ref(null);
    expose({ element, open: (context) => element.value.open(context), focusComposer: () => element.value.focusComposer() });
    const phones = () => (Array.isArray(props.phone) ? props.phone : props.phone ? [props.phone] : []);
    onMounted(() => {
      // One function for all that a template may write anew each time it draws: another one would stand for another agent.
      const ask = (wish) => props.tokenProvider(wish);
      watch(() => Boolean(props.tokenProvider), (has) => { element.value.tokenProvider = has ? ask : undefined; }, { immediate: true });
      define({ wasmUrl: props.wasmUrl });
      watch(() => props.userIds, (userIds) => {
        if (userIds?.length) element.value.open({ userIds, phones: phones(), name: props.name, record: props.record });
      }, { immediate: true });
    });
    const listeners = Object.fromEntries(EVENTS.map((name) => [`onSideThread${name.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase())}`, (event) => emit(name, event)]));
    const attributes = () => Object.fromEntries(TEXTS.map((name) => [`^${name}`, props[name]]));
    return () => h("side-thread", { ref: element, "^phone": phones().join(",") || undefined, ...attributes(), ...listeners });
  },
});
