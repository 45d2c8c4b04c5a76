// The old application's server.

import { own } from "../own.mjs";

export const open = (settings) => own("spa", settings, { bound: settings.origin });
