// Agent tokens: asked for from the host's function, held in memory, renewed before they run out.

const WAIT_FOR_FUNCTION = 1000;
const WAIT_FOR_TOKEN = 20000;

/** Why there is no token. `code` is `no-token-provider` or `token-failed`. */
export class TokenFault extends Error {
  constructor(code, hint) {
    super(hint);
    this.code = code;
  }
}

export class Tokens {
  #context;
  #provider;
  #tell;
  #held = null;
  #asking = null;
  #timers = new Map();
  #left = false;

  /**
   * `provider()` gives the host's function or nothing yet. `tell("token-expiring", {expiresAt})` is called before each renewal, and
   * `tell("agent", who)` with each token, before it is used.
   */
  constructor(context, provider, tell) {
    this.#context = context;
    this.#provider = provider;
    this.#tell = tell;
  }

  /** A promise of a token; `fresh` asks for a newer one than the last. */
  get(fresh) {
    if (!fresh && this.#held && Date.now() < this.#held.until) return Promise.resolve(this.#held.token);
    this.#asking ??= this.#ask(fresh).finally(() => { this.#asking = null; });
    return this.#asking;
  }

  /** Stops renewing; tokens can still be asked for. */
  leave() {
    this.#left = true;
    this.#stop("renewal");
  }

  /** Forgets the token and stops every timer. */
  end() {
    this.leave();
    for (const name of [...this.#timers.keys()]) this.#stop(name);
    this.#held = null;
  }

  async #ask(fresh) {
    if (!this.#provider()) await this.#pause("function", WAIT_FOR_FUNCTION, () => Boolean(this.#provider()));
    const provide = this.#provider();
    if (typeof provide !== "function") throw new TokenFault("no-token-provider", "The property tokenProvider is not set.");
    let token;
    try {
      token = await Promise.race([Promise.resolve({ fresh, context: this.#context }).then(provide), this.#pause("token", WAIT_FOR_TOKEN)]);
    } catch (fault) {
      throw new TokenFault("token-failed", String(fault?.message ?? fault));
    } finally {
      this.#stop("token");
    }
    if (typeof token !== "string" || token.trim() === "") throw new TokenFault("token-failed", "tokenProvider gave no token.");
    this.#hold(token.trim());
    return this.#held.token;
  }

  #hold(token) {
    this.#tell("agent", claims(token).sub);
    const life = lifetime(token);
    const now = Date.now();
    this.#held = { token, until: life === null ? Infinity : now + life };
    this.#stop("renewal");
    if (life === null || life <= 0 || this.#left) return;
    const lead = Math.min(60000, life / 4);
    this.#start("renewal", life - lead, () => {
      this.#tell("token-expiring", { expiresAt: new Date(now + life).toISOString() });
      this.get(true).catch(() => {});
    });
  }

  #pause(name, ms, done = () => false) {
    return new Promise((resolve) => {
      const end = Date.now() + ms;
      const look = () => {
        if (done() || Date.now() >= end) resolve(undefined);
        else this.#start(name, Math.min(50, ms), look);
      };
      if (name === "function") look();
      else this.#start(name, ms, () => resolve(undefined));
    });
  }

  #start(name, ms, act) {
    this.#timers.set(name, setTimeout(() => {
      this.#timers.delete(name);
      act();
    }, ms));
  }

  #stop(name) {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

/**
 * Milliseconds that a token lives from now on, or null if it doesn't say. Counted from its own `iat`, so that a wrong
 * clock here makes no token look dead; the proxy judges by its own.
 */
export function lifetime(token) {
  const { exp, iat } = claims(token);
  if (!Number.isFinite(exp)) return null;
  return Number.isFinite(iat) ? (exp - iat) * 1000 : exp * 1000 - Date.now();
}

/** What a token says; nothing if only the proxy can read it. */
export function claims(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return {};
  }
}
