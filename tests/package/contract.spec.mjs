// The package as it is packed: types that say what the widget says, entries without side effects, nothing missing, nothing too large.

import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { installed, node } from "./project.mjs";

const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const handler = (name) => `on${name.split("-").map((word) => word[0].toUpperCase() + word.slice(1)).join("")}`;
const sorted = (all) => Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b)));

/** Every event with the fields of its detail, as the widget's contract has them. */
async function contract() {
  const source = await read("src/contract.rs");
  const [, body] = /pub enum Out \{([\s\S]*?)\n\}/.exec(source);
  const names = Object.fromEntries([...source.matchAll(/Self::(\w+) \{ \.\. \} => "([\w-]+)"/g)].map(([, variant, name]) => [variant, name]));
  const written = Object.fromEntries([...source.matchAll(/out\.field\("(\w+)", (\w+)\)/g)].map(([, wire, name]) => [name, wire]));
  const events = {};
  for (const [, variant, fields] of body.matchAll(/\n {4}(\w+) \{([\s\S]*?)\n {4}\},/g)) {
    const found = [...fields.matchAll(/\n {8}(\w+): ([^,\n]+(?:<[^\n]+>)?),/g)];
    events[names[variant]] = found.map(([, name, type]) => `${written[name] ?? assert.fail(`${name} is not written`)}: ${TYPES[type] ?? assert.fail(`no type for ${type}`)}`);
  }
  const [, expiring] = /"token-expiring", \{ (\w+):/.exec(await read("src/host/token.js"));
  return sorted({ ...events, "token-expiring": [`${expiring}: string`] });
}

const TYPES = { String: "string", u32: "number", "Option<String>": "string | null", "Vec<String>": "string[]", Written: "object" };
const OBJECTS = /: (Content|Message)$/;

test("the types have the events of src/contract.rs, field by field", async () => {
  const [, body] = /export interface SideThreadEvents \{([\s\S]*?)\n\}/.exec(await read("pkg-templates/npm/index.d.ts"));
  const typed = Object.fromEntries([...body.matchAll(/^ {2}"?([\w-]+)"?: \{ (.*) \};$/gm)].map(([, name, fields]) => [name, fields.split("; ").map((field) => field.replace(OBJECTS, ": object"))]));
  assert.deepEqual(sorted(typed), await contract());
  assert.equal(Object.keys(typed).length, 7);
});

test("attributes and methods are the element's, in the types, in the manifest and in the wrappers", async () => {
  const element = await read("src/host/element.js");
  const attributes = JSON.parse(/const ATTRIBUTES = (\[.*\]);/.exec(element)[1]);
  const [{ declarations: [manifest] }] = JSON.parse(await read("pkg-templates/npm/custom-elements.json")).modules;
  assert.deepEqual(manifest.attributes.map(({ name }) => name), attributes);
  assert.deepEqual(sorted(Object.fromEntries(manifest.events.map(({ name }) => [name, 1]))), sorted(Object.fromEntries(Object.keys(await contract()).map((name) => [`side-thread-${name}`, 1]))));
  const types = await read("pkg-templates/npm/index.d.ts");
  for (const { name } of manifest.members) assert.match(types, new RegExp(`\\n  ${name}[(:]`), name);
  for (const file of ["react.d.ts", "vue.d.ts"]) {
    const wrapper = await read(`pkg-templates/npm/${file}`);
    for (const name of attributes) assert.match(wrapper, new RegExp(`\\n  ${name}\\??:`), `${file}: ${name}`);
    for (const name of Object.keys(await contract())) assert.ok(wrapper.includes(`${handler(name)}?`), `${file}: ${name}`);
  }
});

/** The fields that a type of Rust writes, sorted. */
function written(source, type) {
  const [, body] = new RegExp(`impl Write for ${type} \\{([\\s\\S]*?)\\n\\}`).exec(source);
  return [...body.matchAll(/out\.field\("(\w+)"/g)].map(([, name]) => name).sort();
}

test("a conversation without a panel has the fields that src/host/headless writes, and no words but its own", async () => {
  const types = await read("pkg-templates/npm/headless.d.ts");
  const body = (name) => new RegExp(`export interface ${name}[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(types)[1];
  const fields = (name) => [...body(name).matchAll(/^ {2}(\w+)\??: /gm)].map(([, field]) => field).sort();
  const words = (name, field) => [...new RegExp(`^ {2}${field}: (.*);`, "m").exec(body(name))[1].matchAll(/"([\w-]+)"/g)].map(([, word]) => word).sort();
  const [news, draft, picking] = await Promise.all(["news", "draft", "picking"].map((name) => read(`src/host/headless/${name}.rs`)));

  const own = ["messages", "notice", "pending", "whole"];
  assert.deepEqual(fields("ConversationState"), written(news, "News<'_>").filter((name) => !own.includes(name)));
  assert.deepEqual(fields("Waiting"), written(news, "Waiting<'_>"));
  assert.deepEqual(fields("ChosenFile"), written(draft, "Attached<'_>"));
  assert.deepEqual(fields("Picker"), written(picking, "Picking<'_>"));
  assert.deepEqual(fields("Placeholder"), written(picking, "Place"));
  const template = /record!\(Template \{ ([^}]*) \}/.exec(await read("src/json/template.rs"))[1].split(/[,;] /);
  for (const name of fields("Template")) assert.ok([...template, ...written(picking, "Entry")].includes(name), name);
  assert.deepEqual(written(draft, "Draft<'_>"), [...body("ConversationState").match(/draft: \{ (.*) \};/)[1].matchAll(/(\w+): /g)].map(([, name]) => name).sort());

  const between = (source, from, to) => source.slice(source.indexOf(from), source.indexOf(to, source.indexOf(from)));
  const said = (text) => [...new Set([...text.matchAll(/"([\w-]+)"/g)].map(([, word]) => word))].sort();
  assert.deepEqual(words("ConversationState", "phase"), said(between(news, "fn phase(", "\n}")));
  assert.deepEqual(words("ConversationState", "connection"), said(between(news, "fn connection(", "\n}")));
  assert.deepEqual(words("ConversationState", "lock"), said(between(news, "lock: now.lock()", "}),")));
  assert.deepEqual(words("ConversationState", "older"), said(between(news, "older: match", "},")));
  assert.deepEqual(words("Waiting", "state"), said(between(news, "fn waiting(", "\n}")));
  assert.deepEqual(words("ChosenFile", "state"), said(between(draft, "let state = match", "};")));
  assert.deepEqual(words("Picker", "listing"), said(between(picking, "let (state, error)", "};")));
  assert.deepEqual(words("Placeholder", "kind"), said(between(picking, "fn word(", "\n}")));
  const keys = [...(await read("src/state.rs")).matchAll(/`([a-z]+-[a-z]+)`/g)].map(([, key]) => key);
  assert.deepEqual([...types.match(/notice: \{ key: ([^;]*);/)[1].matchAll(/"([\w-]+)"/g)].map(([, key]) => key).sort(), [...new Set(keys)].sort());

  const script = await read("pkg-templates/npm/headless.js");
  const methods = [...script.matchAll(/^ {2}(?:async )?(\w+)\([^)]*.*\) \{/gm)].map(([, name]) => name).filter((name) => name !== "constructor");
  const declared = types.slice(types.indexOf("export class Conversation"));
  for (const name of methods) assert.match(declared, new RegExp(`\\n  ${name}\\(`), name);
});

test("importing on a server does nothing, and says what there is", async (t) => {
  const folder = await installed(t, (to) => writeFile(join(to, "package.json"), '{"private": true, "type": "module"}'));
  const names = async (entry) => JSON.parse(await node(folder, `const all = await import("${entry}"); console.log(JSON.stringify(Object.keys(all).sort()))`));
  for (const entry of ["sidethread", "sidethread/define", "sidethread/inline"]) assert.deepEqual(await names(entry), ["createEmbed", "define", "mount", "probe", "version"], entry);
  assert.deepEqual(await names("sidethread/embed"), ["createEmbed"]);
  assert.deepEqual(await names("sidethread/headless"), ["Conversation"]);
  const said = await node(folder, 'import { define, version } from "sidethread"; console.log(String(define()), version)');
  const [, version] = /^version = "(.+)"$/m.exec(await read("Cargo.toml"));
  assert.equal(said.trim(), `undefined ${version}`);
  const at = (path) => join(folder, "node_modules/sidethread", path);
  assert.ok((await stat(at("dist/inline.js"))).size < 5_000_000, "hosts take files of five million bytes at most");
  const packed = JSON.parse(await readFile(at("package.json"), "utf8"));
  assert.deepEqual([packed.version, packed.publishConfig.provenance], [version, true]);
});
