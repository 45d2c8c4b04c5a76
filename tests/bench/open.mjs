// From navigation to the first and to the newest bubble painted, cold and warm, at full speed and with a CPU four
// times slower, beside a page that draws the same answer with bare DOM calls: once with its script in a file, as every widget
// has it (the floor that the budget means), once with the script in the page itself, which nothing that is embedded can be.
import { embed, launch, median, printTable, publish, shell, stage, tab } from './chromium.mjs';

const ROUNDS = 9;
const SHARE_OF_FLOOR = 1.25;
const NEWEST = `Message ${stage.messages - 1}:`;

await publish('floor.js', draw());
const subjects = {
  inline: await publish('inline.html', floor(`<script>${draw()}</script>`)),
  floor: await publish('floor.html', floor('<script async src="floor.js"></script>')),
  sidethread: await publish('sidethread.html', embed()),
};
const browser = await launch();
try {
  const rows = [[`open a thread of ${stage.messages}, ms`, 'first bubble', 'newest bubble', 'of the floor', 'of inline']];
  const judged = [];
  for (const slower of [1, 4]) {
    const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, { cold: [], warm: [] }]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, address] of Object.entries(subjects)) {
        const { cold, warm } = await visit(address, slower);
        times[name].cold.push(cold);
        times[name].warm.push(warm);
      }
    }
    for (const cache of ['cold', 'warm']) {
      const at = (name, what) => median(times[name][cache].map((time) => time[what]));
      const share = (name, floor) => at(name, 'newest') / at(floor, 'newest');
      for (const name of Object.keys(subjects)) {
        rows.push([`${name}, ${cache}, CPU ${slower}x`, at(name, 'first'), at(name, 'newest'), share(name, 'floor'), share(name, 'inline')]);
      }
      if (cache === 'cold') judged.push(share('sidethread', 'floor'));
    }
  }
  printTable(rows);
  const holds = judged.every((share) => share <= SHARE_OF_FLOOR);
  console.log(`budget: cold, at most ${SHARE_OF_FLOOR} of the floor at 1x and 4x: ${holds ? 'holds' : 'does NOT hold'}`);
} finally {
  await browser.close();
}

/** Opens the page twice in a context with an empty cache. */
async function visit(address, slower) {
  const context = await browser.newContext();
  const page = await tab(context);
  await page.addInitScript(watch, NEWEST);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const open = async () => {
    await page.goto(address, { waitUntil: 'commit' });
    return page.evaluate(() => window.painted);
  };
  const cold = await open();
  const warm = await open();
  await context.close();
  return { cold, warm };
}

/** In the page: `painted` becomes the times since navigation of the first and of the newest bubble. */
function watch(newest) {
  const after = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  const bubbles = () => {
    const host = document.querySelector('side-thread');
    return [...(host?.shadowRoot ?? host ?? document).querySelectorAll('article, [role=article]')];
  };
  window.painted = new Promise((resolve) => {
    const times = {};
    const frame = () => {
      const there = bubbles();
      if (there.length && !times.first) times.first = after();
      if (there.some((bubble) => bubble.textContent.includes(newest))) times.newest = after();
      if (!times.newest) return requestAnimationFrame(frame);
      return Promise.all([times.first, times.newest]).then(([first, last]) => resolve({ first, newest: last }));
    };
    requestAnimationFrame(frame);
  });
}

/** The least that any page must do: a token, one request, fifty bubbles by hand. */
function floor(script) {
  return shell(`
    <style>
      [role=log]{height:100vh;overflow:auto;font:14px/1.4 system-ui}
      article{margin:4px 8px;padding:6px 10px;border-radius:10px;max-width:80%;background:#eee}
      .outbound{margin-inline-start:auto;background:#d9fdd3}
    </style>
    <div role="log"></div>
    ${script}`);
}

function draw() {
  return `
      (async () => {
        const answer = await fetch('${stage.proxy}/v1/threads/open', {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: 'Bearer ' + (await token()) },
          body: JSON.stringify({ phones: ['${stage.phone}'] }),
        });
        const format = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit' });
        const all = document.createDocumentFragment();
        for (const message of (await answer.json()).messages) {
          const bubble = document.createElement('article');
          bubble.className = message.direction;
          const time = document.createElement('time');
          time.textContent = format.format(new Date(message.at));
          bubble.append(Object.assign(document.createElement('div'), { textContent: message.content.body }), time);
          all.append(bubble);
        }
        const log = document.querySelector('[role=log]');
        log.append(all);
        log.scrollTop = log.scrollHeight;
      })();
    `;
}
