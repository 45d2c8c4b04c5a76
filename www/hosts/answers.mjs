// What the hosts' routes give back: a status, a body and headers.

import { readFile } from "node:fs/promises";

const HERE = new URL("./", import.meta.url);

/** Text of a file beside this one. */
export const file = (path) => readFile(new URL(path, HERE), "utf8");

export const page = (body, headers = {}) => ({ status: 200, body, headers: { "content-type": "text/html; charset=utf-8", ...headers } });
export const script = (body, headers = {}) => ({ status: 200, body, headers: { "content-type": "text/javascript; charset=utf-8", ...headers } });
export const json = (value, status = 200) => ({ status, body: JSON.stringify(value), headers: { "content-type": "application/json" } });
