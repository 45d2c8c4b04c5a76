//! Reads kept webhooks again, after a codec was mended. What is known already stays as it is, so doing it twice changes nothing.

use crate::fact::{Kept, Webhook};
use crate::ledger::Ledger;
use crate::store::StoreError;
use crate::transport::Lines;

/// Webhooks in one read.
const PAGE: u32 = 256;

/// What a replay came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReplayReport {
    /// Webhooks that were read again.
    pub webhooks: u64,
    /// Webhooks whose account is no longer set up.
    pub skipped: u64,
    /// Messages that are new.
    pub messages: u64,
    /// Words about messages that we have; most of them say nothing new.
    pub changes: u64,
    /// Words about messages that we don't have yet.
    pub parked: u64,
    /// Words that still can't be read or belong to no thread.
    pub unread: u64,
}

impl ReplayReport {
    fn add(&mut self, kept: Kept) {
        self.webhooks += 1;
        self.messages += u64::from(kept.messages);
        self.changes += u64::from(kept.changes);
        self.parked += u64::from(kept.parked);
        self.unread += u64::from(kept.unread);
    }
}

/// Reads those webhooks again that had something unread in them, or `all`.
///
/// # Errors
/// When the database fails; what was read again until then is kept.
pub async fn replay(ledger: &Ledger, lines: &Lines, all: bool) -> Result<ReplayReport, StoreError> {
    let mut report = ReplayReport::default();
    let mut after = i64::MIN;
    loop {
        let page = ledger.store().webhooks(after, !all, PAGE).await?;
        let Some(last) = page.last() else { return Ok(report) };
        after = last.row;
        for kept in page {
            let Some(line) = lines.get(&kept.account) else {
                report.skipped += 1;
                continue;
            };
            let inbound = line.codec.decode(&line.account, &line.channel, &kept.raw);
            let (tenant, channel) = (line.tenant.clone(), line.channel.clone());
            let webhook = Webhook { tenant, account: kept.account, channel, raw: kept.raw, inbound, at: kept.at };
            report.add(ledger.replay_webhook(kept.row, webhook).await?);
        }
    }
}
