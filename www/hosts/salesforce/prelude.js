// What Lightning Web Security leaves to a component: no WebAssembly, and no say in which custom elements the page has.

const refuse = (what) => () => { throw new TypeError(`Lightning Web Security: ${what} is blocked`); };

for (const name of ["compile", "compileStreaming", "instantiate", "instantiateStreaming", "validate", "Module", "Instance", "Memory", "Table", "Global"]) {
  Object.defineProperty(WebAssembly, name, { value: refuse(`WebAssembly.${name}`), writable: false, configurable: false });
}
const registry = Object.fromEntries(["define", "get", "whenDefined", "upgrade"].map((name) => [name, refuse(`customElements.${name}`)]));
Object.defineProperty(window, "customElements", { value: Object.freeze(registry), writable: false, configurable: false });
