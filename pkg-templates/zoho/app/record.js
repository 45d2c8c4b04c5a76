// From what Zoho says of a record to the context that the thread page wants.

(() => {
  'use strict';

  /** What looks like a number: people type other words into phone fields too. The Deluge function judges in the same way. */
  const NUMBER = /^[+(]?\d[\d\s().\-/]{5,}$/;
  const NAMES = ['Full_Name', 'Account_Name', 'Vendor_Name', 'Deal_Name', 'Name'];

  /** PageLoad names a record by text in a related list and by a list behind a button. `{entity, id}`; no id for none or several. */
  const recordOf = ({ Entity, EntityId } = {}) => {
    const ids = [].concat(EntityId ?? []);
    return { entity: Entity, id: ids.length === 1 ? String(ids[0]) : null, several: ids.length > 1 };
  };

  /** API names of the module's phone fields, mobile ones first: organisations name their fields as they like. */
  const phoneFieldsOf = ({ fields = [] } = {}) => {
    const names = fields.filter((field) => field.data_type === 'phone').map((field) => field.api_name).filter((name) => !/fax/i.test(name));
    return [...names.filter((name) => /mobile/i.test(name)), ...names.filter((name) => !/mobile/i.test(name))];
  };

  /** `{phones, name, record}`: each number once, as it was typed. */
  const contextOf = (entity, record, fields) => {
    const numbers = fields.map((field) => (typeof record[field] === 'string' ? record[field].trim() : '')).filter((text) => NUMBER.test(text));
    const name = NAMES.map((field) => record[field]).find((value) => typeof value === 'string' && value);
    return { phones: [...new Set(numbers)], record: `zoho:${entity}:${record.id}`, ...(name ? { name } : {}) };
  };

  /** The agent's language as the web writes it; nothing where Zoho says nothing. */
  const localeOf = ({ users = [] } = {}) => users[0]?.language?.replace('_', '-') ?? users[0]?.locale?.replace('_', '-');

  window.sidethreadRecord = { recordOf, phoneFieldsOf, contextOf, localeOf };
})();
