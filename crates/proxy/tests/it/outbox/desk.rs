//! An outbox at work: a store, a recorded provider, a clock.

use crate::app::{CONFIG, read_config};
use crate::store_contract::kit::{self, Kit, NOW, account, tenant};
use model::{Channel, Message, ThreadId};
use providers::{Account, WireBody, WireRequest, registry};
use proxy::auth::Keyring;
use proxy::clock::FakeClock;
use proxy::files::Files;
use proxy::link::Links;
use proxy::outbox::{self, OutboxDeps};
use proxy::transport::{Line, Lines, RecordingTransport};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A worker that is running.
pub(crate) struct Desk {
    pub(crate) kit: Kit,
    pub(crate) transport: RecordingTransport,
    pub(crate) clock: FakeClock,
    pub(crate) files: Files,
    pub(crate) stop: CancellationToken,
    worker: JoinHandle<()>,
}

/// The provider's answer to a send.
pub(crate) fn accepted() -> Vec<u8> {
    br#"{"id":"5c6a6a2c-0f4e-4b7e-9a55-1f4a0f6f7b11"}"#.to_vec()
}

/// The account as its provider's dialect sees it.
pub(crate) fn lines() -> Lines {
    let wire = Account {
        base_url: "https://provider.example".to_owned(),
        token: "token".to_owned(),
        number: "+15551305682".to_owned(),
        ..Account::default()
    };
    let codec = registry::by_name("tata-tele").unwrap();
    Arc::new(BTreeMap::from([(account(), Line { tenant: tenant(), channel: Channel::WhatsApp, codec, account: wire })]))
}

pub(crate) fn body(request: &WireRequest) -> String {
    match &request.body {
        WireBody::Json(text) => serde_json::from_str::<Value>(text).unwrap().to_string(),
        WireBody::Empty | WireBody::File | WireBody::Multipart(_) => String::new(),
    }
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::over(kit::sqlite_file().await, RecordingTransport::new(200, accepted()), "this").await
    }

    /// The next process over a store that an earlier one left.
    pub(crate) async fn over(kit: Kit, transport: RecordingTransport, worker: &str) -> Self {
        let (clock, stop) = (FakeClock::at(NOW), CancellationToken::new());
        let folder = kit.folder.as_ref().unwrap().path().join("media");
        let files = Files::open(folder).unwrap();
        let config = read_config(kit.folder.as_ref().unwrap().path(), &CONFIG.replace("web_dir = \"web\"\n", "")).unwrap();
        let links = Links::new(Arc::new(Keyring::open(&config).unwrap()), &config.public_url);
        let deps = OutboxDeps {
            ledger: kit.ledger.clone(),
            lines: lines(),
            transport: Arc::new(transport.clone()),
            files: files.clone(),
            links,
            clock: Arc::new(clock.clone()),
            worker: worker.to_owned(),
            concurrency: outbox::CONCURRENCY,
            jitter: || 0.0,
        };
        let worker = tokio::spawn(outbox::run(deps, stop.clone()));
        Self { kit, transport, clock, files, stop, worker }
    }

    /// Waits until the message at this place is so.
    pub(crate) async fn until(&self, thread: &ThreadId, place: usize, so: impl Fn(&Message) -> bool) -> Message {
        let mut listener = self.kit.ledger.bell().listen(thread);
        let found = async {
            loop {
                if let Some(message) = self.kit.messages(thread).await.get(place).filter(|message| so(message)) {
                    return message.clone();
                }
                listener.rung().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), found).await.expect("it never came to that")
    }

    /// Waits until the row has been put back after so many attempts.
    pub(crate) async fn rest(&self, attempts: u32) {
        assert!(attempts > 0);
        self.poll(async || self.kit.figure("outbox_claimed").await == 0).await;
    }

    /// Waits until nothing is under way: whatever is due has been taken up and settled.
    pub(crate) async fn settled(&self) {
        self.poll(async || {
            let due = self.kit.store().next_due().await.unwrap();
            let now = proxy::clock::Clock::now(&self.clock);
            self.kit.figure("outbox_claimed").await == 0 && due.is_none_or(|due| due > now)
        })
        .await;
    }

    /// Waits until the outbox is empty.
    pub(crate) async fn empty(&self) {
        self.poll(async || self.kit.figure("outbox").await == 0).await;
    }

    async fn poll(&self, done: impl AsyncFn() -> bool) {
        let polled = async {
            while !done().await {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), polled).await.expect("it never came to that");
    }

    /// The texts that were sent, in order.
    pub(crate) fn said(&self) -> Vec<String> {
        let text = |request: &WireRequest| match &request.body {
            WireBody::Json(text) => serde_json::from_str::<Value>(text).unwrap()["text"]["body"].as_str().map(str::to_owned),
            WireBody::Empty | WireBody::File | WireBody::Multipart(_) => None,
        };
        self.transport.requests().iter().filter_map(text).collect()
    }

    /// Ends the worker and gives back the store.
    pub(crate) async fn close(self) -> Kit {
        self.stop.cancel();
        tokio::time::timeout(Duration::from_secs(20), self.worker).await.expect("the worker did not end").unwrap();
        self.kit
    }

    /// The worker is gone as after a kill: nothing is finished, nothing is written.
    pub(crate) async fn kill(self) -> Kit {
        self.worker.abort();
        let _ = self.worker.await;
        self.kit
    }
}
