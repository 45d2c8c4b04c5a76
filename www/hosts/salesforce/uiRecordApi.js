// Stands in for lightning/uiRecordApi: a wire adapter over the host's records that speaks again at every change, and two writes.

const live = new Set();

async function ask(method, path, body) {
  const answer = await fetch(path, { method, headers: body ? { "content-type": "application/json" } : {}, body: body && JSON.stringify(body) });
  const value = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(value.message), { body: value, status: answer.status });
  return value;
}

/** `@wire(getRecord, {recordId, optionalFields})`. Asks nothing as long as one of the two is undefined, as the real one. */
export class getRecord {
  #emit;
  #config = {};
  #turn = 0;

  constructor(emit) {
    this.#emit = emit;
    emit({ data: undefined, error: undefined });
  }

  connect() {
    live.add(this);
    this.refresh();
  }

  disconnect() {
    live.delete(this);
    this.#turn += 1;
  }

  update(config) {
    this.#config = config;
    if (live.has(this)) this.refresh();
  }

  async refresh() {
    const { recordId, optionalFields } = this.#config;
    const turn = ++this.#turn;
    if (!recordId || !optionalFields) return;
    const told = await ask("GET", `/ui-api/records/${recordId}?optionalFields=${optionalFields.join(",")}`).then((data) => ({ data: frozen(data), error: undefined }), (error) => ({ data: undefined, error }));
    if (turn === this.#turn) this.#emit(told);
  }
}

/** Components get records that they cannot change. */
function frozen(value) {
  if (value && typeof value === "object") Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

export const createRecord = (input) => ask("POST", "/ui-api/records", input).finally(changed);

export const updateRecord = ({ fields: { Id, ...fields } }) => ask("PATCH", `/ui-api/records/${Id}`, { fields }).finally(changed);

/** Every wire reads again, and the page's own parts too: somebody saved a record. */
export function changed() {
  for (const adapter of live) adapter.refresh();
  dispatchEvent(new CustomEvent("host-records-changed"));
}
