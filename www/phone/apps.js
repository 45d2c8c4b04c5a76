// Which conversation is open on the phone: one for each account of the business, as apps and chats of a real one.

import { h } from "../dom.js";
import { channelOf } from "./channel.js";

/** Buttons, one an account; `open(account)` is called for the first one now, and for each that is pressed. */
export function showApps(place, accounts, open) {
  let current = null;
  const buttons = accounts.map((account) => {
    const dot = h("i.dot", { hidden: true });
    const button = h("button.app", { type: "button", title: account.desk, "data-channel": account.channel, onclick: () => choose(account) },
      h("strong", null, channelOf(account).name), h("span", null, account.desk ?? account.number), dot);
    return { account, button, dot };
  });
  function choose(account) {
    current = account;
    for (const one of buttons) {
      one.button.setAttribute("aria-pressed", one.account === account);
      one.dot.hidden ||= one.account === account;
    }
    open(account);
  }
  place.hidden = accounts.length < 2;
  place.replaceChildren(...buttons.map((one) => one.button));
  choose(accounts[0]);
  return {
    /** Marks the chats that hold something unread. */
    mark(messages) {
      for (const { account, dot } of buttons) {
        dot.hidden = account === current || !messages.some((message) => message.account === account.slug && message.direction === "in" && message.status === "delivered");
      }
    },
  };
}
