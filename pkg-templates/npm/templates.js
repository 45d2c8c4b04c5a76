// The template picker of a conversation without a panel.

export class Templates {
  #act;
  #picker;
  #begin;

  /** `act` is called with the WASM's side, if it is there; `picker` gives what `state.picker` is now; `begin` begins a sending. */
  constructor(act, picker, begin) {
    this.#act = act;
    this.#picker = picker;
    this.#begin = begin;
  }

  /** Opens the picker and loads the list: `state.picker` is there from now on, unless the chosen way to answer has no templates. */
  open() { this.#act((inner) => inner.pickerOpen()); }

  close() { this.#act((inner) => inner.pickerClose()); }

  /** Loads the list again. */
  reload() { this.#act((inner) => inner.pickerReload()); }

  /** Lists those that hold all these words. */
  search(words) { this.#act((inner) => inner.pickerQuery(words)); }

  /** Chooses one of the list, and forgets the values of the last; null goes back to the list. */
  choose(template) {
    if (!template) this.#act((inner) => inner.pickerBack());
    else if (!this.#act((inner) => inner.pickerChoose(template.name, template.language))) throw new Error(`sidethread: the list has no template ${template.name} (${template.language})`);
  }

  /** Fills in the value of a placeholder: words, or a value of the API; null empties it. `state.picker.preview` shows the message at once. */
  fill(key, value) {
    const kind = this.#picker()?.chosen?.placeholders.find((place) => place.key === key)?.kind;
    const whole = typeof value !== "string" ? value : kind === "code" ? { type: "code", code: value } : { type: "text", text: value };
    this.#act((inner) => inner.pickerValue(key, whole == null ? undefined : JSON.stringify(whole)));
  }

  /** Takes a file into the value of a placeholder; `state.picker.files` says how far it is. */
  attach(key, file) { this.#act((inner) => inner.pickerAttach(key, file)); }

  /** Sends the chosen one and closes the picker. Answers as `send()` does; with problems the picker stays open. */
  send() {
    const sending = this.#begin();
    if (!sending.isReady || !this.#picker()?.chosen) return sending.outcome([{ path: "/name", rule: "required", message: "No template is chosen." }], true);
    this.#act((inner) => inner.pickerSend(sending.clientId));
    const { problems = [], files = [] } = this.#picker() ?? {};
    const late = files.filter(({ state }) => state === "uploading").map(({ key }) => ({ path: `/values/${key}`, rule: "uploading", message: "The file is still on its way." }));
    return sending.outcome([...late, ...problems.filter(({ path }) => !late.some((one) => one.path === path))], true);
  }
}
