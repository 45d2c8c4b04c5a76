"use client";
// The element as a React component, for 18 and 19.

import { createElement, forwardRef, useCallback, useEffect, useRef } from "react";

import { define } from "./index.js";

const EVENTS = { onReady: "ready", onError: "error", onSending: "sending", onSent: "sent", onUnread: "unread", onTokenExpiring: "token-expiring", onContact: "contact" };

export const SideThread = forwardRef(function SideThread(props, ref) {
  const { tokenProvider, phone, userIds, endpoint, tenant, name, record, channel, locale, theme, wasmUrl, className, ...rest } = props;
  const element = useRef(null);
  const latest = useRef(props);
  latest.current = props;
  // One function for all that a page may write anew each time it draws: another one would stand for another agent.
  const ask = useCallback((wish) => latest.current.tokenProvider(wish), []);
  const take = useCallback((node) => {
    element.current = node;
    if (typeof ref === "function") ref(node);
    else if (ref) ref.current = node;
  }, [ref]);

  useEffect(() => {
    element.current.tokenProvider = tokenProvider ? ask : undefined;
  }, [Boolean(tokenProvider)]);
  useEffect(() => {
    const node = element.current;
    const ends = Object.entries(EVENTS).map(([prop, event]) => {
      const listen = (happened) => latest.current[prop]?.(happened);
      node.addEventListener(`side-thread-${event}`, listen);
      return () => node.removeEventListener(`side-thread-${event}`, listen);
    });
    define({ wasmUrl });
    return () => ends.forEach((end) => end());
  }, []);
  const phones = Array.isArray(phone) ? phone.join(",") : phone;
  const ids = JSON.stringify(userIds ?? []);
  useEffect(() => {
    if (userIds?.length) customElements.whenDefined("side-thread").then(() => element.current?.open({ userIds, phones: phones ? phones.split(",") : [], name, record }));
  }, [ids, phones]);

  for (const prop of Object.keys(EVENTS)) delete rest[prop];
  return createElement("side-thread", { ...rest, ref: take, class: className, endpoint, tenant, phone: phones, name, record, channel, locale, theme });
});
