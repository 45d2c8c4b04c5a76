//! `sidethread serve`: listens, says where, and serves until SIGINT or SIGTERM.

use super::{Failure, say};
use crate::config::{Config, LogFormat};
use crate::server;
use std::io::IsTerminal;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

pub(super) fn run(config: Config) -> Result<(), Failure> {
    log(&config)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
    runtime.block_on(async {
        let address = config.listen;
        let listener =
            TcpListener::bind(address).await.map_err(|error| Failure::new(format!("{address} can't be listened on: {error}.")))?;
        let address = listener.local_addr().map_err(Failure::new)?;
        // Waited for once everything is open and requests are taken.
        let end = async move {
            say(&format!("sidethread listens on http://{address}"));
            tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");
            asked_to_end().await;
        };
        server::serve(config, listener, end).await.map_err(Failure::new)
    })
}

fn log(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log).map_err(Failure::new)?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().try_init(),
    }
    .map_err(Failure::new)
}

/// Comes back at the first SIGINT or SIGTERM.
async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
