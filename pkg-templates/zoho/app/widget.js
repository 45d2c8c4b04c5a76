// The shell in the frame that Zoho makes: it hears which record is open, gives it to the thread page, fetches tokens, keeps notes.

(async () => {
  'use strict';

  const settings = window.sidethreadSettings;
  const { recordOf, phoneFieldsOf, contextOf, localeOf } = window.sidethreadRecord;
  /** Zoho's promises have no end of their own. */
  const PATIENCE_MS = settings.patienceMs ?? 15000;
  /** What is good to have is not waited for so long. */
  const PATIENCE_SHORT_MS = Math.min(2000, PATIENCE_MS);
  const words = await (await fetch('translations/en.json')).json();
  const find = (selector) => document.querySelector(selector);
  const place = find('#place');
  let record = null;
  /** The records of contexts, by their names: a token and a note are for the thread that asks, whatever the page shows by then. */
  const records = {};
  let embed = null;
  let shown = null;
  let locale = null;
  let keep = null;

  /** What a promise of Zoho's comes to, or a failure in words when it does not come. */
  const within = (promise, patience = PATIENCE_MS) => {
    let timer = 0;
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(words.noAnswer)), patience); });
    return Promise.race([promise, late]).catch((refusal) => {
      throw refusal instanceof Error ? refusal : new Error(refusal?.message ?? String(refusal?.code ?? refusal));
    }).finally(() => clearTimeout(timer));
  };

  const say = (element, text) => {
    element.textContent = text ?? '';
    element.hidden = !text;
  };

  const end = () => {
    embed?.destroy();
    embed = null;
    shown = null;
  };

  const fail = (title, hint, again) => {
    end();
    const problem = find('#problem');
    problem.querySelector('b').textContent = title;
    problem.querySelector('p').textContent = hint;
    const button = problem.querySelector('button');
    button.textContent = words.again;
    button.hidden = !again;
    button.onclick = () => {
      problem.hidden = true;
      again();
    };
    problem.hidden = false;
  };

  /** Asks the Deluge function, which knows who is logged in and reads the numbers itself. */
  const token = async ({ context }) => {
    const { entity, id, fields } = records[context.record];
    const parameters = { module: entity, record_id: id, fields: fields.join(','), origin: new URL(settings.endpoint).origin };
    const answer = await within(ZOHO.CRM.FUNCTIONS.execute(settings.tokenFunction, { arguments: JSON.stringify(parameters) }));
    const output = answer?.details?.output;
    if (String(answer?.code).toLowerCase() !== 'success' || !output) throw new Error(answer?.message ?? `${settings.tokenFunction} failed`);
    const { token: given, error } = typeof output === 'string' ? JSON.parse(output) : output;
    if (!given) throw new Error(error ?? `${settings.tokenFunction} gave no token`);
    return given;
  };

  const begin = (context) => {
    keep = settings.logNotes ? window.sidethreadNotes(ZOHO.CRM, within, (problem) => say(find('#note'), problem && `${words.notLogged} ${problem}`)) : null;
    embed = window.sidethreadEmbed.createEmbed({
      endpoint: settings.endpoint, tenant: settings.tenant, container: place, host: 'zoho', title: 'Sidethread', height: 'fill', context, tokenProvider: token,
      onError: ({ code, hint }) => { if (code === 'no-frame' || code === 'frame-blocked') fail(words.noFrame, hint, show); },
      onSent: ({ record: name, message }) => { keep?.(records[name] ?? record, message); },
    });
  };

  /** Reads the record and shows it, if anything that matters has changed. */
  const show = async () => {
    if (record.several || !record.id) {
      say(find('#silence'), record.several ? words.several : words.noRecordHint);
      return;
    }
    const about = record;
    try {
      const { entity, id } = about;
      locale ??= within(ZOHO.CRM.CONFIG.getCurrentUser(), PATIENCE_SHORT_MS).then(localeOf, () => undefined);
      about.fields ??= phoneFieldsOf(await within(ZOHO.CRM.META.getFields({ Entity: entity })));
      const [found] = (await within(ZOHO.CRM.API.getRecord({ Entity: entity, RecordID: id }))).data ?? [];
      if (!found) throw new Error(words.noAnswer);
      const context = { ...contextOf(entity, { ...found, id }, about.fields), locale: await locale };
      if (record !== about) return;
      say(find('#silence'), context.phones.length === 0 ? words.noPhone : null);
      if (context.phones.length === 0) end();
      else if (JSON.stringify(context) !== shown) {
        shown = JSON.stringify(context);
        records[context.record] = about;
        if (embed) embed.open(context).catch(() => {});
        else begin(context);
      }
    } catch (problem) {
      if (!embed && record === about) fail(words.notRead, problem.message, show);
    }
  };

  if (!new URLSearchParams(location.search).get('serviceOrigin')) return fail(words.noService, words.noServiceHint);
  if (!window.ZOHO?.embeddedApp) return fail(words.noSdk, words.noSdkHint);
  const waiting = setTimeout(() => fail(words.noRecord, words.noRecordHint), PATIENCE_MS);
  ZOHO.embeddedApp.on('PageLoad', (data) => {
    clearTimeout(waiting);
    find('#problem').hidden = true;
    record = recordOf(data);
    if (data.ButtonPosition) ZOHO.CRM.UI.Resize({ height: 640, width: 480 });
    return show();
  });
  // Zoho tells a widget only once which record it is on, and never that somebody edited it: whoever comes back sees it fresh.
  addEventListener('focus', () => { if (record) show(); });
  ZOHO.embeddedApp.init();
})();
