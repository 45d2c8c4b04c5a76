/** Whose thread to show, and how. */
export interface Context {
  /** One number of the person, with its country code. */
  phone?: string;
  /** All her numbers. */
  phones?: string[];
  /** Ids that a channel knows her by, where it has no numbers. */
  userIds?: string[];
  /** What the CRM calls her. */
  name?: string;
  /** The CRM's own name for her page: `zoho:Contacts:3000001`. */
  record?: string;
  /** The channel to answer on when she hasn't shown another: `whatsapp`. Null takes it back. */
  channel?: string | null;
  /** BCP 47 language tag. */
  locale?: string;
  theme?: Theme;
}

export type Theme = "light" | "dark";

/** Gives an agent token for the thread of a context. `fresh`: the last one was refused or has run out. */
export type TokenProvider = (wish: { fresh: boolean; context: Context }) => Promise<string> | string;

/** The `detail` of each event. */
export interface SideThreadEvents {
  /** The thread is on the screen. */
  ready: { thread: string };
  /** The panel can't do its work; it says so itself too. */
  error: { code: string; hint: string };
  /** An answer is about to leave; `preventDefault()` keeps it back. */
  sending: { content: Content; channel: string };
  /** The proxy has taken an answer. */
  sent: { thread: string; message: Message };
  /** One of the two changed. */
  unread: { count: number; waitingSince: string | null };
  /** A token is about to be renewed. */
  "token-expiring": { expiresAt: string };
  /** Who the thread is with became known or changed. */
  contact: { thread: string; name: string | null; phones: string[] };
}

/** The element's events by their full names. */
export type SideThreadEventMap = { [Name in keyof SideThreadEvents as `side-thread-${Name}`]: CustomEvent<SideThreadEvents[Name]> };

/** What a message says; `type` is one of the words of the API. */
export interface Content {
  type: string;
  [field: string]: unknown;
}

/** A message as in the API. */
export interface Message {
  id: string;
  seq: number;
  client_id?: string;
  direction: "inbound" | "outbound";
  channel: string;
  account: string;
  author: { kind: string; name?: string };
  content: Content;
  at: string;
  received_at: string;
  status: { state: string; at?: string; [field: string]: unknown };
  [field: string]: unknown;
}

/** `<side-thread>`. */
export interface SideThreadElement extends HTMLElement {
  tokenProvider: TokenProvider | null;
  /** Shows another contact. The promise ends when it was tried. */
  open(context?: Context & { endpoint?: string; tenant?: string }): Promise<void>;
  /** Focuses the composer, as soon as there is one. */
  focusComposer(): void;
  /** Ends stream, timers, listeners and memory. */
  destroy(): void;
  addEventListener<Name extends keyof SideThreadEventMap>(type: Name, listener: (this: SideThreadElement, event: SideThreadEventMap[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(type: Name, listener: (this: HTMLElement, event: HTMLElementEventMap[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** The element's class. */
export interface SideThreadConstructor {
  new (): SideThreadElement;
  /** Which road this page takes: `frame` where it forbids WASM. */
  readonly road: "wasm" | "frame";
}

export interface DefineOptions {
  /** Another name for the element. */
  tag?: string;
  /** The proxy for elements that name none. */
  endpoint?: string;
  /** Where the WASM lies, when the bundler does not know. */
  wasmUrl?: string | URL;
}

export interface MountOptions extends Context {
  endpoint: string;
  tenant: string;
  tokenProvider?: TokenProvider;
  wasmUrl?: string | URL;
}

/** Registers the element, once; gives its class, or undefined where there is no page (on a server). */
export function define(options?: DefineOptions): SideThreadConstructor | undefined;

/** Puts an element into the page and gives it back. */
export function mount(target: string | Element, options: MountOptions): SideThreadElement;

/** What this page allows, to be copied for support. */
export function probe(options?: { endpoint?: string }): Promise<Record<string, unknown>>;

/** Shows a thread in a frame with the embed page in it, where the page forbids WASM. */
export function createEmbed(options: EmbedOptions): Embed;

/** The package's version. */
export const version: string;

/** Those of the element; an answer that was sent also says the `record` of the context that it was written in. */
type EmbedEvents = SideThreadEvents & { sent: { record?: string }; resize: { height: number }; escape: Record<string, never> };

/** What `createEmbed()` needs. */
export interface EmbedOptions {
  endpoint: string;
  tenant: string;
  /** Gets the frame, and the events. */
  container?: string | Element;
  /** A frame that is there already. */
  frame?: HTMLIFrameElement;
  context?: Context;
  /** Gives a token, or a single-use code for one. */
  tokenProvider?: (wish: { fresh: boolean; context: Context }) => Promise<string | { code: string }> | string | { code: string };
  /** `content`, the default: as high as the thread, from 320 px to 80 % of the window. `fill`: as high as the container. */
  height?: "content" | "fill";
  host?: string;
  sandbox?: string;
  allow?: string;
  title?: string;
  onReady?(detail: EmbedEvents["ready"], event: CustomEvent): unknown;
  onError?(detail: EmbedEvents["error"], event: CustomEvent): unknown;
  /** `false` keeps the answer back. */
  onSending?(detail: EmbedEvents["sending"], event: CustomEvent): unknown;
  onSent?(detail: EmbedEvents["sent"], event: CustomEvent): unknown;
  onUnread?(detail: EmbedEvents["unread"], event: CustomEvent): unknown;
  onTokenExpiring?(detail: EmbedEvents["token-expiring"], event: CustomEvent): unknown;
  onContact?(detail: EmbedEvents["contact"], event: CustomEvent): unknown;
  onResize?(detail: EmbedEvents["resize"], event: CustomEvent): unknown;
  onEscape?(detail: EmbedEvents["escape"], event: CustomEvent): unknown;
}

export interface Embed {
  readonly frame: HTMLIFrameElement;
  /** Ends with the first thread on the screen; rejects with a `code` when the frame can't be had. */
  readonly ready: Promise<{ thread: string }>;
  /** Shows another contact. The promise ends when it was tried. */
  open(context?: Context): Promise<void>;
  focusComposer(): void;
  /** Ends the session: tokens, stream and thread are dropped. */
  destroy(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "side-thread": SideThreadElement;
  }
}
