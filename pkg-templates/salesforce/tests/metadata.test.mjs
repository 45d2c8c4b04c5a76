// Every metadata file against Salesforce's published schema (@salesforce/types), every Apex class against its grammar, and the files against each other.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ApexParserFactory, ApexErrorListener } from '@apexdevtools/apex-parser';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const FORCE_APP = join(PROJECT, 'force-app/main/default');
const SCHEMA = await readFile(new URL('../../node_modules/@salesforce/types/lib/metadata.d.ts', import.meta.url), 'utf8');
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray: (name, path, isLeaf, isAttribute) => !isAttribute, parseTagValue: false });
/** Documented for js-meta.xml; the schema keeps what is inside targetConfigs as text. */
const OF_A_PROPERTY = ['name', 'type', 'label', 'default', 'description', 'required', 'min', 'max', 'placeholder', 'datasource'];
const IN_A_CONFIG = ['property', 'objects', 'supportedFormFactors'];

const read = (path) => readFile(join(FORCE_APP, path), 'utf8');
const all = (await readdir(FORCE_APP, { recursive: true })).filter((path) => !path.includes('__tests__'));
const metadata = all.filter((path) => path.endsWith('-meta.xml'));

/** The one root element of a file: its name, and what it holds. */
async function root(path) {
  const text = await read(path);
  assert.equal(XMLValidator.validate(text), true, path);
  const { '?xml': declaration, ...rest } = parser.parse(text);
  assert.ok(declaration, `${path} has no XML declaration`);
  const [[name, [value]]] = Object.entries(rest);
  return { name, value, text };
}

/** The fields of a type of the schema: what each holds, and whether it may be missing. */
function fields(type) {
  const found = new RegExp(`^export type ${type} = (?:(\\w+) & )?\\{\\n([\\s\\S]*?)^\\};`, 'm').exec(SCHEMA);
  if (!found) return null;
  const own = [...found[2].matchAll(/^ {4}(\w+)(\??): ([\w.]+)(\[\])?;$/gm)].map(([, name, optional, holds, list]) => [name, { holds, optional: Boolean(optional || list) }]);
  return new Map([...(found[1] ? fields(found[1]) ?? [] : []), ...own]);
}

/** The words of an enumeration of the schema. */
function words(type) {
  const found = new RegExp(`^export type ${type} = ('[^;]+);`, 'm').exec(SCHEMA);
  return found?.[1].split('|').map((word) => word.trim().slice(1, -1));
}

function judge(value, type, path) {
  const known = fields(type);
  assert.ok(known, `the schema has no ${type}`);
  const inherited = ['fullName', 'content'];
  for (const [name, held] of Object.entries(value).filter(([name]) => !name.startsWith('@'))) {
    assert.ok(known.has(name), `${path}: ${type} has no ${name}`);
    const { holds } = known.get(name);
    for (const one of held) {
      if (typeof one === 'object' && fields(holds)) judge(one, holds, `${path} ${name}`);
      else if (words(holds)) assert.ok(words(holds).includes(one), `${path}: ${one} is no ${holds}`);
      else if (holds === 'boolean') assert.match(one, /^(true|false)$/, `${path} ${name}`);
      else if (holds === 'number') assert.match(one, /^\d+(\.\d+)?$/, `${path} ${name}`);
    }
  }
  for (const [name, { optional }] of known) assert.ok(optional || inherited.includes(name) || name in value, `${path}: ${type} lacks ${name}`);
}

test('every metadata file is well-formed, of its namespace, and as the schema says', async () => {
  assert.ok(metadata.length >= 9, 'the files were found');
  for (const path of metadata) {
    const { name, value } = await root(path);
    assert.equal(value['@xmlns'], 'http://soap.sforce.com/2006/04/metadata', path);
    judge(value, name, path);
  }
});

test('the schema catches what is wrong', () => {
  const site = { endpointUrl: ['https://x.example'], isActive: ['true'], context: ['LEX'] };
  judge(site, 'CspTrustedSite', 'right');
  assert.throws(() => judge({ ...site, isApplicableToScriptSrc: ['true'] }, 'CspTrustedSite', 'p'), /has no isApplicableToScriptSrc/);
  assert.throws(() => judge({ ...site, context: ['Lightning'] }, 'CspTrustedSite', 'p'), /is no CspTrustedSiteContext/);
  assert.throws(() => judge({ isActive: ['true'] }, 'CspTrustedSite', 'p'), /lacks endpointUrl/);
});

/** What the grammar has to say about an Apex class. */
function apexProblems(text) {
  const problems = [];
  class Listener extends ApexErrorListener {
    apexSyntaxError(line, column, words) { problems.push(`${line}:${column} ${words}`); }
  }
  const grammar = ApexParserFactory.createParser(text);
  grammar.removeErrorListeners();
  grammar.addErrorListener(new Listener());
  grammar.compilationUnit();
  return problems;
}

test('every Apex class is grammatical', async () => {
  const classes = all.filter((path) => path.endsWith('.cls'));
  assert.equal(classes.length, 2);
  for (const path of classes) assert.deepEqual(apexProblems(await read(path)), [], path);
  assert.equal(apexProblems('public class A { void a() { return 1 } }').length, 1, 'the grammar catches what is wrong');
});

