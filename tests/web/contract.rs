//! What is promised to hosts.

use crate::world::{ASHA, BOB, World, define_with, wasm_fault};
use js_sys::Function;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn events_bubble_and_are_composed_with_their_details() {
    let world = World::new();
    let thread = world.thread(ASHA);
    world.until("ready", |page| page.events("ready").length() == 1).await;
    world.say(ASHA, "One");
    world.say(ASHA, "Two");
    world.until("two unread", |_| world.ask("world.events('unread').at(-1)?.detail.count ?? 0") == "2").await;
    world.page.type_(&thread, "Answer");
    world.page.press(&thread, "Enter");
    world.until("sent", |page| page.events("sent").length() == 1).await;
    world.until("none unread", |_| world.ask("world.events('unread').at(-1).detail.count") == "0").await;
    assert_eq!(world.ask("world.events('ready')[0].detail.thread"), "th_919999999999");
    assert_eq!(world.ask("world.events('contact')[0].detail.phones"), format!("[\"{ASHA}\"]"));
    assert_eq!(world.ask("world.events('sending')[0].detail.content.body"), "Answer");
    assert_eq!(world.ask("world.events('sending')[0].detail.channel"), "whatsapp");
    assert_eq!(world.ask("world.events('sent')[0].detail.message.content.body"), "Answer");
    assert_eq!(world.ask("typeof world.events('unread')[0].detail.waitingSince"), "string");
    assert_eq!(world.ask("world.events('unread').at(-1).detail.waitingSince"), "null");
    assert_eq!(world.ask("world.seen.every((event) => event.bubbles && event.composed)"), "true");
    assert_eq!(world.ask("world.seen.filter((event) => event.cancelable).map((event) => event.name)"), "[\"sending\"]");
}

#[wasm_bindgen_test]
async fn a_veto_keeps_the_draft_and_sends_nothing() {
    let world = World::new();
    let thread = world.thread(ASHA);
    world.until("ready", |page| page.events("ready").length() == 1).await;
    world.page.set_veto(true);
    world.page.type_(&thread, "Not to be sent");
    world.page.press(&thread, "Enter");
    world.until("the question", |page| page.events("sending").length() == 1).await;
    assert_eq!(world.page.draft(&thread).as_deref(), Some("Not to be sent"));
    world.page.set_veto(false);
    world.page.press(&thread, "Enter");
    world.until("one answer", |page| page.count("POST", "/messages") == 1).await;
    world.shows(&thread, "Not to be sent").await;
    assert_eq!(world.page.articles(&thread).length(), 1);
}

#[wasm_bindgen_test]
async fn another_contact_gets_nothing_of_the_last_one() {
    let world = World::new();
    world.say(ASHA, "I am Asha");
    world.say(BOB, "I am Bob");
    let thread = world.thread(ASHA);
    world.shows(&thread, "I am Asha").await;
    world.page.type_(&thread, "A draft for Asha");
    thread.set_attribute("phone", BOB).expect("an attribute");
    world.shows(&thread, "I am Bob").await;
    assert!(!world.page.texts(&thread).contains("I am Asha"));
    assert_eq!(world.page.draft(&thread).as_deref(), Some(""));
    assert_eq!(world.ask("world.tokens"), "2", "a token is one contact's");
    world.page.eval("document.querySelector('side-thread').open({ phone: '+919999999999', name: 'Asha' })");
    world.shows(&thread, "I am Asha").await;
    assert_eq!(world.page.draft(&thread).as_deref(), Some("A draft for Asha"));
    world.until("one stream", |_| world.ask("world.streams.size") == "1").await;
}

#[wasm_bindgen_test]
async fn an_answer_on_its_way_when_the_host_moves_on_goes_where_it_was_written() {
    let world = World::new();
    let thread = world.thread(ASHA);
    world.until("ready", |page| page.events("ready").length() == 1).await;
    world.page.set("hold", true.into());
    world.page.type_(&thread, "For Asha alone");
    world.page.press(&thread, "Enter");
    world.until("a post", |page| page.count("POST", "/messages") == 1).await;
    thread.set_attribute("phone", BOB).expect("an attribute");
    world.until("Bob", |page| page.events("ready").length() == 2).await;
    world.page.release();
    world.until("sent", |page| page.events("sent").length() == 1).await;
    assert_eq!(world.ask("world.messages.get('th_919999999999').length"), "1");
    assert_eq!(world.ask("world.messages.has('th_918888888888')"), "false");
    assert!(!world.page.texts(&thread).contains("For Asha alone"));
}

#[wasm_bindgen_test]
async fn focus_comes_as_soon_as_there_is_a_composer() {
    let world = World::new();
    world.thread(ASHA);
    world.page.eval("document.querySelector('side-thread').focusComposer()");
    world
        .until("the focus", |_| world.ask("document.querySelector('side-thread').shadowRoot?.activeElement?.tagName ?? ''") == "TEXTAREA")
        .await;
}

#[wasm_bindgen_test]
async fn a_page_that_forbids_wasm_is_told_in_plain_words() {
    let world = World::new();
    let load = Function::new_no_args(
        "return Promise.reject(new WebAssembly.CompileError(\"Refused to compile: violates 'script-src' because 'unsafe-eval' is not allowed\"))",
    );
    define_with("side-thread-broken", &load);
    let thread = world.page.element("side-thread-broken", ASHA, &world.page.provider(600));
    world.until("words", |page| page.alerts(&thread).contains("wasm-unsafe-eval")).await;
    assert_eq!(world.ask("world.events('error')[0].detail.code"), "wasm-blocked");
    assert!(world.ask("world.events('error')[0].detail.hint").contains("script-src"));
    assert_eq!(wasm_fault(&js_sys::TypeError::new("Failed to fetch")), "wasm-unreachable");
}
