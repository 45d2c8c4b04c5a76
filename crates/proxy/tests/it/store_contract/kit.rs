//! What the scenarios are written with: a store, its ledger, and short words for webhooks.

use bytes::Bytes;
use model::api::get_history::Page;
use model::inbound::{Inbound, InboundEdit, InboundMessage, InboundReaction, InboundRevoke, InboundStatus, Party, RemoteFile};
use model::message::{Author, AuthorKind, Provenance};
use model::{AccountSlug, Address, Channel, Content, Event, Message, MessageId, PhoneNumber, State, Status, TenantId, ThreadId, Timestamp};
use proxy::bell::Bell;
use proxy::fact::{Kept, Opened, Reply, Webhook};
use proxy::ledger::Ledger;
use proxy::store::Store;
use proxy::store::sqlite::SqliteStore;
use std::sync::Arc;
use tempfile::TempDir;

/// When everything here happens.
pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_700_000_000);
/// The customer.
pub(crate) const ASHA: &str = "+919999999999";

/// A new store with its ledger.
pub(crate) struct Kit {
    pub(crate) ledger: Ledger,
    /// Where its file lies, if it has one.
    pub(crate) folder: Option<TempDir>,
}

pub(crate) async fn sqlite_file() -> Kit {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("threads.db")).unwrap();
    Kit { ledger: Ledger::new(Arc::new(store), Bell::new()), folder: Some(folder) }
}

pub(crate) async fn sqlite_memory() -> Kit {
    Kit { ledger: Ledger::new(Arc::new(SqliteStore::open(":memory:").unwrap()), Bell::new()), folder: None }
}

pub(crate) fn tenant() -> TenantId {
    "acme".into()
}

pub(crate) fn account() -> AccountSlug {
    "acme-wa".into()
}

pub(crate) fn phone(number: &str) -> PhoneNumber {
    PhoneNumber::parse(number).unwrap()
}

/// Seconds after [`NOW`]; negative ones before.
pub(crate) fn at(seconds: i64) -> Timestamp {
    NOW.plus_millis(seconds * 1000)
}

pub(crate) fn webhook(inbound: Vec<Inbound>) -> Webhook {
    Webhook {
        tenant: tenant(),
        account: account(),
        channel: Channel::WhatsApp,
        raw: Bytes::from_static(b"{\"raw\":true}"),
        inbound,
        at: NOW,
    }
}

/// A message from a number.
pub(crate) fn message_from(number: &str, id: &str, content: Content, written: Timestamp) -> InboundMessage {
    let party = Party { phone: Some(phone(number)), user_id: None, name: Some("Asha".to_owned()) };
    InboundMessage {
        id: id.into(),
        party,
        at: written,
        content,
        files: Vec::new(),
        quoted: None,
        provenance: Provenance::Live,
        context: None,
    }
}

pub(crate) fn text_from(number: &str, id: &str, words: &str, written: Timestamp) -> Inbound {
    Inbound::Message(Box::new(message_from(number, id, Content::text(words), written)))
}

pub(crate) fn text(id: &str, words: &str) -> Inbound {
    text_from(ASHA, id, words, at(-60))
}

pub(crate) fn with_file(id: &str, content: Content, file: RemoteFile) -> Inbound {
    Inbound::Message(Box::new(InboundMessage { files: vec![file], ..message_from(ASHA, id, content, at(-60)) }))
}

pub(crate) fn quoting(id: &str, words: &str, quoted: &str) -> Inbound {
    Inbound::Message(Box::new(InboundMessage { quoted: Some(quoted.into()), ..message_from(ASHA, id, Content::text(words), at(-50)) }))
}

pub(crate) fn status(id: &str, correlation: Option<&MessageId>, state: State, when: Timestamp) -> Inbound {
    let status = Status::new(state, when);
    Inbound::Status(Box::new(InboundStatus { id: id.into(), correlation: correlation.cloned(), status, deleted: false }))
}

pub(crate) fn reaction(id: &str, target: &str, emoji: Option<&str>, when: Timestamp) -> Inbound {
    let party = Party { phone: Some(phone(ASHA)), ..Party::default() };
    Inbound::Reaction(InboundReaction { id: id.into(), party, target: target.into(), emoji: emoji.map(str::to_owned), at: when })
}

pub(crate) fn edit(id: &str, target: &str, content: Content, when: Timestamp) -> Inbound {
    Inbound::Edit(Box::new(InboundEdit { id: id.into(), target: target.into(), content, at: when }))
}

pub(crate) fn revoke(id: &str, target: &str) -> Inbound {
    Inbound::Revoke(InboundRevoke { id: id.into(), target: target.into(), at: at(-5) })
}

impl Kit {
    pub(crate) fn store(&self) -> &Arc<dyn Store> {
        self.ledger.store()
    }

    pub(crate) async fn hear(&self, inbound: Vec<Inbound>) -> Kept {
        self.ledger.record_webhook(webhook(inbound)).await.unwrap()
    }

    pub(crate) async fn open(&self, number: &str) -> ThreadId {
        self.open_by(vec![Address::from(phone(number))]).await
    }

    pub(crate) async fn open_by(&self, addresses: Vec<Address>) -> ThreadId {
        let opened = Opened { tenant: tenant(), addresses, record: None, name: None, at: NOW };
        self.ledger.open_thread(opened).await.unwrap().0
    }

    pub(crate) async fn reply(&self, thread: &ThreadId, client_id: &str, words: &str) -> Message {
        self.ledger.record_reply(reply(thread, client_id, Content::text(words))).await.unwrap()
    }

    pub(crate) async fn page(&self, thread: &ThreadId) -> Page {
        self.store().page(&tenant(), thread, None, 1000).await.unwrap()
    }

    /// All messages, oldest first.
    pub(crate) async fn messages(&self, thread: &ThreadId) -> Vec<Message> {
        self.page(thread).await.messages
    }

    pub(crate) async fn words(&self, thread: &ThreadId) -> Vec<String> {
        self.messages(thread).await.iter().map(|message| message.content.words().unwrap_or_default().to_owned()).collect()
    }

    pub(crate) async fn events(&self, thread: &ThreadId) -> Vec<Event> {
        self.store().events_after(&tenant(), thread, 0, 100_000).await.unwrap()
    }

    pub(crate) async fn figure(&self, name: &str) -> u64 {
        let figures = self.store().figures(NOW).await.unwrap();
        figures.into_iter().find(|(own, _)| *own == name).unwrap().1
    }
}

pub(crate) fn reply(thread: &ThreadId, client_id: &str, content: Content) -> Reply {
    Reply {
        tenant: tenant(),
        thread: thread.clone(),
        client_id: client_id.into(),
        channel: Channel::WhatsApp,
        account: account(),
        content,
        reply_to: None,
        author: Author { kind: AuthorKind::Agent, name: Some("Meera".to_owned()) },
        log: None,
        at: NOW,
    }
}

/// The log's positions are 1, 2, 3 …
#[track_caller]
pub(crate) fn unbroken(events: &[Event]) {
    let seqs: Vec<u64> = events.iter().map(|event| event.seq).collect();
    assert_eq!(seqs, (1..=events.len() as u64).collect::<Vec<_>>());
}
