//! `sidethread replay`: decodes kept webhooks again, those with something unread in them or all.

use super::{Failure, say};
use crate::bell::Bell;
use crate::config::Config;
use crate::ledger::Ledger;
use crate::replay::replay;
use crate::server::lines;
use crate::store::sqlite::SqliteStore;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// All of them, not only those with something unread.
    #[arg(long)]
    all: bool,
}

pub(super) fn run(config: &Config, args: &Args) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
    let report = runtime.block_on(async {
        let store = SqliteStore::open(&config.database).map_err(Failure::new)?;
        let ledger = Ledger::new(Arc::new(store), Bell::new());
        let report = replay(&ledger, &lines(config), args.all).await;
        ledger.close().await;
        report.map_err(Failure::new)
    })?;
    say(&format!("{} webhooks read again, {} without an account", report.webhooks, report.skipped));
    let (messages, changes, parked, unread) = (report.messages, report.changes, report.parked, report.unread);
    say(&format!("{messages} new messages, {changes} changes, {parked} parked, {unread} still unread"));
    Ok(())
}
