// Where the proxy is. It stands in app-hsmeta.json too, among the permitted addresses: configure.mjs writes both.

export const ENDPOINT = 'https://threads.example';
