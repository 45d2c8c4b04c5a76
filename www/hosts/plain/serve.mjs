// The plain page's server: no policy, a back end that signs.

import { own } from "../own.mjs";

export const open = (settings) => own("plain", settings, { bound: settings.origin });
