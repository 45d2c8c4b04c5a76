// Every entry as a strict TypeScript project uses it; lines that must not compile say so.

import { createEmbed, define, mount, type Context, type SideThreadElement } from "sidethread";
import { createEmbed as embedAlone } from "sidethread/embed";
import { Conversation } from "sidethread/headless";
import { mount as mountInline } from "sidethread/inline";
import { SideThread } from "sidethread/react";
import { SideThread as SideThreadOfVue } from "sidethread/vue";
import "sidethread/define";

const context: Context = { phones: ["+919999999999"], name: "Asha Nair", theme: "dark" };
const tokenProvider = async ({ fresh }: { fresh: boolean }) => (fresh ? "new" : "old");
const road: "wasm" | "frame" | undefined = define({ wasmUrl: new URL("https://crm.example/a.wasm") })?.road;

const thread: SideThreadElement = mount("#app", { ...context, endpoint: "https://threads.example", tenant: "acme", tokenProvider });
thread.addEventListener("side-thread-unread", ({ detail }) => detail.waitingSince?.toUpperCase());
thread.addEventListener("side-thread-sending", (event) => event.preventDefault());
document.querySelector("side-thread")?.focusComposer();
mountInline(document.body, { endpoint: "", tenant: "" }).open({ userIds: ["1"] });

const embed = createEmbed({ endpoint: "https://threads.example", tenant: "acme", container: "#app", context, tokenProvider: async () => ({ code: "once" }), onSending: ({ content }) => content.type === "text", onResize: ({ height }) => height.toFixed() });
embedAlone({ endpoint: "", tenant: "", frame: embed.frame }).ready.then((ready) => ready.thread);

const talk = new Conversation({ endpoint: "", tenant: "", tokenProvider });
talk.addEventListener("message", ({ detail }) => detail.message.status.state);
talk.addEventListener("notice", ({ detail }) => detail.text?.trim());
talk.send("x", { replyTo: talk.messages[0]?.id ?? "" }).problems.map(({ rule }) => rule);
talk.send({ type: "location", latitude: 9.5, longitude: 76.3 }).clientId?.length;
talk.attach(new File([], "a.pdf")).map(({ id, state, sent, bytes }) => (state === "failed" ? talk.retryUpload(id) : sent / bytes));
talk.templates.choose(talk.state.picker?.templates[0] ?? null);
talk.templates.fill("body.1", { type: "date_time", fallback: "Friday" });
talk.find("x").map((id) => talk.seen(id));

// @ts-expect-error No such theme.
mount("#app", { endpoint: "", tenant: "", theme: "blue" });
// @ts-expect-error A content quotes nothing.
talk.send({ type: "text", body: "x" }, { replyTo: "ms_1" });
// @ts-expect-error A tenant is needed.
createEmbed({ endpoint: "" });
// @ts-expect-error No such detail.
thread.addEventListener("side-thread-sent", ({ detail }) => detail.nothing);

export const all = (
  <>
    <SideThread endpoint="" tenant="" phone={["+91"]} tokenProvider={tokenProvider} onUnread={({ detail }) => detail.count + 1} />
    <side-thread endpoint="" tenant="" theme="light" />
  </>
);
export const ofVue: InstanceType<typeof SideThreadOfVue>["$props"]["phone"] = "+91";
export { road };
