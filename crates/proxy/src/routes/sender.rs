//! The ways to answer in a thread now: each account of the tenant with its window and what it can carry.

use crate::config::{Account, Tenant};
use crate::store::View;
use model::thread::{Consent, Sender};
use model::{Timestamp, Window};

/// Every way to answer.
pub fn all(tenant: &Tenant, view: &View, now: Timestamp) -> Vec<Sender> {
    let sender = |account: &Account| Sender {
        channel: account.channel.clone(),
        account: account.slug.clone(),
        label: account.label.clone(),
        window: window(account, view, now),
        consent: Consent::Unknown,
        capabilities: account.capabilities.clone(),
    };
    tenant.accounts.iter().map(|account| sender(account)).collect()
}

/// Where an account's window stands in a thread, by the stored inbound times.
pub fn window(account: &Account, view: &View, now: Timestamp) -> Window {
    let last = view
        .last_inbound
        .iter()
        .filter(|(slug, channel, _)| *slug == account.slug && *channel == account.channel)
        .map(|(_, _, at)| *at)
        .max();
    Window::after(account.capabilities.window, last, now)
}