test('the Visualforce page is well-formed, and no field of a record stands in it unencoded', async () => {
  const pages = all.filter((path) => path.endsWith('.page'));
  assert.equal(pages.length, 1);
  const text = await read(pages[0]);
  assert.equal(XMLValidator.validate(text, { allowBooleanAttributes: false }), true);
  for (const [merge, inner] of text.matchAll(/\{!([^}]*)\}/g)) assert.match(inner, /^(HTMLENCODE\(Contact\.\w+\)|\$Resource\.SidethreadEmbed|\$RemoteAction\.SidethreadSession\.openForPage|\$User\.LanguageLocaleKey)$/, merge);
  assert.match(await read('classes/SidethreadSession.cls'), /@RemoteAction\s+public static String openForPage\(String recordId, String tenant, String origin\)/);
});

test('package.xml names every component, and nothing else', async () => {
  const text = await readFile(join(PROJECT, 'manifest/package.xml'), 'utf8');
  assert.equal(XMLValidator.validate(text), true);
  const { Package: [{ types, version: [version] }] } = parser.parse(text);
  const named = types.flatMap(({ name: [kind], members }) => members.map((member) => `${kind} ${member}`)).sort();
  const there = await Promise.all(metadata.map(async (path) => `${(await root(path)).name} ${basename(path).split('.')[0]}`));
  assert.deepEqual(named, there.sort());
  const { sourceApiVersion } = JSON.parse(await readFile(join(PROJECT, 'sfdx-project.json'), 'utf8'));
  assert.equal(version, sourceApiVersion);
  for (const path of metadata) for (const [, found] of (await read(path)).matchAll(/<apiVersion>([^<]+)</g)) assert.equal(found, version, path);
});

test('the permission set opens exactly what the package brings', async () => {
  const { value: set } = await root('permissionsets/Sidethread_Agent.permissionset-meta.xml');
  const { value: credential } = await root('externalCredentials/Sidethread.externalCredential-meta.xml');
  const principal = credential.externalCredentialParameters.find(({ parameterType: [type] }) => type === 'NamedPrincipal');
  assert.deepEqual(set.externalCredentialPrincipalAccesses.map((one) => one.externalCredentialPrincipal[0]), [`Sidethread-${principal.parameterName[0]}`]);
  assert.deepEqual(set.classAccesses.map((one) => one.apexClass[0]), ['SidethreadSession']);
  assert.deepEqual(set.pageAccesses.map((one) => one.apexPage[0]), ['SidethreadThread']);
  assert.deepEqual(set.objectPermissions.map((one) => [one.object[0], one.allowEdit[0], one.modifyAllRecords[0]]), [['UserExternalCredential', 'false', 'false']]);
});

test('the page builder offers what the component has, on the objects that it knows', async () => {
  const { value: meta } = await root('lwc/sideThread/sideThread.js-meta.xml');
  const source = await read('lwc/sideThread/sideThread.js');
  const api = [...source.matchAll(/@api (\w+)/g)].map(([, name]) => name);
  const configs = meta.targetConfigs[0].targetConfig;
  assert.deepEqual(configs.map((config) => config['@targets']), meta.targets[0].target);
  for (const config of configs) {
    for (const name of Object.keys(config).filter((name) => !name.startsWith('@'))) assert.ok(IN_A_CONFIG.includes(name), name);
    for (const property of config.property) {
      for (const attribute of Object.keys(property)) assert.ok(OF_A_PROPERTY.includes(attribute.slice(1)), attribute);
      assert.ok(api.includes(property['@name']), `${property['@name']} is no property of the component`);
    }
  }
  assert.deepEqual(configs[0].objects[0].object, ['Account', 'Case', 'Contact', 'Lead']);
  const known = await read('lwc/sideThread/record.js');
  for (const object of configs[0].objects[0].object) assert.match(known, new RegExp(`\\b${object}: \\{`));
});

test('the trusted URL opens frame-src and nothing else', async () => {
  const { value } = await root('cspTrustedSites/Sidethread.cspTrustedSite-meta.xml');
  const open = Object.entries(value).filter(([name, [word]]) => /^(isApplicableTo|canAccess)/.test(name) && word === 'true');
  assert.deepEqual(open.map(([name]) => name), ['isApplicableToFrameSrc']);
});

test('configure.mjs writes address and tenant wherever they stand', async (t) => {
  const copy = await mkdtemp(join(tmpdir(), 'sidethread-sfdx-'));
  t.after(() => rm(copy, { recursive: true }));
  for (const part of ['configure.mjs', 'force-app']) await cp(join(PROJECT, part), join(copy, part), { recursive: true });
  const run = promisify(execFile);
  await assert.rejects(run('node', ['configure.mjs', 'http://threads.acme.example', 'acme'], { cwd: copy }), /usage/);
  await assert.rejects(run('node', ['configure.mjs', 'https://threads.acme.example/', 'acme'], { cwd: copy }), /usage/);
  for (const [address, tenant] of [['https://a.example', 'one'], ['https://threads.acme.example', 'two']]) {
    await run('node', ['configure.mjs', address, tenant], { cwd: copy });
    const written = await Promise.all(all.filter((path) => /\.(xml|page)$/.test(path)).map((path) => readFile(join(copy, 'force-app/main/default', path), 'utf8')));
    const text = written.join('\n');
    assert.equal(text.match(/threads\.example/g), null);
    assert.equal(text.split(address).length - 1, 5, 'trusted URL, named credential, two defaults and the page');
    assert.equal(text.split(`default="${tenant}"`).length - 1, 2);
    assert.match(text, new RegExp(`data-tenant="${tenant}"`));
    assert.ok(written.every((one) => !one.startsWith('<?xml') || XMLValidator.validate(one) === true));
  }
});
