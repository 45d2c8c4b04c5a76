// Gives what WASM and glue call each other by one- and two-letter names: wasm-bindgen's own are long and end in hashes, which
// no compression makes small. Run as `node names.mjs <wasm> <glue>`; both are rewritten in place.
import fs from 'node:fs';

const [wasmPath, gluePath] = process.argv.slice(2);
const bytes = fs.readFileSync(wasmPath);
let glue = fs.readFileSync(gluePath, 'utf8');

const IMPORTS = 2;
const EXPORTS = 7;

function* letters() {
  const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  yield* alphabet;
  for (const first of alphabet) for (const second of alphabet) yield first + second;
}

class Reader {
  constructor(at) {
    this.at = at;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  text() {
    const length = this.number();
    return bytes.toString('utf8', this.at, (this.at += length));
  }

  /** The bytes that `skip` walks over. */
  raw(skip) {
    const from = this.at;
    skip();
    return bytes.subarray(from, this.at);
  }
}

function number(value) {
  const out = [];
  do {
    out.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(out);
}

const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);

function skipLimits(reader) {
  const flags = reader.number();
  reader.number();
  if (flags & 1) reader.number();
}

function skipImported(reader) {
  const kind = bytes[reader.at++];
  if (kind === 0) reader.number();
  else if (kind === 1) [reader.at += 1, skipLimits(reader)];
  else if (kind === 2) skipLimits(reader);
  else if (kind === 3) reader.at += 2;
  else throw new Error(`an import of kind ${kind}`);
}

/** Replaces what stands in the glue, which must be there. */
function rename(from, to) {
  const before = glue;
  glue = glue.replaceAll(from, to);
  if (glue === before) throw new Error(`the glue has no ${from}`);
}

const escaped = (name) => name.replaceAll(/[$.]/g, '\\$&');

function imports(reader) {
  const short = letters();
  const modules = new Map();
  const found = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    const [module, name] = [reader.text(), reader.text()];
    const what = reader.raw(() => skipImported(reader));
    if (!modules.has(module)) modules.set(module, letters().next().value + (modules.size || ''));
    const next = short.next().value;
    rename(new RegExp(`^( +)${escaped(name)}:`, 'gm'), `$1${next}:`);
    found.push(text(modules.get(module)), text(next), what);
  }
  for (const [module, next] of modules) rename(`"${module}":`, `"${next}":`);
  return [number(found.length / 3), ...found];
}

function exports(reader) {
  const short = letters();
  const found = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    const name = reader.text();
    const what = reader.raw(() => [(reader.at += 1), reader.number()]);
    const used = new RegExp(`\\bwasm\\.${escaped(name)}\\b`, 'g');
    if (!used.test(glue)) found.push(text(name), what);
    else {
      const next = short.next().value;
      rename(used, `wasm.${next}`);
      found.push(text(next), what);
    }
  }
  return [number(found.length / 2), ...found];
}

const out = [bytes.subarray(0, 8)];
const sections = new Reader(8);
while (sections.at < bytes.length) {
  const id = bytes[sections.at++];
  const size = sections.number();
  const body = new Reader(sections.at);
  sections.at += size;
  const parts = id === IMPORTS ? imports(body) : id === EXPORTS ? exports(body) : [bytes.subarray(body.at, sections.at)];
  const section = Buffer.concat(parts);
  out.push(Buffer.from([id]), number(section.length), section);
}
fs.writeFileSync(wasmPath, Buffer.concat(out));
fs.writeFileSync(gluePath, glue);
