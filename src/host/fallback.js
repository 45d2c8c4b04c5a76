// What stands in the panel when the WASM can't start at all: plain words, drawn without it.

import { mended } from "./policy.js";

const WORDS = {
  en: { blocked: "This page does not allow the conversation to run. Ask your administrator to allow 'wasm-unsafe-eval' in its content security policy.", away: "The conversation could not be loaded. Check your connection.", again: "Try again", copy: "Copy for the administrator" },
  hi: { blocked: "यह पेज बातचीत को चलने नहीं देता। अपने एडमिन से कहें कि पेज की सुरक्षा नीति में 'wasm-unsafe-eval' की अनुमति दें।", away: "बातचीत लोड नहीं हो सकी। अपना कनेक्शन जाँचें।", again: "फिर कोशिश करें", copy: "एडमिन के लिए कॉपी करें" },
  ar: { blocked: "هذه الصفحة لا تسمح بتشغيل المحادثة. اطلب من المسؤول السماح بـ ‎'wasm-unsafe-eval'‎ في سياسة أمان المحتوى.", away: "تعذّر تحميل المحادثة. تحقّق من اتصالك.", again: "أعد المحاولة", copy: "انسخ للمسؤول" },
  pt: { blocked: "Esta página não permite executar a conversa. Peça ao administrador para permitir 'wasm-unsafe-eval' na política de segurança de conteúdo.", away: "Não foi possível carregar a conversa. Verifique a conexão.", again: "Tentar de novo", copy: "Copiar para o administrador" },
};

/**
 * Says in the root why there is no panel, and what an administrator can do, to be copied; `again` is what its button does.
 * Gives `{code, hint}` for the page.
 */
export function explain(root, { fault, locale, endpoint, scripts }, again) {
  const code = fault.code ?? wasmFault(fault);
  const lines = directives(code, code === "script-unreachable" ? scripts : endpoint);
  const hint = [WASM_HINTS[code], fault.code && fault.message, ...lines].filter(Boolean).join(" ");
  show(root, { code, hint, lines, locale }, again);
  return { code, hint };
}

function show(root, { code, hint, lines, locale }, again) {
  const language = String(locale ?? "en").toLowerCase().split("-")[0];
  const words = WORDS[language] ?? WORDS.en;
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.dir = language === "ar" ? "rtl" : "ltr";
  box.lang = WORDS[language] ? language : "en";
  Object.assign(box.style, { font: "14px/20px system-ui, sans-serif", padding: "16px", color: "#59616E", background: "#FFFFFF" });
  const text = document.createElement("p");
  text.style.margin = "0 0 12px";
  text.textContent = code === "wasm-blocked" ? words.blocked : words.away;
  box.append(text);
  if (lines.length > 0) {
    const exact = document.createElement("pre");
    exact.lang = "en";
    exact.dir = "ltr";
    exact.tabIndex = 0;
    Object.assign(exact.style, { font: "12px/18px ui-monospace, monospace", margin: "0 0 12px", padding: "8px", background: "#F2F4F7", color: "#14181F", whiteSpace: "pre-wrap", overflowWrap: "anywhere", userSelect: "all" });
    exact.textContent = lines.join("\n");
    box.append(exact, button(words.copy, () => copy(exact, `${code}: ${hint}\n${location.origin}\n${exact.textContent}`)));
  }
  box.append(button(words.again, again, { once: true }));
  root.replaceChildren(box);
}

/** The directives as the page's policy would have to have them: either the first, or the second. */
function directives(code, endpoint) {
  const origin = URL.canParse?.(endpoint) ? new URL(endpoint).origin : "";
  if (code === "wasm-blocked") return [`${mended("script-src", "'wasm-unsafe-eval'")};`, ...(origin ? [`${mended("frame-src", origin)};`] : [])];
  const directive = { "wasm-unreachable": "connect-src", "script-unreachable": "script-src" }[code];
  return directive && origin ? [`${mended(directive, origin)};`] : [];
}

function button(words, act, options) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.style.marginInlineEnd = "8px";
  made.addEventListener("click", act, options);
  return made;
}

/** Into the clipboard, or, where the page may not, selected for the keyboard. */
function copy(exact, text) {
  const select = () => exact.ownerDocument.getSelection()?.selectAllChildren(exact);
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch(select);
  else select();
}

/** The stable word for what went wrong. */
export function wasmFault(fault) {
  if (typeof WebAssembly === "undefined") return "wasm-missing";
  const words = String(fault?.message ?? fault);
  if (/unsafe-eval|content security policy|disallowed by embedder/i.test(words)) return "wasm-blocked";
  if (fault?.name === "ChunkLoadError") return "script-unreachable";
  return fault instanceof WebAssembly.CompileError || fault instanceof WebAssembly.LinkError ? "wasm-failed" : "wasm-unreachable";
}

/** What a developer can do about it. */
const WASM_HINTS = {
  "wasm-missing": "This browser has no WebAssembly, or it is switched off.",
  "wasm-blocked": "Add 'wasm-unsafe-eval' to script-src in the page's CSP.",
  "wasm-failed": "The WASM is not of this script's version: clear caches, or deploy both together.",
  "script-unreachable": "A script could not be fetched: check script-src in the page's CSP, and the network.",
  "wasm-unreachable": "The WASM could not be fetched: check connect-src in the page's CSP, CORS and the network.",
};
