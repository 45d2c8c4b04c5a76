// The component as Lightning runs it, with the frame's half replaced: what it asks of Salesforce and what it tells the frame.

import { createElement } from 'lwc';
import { CurrentPageReference } from 'lightning/navigation';
import openSession from '@salesforce/apex/SidethreadSession.open';
import findDigest from '@salesforce/apex/SidethreadSession.findDigest';
import { createRecord, getRecord, updateRecord } from 'lightning/uiRecordApi';
import { createEmbed } from '../embed';
import SideThread from 'c/sideThread';

jest.mock('../embed', () => ({ createEmbed: jest.fn() }), { virtual: true });
jest.mock('@salesforce/i18n/lang', () => ({ default: 'hi' }), { virtual: true });
jest.mock('@salesforce/apex/SidethreadSession.open', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SidethreadSession.findDigest', () => ({ default: jest.fn() }), { virtual: true });

const ASHA = '0035g000000000001A';
const settled = () => new Promise((done) => { setTimeout(done); });

const record = (apiName, id, fields) => ({ apiName, id, fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, displayValue: null }])) });
const asha = (fields = {}) => record('Contact', ASHA, { Name: 'Asha Nair', MobilePhone: '+91 99999 99999', Phone: null, ...fields });

let embed;

function mount(properties = {}) {
    const element = createElement('c-side-thread', { is: SideThread });
    Object.assign(element, { endpoint: 'https://threads.example', tenant: 'acme', recordId: ASHA, objectApiName: 'Contact', ...properties });
    document.body.appendChild(element);
    return element;
}

const options = () => createEmbed.mock.calls.at(-1)[0];
const inside = (element, selector) => element.shadowRoot.querySelector(selector);
const sent = (element, message, record = `salesforce:Contact:${ASHA}`) => inside(element, '.place').dispatchEvent(new CustomEvent('side-thread-sent', { detail: { thread: 'th_1', record, message } }));
const message = (id, body, at = '2026-11-20T10:42:00') => ({ id, channel: 'whatsapp', at, content: { type: 'text', body } });

beforeEach(() => {
    embed = { open: jest.fn().mockResolvedValue(), destroy: jest.fn() };
    createEmbed.mockReset().mockImplementation(() => embed);
    openSession.mockReset();
    findDigest.mockReset().mockResolvedValue(null);
    createRecord.mockReset().mockResolvedValue({ id: '00T1' });
    updateRecord.mockReset().mockResolvedValue({});
});

afterEach(() => {
    document.body.replaceChildren();
});

test('the record that is shown becomes the context, each number once, in the agent’s language', async () => {
    mount();
    getRecord.emit(asha({ Phone: '+91 99999 99999', HomePhone: '080 4000 0000', OtherPhone: 'ask reception' }));
    await settled();
    expect(createEmbed).toHaveBeenCalledTimes(1);
    const { endpoint, tenant, context, sandbox, host } = options();
    expect({ endpoint, tenant, sandbox, host }).toEqual({ endpoint: 'https://threads.example', tenant: 'acme', sandbox: undefined, host: 'salesforce' });
    expect(context).toEqual({ phones: ['+91 99999 99999', '080 4000 0000'], name: 'Asha Nair', record: `salesforce:Contact:${ASHA}`, locale: 'hi' });
});

test('all fields are asked for as optional ones, those of a case through its contact', async () => {
    const element = mount();
    await settled();
    expect(getRecord.getLastConfig()).toEqual({ recordId: ASHA, optionalFields: ['Contact.MobilePhone', 'Contact.Phone', 'Contact.HomePhone', 'Contact.OtherPhone', 'Contact.Name'] });
    element.objectApiName = 'Case';
    await settled();
    expect(getRecord.getLastConfig().optionalFields).toContain('Case.Contact.MobilePhone');
    getRecord.emit({ apiName: 'Case', id: '5001', fields: { CaseNumber: { value: '00001042' }, Contact: { value: asha() } } });
    await settled();
    expect(options().context).toEqual({ phones: ['+91 99999 99999'], name: 'Asha Nair', record: 'salesforce:Case:5001', locale: 'hi' });
});

