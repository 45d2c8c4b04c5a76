//! The providers' lists, fetched page by page: in the background now and then, as soon as something unknown happened there, and
//! whenever somebody asks for it.

use super::{Templates, Trouble, lock};
use crate::config::{Account, Config};
use crate::fact::Listed;
use futures_util::StreamExt;
use futures_util::stream;
use model::api::list_templates::Query;
use model::template::{TemplateButton, TemplateHeader, TemplateStatus};
use model::{Template, TenantId, Timestamp};
use providers::EncodeError;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// How often each list is fetched, in milliseconds: what no webhook tells is known after so long.
const EVERY_MS: i64 = 15 * 60_000;
/// A list that was begun so short a time ago is not begun again, in milliseconds.
const FRESH_MS: i64 = 2000;
/// A list that is as old is asked for again when somebody looks, in milliseconds.
const STALE_MS: i64 = 60_000;
/// How many lists are fetched at once.
const CONCURRENCY: usize = 8;
/// The most pages of a list.
const PAGES: usize = 200;

impl Templates {
    /// Brings the registry of an account up to its provider's list. What could not be read on it, in words.
    ///
    /// # Errors
    /// [`Trouble::Unsupported`] where there is no list.
    pub async fn refresh(&self, tenant: &TenantId, account: &Account) -> Result<Vec<String>, Trouble> {
        if !account.capabilities.templates {
            return Err(no_templates(account));
        }
        let mut request = account.codec.list_templates(&account.wire, None)?;
        let turn = self.turn(&account.slug);
        let mut last = turn.lock().await;
        let from = self.inner.clock.now();
        if last.is_some_and(|last| (0..FRESH_MS).contains(&from.since(last))) {
            return Ok(Vec::new());
        }
        let (mut templates, mut unread, mut page, mut is_ended) = (Vec::new(), Vec::new(), None, false);
        for _ in 0..PAGES {
            let response = self.ask(request, None).await?;
            let listed = account.codec.listed_templates(&account.wire, &response)?;
            templates.extend(listed.templates.into_iter().map(|template| Template { account: account.slug.clone(), ..template }));
            unread.extend(listed.unread);
            // A cursor that stands still would never come to an end.
            let Some(next) = listed.next.filter(|next| Some(next) != page.as_ref()) else {
                is_ended = true;
                break;
            };
            request = account.codec.list_templates(&account.wire, Some(&next))?;
            page = Some(next);
        }
        self.complete(tenant, account, &mut templates).await?;
        let is_whole = is_ended && unread.is_empty();
        if is_whole {
            templates.extend(missing(account, &templates));
        }
        let listed = Listed { tenant: tenant.clone(), account: account.slug.clone(), templates, is_whole, from };
        self.inner.ledger.list_templates(listed).await?;
        *last = Some(from);
        Ok(unread)
    }

    /// What a list leaves out of a template is still as it was handed in here: that it tells of orders, how long it may wait; and
    /// where templates can't be changed, whatever else is missing, since some lists have no footer and no cards.
    async fn complete(&self, tenant: &TenantId, account: &Account, templates: &mut [Template]) -> Result<(), Trouble> {
        let query = Query { account: Some(account.slug.clone()), ..Query::default() };
        let known = self.inner.ledger.store().templates(tenant, &query).await?;
        for template in templates {
            let same = known.iter().find(|own| own.id.is_some() && own.id == template.id && own.language == template.language);
            let Some(own) = same else { continue };
            template.order_status |= own.order_status;
            template.seconds = template.seconds.or(own.seconds);
            let change = account.codec.edit_template(&account.wire, template);
            if matches!(change, Err(EncodeError::Unsupported { .. })) {
                *template = with_parts_of(own, std::mem::take(template));
            }
        }
        Ok(())
    }

