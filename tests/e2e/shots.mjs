// Pictures of every state of the panel, in SHOTS_DIR: not a test, but what designers and the README look at.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { samplePath } from "./customer.mjs";
import { eventually } from "./eventually.mjs";
import { World } from "./harness.mjs";

const FOLDER = process.env.SHOTS_DIR ?? "target/shots";
const HISTORY = fileURLToPath(new URL("../../www/demo.json", import.meta.url));
const NETWORK = /./;
const WIDTHS = [300, 320, 360, 480, 600];
const LOOKS = [["light", "ltr", "en"], ["dark", "ltr", "en"], ["light", "rtl", "ar"]];
const HOUR = 3600 * 1000;

await mkdir(FOLDER, { recursive: true });

const WANTED = process.argv.slice(2);
const MIXED = ["acme-comms", "acme-redington", "acme-rcs", "acme-exotel", "acme-viber", "acme-sms"];

/** One world after the other, or only those named; a state that cannot be shown is said and does not hide the others. */
async function scene(name, options, act) {
  if (WANTED.length && !WANTED.includes(name)) return;
  const world = new World();
  world.forgive(NETWORK);
  try {
    await world.begin(options);
    await act(world, (panel, state) => panel.page.screenshot({ path: join(FOLDER, `${name}${state ? `-${state}` : ""}.png`) }));
    console.log(`${name}: done`);
  } catch (problem) {
    console.error(`${name}: ${problem.message}`);
    process.exitCode = 1;
  } finally {
    await world.end().catch((problem) => { console.error(`${name}: ${problem.message}`); process.exitCode = 1; });
  }
}

const look = ([theme, dir, lang], width = 360) => ({ width, height: 780, dir, lang, attributes: { theme, locale: lang } });

async function settle(panel) {
  await panel.articles.last().waitFor();
  await eventually("pictures to be drawn", () => panel.thread.evaluate((log) => [...log.querySelectorAll("img")].every((img) => img.complete)));
}

await scene("thread", { history: HISTORY }, async (world, shoot) => {
  for (const one of LOOKS) {
    for (const width of WIDTHS) {
      const panel = await world.open(look(one, width));
      await settle(panel);
      await shoot(panel, `${one[0]}-${one[1]}-${width}`);
      await panel.page.context().close();
    }
  }
});

await scene("story", { history: HISTORY }, async (world, shoot) => {
  for (const theme of ["light", "dark"]) {
    const panel = await world.open(look([theme, "ltr", "en"], 380));
    await settle(panel);
    await panel.articles.last().hover();
    for (let page = 0; page < 14; page += 1) {
      await shoot(panel, `${theme}-${String(page).padStart(2, "0")}`);
      await panel.page.mouse.wheel(0, -620);
      await settle(panel);
    }
    await panel.page.context().close();
  }
});

await scene("empty", {}, async (world, shoot) => {
  for (const one of LOOKS) await shoot(await world.open(look(one)), `${one[0]}-${one[1]}`);
});

await scene("window", { messages: [{ type: "text", text: { body: "See you soon" }, at: Date.now() - 30 * HOUR }] }, async (world, shoot) => {
  for (const one of LOOKS) {
    const panel = await world.open(look(one));
    await settle(panel);
    await shoot(panel, `closed-${one[0]}-${one[1]}`);
    if (one[2] !== "en") continue;
    await panel.openTemplates();
    const picker = panel.picker;
    await picker.getByText("proposal_follow_up").first().waitFor();
    await shoot(panel, `templates-${one[0]}`);
    await picker.getByText("proposal_follow_up").first().click();
    await panel.preview.waitFor();
    await picker.getByRole("textbox").last().fill("6 November");
    await shoot(panel, `template-form-${one[0]}`);
    await picker.getByRole("button", { name: "Send", exact: true }).click();
    await shoot(panel, `template-problems-${one[0]}`);
  }
});

await scene("closing", { messages: [{ type: "text", text: { body: "Quick question" }, at: Date.now() - 24 * HOUR + 20 * 60000 }] }, async (world, shoot) => {
  for (const one of LOOKS) { const panel = await world.open(look(one)); await settle(panel); await shoot(panel, `${one[0]}-${one[1]}`); }
});

await scene("sending", { messages: ["Can you do Tuesday?"] }, async (world, shoot) => {
  for (const theme of ["light", "dark"]) {
    const panel = await world.open(look([theme, "ltr", "en"]));
    await settle(panel);
    await world.faults({ seed: 1, fail_next: [{ code: 131026 }] });
    await panel.send(`No WhatsApp there, ${theme}`);
    await panel.reaches(`No WhatsApp there, ${theme}`, "failed");
    await world.faults({ seed: 1, fail_next: [{ code: 131000 }] });
    await panel.send(`A hiccup, ${theme}`);
    await panel.reaches(`A hiccup, ${theme}`, "failed");
    await world.faults({ seed: 1, api: { cut_after_accept: 1 }, webhook: { delay_ms: [4000, 4000] } });
    await panel.send(`Did it go, ${theme}?`);
    await panel.reaches(`Did it go, ${theme}?`, "unknown");
    await shoot(panel, `failed-unknown-${theme}`);
    await world.faults({});
    await panel.reaches(`Did it go, ${theme}?`, "delivered");
    await panel.bubble("Can you do Tuesday?").focus();
    await panel.page.keyboard.press("r");
    await panel.page.keyboard.type("Tuesday is fine. I will send the plan in the evening, after the call with the cottages and the coach company.");
    await shoot(panel, `quoting-${theme}`);
  }
});

