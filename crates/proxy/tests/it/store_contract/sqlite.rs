//! What only a database file can suffer: a full disk, a lock, a crash.

use super::kit::{self, ASHA, text, text_from, unbroken};
use proxy::bell::Bell;
use proxy::ledger::Ledger;
use proxy::store::sqlite::{Settings, SqliteStore};
use proxy::store::{Store, StoreError};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn a_full_disk_refuses_the_group_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(folder.path().join("threads.db")).unwrap());
    let kit = kit::Kit { ledger: Ledger::new(Arc::clone(&store) as Arc<dyn Store>, Bell::new()), folder: Some(folder) };
    kit.hear(vec![text("w.1", "before")]).await;
    store.limit_pages(1).await.unwrap();
    let big = "x".repeat(50_000);
    let full = kit.ledger.record_webhook(kit::webhook(vec![text("w.2", &big)])).await;
    assert!(matches!(full, Err(StoreError::Unavailable(_))), "{full:?}");
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.words(&thread).await, ["before"], "it can be read");
    store.limit_pages(1_000_000).await.unwrap();
    assert_eq!(kit.hear(vec![text("w.2", &big)]).await.messages, 1, "nothing of the refused one was kept");
    assert_eq!(kit.messages(&thread).await.len(), 2);
    unbroken(&kit.events(&thread).await);
}

#[tokio::test]
async fn a_lock_of_another_process_is_told_and_passes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("threads.db");
    let settings = Settings { busy: Duration::from_millis(1), ..Settings::default() };
    let store = Arc::new(SqliteStore::open_with(&path, settings).unwrap());
    let kit = kit::Kit { ledger: Ledger::new(store, Bell::new()), folder: Some(folder) };
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let locked = kit.ledger.record_webhook(kit::webhook(vec![text("w.1", "hi")])).await;
    assert!(matches!(locked, Err(StoreError::Unavailable(_))), "{locked:?}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(kit.hear(vec![text("w.1", "hi")]).await.messages, 1);
}

#[tokio::test]
async fn what_another_process_writes_is_heard() {
    let kit = kit::sqlite_file().await;
    let path = kit.folder.as_ref().unwrap().path().join("threads.db");
    let other = kit::Kit { ledger: Ledger::new(Arc::new(SqliteStore::open(path).unwrap()), Bell::new()), folder: None };
    let thread = kit.open(ASHA).await;
    let before = kit.store().others().await.unwrap();
    kit.hear(vec![text("w.1", "ours")]).await;
    assert_eq!(kit.store().others().await, Ok(before), "what it wrote itself is no news");
    let hearing = tokio::spawn(proxy::bell::listen_to_others(Arc::clone(kit.store()), kit.ledger.bell().clone()));
    let mut listener = kit.ledger.bell().listen(&thread);
    let heard = tokio::spawn(async move { tokio::time::timeout(Duration::from_secs(20), listener.rung()).await.is_ok() });
    let mut written = 0;
    while !heard.is_finished() {
        written += 1;
        other.hear(vec![text(&format!("w.{written}"), "theirs")]).await;
    }
    assert!(heard.await.unwrap());
    hearing.abort();
    assert_ne!(kit.store().others().await, Ok(before));
}

#[tokio::test]
async fn what_was_told_is_there_after_a_crash() {
    let kit = kit::sqlite_file().await;
    for n in 0..40 {
        kit.hear(vec![text_from(ASHA, &format!("w.{n}"), &format!("{n}"), kit::at(n))]).await;
    }
    let thread = kit.open(ASHA).await;
    kit.reply(&thread, "c-1", "answer").await;
    // The files as a killed process leaves them: nothing was closed, the log was not carried over.
    let after = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(kit.folder.as_ref().unwrap()).unwrap() {
        let entry = entry.unwrap();
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), after.path().join(entry.file_name())).unwrap();
        }
    }
    let store = SqliteStore::open(after.path().join("threads.db")).unwrap();
    let reopened = kit::Kit { ledger: Ledger::new(Arc::new(store), Bell::new()), folder: Some(after) };
    assert_eq!(reopened.messages(&thread).await, kit.messages(&thread).await);
    assert_eq!(reopened.figure("outbox").await, 1);
    unbroken(&reopened.events(&thread).await);
}

/// A database as the version before chains left it: two threads, one with a message that came late and a status.
#[tokio::test]
async fn a_database_of_an_earlier_version_reads_and_grows_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("threads.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../../../migrations/sqlite/0001_threads.sql")).unwrap();
    old.execute_batch(include_str!("../../../migrations/sqlite/0002_consent.sql")).unwrap();
    old.execute_batch(include_str!("../../../migrations/sqlite/0003_sessions.sql")).unwrap();
    old.execute_batch(
        "PRAGMA user_version = 3;
         INSERT INTO thread (id, key, tenant, seq, created_at) VALUES
           (1, randomblob(16), 'acme', 4, 0), (2, randomblob(16), 'acme', 1, 0), (3, randomblob(16), 'acme', 0, 0);
         INSERT INTO address (tenant, kind, value, channel, thread, why, at) VALUES
           ('acme', 'phone', '+919999999999', '', 1, 'webhook', 0), ('acme', 'phone', '+918888888888', '', 2, 'webhook', 0),
           ('acme', 'phone', '+917777777777', '', 3, 'opened', 0);
         INSERT INTO message (id, key, thread, seq, outbound, channel, account, author, provenance, at, received_at, state, state_at, content)
           SELECT column1, randomblob(16), column2, column3, 0, 'whatsapp', 'acme-wa', 'customer', 'live', column4, 0, 'delivered', 0,
             json_object('type', 'text', 'body', column5)
           FROM (VALUES (1, 1, 1, 2000, 'second'), (2, 1, 2, 3000, 'third'), (3, 2, 1, 1500, 'alone'), (4, 1, 4, 1000, 'first'));
         INSERT INTO event VALUES (1, 1, 0, 1), (1, 2, 0, 2), (1, 3, 1, 1), (1, 4, 0, 4), (2, 1, 0, 3);",
    )
    .unwrap();
    drop(old);
    let kit = kit::Kit { ledger: Ledger::new(Arc::new(SqliteStore::open(&path).unwrap()), Bell::new()), folder: Some(folder) };
    let (asha, ravi, nobody) = (kit.open(ASHA).await, kit.open("+918888888888").await, kit.open("+917777777777").await);
    kit.hear(vec![text_from(ASHA, "w.1", "fourth", kit::at(0))]).await;
    assert_eq!(kit.words(&asha).await, ["first", "second", "third", "fourth"]);
    assert_eq!(kit.words(&ravi).await, ["alone"]);
    assert!(kit.words(&nobody).await.is_empty() && kit.events(&nobody).await.is_empty());
    let events = kit.events(&asha).await;
    unbroken(&events);
    let kinds: Vec<&str> = events.iter().map(model::Event::kind).collect();
    assert_eq!(kinds, ["message", "message", "status", "message", "message", "thread"]);
}

#[test]
fn a_file_that_is_no_database_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("threads.db");
    std::fs::write(&path, "this is a text and no database at all, however long it may become").unwrap();
    assert!(SqliteStore::open(&path).is_err());
    assert!(SqliteStore::open(folder.path().join("no/such/folder.db")).is_err());
}
