// The card in HubSpot's own test renderer: what it shows, what it asks through hubspot.fetch, and what it hands to the modal.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Alert, Button, EmptyState, LoadingSpinner, StatusTag, Text, TextArea, Tile } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { ThreadCard } from '../src/app/cards/ThreadCard';
import { isOpen, numbers, phrases } from '../src/app/cards/phrases';

const NOW = Date.now();
const ago = (minutes) => new Date(NOW - minutes * 60_000).toISOString();
const WAY = { channel: 'whatsapp', account: 'acme-wa', label: 'WhatsApp', window: { state: 'open', closes_at: ago(-600) } };
const THREAD = {
  thread: 'th_1.seal', channels: [WAY], ...WAY, waiting_since: ago(12),
  messages: [
    { direction: 'outbound', type: 'text', text: 'Rooms are held', at: ago(90), status: { state: 'read' } },
    { direction: 'inbound', type: 'text', text: 'Which floor?', at: ago(12), status: { state: 'delivered' } },
  ],
};

// A card looks again every half minute as long as it is shown; that must not keep this process.
const { setInterval } = globalThis;
globalThis.setInterval = (...words) => setInterval(...words).unref();

let asked;
let answers;

/** Plays hubspot.fetch: answers by path, in turn; the last one stays. */
globalThis.self = globalThis;
globalThis.hsFetch = async (url, options) => {
  const path = new URL(url).pathname;
  asked.push({ path, ...options });
  const turn = answers[path] ?? [];
  const answer = turn.length > 1 ? turn.shift() : turn[0];
  if (answer instanceof Error) throw answer;
  const { status = 200, body = answer } = answer ?? { status: 404, body: {} };
  return { ok: status < 300, status, json: async () => body };
};

const ASHA = { firstname: 'Asha', lastname: 'Nair', mobilephone: '+91 99999 99999', phone: 'ask reception' };

function card(properties = ASHA, user = { locale: 'en-us' }) {
  const renderer = createRenderer('crm.record.tab');
  renderer.mocks.useCrmProperties.willCall(() => ({ properties, error: null, isLoading: false, isRefetching: false, refetch: async () => {} }));
  renderer.mocks.context.crm.objectId = 90001;
  Object.assign(renderer.mocks.context.user, { locale: undefined, language: undefined }, user);
  renderer.render(<ThreadCard />);
  return renderer;
}

const texts = ({ findAll }) => findAll(Text).map(({ text }) => text);
const button = ({ find }, words) => find(Button, (one) => one.text === words);
const to = (path) => asked.filter((one) => one.path === path);

beforeEach(() => {
  asked = [];
  answers = { '/v1/hubspot/thread': [THREAD], '/v1/hubspot/reply': [{ status: 202, body: { id: 'ms_1' } }], '/v1/session': [{ code: 'c', embed_url: 'https://threads.example/embed/v1/acme?host=hubspot#code=c' }] };
});

test('the last messages, who wrote them and when, and how long she has been waiting', async () => {
  const shown = card();
  assert.equal(shown.find(LoadingSpinner).props.label, 'Loading messages');
  await shown.waitFor(() => shown.find(Tile));
  assert.deepEqual(texts(shown), ['Your business · 1 h ago · Read', 'Rooms are held', 'Asha Nair · 12 min ago', 'Which floor?']);
  assert.equal(shown.find(StatusTag).text, 'Waiting for 12 min');
  const [first] = to('/v1/hubspot/thread');
  assert.deepEqual(first.body, { object_id: '90001', phones: ['+91 99999 99999'], name: 'Asha Nair' });
  assert.equal(first.method, 'POST');
  assert.ok(first.timeout < 15_000, 'gives up before HubSpot does');
  assert.equal(first.headers, undefined, 'custom headers are not supported');
});

