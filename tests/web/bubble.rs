//! One bubble of each kind, and no markup of anybody's but ours.

use crate::world::{ASHA, World};
use wasm_bindgen_test::wasm_bindgen_test;

/// Content, and words that have to be readable in its bubble.
const KINDS: [(&str, &str); 15] = [
    (r#"{"type":"text","body":"Plain words"}"#, "Plain words"),
    (
        r#"{"type":"image","media":{"id":"md_1","state":"ready","mime":"image/png","width":40,"height":30},"caption":"Under a picture"}"#,
        "Under a picture",
    ),
    (r#"{"type":"video","media":{"id":"md_2","state":"ready","mime":"video/mp4","seconds":61},"caption":"Under a film"}"#, "Under a film"),
    (r#"{"type":"audio","media":{"id":"md_3","state":"ready","mime":"audio/ogg","seconds":5},"voice":true}"#, ""),
    (
        r#"{"type":"document","media":{"id":"md_4","state":"ready","mime":"application/pdf","filename":"offer.pdf","bytes":2048}}"#,
        "offer.pdf",
    ),
    (r#"{"type":"sticker","media":{"id":"md_5","state":"ready","mime":"image/webp"}}"#, ""),
    (r#"{"type":"location","latitude":10.08,"longitude":77.06,"name":"The field"}"#, "The field"),
    (r#"{"type":"contacts","contacts":[{"name":"Ravi Kumar","phones":[{"phone":"+91 98765 43210"}]}]}"#, "Ravi Kumar"),
    (r#"{"type":"buttons","body":"Shall we?","buttons":[{"id":"y","title":"Yes please"}]}"#, "Yes please"),
    (r#"{"type":"list","body":"Which one?","button":"Choose","sections":[{"rows":[{"id":"a","title":"The first"}]}]}"#, "Which one?"),
    (r#"{"type":"template","name":"welcome","language":"en","parts":{"body":"Welcome, Asha","footer":"Small print"}}"#, "Welcome, Asha"),
    (r#"{"type":"answer","kind":"button","id":"y","title":"Chosen one"}"#, "Chosen one"),
    (
        r#"{"type":"order","catalog_id":"c","items":[{"product_id":"tea","quantity":"2","price":"10","currency":"INR"}],"text":"Two teas"}"#,
        "Two teas",
    ),
    (r#"{"type":"notice","code":"number_changed","text":"She has a new number"}"#, "She has a new number"),
    (r#"{"type":"unsupported","label":"poll","text":"Which day?"}"#, "Which day?"),
];

#[wasm_bindgen_test]
async fn every_kind_is_an_article_with_its_name_and_words() {
    const LAST: &str = "(() => { const node = world.articles(document.querySelector('side-thread')).at(-1); return node ? `${node.getAttribute('aria-label') ?? ''}|${node.textContent}` : ''; })()";
    let world = World::new();
    let thread = world.thread(ASHA);
    world.until("a stream", |page| page.count("GET", "/events") == 1).await;
    let mut before = String::new();
    for (content, words) in KINDS {
        world.page.say(ASHA, content);
        world
            .until(content, |_| {
                let last = world.ask(LAST);
                last != before && !last.starts_with('|') && last.contains(words)
            })
            .await;
        before = world.ask(LAST);
    }
    assert!(world.page.articles(&thread).length() <= 200);
}

#[wasm_bindgen_test]
async fn a_kind_of_tomorrow_is_a_labelled_row() {
    let world = World::new();
    world.page.say(ASHA, r#"{"type":"hologram","body":"Look, no hands","depth":3}"#);
    let thread = world.thread(ASHA);
    world.shows(&thread, "Look, no hands").await;
}

#[wasm_bindgen_test]
async fn markup_in_any_field_stays_words() {
    let world = World::new();
    let evil = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
    for content in [
        serde_json::json!({"type": "text", "body": evil}),
        serde_json::json!({"type": "text", "body": "javascript:alert(1) see javascript://x"}),
        serde_json::json!({"type": "document", "media": {"id": "md_1", "mime": "text/html", "filename": evil}}),
        serde_json::json!({"type": "location", "latitude": 1.0, "longitude": 1.0, "name": evil, "address": evil}),
        serde_json::json!({"type": "contacts", "contacts": [{"name": evil, "phones": [{"phone": evil}]}]}),
        serde_json::json!({"type": "unsupported", "label": evil, "text": evil}),
    ] {
        world.page.say(ASHA, &content.to_string());
    }
    let thread = world.thread(ASHA);
    world.until("six bubbles", |page| page.articles(&thread).length() == 6).await;
    assert_eq!(world.ask("document.querySelector('side-thread').shadowRoot.querySelectorAll('script, img[src=x], [onerror], a[href^=\"javascript\"]').length"), "0");
    assert_eq!(world.ask("window.hacked ?? 0"), "0");
}
