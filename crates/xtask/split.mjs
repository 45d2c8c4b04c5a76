// Parts the WASM in two: what every panel needs, and what is fetched once it is asked for. Run as
// `node split.mjs <wasm> <main> <part> <wasm-opt> <what it is to do>`. Both share memory and table. What stays behind calls what left
// through places in the table that are empty until the part is here: `src/state/part.rs` sees to it that nothing does so before.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * What leaves, together with all that only it calls. Each needs `#[inline(never)]`, or a place in the table, to be there; and none may be
 * called before the part is here: the picker's functions need what only the drawn picker gives, a chosen template or a file for a value.
 */
const ENTRIES = [
  '<sidethread::state::picker::Picker>::own',
  '<alloc::vec::Vec<model::template::Template> as sidethread::json::Read>::read',
  '<alloc::vec::Vec<model::template::button::App> as sidethread::json::Read>::read',
  '<alloc::vec::Vec<model::template::button::TemplateButton> as sidethread::json::Read>::read',
  '<alloc::vec::Vec<model::template::card::TemplateCard> as sidethread::json::Read>::read',
  '<core::option::Option<model::template::header::TemplateHeader> as sidethread::json::Read>::read',
  'core::ptr::drop_in_place::<model::template::Template>',
  '<model::template::Template>::check',
  '<model::template::Template>::fill',
  'sidethread::session::errands::templates::{closure#0}',
  'sidethread::session::errands::upload::{closure#0}',
  'sidethread::state::choosing::choose',
  'sidethread::state::choosing::loaded',
  'sidethread::state::choosing::ready',
  'sidethread::state::choosing::reload',
  'sidethread::state::choosing::send',
  'sidethread::state::choosing::value',
  'sidethread::state::files::value_kind',
  'sidethread::view::bubble::address_request::draw',
  'sidethread::view::bubble::card::draw',
  'sidethread::view::bubble::carousel::draw',
  'sidethread::view::bubble::contacts::draw',
  'sidethread::view::bubble::flow::draw',
  'sidethread::view::bubble::order::draw',
  'sidethread::view::bubble::order_details::draw',
  'sidethread::view::bubble::order_status::draw',
  'sidethread::view::bubble::payment::draw',
  'sidethread::view::bubble::products::draw',
  'sidethread::view::journal::draw',
  'sidethread::view::keys::draw',
  'sidethread::view::lightbox::draw',
  'sidethread::view::menu::draw',
  'sidethread::view::picker::draw',
  '<sidethread::view::search::Search>::of',
  '<sidethread::view::search::Search>::step',
  'sidethread::view::search::draw',
];

const [wasm, mainPath, partPath, wasmOpt, ...passes] = process.argv.slice(2);
const features = passes.filter((pass) => pass.startsWith('--enable-'));
const opt = (...args) => execFileSync(process.execPath, [wasmOpt, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });

/** Writes a text module and makes it small. */
function emit(path, forms) {
  fs.writeFileSync(`${path}.wat`, `(module\n ${forms.join('\n ')}\n)`);
  opt(...passes, `${path}.wat`, '-o', path);
  fs.rmSync(`${path}.wat`);
}

