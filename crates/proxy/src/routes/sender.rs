//! The ways to answer in a thread now: each account of the tenant with its window and what it can carry.

use crate::config::{Account, Tenant};
use crate::store::View;
use model::thread::{Consent, Sender};
use model::{Content, Timestamp, Window};

/// Every way to answer.
pub fn all(tenant: &Tenant, view: &View, now: Timestamp) -> Vec<Sender> {
    let sender = |account: &Account| Sender {
        channel: account.channel.clone(),
        account: account.slug.clone(),
        label: account.label.clone(),
        window: window(account, view, now),
        consent: consent(account, view),
        capabilities: account.capabilities.clone(),
    };
    tenant.accounts.iter().map(|account| sender(account)).collect()
}

/// What she said of all messages of an account; that she wants some of them back in is a yes as well.
fn consent(account: &Account, view: &View) -> Consent {
    let said = || view.consents.iter().filter(|said| said.account == account.slug);
    match said().find(|said| said.about.is_none()) {
        Some(of_all) => of_all.consent,
        None if said().any(|said| said.consent == Consent::OptedIn) => Consent::OptedIn,
        None => Consent::Unknown,
    }
}

/// Whether she has stopped this: all messages of the account, or what advertises.
pub fn has_stopped(account: &Account, view: &View, content: &Content) -> bool {
    let advertises = matches!(content, Content::Template(template) if template.category.as_deref() == Some("marketing"));
    let is_meant = |about: Option<&str>| about.is_none_or(|about| advertises && about.starts_with("marketing"));
    let said = view.consents.iter().filter(|said| said.account == account.slug && is_meant(said.about.as_deref()));
    said.into_iter().any(|said| said.consent == Consent::OptedOut)
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
