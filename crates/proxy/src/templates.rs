//! Templates at the providers: listed, handed in, changed, deleted. What comes of it is kept in the registry, which is what agents
//! choose from; where a provider has a list, the list is right. What it doesn't have is gone, or, where the configuration names it, missing.

mod change;
mod refresh;
mod trouble;

pub use change::Change;
pub use refresh::run;
pub use trouble::Trouble;

use crate::clock::Clock;
use crate::ledger::Ledger;
use crate::transport::{FileBody, Transport};
use model::{AccountSlug, Timestamp};
use providers::{WireRequest, WireResponse};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// When an account's list was begun last; whoever holds it is asking.
type Turn = Arc<tokio::sync::Mutex<Option<Timestamp>>>;

/// The way to the providers' templates; clones are the same.
#[derive(Clone)]
pub struct Templates {
    inner: Arc<Inner>,
}

struct Inner {
    ledger: Ledger,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    turns: Mutex<BTreeMap<AccountSlug, Turn>>,
    wanted: Mutex<BTreeSet<AccountSlug>>,
    bell: Notify,
}

impl Templates {
    /// Over these rooms.
    pub fn new(ledger: Ledger, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Self {
        let (turns, wanted, bell) = (Mutex::default(), Mutex::default(), Notify::new());
        Self { inner: Arc::new(Inner { ledger, transport, clock, turns, wanted, bell }) }
    }

    /// Has an account's list asked for soon, in the background: something happened there that isn't known here.
    pub fn want(&self, account: &AccountSlug) {
        lock(&self.inner.wanted).insert(account.clone());
        self.inner.bell.notify_one();
    }

    fn turn(&self, account: &AccountSlug) -> Turn {
        Arc::clone(lock(&self.inner.turns).entry(account.clone()).or_default())
    }

    async fn ask(&self, request: WireRequest, file: Option<FileBody>) -> Result<WireResponse, Trouble> {
        Ok(self.inner.transport.send(request, file).await?)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
