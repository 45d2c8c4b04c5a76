import type { DefineComponent } from "vue";

import type { SideThreadEventMap, Theme, TokenProvider } from "./index.js";

/** `<side-thread>` as a Vue component; its events have the element's events as their argument. */
export const SideThread: DefineComponent<{
  endpoint: string;
  tenant: string;
  phone?: string | string[];
  userIds?: string[];
  name?: string;
  record?: string;
  channel?: string;
  locale?: string;
  theme?: Theme;
  tokenProvider?: TokenProvider;
  wasmUrl?: string;
  onReady?: (event: SideThreadEventMap["side-thread-ready"]) => void;
  onError?: (event: SideThreadEventMap["side-thread-error"]) => void;
  onSending?: (event: SideThreadEventMap["side-thread-sending"]) => void;
  onSent?: (event: SideThreadEventMap["side-thread-sent"]) => void;
  onUnread?: (event: SideThreadEventMap["side-thread-unread"]) => void;
  onTokenExpiring?: (event: SideThreadEventMap["side-thread-token-expiring"]) => void;
  onContact?: (event: SideThreadEventMap["side-thread-contact"]) => void;
}>;
