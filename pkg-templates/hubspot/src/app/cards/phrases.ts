// What the card says, in the agent's language: its own words stand here, all others are the widget's.

import type { Line, Refusal, Way } from './relay';
import { WORDS } from './words';

const OWN: Record<string, Record<string, string>> = {
  en: {
    contact: 'Loading the contact',
    unread: 'The contact can’t be read',
    whole: 'Open the whole conversation',
    waiting: 'Waiting for {span}',
    calm: 'Nobody is waiting',
    ago: '{span} ago',
    now: 'now',
    access: 'The answer was sent, but not logged: HubSpot doesn’t let Sidethread in. Tell your administrator.',
    refused: 'The answer was sent, but not logged: HubSpot didn’t take it. Tell your administrator.',
  },
  hi: {
    contact: 'संपर्क लोड हो रहा है',
    unread: 'संपर्क पढ़ा नहीं जा सका',
    whole: 'पूरी बातचीत खोलें',
    waiting: '{span} से इंतज़ार',
    calm: 'कोई इंतज़ार नहीं कर रहा',
    ago: '{span} पहले',
    now: 'अभी',
    access: 'जवाब भेजा गया, पर दर्ज नहीं हुआ: HubSpot Sidethread को अनुमति नहीं दे रहा। अपने एडमिन को बताएँ।',
    refused: 'जवाब भेजा गया, पर दर्ज नहीं हुआ: HubSpot ने उसे नहीं लिया। अपने एडमिन को बताएँ।',
  },
  ar: {
    contact: 'يجري تحميل جهة الاتصال',
    unread: 'تعذّرت قراءة جهة الاتصال',
    whole: 'فتح المحادثة كاملة',
    waiting: 'في الانتظار منذ {span}',
    calm: 'لا أحد ينتظر',
    ago: 'قبل {span}',
    now: 'الآن',
    access: 'أُرسل الرد ولم يُسجَّل: لا يسمح HubSpot بدخول Sidethread. أخبر المسؤول.',
    refused: 'أُرسل الرد ولم يُسجَّل: لم يقبله HubSpot. أخبر المسؤول.',
  },
  pt: {
    contact: 'Carregando o contato',
    unread: 'Não foi possível ler o contato',
    whole: 'Abrir a conversa inteira',
    waiting: 'Esperando há {span}',
    calm: 'Ninguém está esperando',
    ago: 'há {span}',
    now: 'agora',
    access: 'A resposta foi enviada, mas não registrada: o HubSpot não deixa o Sidethread entrar. Avise o administrador.',
    refused: 'A resposta foi enviada, mas não registrada: o HubSpot não a aceitou. Avise o administrador.',
  },
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The card's words for an agent whose language HubSpot calls so: `pt-br`, `en_US`. Whoever speaks another one is spoken to in English. */
export function phrases(locale: string | undefined) {
  const language = (locale ?? '').toLowerCase().split(/[-_]/)[0];
  const spoken = OWN[language] ? language : 'en';
  const digits = new Intl.NumberFormat(spoken);

  const fill = (words: string, values: Record<string, string> = {}) => words.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
  const own = (key: string, values?: Record<string, string>) => fill(OWN[spoken][key], values);
  const find = (key: string): string | undefined => WORDS[spoken]?.[key];
  const say = (key: string, values?: Record<string, string>) => fill(find(key) ?? key, values);

  /** `12 min`, `3 h`, `2 d 5 h`: as coarse as the widget says it. */
  const span = (ms: number): string => {
    if (ms < HOUR) return say('left.minutes', { m: digits.format(Math.max(1, Math.floor(ms / MINUTE))) });
    if (ms < 2 * DAY) return say('left.long', { h: digits.format(Math.floor(ms / HOUR)) });
    return say('left.days', { d: digits.format(Math.floor(ms / DAY)), h: digits.format(Math.floor((ms % DAY) / HOUR)) });
  };

  /** Who, when, and how far an answer of ours has come. */
  const heading = ({ direction, at, status }: Line, name: string | undefined, now: number): string => {
    const ago = now - Date.parse(at);
    const when = ago < MINUTE ? own('now') : own('ago', { span: span(ago) });
    if (direction === 'inbound') return `${name ?? say('nameless')} · ${when}`;
    const state = find(`state.${status.state}`) ?? status.state;
    return `${say('who.business')} · ${when} · ${status.fault?.title ? `${state}: ${status.fault.title}` : state}`;
  };

  /** What stands in a message; what has no words is named by its kind. */
  const line = ({ type, text }: Line): string => (text === type.replaceAll('_', ' ') ? (find(`kind.${type}`) ?? text) : text);

  /** What was refused, by what was asked: `refused` to see the thread, `error` to answer. */
  const refusal = (problem: Refusal, asked: 'refused' | 'error'): string =>
    find(`${asked}.${problem.code}`) ?? find(`refused.${problem.code}`) ?? say('refused.other', { reason: problem.message });

  return { own, say, span, heading, line, refusal };
}

/** The tables themselves, for who checks them. */
phrases.tables = { own: OWN, widget: WORDS };

/** Whether words of our own may be sent this way now; outside the customer's window only templates may. */
export function isOpen({ window }: Way, now: number): boolean {
  return window.state === 'always' || (window.state === 'open' && now < Date.parse(window.closes_at ?? ''));
}

/** What looks like a number: people write other things into phone fields too. Each once. */
export function numbers(...texts: (string | null | undefined)[]): string[] {
  const trimmed = texts.map((text) => text?.trim() ?? '').filter((text) => /^[+(]?[\d][\d\s().\/-]{5,}$/.test(text));
  return [...new Set(trimmed)];
}
