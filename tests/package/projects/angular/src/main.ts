import { bootstrapApplication } from "@angular/platform-browser";
import { define } from "sidethread";

import { ContactPage } from "./contact-page";

define({ wasmUrl: "sidethread_bg.wasm" });
bootstrapApplication(ContactPage);
