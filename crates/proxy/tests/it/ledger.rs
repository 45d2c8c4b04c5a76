//! Commit, then tell; and nothing that was taken is forgotten at the end.

use crate::store_contract::kit::{self, ASHA, text, webhook};
use futures_util::FutureExt;
use proxy::store::StoreError;
use std::time::Duration;

#[tokio::test]
async fn a_listener_that_is_rung_finds_the_change() {
    let kit = kit::sqlite_file().await;
    let thread = kit.open(ASHA).await;
    let mut listener = kit.ledger.bell().listen(&thread);
    let hearer = tokio::spawn({
        let (ledger, thread) = (kit.ledger.clone(), thread.clone());
        async move {
            listener.rung().await;
            ledger.store().events_after(&kit::tenant(), &thread, 0, 10).await.unwrap()
        }
    });
    kit.hear(vec![text("w.1", "hi")]).await;
    let events = tokio::time::timeout(Duration::from_secs(10), hearer).await.unwrap().unwrap();
    assert_eq!(events[0].kind(), "message");
}

#[tokio::test]
async fn closing_writes_what_waits_and_refuses_the_rest() {
    let kit = kit::sqlite_file().await;
    let waiting: Vec<_> = (0..300)
        .map(|n| {
            let ledger = kit.ledger.clone();
            tokio::spawn(async move { ledger.record_webhook(webhook(vec![text(&format!("w.{n}"), "hi")])).await })
        })
        .collect();
    tokio::task::yield_now().await;
    kit.ledger.close().await;
    let mut kept = 0;
    for one in waiting {
        match one.await.unwrap() {
            Ok(_) => kept += 1,
            Err(error) => assert!(matches!(error, StoreError::Unavailable(_)), "{error}"),
        }
    }
    assert!(kept > 0);
    assert_eq!(kit.store().webhooks(i64::MIN, false, 1000).await.unwrap().len(), kept);
    assert!(kit.ledger.is_closed());
    assert!(matches!(kit.ledger.record_webhook(webhook(vec![text("late", "hi")])).await, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_its_fact() {
    let kit = kit::sqlite_file().await;
    let mut sent = 0;
    loop {
        sent += 1;
        let answer = kit.ledger.record_webhook(webhook(vec![text(&format!("w.{sent}"), "hi")])).now_or_never();
        // Now and then the committer answers before the caller can go.
        if answer.is_none() {
            break;
        }
    }
    kit.ledger.close().await;
    assert_eq!(kit.store().webhooks(i64::MIN, false, 1000).await.unwrap().len(), sent);
}
