//! The order of people: the provider's time, then our id.

use super::kit::{ASHA, Kit, NOW, account, at, edit, reaction, status, tenant, text_from};
use model::{Channel, Content, Message, State, Timestamp};
use proxy::store::StoreError;

pub(crate) async fn people_read_by_the_providers_time(kit: &Kit) {
    for (id, words, seconds) in [("w.1", "third", -10), ("w.2", "first", -30), ("w.3", "second", -20), ("w.4", "fourth", -10)] {
        kit.hear(vec![text_from(ASHA, id, words, at(seconds))]).await;
    }
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.words(&thread).await, ["first", "second", "third", "fourth"]);
    let messages = kit.messages(&thread).await;
    assert!(messages.is_sorted_by_key(|message| (message.at, message.id.clone())));
}

pub(crate) async fn pages_lose_and_repeat_nothing(kit: &Kit) {
    // Many in one second: the id must break the tie on page borders. Each comes later than all before, than some, or than none.
    let orders: [fn(i64) -> i64; 3] = [|n| n / 9 - 100, |n| n * 7 % 13 - 50, |n| -200 - n / 9];
    for (n, seconds) in orders.into_iter().flat_map(|order| (0..53).map(order)).enumerate() {
        kit.hear(vec![text_from(ASHA, &format!("w.{n}"), &n.to_string(), at(seconds))]).await;
    }
    let thread = kit.open(ASHA).await;
    let whole = kit.messages(&thread).await;
    assert_eq!(whole.len(), 159);
    assert!(whole.is_sorted_by_key(|message| (message.at, message.id.clone())));
    for size in [1, 7, 158, 159, 160] {
        let mut pages: Vec<Vec<Message>> = Vec::new();
        let mut before: Option<String> = None;
        loop {
            let page = kit.store().page(&tenant(), &thread, before.as_deref(), size).await.unwrap();
            pages.push(page.messages);
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        let count = pages.len();
        let glued: Vec<Message> = pages.into_iter().rev().flatten().collect();
        assert_eq!(glued, whole, "pages of {size}");
        assert_eq!(count, 159_usize.div_ceil(size as usize), "no empty page at the start of history");
    }
}

pub(crate) async fn a_cursor_opens_no_other_thread(kit: &Kit) {
    const RAVI: &str = "+918888888888";
    for n in 0..3 {
        kit.hear(vec![text_from(ASHA, &format!("w.{n}"), "mine", at(n)), text_from(RAVI, &format!("v.{n}"), "his", at(n))]).await;
    }
    let (asha, ravi) = (kit.open(ASHA).await, kit.open(RAVI).await);
    let page = |thread, before| async move { kit.store().page(&tenant(), thread, before, 1).await };
    let hers = page(&asha, None).await.unwrap().older;
    match page(&ravi, hers.as_deref()).await {
        Ok(page) => assert!(page.messages.iter().all(|message| message.content.words() == Some("his"))),
        Err(error) => assert_eq!(error, StoreError::NotFound),
    }
}

pub(crate) async fn what_has_no_time_has_the_time_of_arrival(kit: &Kit) {
    let never = Timestamp::default();
    kit.hear(vec![text_from(ASHA, "w.1", "hi", never)]).await;
    let thread = kit.open(ASHA).await;
    let sent = kit.reply(&thread, "c-1", "hello").await;
    kit.hear(vec![reaction("r.1", "w.1", Some("👍"), never), status("wamid.o", Some(&sent.id), State::Delivered, never)]).await;
    kit.hear(vec![edit("e.1", "w.1", Content::text("hi there"), at(-1)), edit("e.2", "w.1", Content::text("hello"), never)]).await;
    let view = kit.store().view(&tenant(), &thread, 10).await.unwrap();
    assert_eq!(view.last_inbound, [(account(), Channel::WhatsApp, NOW)], "the window is open");
    let messages = view.newest.messages;
    assert_eq!((messages[0].at, messages[0].reactions[0].at, messages[1].status.at), (NOW, NOW, NOW));
    assert_eq!(messages[0].content.words(), Some("hello"), "an edit without a time is not the oldest one");
    let journal = kit.store().journal(&tenant(), &thread, &sent.id).await.unwrap();
    assert_eq!((journal.statuses[0].at, journal.statuses[0].received_at), (NOW, NOW));
}

pub(crate) async fn a_clock_ahead_does_not_hold_the_window_open(kit: &Kit) {
    kit.hear(vec![text_from(ASHA, "w.1", "from the year 2100", at(86_400 * 365 * 70))]).await;
    kit.hear(vec![text_from(ASHA, "w.2", "a minute ahead", at(60))]).await;
    kit.hear(vec![text_from(ASHA, "w.3", "late", at(-3600))]).await;
    let thread = kit.open(ASHA).await;
    let view = kit.store().view(&tenant(), &thread, 10).await.unwrap();
    assert_eq!(view.last_inbound, [(account(), Channel::WhatsApp, NOW)]);
    assert_eq!(kit.words(&thread).await, ["late", "from the year 2100", "a minute ahead"], "it does not stick to the bottom");
}
