//! Starts everything, serves, and ends in order: streams, requests, workers, and the ledger last.

mod connections;

use crate::auth::Keyring;
use crate::bell::{self, Bell};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::files::{Files, fetch};
use crate::ledger::Ledger;
use crate::metrics;
use crate::outbox::{self, OutboxDeps};
use crate::router::router;
use crate::state::AppState;
use crate::store::sqlite::SqliteStore;
use crate::store::{Store, StoreError};
use crate::templates;
use crate::transport::{HttpTransport, Line, Lines, Settings, Transport};
use crate::writeback::{self, WritebackDeps};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use ulid::Ulid;

/// How long requests, and then workers, may take to end.
const PATIENCE: Duration = Duration::from_secs(10);
/// Sends and fetches under way at once.
const CONCURRENCY: usize = 16;

/// Why the server can't start or go on.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The database.
    #[error("the database {0}: {1}")]
    Database(String, StoreError),
    /// The folder of files.
    #[error("the folder {0} can't be used: {1}")]
    Media(String, io::Error),
    /// The key of tokens of our own.
    #[error("the key of sessions beside the database can't be used: {0}")]
    Key(io::Error),
    /// TLS for requests of our own.
    #[error("requests can't be made on this machine: {0}")]
    Transport(String),
    /// The listener.
    #[error("the listener broke: {0}")]
    Listener(#[from] io::Error),
}

/// Serves until `shutdown` comes back; then it ends within some 20 seconds at most, with every accepted fact on the disk.
///
/// # Errors
/// When something is missing at the start, or the listener breaks.
pub async fn serve(config: Config, listener: TcpListener, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
    metrics::start();
    let database = |error| ServeError::Database(config.database.clone(), error);
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&config.database).map_err(database)?);
    let media = |error| ServeError::Media(config.media_dir.display().to_string(), error);
    let files = Files::open(&config.media_dir).map_err(media)?;
    let keyring = Arc::new(Keyring::open(&config).map_err(ServeError::Key)?);
    let settings = Settings { allow_private_addresses: config.allow_private_addresses, ..Settings::default() };
    let transport: Arc<dyn Transport> = Arc::new(HttpTransport::new(settings).map_err(|error| ServeError::Transport(error.to_string()))?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ledger = Ledger::new(store, Bell::new());
    for tenant in &config.tenants {
        for account in tenant.accounts.iter().filter(|account| !account.templates.is_empty()) {
            let written = account.templates_at.min(clock.now());
            ledger.name_templates(tenant.id.clone(), account.templates.clone(), written).await.map_err(database)?;
        }
    }
    let (ending, stop) = (CancellationToken::new(), CancellationToken::new());
    let lines = lines(&config);
    let config = Arc::new(config);
    let state = AppState::new(
        Arc::clone(&config),
        ledger.clone(),
        files.clone(),
        keyring,
        Arc::clone(&transport),
        Arc::clone(&clock),
        ending.clone(),
    );
    let workers = [
        tokio::spawn(templates::run(state.templates.clone(), Arc::clone(&config), stop.clone())),
        tokio::spawn(writeback::run(
            WritebackDeps {
                ledger: ledger.clone(),
                config: Arc::clone(&config),
                transport: Arc::clone(&transport),
                clock: Arc::clone(&clock),
                jitter: rand::random,
            },
            stop.clone(),
        )),
        tokio::spawn(outbox::run(
            OutboxDeps {
                ledger: ledger.clone(),
                lines: Arc::clone(&lines),
                transport: Arc::clone(&transport),
                files: files.clone(),
                links: state.links.clone(),
                clock: Arc::clone(&clock),
                worker: Ulid::generate().to_string(),
                concurrency: CONCURRENCY,
                jitter: rand::random,
            },
            stop.clone(),
        )),
        tokio::spawn(fetch::run(
            fetch::FetchDeps {
                ledger: ledger.clone(),
                lines,
                transport,
                files,
                clock,
                limit: config.media_max_bytes,
                concurrency: CONCURRENCY,
                jitter: rand::random,
            },
            stop.clone(),
        )),
    ];
    let figures = tokio::spawn(metrics::upkeep());
    let others = tokio::spawn(bell::listen_to_others(Arc::clone(ledger.store()), ledger.bell().clone()));
    let result = listen(listener, state, shutdown, ending).await;
    figures.abort();
    others.abort();
    stop.cancel();
    end(workers).await;
    if timeout(PATIENCE, ledger.close()).await.is_err() {
        tracing::error!("the ledger did not end in time");
    }
    result
}

async fn listen(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
    ending: CancellationToken,
) -> Result<(), ServeError> {
    let mut server = tokio::spawn(connections::serve(listener, router(state), ending.clone()));
    let finished = tokio::select! {
        finished = &mut server => finished,
        () = shutdown => {
            tracing::info!("ending: streams are closed, requests finish");
            ending.cancel();
            match timeout(PATIENCE, &mut server).await {
                Ok(finished) => finished,
                Err(_) => {
                    tracing::warn!("some requests did not finish in time");
                    server.abort();
                    return Ok(());
                }
            }
        }
    };
    finished.map_err(|error| ServeError::Listener(io::Error::other(error)))
}

async fn end(workers: [JoinHandle<()>; 4]) {
    for mut worker in workers {
        match timeout(PATIENCE, &mut worker).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "a worker broke"),
            Err(_) => {
                tracing::warn!("a worker did not end in time; what it was sending is shown as unknown at the next start");
                worker.abort();
            }
        }
    }
}

/// Every account as the workers see it.
pub fn lines(config: &Config) -> Lines {
    let accounts = config.tenants.iter().flat_map(|tenant| tenant.accounts.iter().map(|account| (tenant.id.clone(), account)));
    let line = |(tenant, account): (_, &Arc<crate::config::Account>)| {
        (account.slug.clone(), Line { tenant, channel: account.channel.clone(), codec: account.codec, account: account.wire.clone() })
    };
    Arc::new(accounts.map(line).collect())
}