    /// Has an account's list asked for in the background if nobody has for a while: whoever looks now sees at the next look what the
    /// provider tells in no webhook.
    pub fn look(&self, account: &Account) {
        let turn = self.turn(&account.slug);
        let is_stale = |last: &Option<Timestamp>| last.is_none_or(|last| self.inner.clock.now().since(last) >= STALE_MS);
        // Somebody who is asking right now is the answer.
        if turn.try_lock().is_ok_and(|last| is_stale(&last)) {
            self.want(&account.slug);
        }
    }
}

/// A template that can't have changed since it was handed in: where a list agrees on what there is, what was handed in says more, such
/// as examples; where it says nothing at all, its silence means nothing.
fn with_parts_of(own: &Template, listed: Template) -> Template {
    let agrees = |one: &Option<TemplateHeader>| {
        listed.header.is_none() || one.as_ref().map(std::mem::discriminant) == listed.header.as_ref().map(std::mem::discriminant)
    };
    let kinds = |buttons: &[TemplateButton]| buttons.iter().map(std::mem::discriminant).collect::<Vec<_>>();
    Template {
        header: if agrees(&own.header) { own.header.clone() } else { listed.header },
        footer: listed.footer.or_else(|| own.footer.clone()),
        buttons: if kinds(&own.buttons) == kinds(&listed.buttons) { own.buttons.clone() } else { listed.buttons },
        cards: if listed.cards.is_empty() { own.cards.clone() } else { listed.cards },
        offer: listed.offer.or_else(|| own.offer.clone()),
        ..listed
    }
}

/// What the configuration names and the whole list doesn't: it stays, and says so.
fn missing(account: &Account, listed: &[Template]) -> Vec<Template> {
    let is_listed = |own: &Template| listed.iter().any(|template| template.name == own.name && template.language == own.language);
    let missing = account.templates.iter().filter(|own| !is_listed(own));
    missing.map(|own| Template { status: TemplateStatus::Missing, ..own.clone() }).collect()
}

/// What is said where a channel has no templates at all.
pub(super) fn no_templates(account: &Account) -> Trouble {
    let what = format!("templates over {}", account.channel.label());
    Trouble::Unsupported(EncodeError::Unsupported { provider: account.codec.provider(), what })
}

/// Fetches every list now and then, and at once where it is wanted, until `stop`.
pub async fn run(templates: Templates, config: Arc<Config>, stop: CancellationToken) {
    // A list that is broken off has written nothing.
    tokio::select! {
        () = stop.cancelled() => {}
        () = work(&templates, &config) => {}
    }
}

async fn work(templates: &Templates, config: &Config) {
    loop {
        let next = templates.inner.clock.now().plus_millis(EVERY_MS);
        fetch_all(templates, config, |_| true).await;
        while templates.inner.clock.now() < next {
            tokio::select! {
                () = templates.inner.clock.sleep_until(next) => {}
                () = templates.inner.bell.notified() => {
                    let wanted = std::mem::take(&mut *lock(&templates.inner.wanted));
                    fetch_all(templates, config, |account| wanted.contains(&account.slug)).await;
                }
            }
        }
    }
}

/// Some at once, so that a provider that doesn't answer holds up few others.
async fn fetch_all(templates: &Templates, config: &Config, is_meant: impl Fn(&Account) -> bool) {
    let accounts = config.tenants.iter().flat_map(|tenant| tenant.accounts.iter().map(|account| (&tenant.id, account)));
    let meant: Vec<_> = accounts.filter(|(_, account)| is_meant(account)).collect();
    stream::iter(meant).for_each_concurrent(CONCURRENCY, |(tenant, account)| fetch(templates, tenant, account)).await;
}

async fn fetch(templates: &Templates, tenant: &TenantId, account: &Account) {
    match templates.refresh(tenant, account).await {
        Ok(unread) if unread.is_empty() => {}
        Ok(unread) => info!(account = %account.slug, unread = unread.len(), "some templates on the provider's list can't be read"),
        Err(Trouble::Unsupported(_)) => {}
        Err(trouble) => warn!(account = %account.slug, %trouble, "the provider's templates can't be listed"),
    }
}
