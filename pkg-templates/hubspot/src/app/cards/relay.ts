// What the card asks of the proxy, through HubSpot, which signs each request and repeats it once when it got no answer.

import { hubspot } from '@hubspot/ui-extensions';
import { ENDPOINT } from './settings';

export interface Contact {
  objectId: number;
  phones: string[];
  name?: string;
}

export interface Line {
  direction: 'inbound' | 'outbound';
  type: string;
  text: string;
  at: string;
  status: { state: string; fault?: { title?: string } };
}

export interface Way {
  channel: string;
  account: string;
  label: string;
  window: { state: 'open' | 'closed' | 'always'; closes_at?: string };
}

/** The newest messages, oldest first; how an answer goes out; since when the customer waits. */
export interface Thread extends Partial<Way> {
  thread: string;
  messages: Line[];
  channels: Way[];
  waiting_since: string | null;
  /** Why what this agent answered is not in HubSpot's log; absent if it is or will be. */
  not_logged?: 'access' | 'refused';
}

/** What the proxy refused, by its stable code. */
export class Refusal extends Error {
  constructor(readonly code: string, words: string) {
    super(words);
  }
}

/** HubSpot gives up after 15 s by default; an agent sooner. */
const PATIENCE_MS = 10000;

async function ask<Answer>(path: string, body: Record<string, unknown>): Promise<Answer> {
  let response: Response;
  try {
    response = await hubspot.fetch(`${ENDPOINT}${path}`, { method: 'POST', timeout: PATIENCE_MS, body });
  } catch {
    throw new Refusal('unreachable', '');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.code ?? String(response.status), answer.title ?? String(response.status));
  return answer;
}

const about = ({ objectId, phones, name }: Contact) => ({ object_id: String(objectId), phones, ...(name ? { name } : {}) });

export const openThread = (contact: Contact) => ask<Thread>('/v1/hubspot/thread', about(contact));

/** Sends an answer. `clientId` is made once for each answer: the same one again is the same message, however often it is asked. */
export const reply = (thread: string, { channel, account }: Way, body: string, clientId: string) =>
  ask<{ id: string }>('/v1/hubspot/reply', { thread, client_id: clientId, channel, account, body });

/** The address of the whole thread in a language, with a code in it that is good once and for a minute. */
export async function embedUrl(contact: Contact, locale: string | undefined): Promise<string> {
  const { embed_url } = await ask<{ embed_url: string }>('/v1/session', { grant: 'hubspot', ...about(contact) });
  return locale ? embed_url.replace('#', `&locale=${encodeURIComponent(locale.replace('_', '-'))}#`) : embed_url;
}

/** A name for one answer that no other has. */
export function newClientId(): string {
  return globalThis.crypto?.randomUUID?.() ?? `hs-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}
