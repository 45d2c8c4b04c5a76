// HubSpot's side of the worker that a card runs in: no page, no network of its own, and the doors that the package finds in the worker.

import { createRemoteRoot } from "@remote-ui/core";
import { createRoot } from "@remote-ui/react";
import { createEndpoint, retain } from "@remote-ui/rpc";

for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "indexedDB", "caches"]) {
  Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
}

let render = null;
let host = null;
let context = null;
let watch = () => {};

self.__HUBSPOT_EXTENSION_WORKER__ = true;
self.logger = console;
self.extend_V2 = (callback) => { render = callback; };

/** A card gets something like a Response, never the page's own. */
const answerOf = ({ status, body }) => ({ ok: status >= 200 && status < 300, status, text: async () => body, json: async () => JSON.parse(body) });

self.hsFetch = async (url, options = {}) => {
  const answer = await host.fetch(String(url), options);
  if (answer.failed) throw new TypeError(answer.failed);
  return answerOf(answer);
};

self.hsWorkerAPI = {
  useExtensionContext: () => context,
  useExtensionActions: () => actions,
  useExtensionApi: () => ({ context, actions }),
  fetchCrmProperties: async (names, changed) => {
    watch = () => host.properties(names).then(changed);
    const data = await host.properties(names);
    return { json: async () => ({ data, cleanup: () => { watch = () => {}; } }) };
  },
};

const actions = {
  openIframeModal: (payload, onClose) => { host.openModal(payload, onClose ?? (() => {})); },
  addAlert: (alert) => { host.addAlert(alert); },
};

createEndpoint(self).expose({
  /** Shows the card for this record. The page calls it once for each worker. */
  start(channel, doors, about) {
    retain(channel);
    retain(doors);
    host = doors;
    context = about;
    const root = createRemoteRoot(channel, { strict: false });
    createRoot(root).render(render({ context, actions }));
    root.mount();
  },
  /** Somebody saved the record. */
  changed: () => watch(),
});
