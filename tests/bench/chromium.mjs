// A browser, a page with nothing on it but the thread, and the arithmetic that the measurements share.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** Where the stage is; `cargo xtask bench` says it. */
export const stage = {
  page: new URL(need('BENCH_PAGE')),
  www: need('BENCH_WWW'),
  proxy: need('BENCH_PROXY'),
  hook: need('BENCH_HOOK'),
  signingSecret: need('BENCH_SIGNING_SECRET'),
  account: need('BENCH_ACCOUNT'),
  phone: need('BENCH_PHONE'),
  messages: Number(need('BENCH_MESSAGES')),
};

function need(name) {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run this by way of cargo xtask bench`);
  return value;
}

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export function launch() {
  return chromium.launch({ executablePath: need('CHROMIUM'), headless: true, args: FLAGS });
}

/** Puts a page where the simulator serves the CRM's pages, so that origin, tokens and caches are real. */
export async function publish(name, html) {
  await writeFile(path.join(stage.www, name), html);
  return new URL(name, stage.page).href;
}

/** A tab as large as a sidebar; a fault on the page ends the measurement. */
export async function tab(context) {
  const page = await context.newPage();
  page.on('pageerror', (fault) => {
    console.error(fault);
    process.exit(1);
  });
  await page.setViewportSize({ width: 360, height: 800 });
  return page;
}

/** The five-line embed with the measured element and nothing else. */
export function embed() {
  return shell(`
    <side-thread endpoint="${stage.proxy}" tenant="acme" phone="${stage.phone}"></side-thread>
    <script>document.querySelector('side-thread').tokenProvider = token</script>
    <script async src="${stage.proxy}/sidethread.js"></script>`);
}

/** A page around `inside` with a function that fetches a token as a CRM's page would. */
export function shell(inside) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
    <style>body{margin:0}side-thread{display:block;height:100vh}</style>
    <script>
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ phone: ${JSON.stringify(stage.phone)} });
      const token = async () => (await (await fetch('/demo/token', { method: 'POST', headers, body })).json()).token;
    </script>${inside}</html>`;
}

/** The value below which this share of the numbers lies. */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

export const median = (numbers) => percentile(numbers, 0.5);

export function printTable(rows) {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 1) : cell)));
  const widths = cells[0].map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  const line = (row) => row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('  ');
  console.log(line(cells[0]));
  console.log('-'.repeat(line(cells[0]).length));
  for (const row of cells.slice(1)) console.log(line(row));
}
