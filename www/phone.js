// The customer's own phone: the same conversation from the other side. What is done here goes through the provider.

import { Phone } from "./control.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";
import { showActions } from "./phone/actions.js";
import { showApps } from "./phone/apps.js";
import { drawMessage } from "./phone/bubble.js";
import { channelOf } from "./phone/channel.js";
import { showComposer } from "./phone/composer.js";
import { readHistory } from "./phone/history.js";
import { fitting } from "./phone/samples.js";

/** A sign of typing fades after some seconds, so it is given again while she writes. */
const TYPING_EVERY = 3000;

const clock = new Intl.DateTimeFormat("en-IN", { hour: "2-digit", minute: "2-digit", hour12: false });
const weekday = new Intl.DateTimeFormat("en-IN", { weekday: "long" });
const date = new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "long", year: "numeric" });

/** Draws the phone and keeps it true; the returned object is what the switches use. */
export function showPhone(config, accounts) {
  const phone = new Phone(config.phone, accounts[0].slug);
  const watchers = [];
  const openers = [];
  const view = frame();
  byId("phone").replaceChildren(controls(phone, watchers), view.apps, view.root);
  const run = (promise) => promise.catch((problem) => toast(problem.message));
  const take = takeOver(config, phone, watchers, run);
  begin(config, accounts, phone, view, { watchers, openers }, run, take).catch((problem) => { toast(problem.message); throw problem; });
  return {
    online: (on) => run(phone.change({ online: on })),
    onChange: (act) => watchers.push(act),
    onOpen: (act) => openers.push(act),
    owner: config.contact.name.split(/\s+/)[0],
  };
}

/** Whoever writes as the customer is the customer: the simulated one falls silent until she is asked back. */
function takeOver(config, phone, watchers, run) {
  let talks = false;
  watchers.push((state) => { talks = Boolean(state.talkative); });
  return () => {
    if (!talks) return;
    talks = false;
    run(phone.change({ talkative: false }));
    toast(`You are ${config.contact.name.split(/\s+/)[0]} now. Switch “Answers” on to let her write by herself again.`);
  };
}

async function begin(config, accounts, phone, view, { watchers, openers }, run, take) {
  const state = await phone.change({ name: config.contact.name });
  for (const account of accounts) await remember(phone, state, account);
  let now = state;
  let open = null;
  const show = chat(phone, view, run, take);
  const apps = showApps(view.apps, accounts, (account) => {
    open = account;
    phone.account = account.slug;
    view.open(account);
    openers.forEach((act) => act(account));
    show(now, account);
  });
  watchers.push((changed) => {
    now = changed;
    apps.mark(now.messages);
    show(now, open);
  });
  phone.watch((changed) => watchers.forEach((act) => act(changed)));
}

/** Gives a phone that has not lived through it the imported past; the provider's window then is open as in the thread. */
async function remember(phone, state, account) {
  const key = account.channel && account.channel !== "whatsapp" ? `${account.channel}:${account.number}` : account.number;
  const history = await readHistory(account, state.last_inbound_at[key]);
  const missing = history.filter((old) => !state.messages.some((message) => message.id === old.id));
  if (missing.length) await phone.remember(missing);
  const last = history.filter((message) => message.direction === "out").at(-1);
  if (last && !state.last_inbound_at[key]) await phone.change({ last_inbound_at: { [key]: last.at } });
}

function chat(phone, view, run, take) {
  const drawn = new Map();
  let reply = null;
  let messages = [];
  let channel = channelOf({ channel: "whatsapp" });
  let told = 0;
  const find = (id) => messages.find((message) => message.id === id);
  const act = {
    find,
    tap(message, choice) {
      take();
      run(phone.tap(message.id, choice.id));
    },
    answer(message, made) {
      take();
      run(phone.send({ ...made, context: { id: message.id } }));
    },
    played(message) { if (message.direction === "in" && !message.played) run(phone.markPlayed(message.id)); },
    react: (message, emoji) => run(phone.react(message.id, emoji)),
    reply(message) { reply = message; composer.quote(message, message.direction === "out" ? "You" : act.desk); },
    edit(message) { composer.edit(message); },
    remove(message) { run(phone.remove(message.id)); },
    jump(id) {
      const target = drawn.get(id)?.node;
      target?.scrollIntoView({ block: "center", behavior: "smooth" });
      target?.classList.add("found");
      setTimeout(() => target?.classList.remove("found"), 1200);
    },
  };
  const menu = showActions(view.screen, act);
  act.menu = menu.open;
  const composer = showComposer(view.composer, {
    began: take,
    typing() {
      if (!channel.tells || Date.now() - told < TYPING_EVERY) return;
      told = Date.now();
      run(phone.typing());
    },
    send(message) {
      take();
      const quoted = reply ? { context: { id: reply.id } } : {};
      reply = null;
      told = 0;
      return run(phone.send({ ...fitting(message, channel), ...quoted }));
    },
    edited: (id, text) => run(phone.edit(id, text)),
    forget() { reply = null; },
  });
  const toEnd = stayAtEnd(view.list);
  let beat = 0;
  return function show(now, account) {
    // What the phone has not received yet, or never will, is not on it.
    const arrived = (message) => message.direction === "out" || ["delivered", "read"].includes(message.status);
    messages = now.messages.filter((message) => message.account === account.slug && arrived(message));
    channel = channelOf(account);
    act.channel = channel;
    act.desk = account.desk;
    composer.offer(channel.attach);
    drawAll(view.list, drawn, messages, act);
    toEnd();
    clearTimeout(beat);
    const left = (now.typing?.[account.slug] ?? 0) - Date.now();
    view.presence(now.online === false ? "you are offline" : left > 0 ? "typing…" : channel.presence, left > 0);
    if (left > 0) beat = setTimeout(() => show({ ...now, typing: {} }, account), left);
    view.offline(now.online === false);
  };
}

