//! Tokens: asked for, renewed, refused.

use crate::world::{ASHA, TAG, World, lifetime};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_refused_token_is_asked_for_once_more() {
    let world = World::new();
    world.say(ASHA, "Hello");
    world.page.set("invalid", 1.into());
    let thread = world.thread(ASHA);
    world.shows(&thread, "Hello").await;
    assert_eq!(world.ask("world.tokens"), "2");
    assert_eq!(world.page.events("error").length(), 0);
}

#[wasm_bindgen_test]
async fn a_token_that_is_refused_twice_is_said_in_the_panel_and_to_the_host() {
    let world = World::new();
    world.page.set("invalid", 99.into());
    let thread = world.thread(ASHA);
    world.until("the error", |page| page.events("error").length() == 1).await;
    assert_eq!(world.ask("world.events('error')[0].detail.code"), "unauthenticated");
    assert!(!world.ask("world.events('error')[0].detail.hint").is_empty());
    world.until("words", |page| !page.alerts(&thread).is_empty()).await;
    assert_eq!(world.page.count("POST", "/open"), 2, "no storm");
}

#[wasm_bindgen_test]
async fn a_token_is_renewed_before_it_ends() {
    let world = World::new();
    let thread = world.page.element(TAG, ASHA, &world.page.provider(2));
    world.until("ready", |page| page.events("ready").length() == 1).await;
    world.until("a renewal", |_| world.ask("world.tokens >= 2") == "true").await;
    assert_eq!(world.ask("!Number.isNaN(Date.parse(world.events('token-expiring')[0].detail.expiresAt))"), "true");
    assert_eq!(world.page.count("POST", "/open"), 1);
    thread.remove();
}

#[wasm_bindgen_test]
async fn a_missing_function_is_said_and_heals_when_it_comes() {
    let world = World::new();
    world.say(ASHA, "Hello");
    let thread = world.page.element(TAG, ASHA, &JsValue::UNDEFINED);
    world.until("the error", |page| page.events("error").length() == 1).await;
    assert_eq!(world.ask("world.events('error')[0].detail.code"), "no-token-provider");
    world.until("words", |page| !page.alerts(&thread).is_empty()).await;
    js_sys::Reflect::set(&thread, &"tokenProvider".into(), &world.page.provider(600)).expect("a property");
    world.shows(&thread, "Hello").await;
}

#[wasm_bindgen_test]
async fn a_function_that_fails_is_said() {
    let world = World::new();
    let failing = js_sys::Function::new_no_args("return Promise.reject(new Error('signed out of the CRM'))");
    world.page.element(TAG, ASHA, &failing);
    world.until("the error", |page| page.events("error").length() == 1).await;
    assert_eq!(world.ask("world.events('error')[0].detail.code"), "token-failed");
    assert!(world.ask("world.events('error')[0].detail.hint").contains("signed out of the CRM"));
}

#[wasm_bindgen_test]
fn a_lifetime_is_read_from_the_token_itself() {
    let token =
        |claims: &str| format!("x.{}.y", js_sys::eval(&format!("btoa({claims:?})")).ok().and_then(|it| it.as_string()).unwrap_or_default());
    assert_eq!(lifetime(&token("{\"iat\":1000,\"exp\":1600}")).as_f64(), Some(600_000.0), "whatever our clock says");
    assert!(lifetime(&token("{\"exp\":\"soon\"}")).is_null());
    assert!(lifetime("opaque").is_null());
}
