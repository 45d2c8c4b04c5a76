//! What a new process makes of what an earlier one left.

use crate::outbox::desk::{Desk, accepted};
use crate::store_contract::kit::{ASHA, at, status};
use model::State;
use proxy::transport::{Played, RecordingTransport, TransportError};
use std::time::Duration;

#[tokio::test]
async fn a_send_that_was_cut_off_is_unknown_and_not_repeated() {
    let desk = Desk::open().await;
    let (_never, wait) = tokio::sync::oneshot::channel();
    desk.transport.play(Played::Wait(wait, 200, accepted()));
    let thread = desk.kit.open(ASHA).await;
    let sent = desk.kit.reply(&thread, "c-1", "hello").await;
    desk.transport.asked(1).await;
    let kit = desk.kill().await;
    assert_eq!(kit.figure("outbox_claimed").await, 1);
    let next = Desk::over(kit, RecordingTransport::new(200, accepted()), "the next").await;
    let unknown = next.until(&thread, 0, |message| message.status.state == State::Unknown).await;
    let fault = unknown.status.fault.unwrap();
    assert_eq!(fault.code, "outcome-unknown");
    assert!(!fault.title.is_empty() && !fault.action.is_empty());
    next.empty().await;
    assert!(next.transport.requests().is_empty());
    next.kit.hear(vec![status("wamid.1", Some(&sent.id), State::Read, at(5))]).await;
    assert_eq!(next.kit.messages(&thread).await[0].status.state, State::Read);
    next.close().await;
}

#[tokio::test]
async fn what_waited_is_sent_by_the_next_process() {
    let desk = Desk::open().await;
    desk.transport.play(Played::Fail(TransportError::NotSent("no route".to_owned())));
    let thread = desk.kit.open(ASHA).await;
    desk.kit.reply(&thread, "c-1", "first").await;
    desk.until(&thread, 0, |message| message.status.fault.is_some()).await;
    desk.kit.reply(&thread, "c-2", "second").await;
    let kit = desk.kill().await;
    let next = Desk::over(kit, RecordingTransport::new(200, accepted()), "the next").await;
    next.settled().await;
    assert!(next.said().is_empty());
    next.clock.advance(Duration::from_secs(1));
    next.empty().await;
    assert_eq!(next.said(), ["first", "second"]);
    next.close().await;
}
