import type { CSSProperties, DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";

import type { SideThreadElement, SideThreadEventMap, Theme, TokenProvider } from "./index.js";

export interface SideThreadProps {
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
  wasmUrl?: string | URL;
  id?: string;
  className?: string;
  style?: CSSProperties;
  onReady?(event: SideThreadEventMap["side-thread-ready"]): void;
  onError?(event: SideThreadEventMap["side-thread-error"]): void;
  onSending?(event: SideThreadEventMap["side-thread-sending"]): void;
  onSent?(event: SideThreadEventMap["side-thread-sent"]): void;
  onUnread?(event: SideThreadEventMap["side-thread-unread"]): void;
  onTokenExpiring?(event: SideThreadEventMap["side-thread-token-expiring"]): void;
  onContact?(event: SideThreadEventMap["side-thread-contact"]): void;
}

/** `<side-thread>` as a React component. */
export const SideThread: ForwardRefExoticComponent<SideThreadProps & RefAttributes<SideThreadElement>>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "side-thread": DetailedHTMLProps<HTMLAttributes<SideThreadElement>, SideThreadElement> & {
        endpoint?: string;
        tenant?: string;
        phone?: string;
        name?: string;
        record?: string;
        channel?: string;
        locale?: string;
        theme?: Theme;
        tokenProvider?: TokenProvider;
      };
    }
  }
}
