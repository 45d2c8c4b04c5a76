//! `sidethread import`: reads history out of a file into a thread.

use super::{Failure, say};
use crate::bell::Bell;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::files::Files;
use crate::import::{ImportError, Target, import};
use crate::ledger::Ledger;
use crate::phone;
use crate::store::sqlite::SqliteStore;
use model::TenantId;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The tenant.
    #[arg(long)]
    tenant: String,
    /// The account that the messages came to or left from.
    #[arg(long)]
    account: String,
    /// The customer, where the file doesn't say.
    #[arg(long, value_name = "E164")]
    phone: Option<String>,
    /// The file; what it names lies beside it.
    file: PathBuf,
}

pub(super) fn run(config: &Config, args: &Args) -> Result<(), Failure> {
    let tenant = config.tenant(&args.tenant).ok_or_else(|| Failure::usage(format!("There is no tenant “{}”.", args.tenant)))?;
    let account = tenant.account(&args.account).ok_or_else(|| Failure::usage(format!("There is no account “{}”.", args.account)))?;
    let read = |text: &String| phone::read(text, tenant.default_region).map_err(|words| Failure::usage(format!("--phone {text}: {words}")));
    let phone = args.phone.as_ref().map(read).transpose()?;
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
    let report = runtime.block_on(async {
        let store = SqliteStore::open(&config.database).map_err(Failure::new)?;
        let files = Files::open(&config.media_dir).map_err(Failure::new)?;
        let ledger = Ledger::new(Arc::new(store), Bell::new());
        let target = Target {
            ledger: &ledger,
            files: &files,
            tenant: TenantId::new(&args.tenant),
            account: account.slug.clone(),
            channel: account.channel.clone(),
            phone,
            now: SystemClock.now(),
        };
        let report = import(&target, &args.file).await;
        ledger.close().await;
        report.map_err(|error| match error {
            ImportError::Faults(..) | ImportError::Unreadable(..) => Failure::usage(error),
            ImportError::File(..) | ImportError::Store(_) => Failure::new(error),
        })
    })?;
    let (messages, known, files) = (report.messages, report.known, report.files);
    say(&format!("{messages} messages read, {known} were there before, {files} files; thread {}", report.thread));
    Ok(())
}
