// A veto that comes over a port comes too late for `preventDefault()`. So the answer is kept back first, the parent is asked,
// and what the agent did is done once more when it agrees.

/** Asks before each answer leaves; `ask(detail)` gives a promise of whether the parent prevents it, or null if nobody is there. */
export class Veto {
  #ask;
  #gesture = null;
  #asked = new Set();
  #agreed = new Set();
  #wanted = null;

  constructor(ask) {
    this.#ask = ask;
    const remember = (event) => {
      if (event.isTrusted) this.#gesture = { event, target: event.composedPath()[0] };
    };
    for (const type of ["click", "keydown"]) document.addEventListener(type, remember, true);
  }

  /** The host moved on: nothing that was asked for is done any more. */
  forget() {
    this.#asked.clear();
    this.#agreed.clear();
  }

  judge(event) {
    const words = JSON.stringify(event.detail);
    if (this.#agreed.has(words)) {
      this.#wanted = null;
      return;
    }
    const answer = this.#wanted === null && !this.#asked.has(words) ? this.#ask(event.detail) : undefined;
    if (answer === null) return;
    event.preventDefault();
    if (!answer) return;
    const gesture = this.#gesture;
    this.#asked.add(words);
    answer.then((isPrevented) => {
      if (!this.#asked.delete(words) || isPrevented) return;
      this.#agreed.add(words);
      this.#wanted = words;
      again(gesture);
      this.#wanted = null;
      if (this.#asked.size === 0) this.#agreed.clear();
    });
  }
}

function again(gesture) {
  if (!gesture?.target.isConnected) return;
  const { event, target } = gesture;
  if (event.type === "click") target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  else target.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, code: event.code, ctrlKey: event.ctrlKey, metaKey: event.metaKey, bubbles: true, cancelable: true, composed: true }));
}
