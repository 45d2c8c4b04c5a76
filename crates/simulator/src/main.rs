//! The simulator as a process: reads its flags, listens, and runs until it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use simulator::{Config, crm::Crm};
use tokio::net::TcpListener;

/// Tata Tele's WhatsApp API and its customers' phones, on loopback.
#[derive(Parser)]
#[command(name = "simulator", version)]
struct Flags {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8800")]
    listen: SocketAddr,
    /// Seed of the faults and of the customer's small talk; a random one otherwise.
    #[arg(long)]
    seed: Option<u64>,
    /// The simulated customers say nothing unasked, and only those answer that are told to.
    #[arg(long)]
    quiet: bool,
    /// Folder of the demo CRM's pages, served at `/`.
    #[arg(long)]
    www: Option<PathBuf>,
    /// Settings of the demo CRM.
    #[arg(long)]
    crm: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Flags::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("simulator: {problem}");
            ExitCode::from(2)
        }
    }
}

async fn run(flags: Flags) -> Result<(), String> {
    if !flags.listen.ip().is_loopback() {
        return Err(format!("{} is not a loopback address", flags.listen));
    }
    let crm = match &flags.crm {
        Some(path) => Some(Crm::read(path).map_err(|e| format!("{}: {e}", path.display()))?),
        None => None,
    };
    let listener = TcpListener::bind(flags.listen).await.map_err(|e| format!("cannot listen on {}: {e}", flags.listen))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    eprintln!("simulator: listening on http://{address}");
    let config = Config { seed: flags.seed, quiet: flags.quiet, www: flags.www, crm };
    simulator::serve(config, listener, stop_signal()).await.map_err(|e| e.to_string())
}

async fn stop_signal() {
    let ctrl_c = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! { _ = ctrl_c => {}, _ = term.recv() => {} }
            return;
        }
    }
    let _ = ctrl_c.await;
}
