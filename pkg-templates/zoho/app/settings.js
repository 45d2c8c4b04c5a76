// What your administrator sets: configure.mjs writes it, or edit it by hand.

window.sidethreadSettings = {
  /** Where the proxy is. */
  endpoint: 'https://threads.example',
  /** The tenant's id there. */
  tenant: 'acme',
  /** The Deluge function that asks for tokens. */
  tokenFunction: 'sidethread_token',
  /** Keep a note per record, agent and day that lists what was answered. */
  logNotes: false,
};
