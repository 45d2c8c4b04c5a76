// The package with one side effect: `<side-thread>` is there.

import { define } from "./index.js";

define();

export * from "./index.js";