/** Whoever looks at the end keeps seeing it, also when a picture above it turns out to be tall. */
function stayAtEnd(list) {
  let atEnd = true;
  const toEnd = () => { if (atEnd) list.scrollTop = list.scrollHeight; };
  list.addEventListener("scroll", () => { atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80; });
  for (const name of ["load", "loadedmetadata"]) list.addEventListener(name, toEnd, true);
  return toEnd;
}

function drawAll(list, drawn, messages, act) {
  const wanted = [];
  let day = "";
  let before = null;
  for (const message of messages) {
    const today = dayName(message.at);
    if (today !== day) {
      day = today;
      before = null;
      wanted.push(kept(drawn, `day ${today}`, today, () => h("p.day", null, today)));
    }
    const joined = before?.direction === message.direction && message.at - before.at < 5 * 60000;
    const quoted = message.context?.id ? act.find(message.context.id) : null;
    wanted.push(kept(drawn, message.id, JSON.stringify([message, joined, quoted?.content, quoted?.deleted]), () => drawMessage(message, joined, quoted, act, clock)));
    before = message;
  }
  wanted.forEach((node, at) => { if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null); });
  while (list.children.length > wanted.length) list.lastChild.remove();
}

function kept(drawn, key, version, make) {
  const known = drawn.get(key);
  if (known?.version === version) return known.node;
  const node = make();
  if (known) known.node.replaceWith(node);
  drawn.set(key, { version, node });
  return node;
}

function dayName(at) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return days < 7 ? weekday.format(at) : date.format(at);
}

function frame() {
  const presence = h("span.presence", null, "online");
  const list = h("div.chat", { tabindex: "0", role: "group", "aria-label": "The customer's chat" });
  const composer = h("div.foot");
  const name = h("strong");
  const face = h("span.shop", { "aria-hidden": "true" });
  const apps = h("div.apps", { role: "group", dir: "ltr", "aria-label": "Conversations on the phone", hidden: true });
  const calls = h("span.calls", null, icon("video", 19), icon("phone", 18));
  const time = h("span", null, clock.format(Date.now()));
  setInterval(() => { time.textContent = clock.format(Date.now()); }, 10000);
  const signal = h("span.signal", null, icon("wifi", 13), h("i.battery"));
  const screen = h("div.screen", null,
    h("div.status-bar", { "aria-hidden": "true" }, time, signal),
    h("header.chat-head", null,
      icon("chevron-left", 22),
      face,
      h("div", null, name, presence),
      h("span.spring"), calls),
    list, composer);
  // Her phone speaks English, whatever the agent's page does.
  const root = h("div.handset", { dir: "ltr", lang: "en" }, screen);
  return {
    root, apps, screen, list, composer,
    open(account) {
      name.textContent = account.desk;
      face.textContent = account.desk[0];
      root.dataset.channel = account.channel;
      calls.hidden = !channelOf(account).whole;
    },
    presence(words, typing) { presence.textContent = words; presence.classList.toggle("typing", typing); },
    offline(on) { screen.classList.toggle("is-offline", on); signal.replaceChild(icon(on ? "wifi-off" : "wifi", 13), signal.firstChild); },
  };
}

function controls(phone, watchers) {
  const run = (promise) => promise.catch((problem) => toast(problem.message));
  const toggle = (label, title, act) => {
    const box = h("input", { type: "checkbox", role: "switch", onchange: () => run(act(box.checked)) });
    return [box, h("label.switch", { title }, box, h("span", null, label))];
  };
  const [online, onlineLabel] = toggle("Online", "Offline: messages wait with one tick", (on) => phone.change({ online: on }));
  const [auto, autoLabel] = toggle("Auto-read", "Reads by itself what arrives", (on) => phone.change({ auto_read: on }));
  const [talk, talkLabel] = toggle("Answers", "The simulated customer answers by herself", (on) => phone.change({ talkative: on }));
  online.checked = true;
  watchers.push((state) => {
    online.checked = state.online !== false;
    auto.checked = Boolean(state.auto_read);
    talk.checked = Boolean(state.talkative);
    const unread = state.messages.filter((message) => message.direction === "in" && message.status === "delivered").length;
    read.disabled = unread === 0;
    read.title = unread ? `${unread} not read yet` : "Everything is read";
  });
  const read = h("button.plain", { type: "button", disabled: true, onclick: () => run(phone.markRead()) }, icon("check-check"), "Read");
  return h("div.phone-controls", null, onlineLabel, autoLabel, talkLabel, read);
}
