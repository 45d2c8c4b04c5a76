// What the card says, from what the proxy says.

import type { Line, Way } from './relay';

const STATES: Record<string, string> = { queued: 'sending', unknown: 'may have been sent', accepted: 'sending', sent: 'sent', failed: 'not sent', delivered: 'delivered', read: 'read', played: 'played' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `12 min`, `3 h`, `2 days`. */
export function span(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.floor(ms / MINUTE))} min`;
  if (ms < 48 * HOUR) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / (24 * HOUR))} days`;
}

/** Who, when, and how far an answer of ours has come. */
export function heading({ direction, at, status }: Line, name: string | undefined, now: number): string {
  const ago = now - Date.parse(at);
  const when = ago < MINUTE ? 'now' : `${span(ago)} ago`;
  if (direction === 'inbound') return `${name ?? 'Customer'} · ${when}`;
  const state = STATES[status.state] ?? status.state;
  return `Your team · ${when} · ${status.fault?.title ? `${state}: ${status.fault.title}` : state}`;
}

/** Whether words of our own may be sent this way now; outside the customer's window only templates may. */
export function isOpen({ window }: Way, now: number): boolean {
  return window.state === 'always' || (window.state === 'open' && now < Date.parse(window.closes_at ?? ''));
}

/** What looks like a number: people write other things into phone fields too. Each once. */
export function numbers(...texts: (string | null | undefined)[]): string[] {
  const trimmed = texts.map((text) => text?.trim() ?? '').filter((text) => /^[+(]?[\d][\d\s().\/-]{5,}$/.test(text));
  return [...new Set(trimmed)];
}
