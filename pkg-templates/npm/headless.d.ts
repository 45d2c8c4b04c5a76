import type { Content, Context, Message, SideThreadEvents, TokenProvider } from "./index.js";

/** One way to answer, with what it allows now. */
export interface Sender {
  channel: string;
  account: string;
  label: string;
  window: { state: string; closes_at?: string };
  consent: string;
  capabilities: { content: string[]; limits: Record<string, { max: number; unit: string }>; [field: string]: unknown };
}

/** An answer that the server has not named yet. */
export interface Waiting {
  client_id: string;
  content: Content;
  reply_to: string | null;
  /** `unreached` goes out by itself when the line is back; `refused` waits for `retry()` or `discard()`. */
  state: "sending" | "refused" | "unreached";
  error: string | null;
}

/** One thing that is wrong, where, and what would be right. */
export interface Problem {
  /** JSON pointer into the content: `/body`. */
  path: string;
  rule: string;
  limit?: number;
  actual?: number;
  unit?: string;
  /** The same in English. */
  message: string;
}

/** A file in the server's store. */
export interface Media {
  id: string;
  state: string;
  mime: string;
  bytes?: number;
  filename?: string;
  [field: string]: unknown;
}

/** A file of the draft, or of a template's value, from choosing to ready. */
export interface ChosenFile {
  id: number;
  /** The placeholder that it is for; a file of the draft has none. */
  key: string | null;
  name: string;
  bytes: number;
  /** A `blob:` URL of a picture of the draft, as long as the file stands here. */
  preview: string | null;
  /** `unfit` can't be sent on this channel, see `problems`; `failed` waits for `retryUpload()`. */
  state: "uploading" | "ready" | "unfit" | "failed";
  /** Bytes that have left. */
  sent: number;
  media: Media | null;
  problems: Problem[];
  /** Why the upload failed; empty if the server was not reached. */
  error: string | null;
}

/** One place in a template where a value goes. */
export interface Placeholder {
  /** `header`, `body.1`, `body.first_name`, `buttons.0` … */
  key: string;
  kind: "text" | "url_suffix" | "code" | "image" | "video" | "document" | "location" | "product" | "products" | "catalogue" | "bill" | "order_status" | "flow" | "expiry" | "call";
  example: string | null;
  optional: boolean;
}

/** A template of the account. */
export interface Template {
  account: string;
  name: string;
  language: string;
  status: "approved" | "pending" | "rejected" | "paused" | "disabled" | "missing" | "unknown";
  category?: string;
  body: string;
  placeholders: Placeholder[];
  /** Why it can't be sent at all. */
  obstacle: Problem | null;
  /** Header, footer, buttons, cards and the rest, as in the API. */
  [field: string]: unknown;
}

/** A value of a template, as in the API: `{type: "text", text}`, `{type: "media", media}`, `{type: "location", latitude, longitude}` … */
export interface Value {
  type: string;
  [field: string]: unknown;
}

/** The open template picker. */
export interface Picker {
  /** Whose templates. */
  sender: { account: string; channel: string | null };
  /** `failed` waits for `reload()`. */
  listing: "loading" | "ready" | "failed";
  error: string | null;
  query: string;
  /** Those that match the query; those that can be sent first. */
  templates: readonly Template[];
  chosen: Template | null;
  values: Record<string, Value>;
  /** Files on their way to a value, and those that are there. */
  files: ChosenFile[];
  /** What is wrong with the values now; `path` is `/values/<key>`. */
  problems: Problem[];
  /** The message as it will be. */
  preview: Content | null;
}

