// Five hundred panels, one after the other: heap, WASM memory, nodes and listeners are afterwards what they were before.

import assert from "node:assert/strict";
import { test } from "node:test";

import { start } from "./harness.mjs";

const WARM = 50;
const MOUNTS = 500;

/** What the page holds once garbage is gone. */
async function held(devtools) {
  // Finalizers run after a collection, and what they let go of goes with the next.
  for (let round = 0; round < 3; round += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { jsEventListeners: listeners, nodes, documents } = await devtools.send("Memory.getDOMCounters");
  const { usedSize: heap } = await devtools.send("Runtime.getHeapUsage");
  const { result: wasm } = await devtools.send("Runtime.evaluate", { expression: "memory.buffer.byteLength" });
  return { listeners, nodes, documents, heap, wasm: wasm.value };
}

test(`${MOUNTS} mounts leave heap, WASM memory, nodes and listeners as they were`, async (t) => {
  const world = await start(t, { messages: ["Hello", "How much is it?", "And when?"] });
  world.forgive(/ERR_ABORTED/);
  const { page } = await world.open({ mount: false });
  await page.addInitScript(() => {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...module) => {
      const made = await instantiate(...module);
      window.memory = Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  });
  await page.reload();
  await page.evaluate(() => customElements.whenDefined("side-thread"));
  const devtools = await page.context().newCDPSession(page);
  const token = world.token();
  const mounts = (count) => page.evaluate(async ([endpoint, given, times]) => {
    window.seen.length = 0;
    for (let round = 0; round < times; round += 1) {
      const thread = document.createElement("side-thread");
      thread.tokenProvider = async () => given;
      for (const [name, value] of Object.entries({ endpoint, tenant: "acme", phone: "+919999999999", name: "Asha Nair" })) thread.setAttribute(name, value);
      const ready = new Promise((resolve) => { thread.addEventListener("side-thread-ready", resolve, { once: true }); });
      document.body.append(thread);
      await ready;
      await new Promise((resolve) => { requestAnimationFrame(resolve); });
      thread.remove();
      window.seen.length = 0;
    }
  }, [world.proxy, token, count]);
  await mounts(WARM);
  const before = await held(devtools);
  await mounts(MOUNTS);
  const after = await held(devtools);
  t.diagnostic(`before ${JSON.stringify(before)}`);
  t.diagnostic(`after  ${JSON.stringify(after)}`);
  assert.equal(after.listeners, before.listeners);
  assert.ok(after.nodes <= before.nodes + 10, "nodes");
  assert.equal(after.documents, before.documents);
  assert.ok(after.heap <= before.heap + 300_000, "the heap");
  assert.ok(after.wasm <= before.wasm + 65_536, "the WASM's memory");
});
