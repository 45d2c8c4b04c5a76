import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import type { SideThreadEventMap, TokenProvider } from "sidethread";

@Component({
  selector: "crm-contact",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button (click)="locale.set('hi')">हिन्दी</button>
    <side-thread [attr.endpoint]="endpoint" tenant="acme" [attr.phone]="contact.phones.join(',')" [attr.name]="contact.name"
      [attr.locale]="locale()" [tokenProvider]="fetchToken" (side-thread-sent)="log($event)"></side-thread>
    <output>sent {{ sent().length }}: {{ sent().at(-1) }}</output>
  `,
})
export class ContactPage {
  readonly endpoint = new URLSearchParams(location.search).get("endpoint");
  readonly contact = { name: "Asha Nair", phones: ["+919999999999"] };
  readonly locale = signal("en");
  readonly sent = signal<unknown[]>([]);

  readonly fetchToken: TokenProvider = async () => (await (await fetch("/token", { method: "POST", body: JSON.stringify({ phones: this.contact.phones }) })).json()).token;

  log({ detail }: SideThreadEventMap["side-thread-sent"]): void {
    this.sent.update((before) => [...before, detail.message.content["body"]]);
  }
}