export interface ConversationState {
  phase: "idle" | "opening" | "ready" | "refused";
  connection: "connecting" | "online" | "retrying" | "offline" | "lost";
  /** Why it is refused or lost. */
  refusal: string | null;
  thread: { id: string; contact: { name?: string; addresses: { kind: string; value: string }[] }; waiting_since: string | null; [field: string]: unknown } | null;
  senders: Sender[];
  sender: { account: string; channel: string } | null;
  /** Why free text can't go out now. */
  lock: "no-sender" | "not-opted-in" | "window-closed" | null;
  /** What is being written in this thread: each has its own. `waits`: it was sent, and leaves with its last file. */
  draft: { text: string; reply_to: string | null; waits: boolean };
  /** Its files. */
  files: ChosenFile[];
  /** What was wrong with it when it was to be sent. */
  problems: Problem[];
  /** Who is writing: `customer`, or an agent's name. */
  typing: string | null;
  /** What lies before the loaded messages: nothing, or a page that `loadOlder()` brings. */
  older: "none" | "more" | "loading" | "failed";
  picker: Picker | null;
}

/** The element's events by their short names, and three more. */
export interface ConversationEvents extends SideThreadEvents {
  /** A message is new or changed. */
  message: { message: Message; isNew: boolean };
  /** `messages`, `pending` or `state` changed; `whole`: another thread, or the log anew. */
  change: { messages: Message[]; whole: boolean };
  /** Something failed that no state shows; `text` is what the server said. */
  notice: { key: "message-failed" | "send-refused" | "react-failed" | "save-failed" | "older-failed" | "message-gone" | "part-failed" | "window-closed"; text: string | null };
}

/** What came of a sending. */
export interface Sent {
  /** Its name in `pending` and in `client_id` of its message; null if it did not leave. */
  clientId: string | null;
  /** Why not. With none it waits for its files, or a listener of `sending` kept it back. */
  problems: Problem[];
}

/** The templates of the chosen way to answer. Everything shows in `state.picker`. */
export interface Templates {
  /** Opens the picker and loads the list. */
  open(): void;
  close(): void;
  reload(): void;
  /** Lists those that hold all these words. */
  search(words: string): void;
  /** Chooses one of the list; null goes back to it. Throws if the list has none of that name and language. */
  choose(template: Pick<Template, "name" | "language"> | null): void;
  /** Fills in a value: words, or a value of the API; null empties it. */
  fill(key: string, value: string | Value | null): void;
  /** Takes a file into a value. */
  attach(key: string, file: File): void;
  /** Sends the chosen one. With problems the picker stays open. */
  send(): Sent;
}

/** A conversation without a panel. Needs a browser, and draws nothing. */
export class Conversation extends EventTarget {
  constructor(settings: { endpoint: string; tenant: string; tokenProvider: TokenProvider; wasmUrl?: string | URL; locale?: string });
  /** The loaded messages, oldest first. A new array after each change. */
  readonly messages: readonly Message[];
  readonly pending: readonly Waiting[];
  readonly state: Readonly<ConversationState>;
  readonly templates: Templates;
  /** Shows a contact, or another one: drafts, uploads and answers stay with their own. The promise ends with the server's first answer. */
  open(context: Context): Promise<void>;
  /** The words of the draft, while somebody writes them. */
  draft(words: string): void;
  /** Takes files into the draft and gives those of `state.files` that they became. */
  attach(...files: File[]): ChosenFile[];
  /** Takes a file away, or stops its upload. */
  detach(id: number): void;
  retryUpload(id: number): void;
  /** Sends words with the draft's files; without words, the draft. */
  send(words?: string, options?: { replyTo?: string }): Sent;
  /** Sends a content of the API by itself; the draft stays. */
  send(content: Content): Sent;
  choose(sender: { account: string; channel: string }): void;
  /** A pending answer by its client id, a failed message by its id. */
  retry(id: string): void;
  discard(clientId: string): void;
  react(message: string, emoji: string): void;
  /** Marks everything up to this message as read, once the page is in front and has the focus. */
  seen(message: string): void;
  loadOlder(): void;
  /** The ids of the loaded messages that hold these words, newest first. */
  find(words: string): string[];
  /** A file by its `media.id`. What is no picture, film or sound comes as `application/octet-stream`: never show it in your page's origin. */
  file(id: string): Promise<Blob>;
  /** Ends stream, timers, listeners and memory. */
  destroy(): void;
  addEventListener<Name extends keyof ConversationEvents>(type: Name, listener: (event: CustomEvent<ConversationEvents[Name]>) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
}
