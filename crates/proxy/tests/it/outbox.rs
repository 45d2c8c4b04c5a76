//! The outbox against a recorded provider and a clock that is turned by hand.

pub(crate) mod desk;

use crate::store_contract::kit::{ASHA, at, reply, status, tenant, text};
use desk::{Desk, accepted};
use model::content::{Media, MediaMessage, MediaState};
use model::{Content, State};
use proxy::fact::{AgentReaction, AgentRead, Uploaded};
use proxy::transport::{Played, TransportError};
use std::time::Duration;

fn not_sent() -> Played {
    Played::Fail(TransportError::NotSent("connection refused".to_owned()))
}

#[tokio::test]
async fn a_message_goes_out_once_with_our_id() {
    let desk = Desk::open().await;
    let thread = desk.kit.open(ASHA).await;
    let sent = desk.kit.reply(&thread, "c-1", "hello").await;
    let message = desk.until(&thread, 0, |message| message.status.state == State::Accepted).await;
    assert_eq!(message.id, sent.id);
    let requests = desk.transport.requests();
    assert_eq!(requests.len(), 1);
    let body = desk::body(&requests[0]);
    assert!(body.contains(sent.id.as_str()) && body.contains("hello") && body.contains(ASHA), "{body}");
    desk.close().await;
}

#[tokio::test]
async fn what_was_not_sent_is_tried_again_and_then_given_up() {
    let desk = Desk::open().await;
    (0..6).for_each(|_| desk.transport.play(not_sent()));
    let thread = desk.kit.open(ASHA).await;
    desk.kit.reply(&thread, "c-1", "hello").await;
    for (tries, wait) in [(1, 1), (2, 5), (3, 30), (4, 120), (5, 600)] {
        desk.transport.asked(tries).await;
        let waiting = desk.until(&thread, 0, |message| message.status.fault.is_some()).await;
        assert_eq!(waiting.status.state, State::Queued);
        desk.rest(tries as u32).await;
        desk.clock.advance(Duration::from_millis(wait * 1000 - 1));
        desk.settled().await;
        assert_eq!(desk.transport.requests().len(), tries, "not a millisecond early");
        desk.clock.advance(Duration::from_millis(1));
    }
    let failed = desk.until(&thread, 0, |message| message.status.state == State::Failed).await;
    let fault = failed.status.fault.unwrap();
    assert_eq!(fault.code, "provider-down");
    assert!(fault.retry_helps(at(0)));
    assert_eq!(desk.transport.requests().len(), 6);
    desk.close().await;
}

#[tokio::test]
async fn what_may_have_been_sent_is_never_sent_again() {
    let desk = Desk::open().await;
    desk.transport.play(Played::Fail(TransportError::Unknown("connection reset".to_owned())));
    desk.transport.play(Played::Answer(502, b"<html>Bad Gateway</html>".to_vec()));
    let thread = desk.kit.open(ASHA).await;
    desk.kit.reply(&thread, "c-1", "one").await;
    desk.until(&thread, 0, |message| message.status.state == State::Unknown).await;
    let two = desk.kit.reply(&thread, "c-2", "two").await;
    let unknown = desk.until(&thread, 1, |message| message.status.state == State::Unknown).await;
    assert!(!unknown.status.fault.unwrap().retry_helps(at(100_000)));
    desk.clock.advance(Duration::from_secs(86_400));
    desk.settled().await;
    assert_eq!(desk.transport.requests().len(), 2);
    // The provider's later word settles it.
    desk.kit.hear(vec![status("wamid.2", Some(&two.id), State::Delivered, at(9))]).await;
    let settled = desk.kit.messages(&thread).await.remove(1);
    assert_eq!((settled.status.state, settled.status.fault), (State::Delivered, None));
    desk.close().await;
}

