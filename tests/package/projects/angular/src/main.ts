import { Component } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

import { Thread } from "./thread";

@Component({ selector: "crm-contact", imports: [Thread], template: `<app-thread [contact]="contact" />` })
class ContactPage {
  readonly contact = { name: "Asha Nair", phones: ["+919999999999"] };
}

bootstrapApplication(ContactPage);
