// A veto that comes over a port comes too late for `preventDefault()`. So the answer is kept back first, the parent is asked,
// and what the agent did is done once more when it agrees.

/** How long what is done once more may take to come by here. */
const PATIENCE = 1000;

/** Asks before each answer leaves; `ask(detail)` gives a promise of whether the parent prevents it, or null if nobody is there. */
export class Veto {
  #ask;
  #gesture = null;
  #asked = new Set();
  #agreed = new Set();
  /** Something is being done once more, and the first that comes by has to be what was agreed to. */
  #isRepeating = false;
  #timer = 0;
  /** What one gesture sends comes by in one go: how far it came. */
  #go = null;

  constructor(ask) {
    this.#ask = ask;
    const remember = (event) => {
      if (event.isTrusted) this.#gesture = { event, target: event.composedPath()[0] };
    };
    for (const type of ["click", "keydown"]) document.addEventListener(type, remember, true);
  }

  /** The host moved on: nothing that was asked for is done any more. */
  forget() {
    clearTimeout(this.#timer);
    this.#isRepeating = false;
    this.#asked.clear();
    this.#agreed.clear();
  }

  judge(event) {
    const words = JSON.stringify(event.detail);
    if (this.#agreed.has(words)) return this.#pass();
    const isOther = this.#isRepeating && !this.#go;
    this.#isRepeating = false;
    if (!isOther && !this.#asked.has(words)) {
      const answer = this.#ask(event.detail);
      if (!answer) return;
      this.#wait(words, answer);
    }
    if (this.#go) this.#go.isWhole = false;
    event.preventDefault();
  }

  /** Agreements end with the gesture that needed them. */
  #pass() {
    this.#isRepeating = false;
    if (this.#go) return;
    this.#go = { isWhole: true };
    queueMicrotask(() => {
      if (this.#go.isWhole) this.#agreed.clear();
      this.#go = null;
    });
  }

  async #wait(words, answer) {
    const gesture = this.#gesture;
    this.#asked.add(words);
    const isPrevented = await answer;
    if (!this.#asked.delete(words) || isPrevented) return;
    this.#agreed.add(words);
    this.#isRepeating = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.forget(), PATIENCE);
    again(gesture);
  }
}

function again(gesture) {
  if (!gesture?.target.isConnected) return;
  const { event, target } = gesture;
  if (event.type === "click") target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  else target.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, code: event.code, ctrlKey: event.ctrlKey, metaKey: event.metaKey, bubbles: true, cancelable: true, composed: true }));
}
