//! The line to the proxy: broken, silent, not streaming.

use crate::world::{ASHA, World};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn after_a_break_it_resumes_behind_the_last_unbroken_position() {
    let world = World::new();
    world.say(ASHA, "One");
    let thread = world.thread(ASHA);
    world.shows(&thread, "One").await;
    world.until("a stream", |page| page.count("GET", "/events") == 1).await;
    world.say(ASHA, "Two");
    world.shows(&thread, "Two").await;
    world.page.cut();
    world.until("a second stream", |page| page.count("GET", "/events") == 2).await;
    assert_eq!(
        world.ask("world.requests.filter((request) => request.path.endsWith('/events')).map((request) => request.query.after)"),
        "[\"1\",\"2\"]"
    );
    world.say(ASHA, "Three");
    world.shows(&thread, "Three").await;
    assert_eq!(world.page.count("POST", "/open"), 1);
}

#[wasm_bindgen_test]
async fn without_streaming_bodies_it_polls() {
    let world = World::new();
    world.page.set("streaming", false.into());
    let thread = world.thread(ASHA);
    world.until("a poll", |_| world.ask("world.requests.some((request) => request.query.wait === '25')") == "true").await;
    thread.remove();
    world.until("an end", |page| page.html(&thread).is_empty()).await;
}

#[wasm_bindgen_test]
async fn an_answer_the_proxy_did_not_hear_goes_out_once_when_it_is_back() {
    let world = World::new();
    let thread = world.thread(ASHA);
    world.until("ready", |page| page.events("ready").length() == 1).await;
    world.until("a stream", |page| page.count("GET", "/events") == 1).await;
    world.page.set("down", true.into());
    world.page.cut();
    world.page.type_(&thread, "Typed in the dark");
    world.page.press(&thread, "Enter");
    world.shows(&thread, "Typed in the dark").await;
    world.until("words about the line", |page| !page.alerts(&thread).is_empty()).await;
    world.until("attempts", |page| page.count("POST", "/messages") >= 2).await;
    world.page.set("down", false.into());
    world.until("sent", |page| page.events("sent").length() == 1).await;
    assert_eq!(world.ask("world.messages.get('th_919999999999').length"), "1");
    assert_eq!(world.ask("new Set(world.requests.filter((request) => request.method === 'POST' && request.path.endsWith('/messages')).map((request) => request.body.client_id)).size"), "1");
    assert_eq!(world.page.articles(&thread).length(), 1);
}

#[wasm_bindgen_test]
async fn a_proxy_that_is_away_at_first_is_found_later() {
    let world = World::new();
    world.say(ASHA, "Hello");
    world.page.set("down", true.into());
    let thread = world.thread(ASHA);
    world.until("the error", |page| page.events("error").length() == 1).await;
    assert_eq!(world.ask("world.events('error')[0].detail.code"), "unreachable");
    world.until("words", |page| !page.alerts(&thread).is_empty()).await;
    world.page.set("down", false.into());
    world.shows(&thread, "Hello").await;
}
