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

/** One thing that is wrong with an answer. */
export interface Problem {
  path: string;
  rule: string;
  limit?: number;
  actual?: number;
  unit?: string;
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
  /** What was wrong with the last draft. */
  problems: Problem[];
  /** Who is writing: `customer`, or an agent's name. */
  typing: string | null;
  hasOlder: boolean;
}

/** The element's events by their short names, and two more. */
export interface ConversationEvents extends SideThreadEvents {
  /** A message is new or changed. */
  message: { message: Message; isNew: boolean };
  /** `messages`, `pending` or `state` changed; `whole`: another thread, or the log anew. */
  change: { messages: Message[]; whole: boolean };
}

/** A conversation without a panel. Needs a browser, and draws nothing. */
export class Conversation extends EventTarget {
  constructor(settings: { endpoint: string; tenant: string; tokenProvider: TokenProvider; wasmUrl?: string | URL; locale?: string });
  /** The loaded messages, oldest first. A new array after each change. */
  readonly messages: readonly Message[];
  readonly pending: readonly Waiting[];
  readonly state: Readonly<ConversationState>;
  /** Shows a contact. The promise ends with the server's first answer. */
  open(context: Context): Promise<void>;
  /** The words of the draft, while somebody writes them. */
  draft(words: string): void;
  /** Sends words or a content. With problems, nothing was sent. */
  send(content: string | Content, options?: { replyTo?: string }): { clientId: string; problems: Problem[] };
  choose(sender: { account: string; channel: string }): void;
  /** A pending answer by its client id, a failed message by its id. */
  retry(id: string): void;
  discard(clientId: string): void;
  react(message: string, emoji: string): void;
  seen(message: string): void;
  loadOlder(): void;
  destroy(): void;
  addEventListener<Name extends keyof ConversationEvents>(type: Name, listener: (event: CustomEvent<ConversationEvents[Name]>) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
}