await scene("states", { messages: ["Before"] }, async (world, shoot) => {
  for (const one of LOOKS) {
    const [theme, dir] = one;
    const slow = await world.open({ ...look(one), mount: false });
    await slow.page.route("**/v1/threads/open", () => {});
    await slow.page.goto(`${world.host}/${world.pages.push(look(one)) - 1}`);
    await slow.thread.waitFor();
    await shoot(slow, `loading-${theme}-${dir}`);
    await slow.page.context().close();
    const refused = await world.open({ ...look(one), tokens: ["not.a.token"], wait: false });
    await refused.page.getByRole("alert").waitFor();
    await shoot(refused, `error-${theme}-${dir}`);
    await refused.page.context().close();
  }
});

await scene("long", {}, async (world, shoot) => {
  const name = "Maria Aparecida Wolfeschlegelsteinhausenbergerdorff de Albuquerque Figueiredo Vasconcelos e Souza";
  await world.asha.change({ name });
  for (const text of ["W".repeat(120), "https://palmgrove.example/" + "rooms/".repeat(30), "\u202Egnp.exe\u202C reversed", "مرحبا Asha, the code is *PGJ-2291* ok?", "नमस्ते ".repeat(40)]) await world.asha.say(text);
  await world.control("GET", "/_control/idle?ms=5000");
  for (const one of LOOKS) {
    for (const width of [300, 360, 600]) {
      const panel = await world.open({ ...look(one, width), attributes: { ...look(one).attributes, name } });
      await settle(panel);
      await panel.host.locator("textarea").fill("x".repeat(30) + " ".repeat(3) + "A draft that is much too long for anybody. ".repeat(100));
      await shoot(panel, `${one[0]}-${one[1]}-${width}`);
      await panel.page.context().close();
    }
  }
});

await scene("over", { history: HISTORY }, async (world, shoot) => {
  for (const one of LOOKS) {
    const panel = await world.open(look(one));
    const keys = panel.page.keyboard;
    const shot = (state) => shoot(panel, `${state}-${one[0]}-${one[1]}`);
    await settle(panel);
    await panel.articles.last().focus();
    await keys.press("e");
    await shot("palette");
    await keys.press("Escape");
    await keys.press("?");
    await panel.picker.waitFor();
    await shot("keys");
    await keys.press("Escape");
    await panel.articles.locator("button.tick").last().click();
    await panel.picker.waitFor();
    await shot("journal");
    await keys.press("Escape");
    await keys.press("Control+f");
    await keys.type("flight");
    await settle(panel);
    await shot("search");
    await keys.press("Escape");
    const chooser = panel.page.waitForEvent("filechooser");
    await panel.page.locator(".tools .icon-button").first().click();
    await (await chooser).setFiles([samplePath("campfire.jpg"), samplePath("itinerary.pdf")]);
    await panel.page.locator(".attachment").nth(1).waitFor();
    await panel.host.locator("textarea").fill("Two files and a line");
    await shot("attached");
    await panel.page.context().close();
  }
});

await scene("offline", { messages: ["Before"] }, async (world, shoot) => {
  const panels = [];
  for (const one of LOOKS) panels.push([one, await world.open(look(one))]);
  await world.killProxy();
  for (const [one, panel] of panels) {
    await panel.host.locator("[part=strip]").waitFor();
    await shoot(panel, `${one[0]}-${one[1]}`);
  }
  await world.startProxy();
});

await scene("demo", { history: HISTORY }, async (world, shoot) => {
  for (const theme of ["light", "dark"]) {
    for (const [width, height] of [[1280, 800], [1600, 1000], [1024, 768]]) {
      const panel = await world.open({ width, height, mount: false });
      await panel.page.goto(`${world.simulator}/?theme=${theme}`);
      await settle(panel);
      await shoot(panel, `${theme}-${width}`);
      await panel.page.context().close();
    }
  }
});

await scene("mixed", { accounts: MIXED, past: true }, async (world, shoot) => {
  for (const one of LOOKS) {
    for (const width of [320, 480]) {
      const panel = await world.open(look(one, width));
      await settle(panel);
      await shoot(panel, `${one[0]}-${one[1]}-${width}`);
      await panel.articles.last().hover();
      for (let page = 1; page < 9 && width === 320; page += 1) {
        await panel.page.mouse.wheel(0, -640);
        await settle(panel);
        await shoot(panel, `${one[0]}-${one[1]}-${width}-${page}`);
      }
      await panel.page.context().close();
    }
  }
});

for (const [name, accounts] of Object.entries({ "rcs-phone": ["acme-rcs"], "tyntec-phone": ["acme-tyntec", "acme-viber", "acme-sms"], "mixed-phone": MIXED })) {
  await scene(name, { accounts, past: true }, async (world, shoot) => {
    for (const theme of ["light", "dark"]) {
      const panel = await world.open({ width: 1440, height: 900, mount: false });
      await panel.page.goto(`${world.simulator}/?theme=${theme}`);
      await settle(panel);
      const apps = await panel.page.locator(".app:visible").all();
      await shoot(panel, `${theme}-0`);
      for (const [at, app] of apps.entries()) {
        await app.click();
        await shoot(panel, `${theme}-${at}`);
      }
      await panel.page.context().close();
    }
  });
}