test('the administrator’s choice of fields wins', async () => {
    mount({ phoneFields: 'WhatsApp__c, Phone' });
    await settled();
    expect(getRecord.getLastConfig().optionalFields).toEqual(['Contact.WhatsApp__c', 'Contact.Phone', 'Contact.Name']);
});

test('every change of the record goes to the same frame', async () => {
    mount();
    getRecord.emit(asha());
    await settled();
    getRecord.emit(asha({ MobilePhone: '+91 90000 00000' }));
    await settled();
    getRecord.emit(record('Contact', '0032', { Name: 'Dev Rao', MobilePhone: '+91 98888 88888' }));
    await settled();
    expect(createEmbed).toHaveBeenCalledTimes(1);
    expect(embed.open.mock.calls.map(([{ phones }]) => phones)).toEqual([['+91 90000 00000'], ['+91 98888 88888']]);
});

test('a record without a number says so and ends the thread', async () => {
    const element = mount();
    getRecord.emit(asha());
    await settled();
    getRecord.emit(asha({ MobilePhone: null }));
    await settled();
    expect(inside(element, '[role="status"]').textContent).toContain('no phone number');
    expect(embed.destroy).toHaveBeenCalledTimes(1);
});

test('tokens come from Apex, for the record of the thread that asks, bound to the origin of the thread page', async () => {
    const element = mount({ logActivities: true });
    getRecord.emit(asha());
    await settled();
    const first = { fresh: false, context: options().context };
    openSession.mockResolvedValue({ token: 'a.b.c' });
    await expect(options().tokenProvider(first)).resolves.toBe('a.b.c');
    expect(openSession).toHaveBeenLastCalledWith({ recordId: ASHA, tenant: 'acme', origin: 'https://threads.example' });
    element.recordId = '0032';
    await settled();
    await options().tokenProvider(first);
    expect(openSession.mock.calls.at(-1)[0].recordId).toBe(ASHA);
    sent(element, message('m1', 'For Asha'));
    await settled();
    expect(createRecord.mock.calls.at(-1)[0].fields.WhoId).toBe(ASHA);
    getRecord.emit(record('Contact', '0032', { Name: 'Dev Rao', MobilePhone: '+91 98888 88888' }));
    await settled();
    sent(element, message('m2', 'Late, for Asha'));
    await settled();
    expect(updateRecord.mock.calls.at(-1)[0].fields.Description).toContain('Late, for Asha');
    expect(createRecord).toHaveBeenCalledTimes(1);
    await options().tokenProvider({ fresh: true, context: embed.open.mock.calls.at(-1)[0] });
    expect(openSession.mock.calls.at(-1)[0].recordId).toBe('0032');
    openSession.mockRejectedValue({ body: { message: 'You may not read this record.' } });
    await expect(options().tokenProvider(first)).rejects.toThrow('You may not read this record.');
});

test('an isolated frame has no origin of its own, and its tokens say so', async () => {
    mount({ isolate: true });
    getRecord.emit(asha());
    await settled();
    expect(options().sandbox).toContain('allow-scripts');
    expect(options().sandbox).not.toContain('allow-same-origin');
    openSession.mockResolvedValue({ token: 'a.b.c' });
    await options().tokenProvider({ fresh: false, context: options().context });
    expect(openSession.mock.calls[0][0].origin).toBe('null');
});

test('a frame that the org forbids is an error with the place to mend it, and can be tried again', async () => {
    const element = mount();
    getRecord.emit(asha());
    await settled();
    inside(element, '.place').dispatchEvent(new CustomEvent('side-thread-error', { detail: { code: 'frame-blocked', hint: '…' } }));
    await settled();
    expect(inside(element, '[role="alert"]').textContent).toContain('Trusted URLs must list https://threads.example with frame-src');
    expect(embed.destroy).toHaveBeenCalledTimes(1);
    inside(element, 'button').click();
    await settled();
    expect(inside(element, '[role="alert"]')).toBeNull();
    expect(createEmbed).toHaveBeenCalledTimes(2);
});

