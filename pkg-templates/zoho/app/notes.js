// One note per record, agent and day that lists what was answered: a digest, not a note per message.

(() => {
  'use strict';

  const LONGEST = 32000;
  const CHANNELS = { whatsapp: 'WhatsApp', rcs: 'RCS', sms: 'SMS', viber: 'Viber' };
  const two = (number) => String(number).padStart(2, '0');
  const dayOf = (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

  const lineOf = ({ channel, content }, at) => {
    const words = content.body ?? content.caption ?? content.name ?? '';
    const what = content.type === 'text' ? words : `[${content.type}] ${words}`;
    return `${two(at.getHours())}:${two(at.getMinutes())} ${CHANNELS[channel] ?? channel}: ${what.replace(/\s+/g, ' ').trim()}`;
  };

  const shortened = (text) => {
    if (text.length <= LONGEST) return text;
    const kept = text.slice(text.length - LONGEST);
    return kept.slice(kept.indexOf('\n') + 1);
  };

  const first = (answer) => {
    const told = answer?.data?.[0];
    if (!told || (told.code && told.code !== 'SUCCESS')) throw new Error(told?.message ?? 'Zoho refused it.');
    return told;
  };

  /** Logs messages in their order, each once; `complain` gets words when it failed and null when it works. */
  window.sidethreadNotes = (crm, within, complain) => {
    const notes = {};
    const logged = {};
    let agent = null;
    let last = Promise.resolve();

    const write = async ({ entity, id }, message) => {
      const at = new Date(message.at);
      agent ??= (await within(crm.CONFIG.getCurrentUser())).users?.[0]?.full_name ?? '';
      const title = `Sidethread ${dayOf(at)}${agent ? `, ${agent}` : ''}`;
      const key = `${entity} ${id} ${title}`;
      notes[key] ??= await found(entity, id, title);
      const text = shortened([notes[key]?.text, lineOf(message, at)].filter(Boolean).join('\n'));
      if (notes[key]) first(await within(crm.API.updateRecord({ Entity: 'Notes', APIData: { id: notes[key].id, Note_Content: text } })));
      else notes[key] = { id: first(await within(crm.API.addNotes({ Entity: entity, RecordID: id, Title: title, Content: text }))).details.id };
      notes[key].text = text;
    };

    /** The agent's note of the day, after the page was loaded anew. */
    const found = async (entity, id, title) => {
      const { data } = (await within(crm.API.getRelatedRecords({ Entity: entity, RecordID: id, RelatedList: 'Notes', page: 1, per_page: 200 }))) ?? {};
      const note = (Array.isArray(data) ? data : []).find(({ Note_Title }) => Note_Title === title);
      return note ? { id: note.id, text: note.Note_Content ?? '' } : null;
    };

    return (record, message) => {
      if (logged[message.id]) return last;
      logged[message.id] = true;
      last = last.then(() => write(record, message)).then(
        () => complain(null),
        (problem) => {
          logged[message.id] = false;
          complain(problem.message);
        },
      );
      return last;
    };
  };
})();
