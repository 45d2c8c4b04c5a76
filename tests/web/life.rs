//! From insertion to removal.

use crate::world::{ASHA, BOB, TAG, World, define_element};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn it_opens_and_follows() {
    let world = World::new();
    world.say(ASHA, "Before");
    let thread = world.thread(ASHA);
    world.shows(&thread, "Before").await;
    world.until("a stream", |page| page.count("GET", "/events") == 1).await;
    world.say(ASHA, "After");
    world.shows(&thread, "After").await;
    assert_eq!(world.page.count("POST", "/open"), 1);
    assert_eq!(world.page.articles(&thread).length(), 2);
}

#[wasm_bindgen_test]
async fn moving_it_keeps_stream_and_draft() {
    let world = World::new();
    world.say(ASHA, "Before");
    let thread = world.thread(ASHA);
    world.shows(&thread, "Before").await;
    world.until("a stream", |page| page.count("GET", "/events") == 1).await;
    world.page.type_(&thread, "half a thou");
    world.page.eval(
        "((box) => { document.body.append(box); box.append(document.querySelector('side-thread')); })(document.createElement('section'))",
    );
    world.say(ASHA, "After the move");
    world.shows(&thread, "After the move").await;
    assert_eq!(world.page.count("GET", "/events"), 1);
    assert_eq!(world.page.draft(&thread).as_deref(), Some("half a thou"));
    world.page.eval("document.querySelector('section').remove()");
}

#[wasm_bindgen_test]
async fn removing_it_leaves_no_timer_listener_or_stream() {
    let world = World::new();
    world.say(ASHA, "Hello");
    world.until("the last test to be gone", |_| true).await;
    let before = world.page.trace();
    let thread = world.thread(ASHA);
    world.shows(&thread, "Hello").await;
    world.until("a stream", |page| page.count("GET", "/events") == 1).await;
    assert_ne!(world.page.trace(), before, "the test sees what is under way");
    thread.remove();
    world
        .until("nothing to be left", |page| {
            let now = page.trace();
            // The poll of this very test is one timer.
            now == before || now.replacen("[1,", "[0,", 1) == before
        })
        .await;
    assert_eq!(world.page.html(&thread), "");
    let events = world.ask("world.seen.length");
    world.say(ASHA, "Nobody listens");
    assert_eq!(world.ask("world.seen.length"), events);
}

#[wasm_bindgen_test]
async fn removed_before_it_opened_it_ends_too() {
    let world = World::new();
    world.until("the last test to be gone", |_| true).await;
    let before = world.page.trace();
    world.thread(ASHA).remove();
    world.until("nothing to be left", |page| page.trace().replacen("[1,", "[0,", 1) == before).await;
    assert_eq!(world.ask("world.streams.size"), "0");
}

#[wasm_bindgen_test]
async fn put_back_it_opens_anew() {
    let world = World::new();
    world.say(ASHA, "Hello");
    let thread = world.thread(ASHA);
    world.shows(&thread, "Hello").await;
    thread.remove();
    world.until("an end", |page| page.html(&thread).is_empty()).await;
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.body())
        .expect("a body")
        .append_child(&thread)
        .expect("a place");
    world.shows(&thread, "Hello").await;
    assert_eq!(world.page.count("POST", "/open"), 2);
}

#[wasm_bindgen_test]
async fn several_live_side_by_side() {
    let world = World::new();
    world.say(ASHA, "I am Asha");
    world.say(BOB, "I am Bob");
    let (asha, bob) = (world.thread(ASHA), world.thread(BOB));
    world.shows(&asha, "I am Asha").await;
    world.shows(&bob, "I am Bob").await;
    asha.remove();
    world.until("one end", |page| page.html(&asha).is_empty()).await;
    world.say(BOB, "Still here");
    world.shows(&bob, "Still here").await;
    assert_eq!(world.page.articles(&bob).length(), 2);
}

#[wasm_bindgen_test]
fn a_second_definition_is_the_first_one() {
    let first = define_element(TAG);
    assert_eq!(define_element(TAG), first);
}

#[wasm_bindgen_test]
async fn a_property_set_before_the_definition_counts() {
    let world = World::new();
    world.say(ASHA, "Late but well");
    let thread = world.page.element("side-thread-late", ASHA, &world.page.provider(600));
    assert_eq!(world.page.count("POST", "/open"), 0);
    define_element("side-thread-late");
    world.shows(&thread, "Late but well").await;
    assert_eq!(world.ask("Object.hasOwn(document.querySelector('side-thread-late'), 'tokenProvider')"), "false");
}

#[wasm_bindgen_test]
async fn destroy_ends_it_in_place_and_open_begins_anew() {
    let world = World::new();
    world.say(ASHA, "Hello");
    world.say(BOB, "I am Bob");
    let thread = world.thread(ASHA);
    world.shows(&thread, "Hello").await;
    world.page.eval("document.querySelector('side-thread').destroy()");
    assert_eq!(world.page.html(&thread), "");
    world.until("the stream to end", |page| page.trace().contains(",0,")).await;
    world.page.eval("document.querySelector('side-thread').open({ phone: '+918888888888' })");
    world.shows(&thread, "I am Bob").await;
}