test('errors that the page shows itself leave the frame alone', async () => {
    const element = mount();
    getRecord.emit(asha());
    await settled();
    inside(element, '.place').dispatchEvent(new CustomEvent('side-thread-error', { detail: { code: 'forbidden', hint: '…' } }));
    await settled();
    expect(inside(element, '[role="alert"]')).toBeNull();
    expect(embed.destroy).not.toHaveBeenCalled();
});

test('in the utility bar the open record page says which record', async () => {
    const element = mount({ recordId: undefined, objectApiName: undefined });
    CurrentPageReference.emit({ type: 'standard__namedPage', attributes: { pageName: 'home' } });
    await settled();
    expect(inside(element, '[role="status"]').textContent).toContain('Open a record');
    CurrentPageReference.emit({ type: 'standard__recordPage', attributes: { recordId: ASHA, objectApiName: 'Contact' } });
    await settled();
    expect(getRecord.getLastConfig().recordId).toBe(ASHA);
    getRecord.emit(asha());
    await settled();
    expect(options().context.name).toBe('Asha Nair');
});

test('the component’s end is the frame’s end', async () => {
    const element = mount();
    getRecord.emit(asha());
    await settled();
    element.remove();
    expect(embed.destroy).toHaveBeenCalledTimes(1);
});

test('one task a day: made at the first answer, longer at the next, each message once', async () => {
    const element = mount({ logActivities: true });
    getRecord.emit(asha());
    await settled();
    sent(element, message('m1', 'Rooms are held'));
    sent(element, message('m1', 'Rooms are held'));
    sent(element, message('m2', 'See you', '2026-11-20T10:45:00'));
    await settled();
    expect(createRecord).toHaveBeenCalledTimes(1);
    expect(createRecord.mock.calls[0][0]).toEqual({
        apiName: 'Task',
        fields: { Subject: 'Sidethread 2026-11-20', Description: '10:42 WhatsApp: Rooms are held', Status: 'Completed', ActivityDate: '2026-11-20', TaskSubtype: 'Task', WhoId: ASHA },
    });
    expect(updateRecord.mock.calls).toEqual([[{ fields: { Id: '00T1', Description: '10:42 WhatsApp: Rooms are held\n10:45 WhatsApp: See you' } }]]);
});

test('the task of the day is found again after a reload, and its oldest lines go when it is full', async () => {
    findDigest.mockResolvedValue({ taskId: '00T9', description: `${'an old line\n'.repeat(2666)}the last` });
    const element = mount({ logActivities: true, recordId: '5001', objectApiName: 'Case' });
    getRecord.emit(record('Case', '5001', { CaseNumber: '1', SuppliedPhone: '+91 99999 99999' }));
    await settled();
    sent(element, message('m1', 'x'.repeat(100)), 'salesforce:Case:5001');
    await settled();
    expect(findDigest).toHaveBeenCalledWith({ recordId: '5001', subject: 'Sidethread 2026-11-20' });
    expect(createRecord).not.toHaveBeenCalled();
    const { Id, Description } = updateRecord.mock.calls[0][0].fields;
    expect(Id).toBe('00T9');
    expect(Description.length).toBeLessThanOrEqual(32000);
    expect(Description.startsWith('an old line\n')).toBe(true);
    expect(Description.endsWith(`WhatsApp: ${'x'.repeat(100)}`)).toBe(true);
});

test('what cannot be logged is said, and does not stop the next', async () => {
    const element = mount({ logActivities: true });
    getRecord.emit(asha());
    await settled();
    createRecord.mockRejectedValueOnce({ body: { message: 'insufficient access' } });
    sent(element, message('m1', 'one'));
    await settled();
    expect(inside(element, '.note').textContent).toContain('insufficient access');
    sent(element, message('m2', 'two'));
    await settled();
    expect(inside(element, '.note')).toBeNull();
    expect(createRecord).toHaveBeenCalledTimes(2);
});

test('nothing is logged unless the administrator wants it', async () => {
    const element = mount();
    getRecord.emit(asha());
    await settled();
    sent(element, message('m1', 'one'));
    await settled();
    expect(createRecord).not.toHaveBeenCalled();
});
