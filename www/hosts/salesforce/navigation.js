// Stands in for lightning/navigation: where the app is, told again at every step. Nothing reloads.

const live = new Set();
let reference = { type: "standard__namedPage", attributes: { pageName: "home" }, state: {} };

export class CurrentPageReference {
  #emit;

  constructor(emit) {
    this.#emit = emit;
  }

  connect() {
    live.add(this);
    this.tell();
  }

  disconnect() {
    live.delete(this);
  }

  update() {}

  tell() {
    this.#emit(reference);
  }
}

/** The app shows another page. */
export function go(next) {
  reference = next;
  for (const adapter of live) adapter.tell();
}
