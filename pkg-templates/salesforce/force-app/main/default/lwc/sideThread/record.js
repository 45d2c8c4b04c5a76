// From a record of the UI API to the context that the thread page wants.

/** Where the usual objects keep numbers, the likeliest one to chat first, and whom they are about. */
const OBJECTS = {
    Account: { phones: ['PersonMobilePhone', 'Phone'], names: ['Name'] },
    Case: { phones: ['Contact.MobilePhone', 'Contact.Phone', 'SuppliedPhone'], names: ['Contact.Name', 'SuppliedName', 'CaseNumber'] },
    Contact: { phones: ['MobilePhone', 'Phone', 'HomePhone', 'OtherPhone'], names: ['Name'] },
    Lead: { phones: ['MobilePhone', 'Phone'], names: ['Name'] },
};
const ANY = { phones: ['MobilePhone', 'Phone'], names: ['Name'] };

/** What looks like a number: people type other words into phone fields too. The Apex class judges in the same way. */
const NUMBER = /^[+(]?\d[\d\s().\-/]{5,}$/;

const split = (list) => (list ?? '').split(',').map((name) => name.trim()).filter(Boolean);

function plan(objectApiName, phoneFields) {
    const { phones, names } = OBJECTS[objectApiName] ?? ANY;
    const wished = split(phoneFields);
    return { phones: wished.length > 0 ? wished : phones, names };
}

/** The fields to ask for, all optional: one hidden from this agent must not hide the others. Undefined as long as the object is not known. */
export function fieldsOf(objectApiName, phoneFields) {
    if (!objectApiName) return undefined;
    const { phones, names } = plan(objectApiName, phoneFields);
    return [...phones, ...names].map((field) => `${objectApiName}.${field}`);
}

/** `Contact.MobilePhone` of a case lies in the record of its contact. */
function valueOf(record, path) {
    let at = { value: record };
    for (const name of path.split('.')) at = at?.value?.fields?.[name];
    return at?.value ?? null;
}

/** The id of the record that a context is about. */
export function idOf({ record }) {
    return record.slice(record.lastIndexOf(':') + 1);
}

/** `{phones, name, record}` of a record as `getRecord` gives it: each number once, as it was typed. */
export function contextOf(record, phoneFields) {
    const { phones, names } = plan(record.apiName, phoneFields);
    const numbers = phones.map((field) => valueOf(record, field)?.trim()).filter((text) => text && NUMBER.test(text));
    const context = { phones: [...new Set(numbers)], record: `salesforce:${record.apiName}:${record.id}` };
    const name = names.map((field) => valueOf(record, field)).find(Boolean);
    return name ? { ...context, name } : context;
}
