// What the widget makes of Zoho's answers.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const APP = new URL('../app/', import.meta.url);
const window = {};
for (const name of ['record.js', 'notes.js']) new Function('window', await readFile(new URL(name, APP), 'utf8'))(window);
const { recordOf, phoneFieldsOf, contextOf, localeOf } = window.sidethreadRecord;

test('a record is named by text, by a list of one, or not at all', () => {
  assert.deepEqual(recordOf({ Entity: 'Contacts', EntityId: '3000' }), { entity: 'Contacts', id: '3000', several: false });
  assert.deepEqual(recordOf({ Entity: 'Contacts', EntityId: ['3000'], ButtonPosition: 'DetailView' }), { entity: 'Contacts', id: '3000', several: false });
  assert.deepEqual(recordOf({ Entity: 'Contacts', EntityId: 3000 }).id, '3000');
  assert.deepEqual(recordOf({ Entity: 'Contacts', EntityId: ['1', '2'] }), { entity: 'Contacts', id: null, several: true });
  assert.deepEqual(recordOf({ Entity: 'Contacts', EntityId: [] }), { entity: 'Contacts', id: null, several: false });
  assert.deepEqual(recordOf(undefined), { entity: undefined, id: null, several: false });
});

test('phone fields come from the module, mobile ones first, fax machines never', () => {
  const fields = [['Phone', 'phone'], ['Fax', 'phone'], ['Email', 'email'], ['Mobile', 'phone'], ['WhatsApp_No', 'phone']].map(([api_name, data_type]) => ({ api_name, data_type }));
  assert.deepEqual(phoneFieldsOf({ fields }), ['Mobile', 'Phone', 'WhatsApp_No']);
  assert.deepEqual(phoneFieldsOf({}), []);
});

test('a context has each number once and no other words', () => {
  const record = { id: '3000', Full_Name: 'Asha Nair', Mobile: ' +91 99999 99999 ', Phone: '+91 99999 99999', Other: 'call me', Third: null };
  assert.deepEqual(contextOf('Contacts', record, ['Mobile', 'Phone', 'Other', 'Third']), { phones: ['+91 99999 99999'], record: 'zoho:Contacts:3000', name: 'Asha Nair' });
  assert.deepEqual(contextOf('Accounts', { id: '1', Account_Name: 'Cobalt' }, ['Phone']), { phones: [], record: 'zoho:Accounts:1', name: 'Cobalt' });
});

test('the agent’s language is written as the web writes it', () => {
  assert.equal(localeOf({ users: [{ language: 'hi_IN', locale: 'en_US' }] }), 'hi-IN');
  assert.equal(localeOf({ users: [{ locale: 'pt_BR' }] }), 'pt-BR');
  assert.equal(localeOf({ users: [{}] }), undefined);
  assert.equal(localeOf(undefined), undefined);
});

const at = (id, body, time) => ({ id, channel: 'sms', at: `2026-11-20T${time}:00`, content: { type: 'text', body } });

function keeper(answers = {}) {
  const asked = [];
  const call = (name, answer) => (request) => {
    asked.push([name, request]);
    return Promise.resolve(typeof answer === 'function' ? answer() : answer);
  };
  const made = { data: [{ code: 'SUCCESS', details: { id: 'n1' } }] };
  const crm = {
    CONFIG: { getCurrentUser: call('user', { users: [{ full_name: 'Meera' }] }) },
    API: { getRelatedRecords: call('related', answers.related ?? { data: [] }), addNotes: call('add', answers.add ?? made), updateRecord: call('update', made) },
  };
  const complaints = [];
  const keep = window.sidethreadNotes(crm, (promise) => promise, (words) => complaints.push(words));
  return { keep, asked, complaints, of: (name) => asked.filter(([one]) => one === name).map(([, request]) => request) };
}

test('one note a day, longer with each answer, each answer once', async () => {
  const { keep, of, complaints } = keeper();
  const record = { entity: 'Contacts', id: '3000' };
  keep(record, at('m1', 'one', '10:00'));
  keep(record, at('m1', 'one', '10:00'));
  await keep(record, at('m2', 'two', '10:05'));
  assert.deepEqual(of('add'), [{ Entity: 'Contacts', RecordID: '3000', Title: 'Sidethread 2026-11-20, Meera', Content: '10:00 SMS: one' }]);
  assert.deepEqual(of('update'), [{ Entity: 'Notes', APIData: { id: 'n1', Note_Content: '10:00 SMS: one\n10:05 SMS: two' } }]);
  assert.deepEqual(complaints, [null, null]);
});

test('the note of the day is found again, and another agent’s is left alone', async () => {
  const related = { data: [{ id: 'n7', Note_Title: 'Sidethread 2026-11-20, Dev', Note_Content: 'x' }, { id: 'n8', Note_Title: 'Sidethread 2026-11-20, Meera', Note_Content: '09:00 SMS: zero' }] };
  const { keep, of } = keeper({ related });
  await keep({ entity: 'Contacts', id: '3000' }, at('m1', 'one', '10:00'));
  assert.deepEqual(of('add'), []);
  assert.deepEqual(of('update')[0].APIData, { id: 'n8', Note_Content: '09:00 SMS: zero\n10:00 SMS: one' });
});

test('a refusal is said, and the same answer may be tried again', async () => {
  let turn = 0;
  const { keep, of, complaints } = keeper({ add: () => (turn++ ? { data: [{ code: 'SUCCESS', details: { id: 'n1' } }] } : { data: [{ code: 'NO_PERMISSION', message: 'permission denied' }] }) });
  const record = { entity: 'Contacts', id: '3000' };
  await keep(record, at('m1', 'one', '10:00'));
  await keep(record, at('m1', 'one', '10:00'));
  assert.equal(of('add').length, 2);
  assert.deepEqual(complaints, ['permission denied', null]);
});