test('an answer is sent once by its name, and the same name again when the first try failed', async () => {
  answers['/v1/hubspot/reply'] = [{ status: 502, body: {} }, { status: 202, body: { id: 'ms_1' } }];
  const shown = card();
  await shown.waitFor(() => shown.find(TextArea));
  assert.equal(button(shown, 'Send').props.disabled, true);
  shown.find(TextArea).trigger('onInput', '  The ground floor ');
  await shown.waitFor(() => assert.equal(button(shown, 'Send').props.disabled, false));
  button(shown, 'Send').trigger('onClick', {});
  await shown.waitFor(() => assert.equal(shown.find(Alert).props.title, 'The message server refused: 502'));
  assert.equal(shown.find(TextArea).props.value, '  The ground floor ', 'the draft stays');
  await shown.waitFor(() => assert.equal(button(shown, 'Send').props.disabled, false));
  button(shown, 'Send').trigger('onClick', {});
  await shown.waitFor(() => assert.equal(shown.find(TextArea).props.value, ''));
  const [one, two] = to('/v1/hubspot/reply').map(({ body }) => body);
  assert.deepEqual({ ...one, client_id: null }, { thread: 'th_1.seal', client_id: null, channel: 'whatsapp', account: 'acme-wa', body: 'The ground floor' });
  assert.ok(one.client_id.length > 10 && one.client_id.length <= 64);
  assert.deepEqual(two, one, 'the same answer by the same name');
  await shown.waitFor(() => assert.equal(to('/v1/hubspot/thread').length, 2));
});

test('other words are another answer', async () => {
  answers['/v1/hubspot/reply'] = [{ status: 500, body: {} }];
  const shown = card();
  await shown.waitFor(() => shown.find(TextArea));
  for (const words of ['one', 'two']) {
    shown.find(TextArea).trigger('onInput', words);
    await shown.waitFor(() => assert.equal(button(shown, 'Send').props.disabled, false));
    button(shown, 'Send').trigger('onClick', {});
    await shown.waitFor(() => assert.equal(to('/v1/hubspot/reply').at(-1)?.body.body, words));
    await shown.waitFor(() => assert.equal(button(shown, 'Send').props.disabled, false));
  }
  const [one, two] = to('/v1/hubspot/reply').map(({ body }) => body.client_id);
  assert.notEqual(one, two);
});

test('the whole thread opens in a modal by a single-use code; closing it reads the thread again', async () => {
  const shown = card();
  await shown.waitFor(() => shown.find(Tile));
  button(shown, 'Open the whole conversation').trigger('onClick', {});
  await shown.waitFor(() => assert.equal(shown.mocks.actions.openIframeModal.callCount, 1));
  const [payload, onClose] = shown.mocks.actions.openIframeModal.calls[0];
  assert.deepEqual(payload, { uri: 'https://threads.example/embed/v1/acme?host=hubspot&locale=en-us#code=c', width: 480, height: 720, title: 'Sidethread', flush: true });
  assert.deepEqual(to('/v1/session')[0].body, { grant: 'hubspot', object_id: '90001', phones: ['+91 99999 99999'], name: 'Asha Nair' });
  onClose();
  await shown.waitFor(() => assert.equal(to('/v1/hubspot/thread').length, 2));
});

test('outside the reply window there is nothing to type into', async () => {
  const closed = { ...WAY, window: { state: 'closed' } };
  answers['/v1/hubspot/thread'] = [{ ...THREAD, ...closed, channels: [closed], waiting_since: null }];
  const shown = card();
  await shown.waitFor(() => shown.find(Tile));
  assert.equal(shown.maybeFind(TextArea), null);
  assert.match(texts(shown).at(-1), /window is closed/);
  assert.equal(shown.find(StatusTag).text, 'Nobody is waiting');
});

test('a contact without a number is told so, and nobody is asked', () => {
  const shown = card({ firstname: 'Iris', lastname: 'Menon', mobilephone: null, phone: 'ask reception' });
  assert.equal(shown.find(EmptyState).props.title, 'No phone number is set for this record. Add one with its country code.');
  assert.equal(asked.length, 0);
});

test('a proxy that cannot be reached can be tried again', async () => {
  answers['/v1/hubspot/thread'] = [new Error('offline'), THREAD];
  const shown = card();
  await shown.waitFor(() => assert.equal(shown.find(Alert).props.title, 'The message server doesn’t answer. Check your connection, then try again.'));
  button(shown, 'Try again').trigger('onClick', {});
  await shown.waitFor(() => shown.find(Tile));
});

test('a refusal is said in the widget’s words, and in the proxy’s where there are none', async () => {
  answers['/v1/hubspot/thread'] = [{ status: 401, body: { code: 'unauthenticated', title: 'Who are you?' } }];
  const shown = card();
  await shown.waitFor(() => assert.equal(shown.find(Alert).props.title, 'You are not signed in here any more. Reload the page to sign in again.'));
  answers['/v1/hubspot/thread'] = [{ status: 413, body: { code: 'too-large', title: 'That is too much.' } }];
  button(shown, 'Try again').trigger('onClick', {});
  await shown.waitFor(() => assert.equal(shown.find(Alert).props.title, 'The message server refused: That is too much.'));
});

