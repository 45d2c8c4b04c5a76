// From the moment a webhook is posted to the moment its bubble is painted, at rest and under 500 webhooks a second.
import { createHmac, randomUUID } from 'node:crypto';
import { embed, launch, percentile, printTable, publish, stage, tab } from './chromium.mjs';

const SAMPLES = 200;
const PER_SECOND = 500;
const BUDGET_MS = 100;

const browser = await launch();
try {
  const context = await browser.newContext();
  const page = await tab(context);
  await page.goto(await publish('latency.html', embed()));
  await page.waitForFunction(() => document.querySelector('side-thread')?.shadowRoot?.querySelector('article, [role=article]'));
  await page.evaluate(watch);
  const ahead = await clockAhead(page);
  await measure(page, ahead, 20);
  const idle = await measure(page, ahead, SAMPLES);
  const load = underLoad();
  const busy = await measure(page, ahead, SAMPLES);
  const loaded = await load.stop();
  const row = (name, times) => [name, percentile(times, 0.5), percentile(times, 0.99), Math.max(...times)];
  printTable([['webhook to bubble, ms', 'p50', 'p99', 'max'], row('at rest', idle), row(`at ${PER_SECOND} a second`, busy)]);
  const holds = percentile(busy, 0.99) < BUDGET_MS;
  console.log(`load: ${loaded.accepted} accepted, ${loaded.failed} failed`);
  console.log(`budget: p99 under ${BUDGET_MS} ms at ${PER_SECOND} a second: ${holds ? 'holds' : 'does NOT hold'}`);
} finally {
  await browser.close();
}

/** In the page: `painted(words)` answers when a bubble with these words has been painted. */
function watch() {
  const root = document.querySelector('side-thread').shadowRoot;
  window.painted = (words) =>
    new Promise((resolve) => {
      const look = () => {
        if (![...root.querySelectorAll('article, [role=article]')].some((bubble) => bubble.textContent.includes(words))) return;
        observer.disconnect();
        // The task after the next frame's callbacks runs when that frame has been handed over for painting.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
          port2.postMessage(null);
        });
      };
      const observer = new MutationObserver(look);
      observer.observe(root, { subtree: true, childList: true, characterData: true });
      look();
    });
}

/** By how many milliseconds the page's clock is ahead of ours, from the quickest of many questions. */
async function clockAhead(page) {
  let best = { took: Infinity };
  for (let at = 0; at < 100; at += 1) {
    const asked = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const took = now() - asked;
    if (took < best.took) best = { took, ahead: there - (asked + took / 2) };
  }
  return best.ahead;
}

function now() {
  return performance.timeOrigin + performance.now();
}

async function measure(page, ahead, count) {
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const words = `bench ${randomUUID()}`;
    const painted = page.evaluate((words) => window.painted(words), words);
    const { body, headers } = webhook(words);
    const posted = now();
    const answer = await fetch(stage.hook, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`the webhook was answered with ${answer.status}: ${await answer.text()}`);
    times.push((await painted) - ahead - posted);
    // Not in step with the frames of the page.
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
  }
  return times;
}

/** A text as the provider posts it. */
function webhook(words) {
  const from = stage.phone.replace('+', '');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const body = JSON.stringify({
    contacts: [{ profile: { name: 'Asha' }, wa_id: from }],
    messages: { from, id: `wamid.${randomUUID()}`, timestamp, type: 'text', text: { body: words } },
    businessPhoneNumber: '+15551305682',
    id: randomUUID(),
  });
  const signature = createHmac('sha256', stage.signingSecret).update(body).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
}

/** Other customers' webhooks, one burst of a second after the other until stopped. */
function underLoad() {
  const sum = { accepted: 0, failed: 0 };
  let running = true;
  const done = (async () => {
    while (running) {
      const order = { account: stage.account, webhooks: PER_SECOND * 5, concurrency: 16, phones: 500, per_second: PER_SECOND };
      const answer = await fetch(new URL('/_control/load', stage.page), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
      });
      if (!answer.ok) throw new Error(`the load generator answered ${answer.status}: ${await answer.text()}`);
      const said = await answer.json();
      sum.accepted += said.accepted;
      sum.failed += said.failed;
    }
    return sum;
  })();
  done.catch(() => {});
  return {
    stop() {
      running = false;
      return done;
    },
  };
}
