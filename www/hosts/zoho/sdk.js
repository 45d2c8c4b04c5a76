// Stands in for Zoho's embedded app SDK: the calls that the widget makes, spoken to the parent in the dialect of the shipped SDK.

(() => {
  const service = new URLSearchParams(location.search).get("serviceOrigin");
  const handlers = {};
  const promises = {};
  let context = null;
  let last = 99;
  let ready = null;

  const post = (message) => window.parent.postMessage({ appOrigin: location.origin, ...message }, service);

  const ask = (eventName, data) => {
    if (!context) throw new Error("Parentwindow reference not found");
    const promiseid = `Promise${++last}`;
    post({ type: "SDK.EVENT", eventName, uniqueID: context.uniqueID, time: Date.now(), promiseid, data });
    return new Promise((resolve, reject) => { promises[promiseid] = { resolve, reject }; });
  };

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== service || source !== window.parent) return;
    if (data.type === "FRAMEWORK.EVENT" && data.eventName === "SET_CONTEXT") {
      context = data.data;
      ready.resolve(context);
    } else if (data.type === "FRAMEWORK.EVENT") handlers[data.eventName]?.(data.data);
    else if (data.type === "EVENT_RESPONSE") promises[data.promiseid]?.resolve(data.data);
    else if (data.type === "EVENT_RESPONSE_FAILURE") promises[data.promiseid]?.reject(data.data);
  });

  const calls = (names) => Object.fromEntries(names.map((name) => [name.split(".").at(-1), (...rest) => ask(name, rest)]));
  window.ZOHO = {
    embeddedApp: {
      on: (name, handler) => { handlers[name] = handler; },
      init: () => new Promise((resolve) => {
        ready = { resolve };
        post({ type: "SDK.EVENT", eventName: "REGISTER" });
      }),
    },
    CRM: {
      API: calls(["API.getRecord", "API.addNotes", "API.updateRecord", "API.getRelatedRecords"]),
      META: calls(["META.getFields"]),
      CONFIG: calls(["CONFIG.getCurrentUser"]),
      FUNCTIONS: calls(["FUNCTIONS.execute"]),
      UI: calls(["UI.Resize"]),
    },
  };
})();