test('an answer that HubSpot does not log is told, until it is logged', async () => {
  answers['/v1/hubspot/thread'] = [{ ...THREAD, not_logged: 'access' }, THREAD];
  const shown = card();
  await shown.waitFor(() => shown.find(Tile));
  assert.match(shown.find(Alert).props.title, /^The answer was sent, but not logged: .*administrator\.$/);
  button(shown, 'Open the whole conversation').trigger('onClick', {});
  await shown.waitFor(() => assert.equal(shown.mocks.actions.openIframeModal.callCount, 1));
  shown.mocks.actions.openIframeModal.calls[0][1]();
  await shown.waitFor(() => assert.equal(shown.maybeFind(Alert), null));
});

test('it speaks the agent’s language, the modal too, and names what has no words', async () => {
  const photo = { direction: 'inbound', type: 'location_request', text: 'location request', at: ago(3000), status: { state: 'delivered' } };
  answers['/v1/hubspot/thread'] = [{ ...THREAD, messages: [...THREAD.messages, photo], not_logged: 'refused' }];
  const shown = card(ASHA, { language: 'pt-br', locale: 'en-us' });
  assert.equal(shown.find(LoadingSpinner).props.label, 'Carregando mensagens');
  await shown.waitFor(() => shown.find(Tile));
  assert.deepEqual(texts(shown), ['A empresa · há 1 h · Lida', 'Rooms are held', 'Asha Nair · há 12 min', 'Which floor?', 'Asha Nair · há 2 d 2 h', 'Pedido de localização']);
  assert.equal(shown.find(StatusTag).text, 'Esperando há 12 min');
  assert.match(shown.find(Alert).props.title, /^A resposta foi enviada, mas não registrada/);
  assert.equal(shown.find(TextArea).props.label, 'Enviar por WhatsApp');
  assert.ok(button(shown, 'Enviar'));
  button(shown, 'Abrir a conversa inteira').trigger('onClick', {});
  await shown.waitFor(() => assert.match(shown.mocks.actions.openIframeModal.calls[0][0].uri, /&locale=pt-br#code=c$/));
});

test('every language that the widget speaks has every word, in the same form', () => {
  const holes = (text) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
  const { own: OWN, widget: WIDGET } = phrases.tables;
  assert.deepEqual(Object.keys(OWN).sort(), Object.keys(WIDGET).sort());
  assert.ok(Object.keys(OWN).length >= 4);
  for (const table of [OWN, WIDGET]) {
    for (const [language, words] of Object.entries(table)) {
      for (const [key, text] of Object.entries(table.en)) assert.deepEqual(words[key] && holes(words[key]), holes(text), `${language} ${key}`);
    }
  }
  assert.equal(phrases('hi_IN').own('now'), 'अभी');
  assert.equal(phrases('ar').say('send'), 'إرسال');
  for (const other of ['fr-fr', '', undefined]) assert.equal(phrases(other).own('calm'), 'Nobody is waiting', String(other));
});

test('spans, headings, windows and numbers', () => {
  const { heading, span } = phrases('en');
  assert.deepEqual([30_000, 59 * 60_000, 60 * 60_000, 47 * 3_600_000, 53 * 3_600_000].map(span), ['1 min', '59 min', '1 h', '47 h', '2 d 5 h']);
  const failed = { direction: 'outbound', type: 'text', text: 'x', at: ago(0), status: { state: 'failed', fault: { title: 'Number not on WhatsApp' } } };
  assert.equal(heading(failed, undefined, NOW), 'Your business · now · Not delivered: Number not on WhatsApp');
  assert.equal(isOpen(WAY, NOW), true);
  assert.equal(isOpen({ ...WAY, window: { state: 'open', closes_at: ago(1) } }, NOW), false);
  assert.equal(isOpen({ ...WAY, window: { state: 'always' } }, NOW), true);
  assert.deepEqual(numbers('+91 99999 99999', ' +91 99999 99999 ', 'call me', null, '(080) 4000-0000'), ['+91 99999 99999', '(080) 4000-0000']);
});
