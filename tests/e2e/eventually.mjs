// Waiting by looking, never by sleeping a fixed time.

/** Polls until `look` gives something truthy, and gives it back; after `patience` ms, or a `final` error, it fails with what was waited for. */
export async function eventually(what, look, patience = 15000) {
  const end = Date.now() + patience;
  for (;;) {
    let cause;
    try {
      const found = await look();
      if (found) return found;
    } catch (problem) {
      cause = problem;
    }
    if (cause?.final || Date.now() > end) throw new Error(`waited ${cause?.final ? "in vain" : `${patience} ms`} for ${what}`, { cause });
    await new Promise((done) => { setTimeout(done, 40); });
  }
}
