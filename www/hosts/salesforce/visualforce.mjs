// What Visualforce makes of a page: the tags of its own gone, resources by address, merge fields filled in and encoded.

import { readFile } from "node:fs/promises";

const DEFAULT = new URL("../../../pkg-templates/salesforce/force-app/main/default/", import.meta.url);
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const encoded = (text) => String(text ?? "").replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

/** The page for a record, with the addresses that configure.mjs would have written. */
export async function rendered(name, { record, endpoint, tenant, language }) {
  const source = await readFile(new URL(`pages/${name}.page`, DEFAULT), "utf8");
  const merged = source
    .replace(/data-endpoint="[^"]*"/, `data-endpoint="${endpoint}"`)
    .replace(/data-tenant="[^"]*"/, `data-tenant="${tenant}"`)
    .replace(/<apex:includeScript value="\{!\$Resource\.(\w+)\}"\/>/g, '<script src="/host/salesforce/remoting.js"></script><script src="/resource/$1.js"></script>')
    .replace(/<\/?apex:page[^>]*>/g, "")
    .replace(/\{!HTMLENCODE\(Contact\.(\w+)\)\}/g, (_, field) => encoded(field === "Id" ? record.id : record.fields[field]))
    .replace(/\{!\$User\.LanguageLocaleKey\}/g, language.replace("-", "_"))
    .replace(/\{!\$RemoteAction\.([\w.]+)\}/g, "$1");
  const left = /\{![^}]*\}/.exec(merged);
  if (left) throw new Error(`Visualforce knows ${left[0]}, this page does not`);
  return `<!doctype html>${merged}`;
}

/** A static resource of the package. */
export const resource = (name) => readFile(new URL(`staticresources/${name}`, DEFAULT), "utf8");