#[tokio::test]
async fn a_refusal_says_why_and_is_final() {
    let desk = Desk::open().await;
    desk.transport
        .play(Played::Answer(400, br#"{"message":"Bad Request Exception","details":["to must be valid"],"traceId":"t"}"#.to_vec()));
    let thread = desk.kit.open(ASHA).await;
    desk.kit.reply(&thread, "c-1", "hello").await;
    let failed = desk.until(&thread, 0, |message| message.status.state == State::Failed).await;
    assert_eq!(failed.status.fault.unwrap().code, "bad-request");
    desk.close().await;
}

#[tokio::test]
async fn a_busy_provider_is_asked_again() {
    let desk = Desk::open().await;
    desk.transport.play(Played::Answer(429, b"{}".to_vec()));
    let thread = desk.kit.open(ASHA).await;
    desk.kit.reply(&thread, "c-1", "hello").await;
    desk.until(&thread, 0, |message| message.status.fault.is_some()).await;
    desk.clock.advance(Duration::from_secs(1));
    let sent = desk.until(&thread, 0, |message| message.status.state == State::Accepted).await;
    assert_eq!(sent.status.fault, None);
    desk.close().await;
}

#[tokio::test]
async fn a_thread_keeps_its_order_and_holds_up_nobody_else() {
    let desk = Desk::open().await;
    desk.transport.play(not_sent());
    let (asha, ravi) = (desk.kit.open(ASHA).await, desk.kit.open("+918888888888").await);
    desk.kit.reply(&asha, "c-1", "first").await;
    desk.until(&asha, 0, |message| message.status.fault.is_some()).await;
    desk.kit.reply(&asha, "c-2", "second").await;
    desk.kit.reply(&ravi, "c-3", "other").await;
    desk.until(&ravi, 0, |message| message.status.state == State::Accepted).await;
    desk.settled().await;
    assert_eq!(desk.said(), ["first", "other"]);
    desk.clock.advance(Duration::from_secs(1));
    desk.until(&asha, 1, |message| message.status.state == State::Accepted).await;
    assert_eq!(desk.said(), ["first", "other", "first", "second"]);
    desk.close().await;
}

#[tokio::test]
async fn a_status_while_it_waits_means_that_it_was_taken() {
    let desk = Desk::open().await;
    desk.transport.play(not_sent());
    let thread = desk.kit.open(ASHA).await;
    let sent = desk.kit.reply(&thread, "c-1", "hello").await;
    desk.until(&thread, 0, |message| message.status.fault.is_some()).await;
    desk.kit.hear(vec![status("wamid.1", Some(&sent.id), State::Sent, at(1))]).await;
    desk.clock.advance(Duration::from_secs(60));
    desk.empty().await;
    assert_eq!(desk.transport.requests().len(), 1);
    desk.close().await;
}

#[tokio::test]
async fn a_file_is_uploaded_once_and_named_in_each_message() {
    let desk = Desk::open().await;
    desk.transport.stand(200, br#"{"id":"provider-file"}"#.to_vec());
    let stored = desk.files.put_bytes(b"\xff\xd8\xff picture".to_vec().into()).await.unwrap();
    let media = Media {
        state: MediaState::Ready,
        mime: "image/jpeg".to_owned(),
        bytes: Some(stored.bytes),
        sha256: Some(stored.sha256),
        filename: Some("a.jpg".to_owned()),
        ..Media::default()
    };
    let media = desk.kit.ledger.record_upload(Uploaded { tenant: tenant(), media, by: None, at: at(0) }).await.unwrap();
    let thread = desk.kit.open(ASHA).await;
    for (place, client_id) in ["c-1", "c-2"].into_iter().enumerate() {
        let content = Content::Image(MediaMessage::new(media.clone()));
        desk.kit.ledger.record_reply(reply(&thread, client_id, content)).await.unwrap();
        desk.until(&thread, place, |message| message.status.state == State::Accepted).await;
    }
    let requests = desk.transport.requests();
    assert_eq!(requests.len(), 3, "one upload, two messages");
    assert!(requests[1..].iter().all(|request| desk::body(request).contains("provider-file")));
    assert_eq!(desk.kit.store().media(&tenant(), &media.id).await.unwrap().threads, [thread]);
    desk.close().await;
}

#[tokio::test]
async fn emojis_and_read_receipts_go_to_the_message_they_mean() {
    let desk = Desk::open().await;
    desk.kit.hear(vec![text("wamid.in", "hi")]).await;
    let thread = desk.kit.open(ASHA).await;
    let message = desk.kit.messages(&thread).await.remove(0);
    let reaction = |emoji: &str| AgentReaction {
        tenant: tenant(),
        thread: thread.clone(),
        message: message.id.clone(),
        emoji: emoji.to_owned(),
        at: at(0),
    };
    desk.kit.ledger.record_reaction(reaction("👍")).await.unwrap();
    desk.empty().await;
    let read = AgentRead { tenant: tenant(), thread: thread.clone(), up_to: message.id.clone(), typing: false, at: at(0) };
    desk.kit.ledger.record_read(read.clone()).await.unwrap();
    desk.empty().await;
    desk.kit.ledger.record_read(read).await.unwrap();
    desk.empty().await;
    let requests = desk.transport.requests();
    assert_eq!(requests.len(), 2, "read is told once");
    assert!(desk::body(&requests[0]).contains("👍") && desk::body(&requests[0]).contains("wamid.in"));
    assert!(requests[1].url.contains("wamid.in") || desk::body(&requests[1]).contains("wamid.in"));
    desk.transport.play(Played::Answer(400, b"{}".to_vec()));
    desk.kit.ledger.record_reaction(reaction("🔥")).await.unwrap();
    desk.empty().await;
    assert!(desk.kit.messages(&thread).await[0].reactions.is_empty(), "what was refused is not shown");
    desk.close().await;
}

#[tokio::test]
async fn ending_waits_for_what_is_under_way() {
    let desk = Desk::open().await;
    let (go, wait) = tokio::sync::oneshot::channel();
    desk.transport.play(Played::Wait(wait, 200, accepted()));
    let thread = desk.kit.open(ASHA).await;
    desk.kit.reply(&thread, "c-1", "hello").await;
    desk.transport.asked(1).await;
    desk.stop.cancel();
    go.send(()).unwrap();
    let kit = desk.close().await;
    assert_eq!(kit.messages(&thread).await[0].status.state, State::Accepted);
    assert_eq!(kit.figure("outbox").await, 0);
}
