//! What every handler can reach.

use crate::auth::Keyring;
use crate::clock::Clock;
use crate::config::{Account, Config, Tenant};
use crate::files::Files;
use crate::ledger::Ledger;
use crate::link::Links;
use crate::store::StoreError;
use crate::templates::Templates;
use crate::transport::Transport;
use model::Timestamp;
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The rooms of the proxy; clones are the same ones.
#[derive(Clone, Debug)]
pub struct AppState(Arc<Rooms>);

/// What is in [`AppState`].
pub struct Rooms {
    /// The configuration.
    pub config: Arc<Config>,
    /// The only writer, and the store behind it.
    pub ledger: Ledger,
    /// Stored files.
    pub files: Files,
    /// The proxy's own keys.
    pub keyring: Arc<Keyring>,
    /// Where providers fetch files that take no uploads.
    pub links: Links,
    /// Templates at the providers.
    pub templates: Templates,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Cancelled when the server is to end: open streams end by it.
    pub shutdown: CancellationToken,
    /// What the last probe of the database found, and when.
    pub probe: tokio::sync::Mutex<Option<(Timestamp, Result<(), StoreError>)>>,
    accounts: HashMap<String, (Arc<Tenant>, Arc<Account>)>,
}

impl AppState {
    /// Brings the rooms together.
    pub fn new(
        config: Arc<Config>,
        ledger: Ledger,
        files: Files,
        keyring: Arc<Keyring>,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        shutdown: CancellationToken,
    ) -> Self {
        let accounts = config
            .tenants
            .iter()
            .flat_map(|tenant| tenant.accounts.iter().map(|account| (account.slug.to_string(), (Arc::clone(tenant), Arc::clone(account)))))
            .collect();
        let links = Links::new(Arc::clone(&keyring), &config.public_url);
        let templates = Templates::new(ledger.clone(), transport, Arc::clone(&clock));
        let probe = tokio::sync::Mutex::default();
        Self(Arc::new(Rooms { config, ledger, files, keyring, links, templates, clock, shutdown, probe, accounts }))
    }
}

impl Deref for AppState {
    type Target = Rooms;

    fn deref(&self) -> &Rooms {
        &self.0
    }
}

impl Rooms {
    /// The account of that slug, and whose it is.
    pub fn account(&self, slug: &str) -> Option<&(Arc<Tenant>, Arc<Account>)> {
        self.accounts.get(slug)
    }
}

impl fmt::Debug for Rooms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rooms").finish_non_exhaustive()
    }
}
