// The framed page: takes {type: "sidethread:context", token, phone, name?, record?, channel?, locale?, theme?} from the page
// around it and mounts the element. Asks for a fresh token with {type: "sidethread:token"}, and says when it is ready with
// {type: "sidethread:ready"}. Nothing is taken from a page that isn't the tenant's, and nothing is said to one.
(() => {
  'use strict';
  const { tenant, parents } = document.documentElement.dataset;
  const patterns = (parents || '').split(' ').filter(Boolean);
  const attributes = ['phone', 'name', 'record', 'channel', 'locale', 'theme'];
  const style = new CSSStyleSheet();
  style.replaceSync('html, body { height: 100%; margin: 0 } side-thread { display: block; height: 100% }');
  document.adoptedStyleSheets = [style];

  const allowed = (origin) =>
    patterns.some((pattern) => {
      const [scheme, host] = pattern.split('://*.');
      return host === undefined ? origin === pattern : origin.startsWith(`${scheme}://`) && origin.endsWith(`.${host}`);
    });

  let parent = null;
  let token = null;
  let asked = [];
  let element = null;

  const tokenProvider = () => {
    if (token !== null) {
      const fresh = token;
      token = null;
      return Promise.resolve(fresh);
    }
    return new Promise((resolve) => {
      asked.push(resolve);
      window.parent.postMessage({ type: 'sidethread:token' }, parent);
    });
  };

  const take = (fresh) => {
    if (asked.length === 0) {
      token = fresh;
      return;
    }
    for (const resolve of asked) resolve(fresh);
    asked = [];
  };

  window.addEventListener('message', ({ origin, source, data }) => {
    if (source !== window.parent || !allowed(origin) || data === null || typeof data !== 'object') return;
    if (data.type !== 'sidethread:context') return;
    if (typeof data.token === 'string') {
      parent = origin;
      take(data.token);
    }
    if (typeof data.phone !== 'string' || parent === null) return;
    const next = element ?? document.createElement('side-thread');
    for (const name of attributes) {
      if (typeof data[name] === 'string') next.setAttribute(name, data[name]);
      else next.removeAttribute(name);
    }
    if (element !== null) return;
    element = next;
    element.setAttribute('endpoint', location.origin);
    element.setAttribute('tenant', tenant);
    element.tokenProvider = tokenProvider;
    document.body.append(element);
  });

  // Whoever frames us doesn't say who it is before it speaks, so this word goes to each page that may, and says nothing else.
  for (const pattern of patterns) {
    if (!pattern.includes('*')) window.parent.postMessage({ type: 'sidethread:ready' }, pattern);
  }
  if (patterns.some((pattern) => pattern.includes('*'))) window.parent.postMessage({ type: 'sidethread:ready' }, '*');
})();