opt(...features, '-g', '-S', '--quiet', wasm, '-o', `${wasm}.wat`);
const forms = fs.readFileSync(`${wasm}.wat`, 'utf8').trimEnd().slice(0, -1).trimEnd().split(/\n (?=\()/).slice(1);
fs.rmSync(`${wasm}.wat`);

const NAME = /\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)/;
const nameIn = (form) => NAME.exec(form)[0];
const isOf = (kind) => (form) => form.startsWith(`(${kind} `);
const funcs = new Map(forms.filter(isOf('func')).map((form) => [nameIn(form), form]));
const imported = new Map(forms.filter((form) => /^\(import "[^"]*" "[^"]*" \(func /.test(form)).map((form) => [nameIn(form), form]));
const plain = (name) => name.replaceAll(/^\$"?|"$|\[[0-9a-f]{14,16}\]/g, '');

/** `(param …) (result …)` of a function, imported or not, and of each parameter its name. */
function signature(name) {
  const head = (funcs.get(name) ?? imported.get(name)).split('\n')[0].split(name)[1];
  const params = [...head.matchAll(/\(param (?:(\$\d+) )?(\w+)\)/g)];
  return { types: head.match(/\((?:param|result) [^()]*\)/g)?.join(' ').replaceAll(/\$\d+ /g, '') ?? '', params: params.map(([, , type]) => type) };
}

const callers = new Map();
const called = (form) => [...form.matchAll(new RegExp(`\\((?:return_)?call (${NAME.source})|\\(ref\\.func (${NAME.source})`, 'g'))].map(([, call, ref]) => call ?? ref);
for (const [name, form] of funcs) for (const target of called(form)) callers.set(target, (callers.get(target) ?? new Set()).add(name));

const elements = forms.filter(isOf('elem'));
const listed = elements.flatMap((form) => form.split(' func ')[1].slice(0, -1).match(new RegExp(NAME, 'g')));
const held = new Set([...listed, ...forms.filter(isOf('export')).map((form) => form.replace(/^\(export "[^"]*"/, '')).map(nameIn)]);

const gone = new Set();
for (const entry of ENTRIES) {
  const found = [...funcs.keys()].filter((name) => plain(name) === entry);
  if (found.length !== 1) throw new Error(`${found.length} functions are called ${entry}`);
  gone.add(found[0]);
}
for (let before = -1; before !== gone.size; ) {
  before = gone.size;
  for (const name of funcs.keys()) {
    const by = callers.get(name);
    if (by && !held.has(name) && [...by].every((caller) => caller === name || gone.has(caller))) gone.add(name);
  }
}

// The first table has the functions; what is called from behind gets a place at its end.
const table = forms.find(isOf('table'));
const [, tableName, size] = /^\(table (\$\S+) (\d+) \d+ funcref\)/.exec(table);
const first = Number(/\(i32\.const (\d+)\)/.exec(elements[0])[1]);
if (elements.length !== 1) throw new Error('the table is filled by several segments');
const doors = [...gone].filter((name) => [...(callers.get(name) ?? [])].some((caller) => !gone.has(caller)));
const grown = Number(size) + doors.length;
const segment = (at, names) => `(elem (table ${tableName}) (i32.const ${at}) func ${names.join(' ')})`;
const moved = listed.flatMap((name, at) => (gone.has(name) ? [segment(first + at, [name])] : []));
const kept = [];
for (let from = 0; from < listed.length; ) {
  let to = from;
  while (to < listed.length && !gone.has(listed[to])) to += 1;
  if (to > from) kept.push(segment(first + from, listed.slice(from, to)));
  from = to + 1;
}

const ids = new Map([...imported.keys(), ...funcs.keys()].filter((name) => !gone.has(name)).map((name, at) => [name, String(at)]));
const globals = forms.filter(isOf('global')).map((form) => [nameIn(form), / (\(mut \w+\)|\w+) \(/.exec(form.slice(form.indexOf(nameIn(form)) + nameIn(form).length))[1]]);
const memory = forms.find(isOf('memory'));
emit(partPath, [
  ...forms.filter(isOf('type')),
  ...[...ids].map(([name, id]) => `(import "" "${id}" (func ${name} ${signature(name).types}))`),
  ...globals.map(([name, type], at) => `(import "" "$g${at}" (global ${name} ${type}))`),
  memory.replace(/^\(memory (\S+) (.*)\)$/, '(import "" "$$m" (memory $1 $2))'),
  `(import "" "$t" (table ${tableName} ${grown} ${grown} funcref))`,
  ...forms.filter((form) => isOf('table')(form) && form !== table).map((form, at) => form.replace(/^\(table (\S+) (.*)\)$/, `(import "" "$t${at}" (table $1 $2))`)),
  ...moved,
  segment(size, doors),
  ...[...gone].map((name) => funcs.get(name)),
]);

// What the part still imports is what stays behind has to give.
const needs = new Set(WebAssembly.Module.imports(new WebAssembly.Module(fs.readFileSync(partPath))).map(({ name }) => name));
const given = [
  ...[...ids].filter(([, id]) => needs.has(id)).map(([name, id]) => `(export "${id}" (func ${name}))`),
  ...globals.flatMap(([name], at) => (needs.has(`$g${at}`) ? [`(export "$g${at}" (global ${name}))`] : [])),
  ...(needs.has('$m') ? [`(export "$m" (memory ${nameIn(memory)}))`] : []),
  ...(needs.has('$t') ? [`(export "$t" (table ${tableName}))`] : []),
  ...forms.filter((form) => isOf('table')(form) && form !== table).flatMap((form, at) => (needs.has(`$t${at}`) ? [`(export "$t${at}" (table ${nameIn(form)}))`] : [])),
];
const stub = (name) => {
  const { types, params } = signature(name);
  const named = params.map((type, at) => `(param $${at} ${type})`).join(' ');
  const results = types.match(/\(result [^()]*\)/g)?.join(' ') ?? '';
  const values = params.map((_, at) => `(local.get $${at})`).join(' ');
  return `(func ${name} ${named} ${results} (call_indirect ${tableName} ${types} ${values} (i32.const ${Number(size) + doors.indexOf(name)})))`;
};
emit(mainPath, [
  ...forms.filter((form) => !isOf('func')(form) && !isOf('elem')(form)).map((form) => (form === table ? `(table ${tableName} ${grown} ${grown} funcref)` : form)),
  ...kept,
  ...given,
  ...doors.map(stub),
  ...[...funcs].filter(([name]) => !gone.has(name)).map(([, form]) => form),
]);
console.log(`${gone.size} functions through ${doors.length} doors`);
