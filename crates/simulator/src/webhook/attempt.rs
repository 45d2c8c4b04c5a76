//! One attempt at one webhook, written into the journal.

use bytes::Bytes;
use serde_json::Value;

use crate::fault::happens;
use crate::journal::{Entry, Kind};
use crate::phone;
use crate::webhook::Delivery;
use crate::world::World;

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The business answered 2xx.
    Accepted,
    /// It answered something else.
    Refused,
    /// A fault lost it on the way.
    Dropped,
    /// There was no answer.
    Unreachable,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Posts a webhook once; `None` when its world or account is gone.
pub async fn attempt(world: &World, era: u64, delivery: &mut Delivery) -> Option<Outcome> {
    let (request, lost) = {
        let state = world.state();
        if state.era != era {
            return None;
        }
        let account = state.accounts.get(&delivery.account)?;
        let lost = happens(&mut delivery.luck, state.faults.plan.webhook.drop);
        let body = account.provider.dialect().attempt(&delivery.body, delivery.attempt + 1);
        let signature = account.sign(&body).zip(account.provider.signature_header());
        let url = delivery.url.as_deref().unwrap_or(account.url(delivery.target));
        (post(world, url, body, signature), lost)
    };
    delivery.attempt += 1;
    let status = if lost { None } else { request.send().await.ok().map(|answer| answer.status()) };
    let outcome = match status {
        Some(code) if code.is_success() => Outcome::Accepted,
        Some(_) => Outcome::Refused,
        None if lost => Outcome::Dropped,
        None => Outcome::Unreachable,
    };
    let mut state = world.state();
    if state.era != era {
        return None;
    }
    state.journal.write(Entry {
        status: status.map(|code| code.as_u16()),
        body: serde_json::from_slice::<Value>(&delivery.body).ok(),
        attempt: Some(delivery.attempt),
        wamid: delivery.wamid.clone(),
        callback_data: delivery.callback_data.clone(),
        ..Entry::new(Kind::Webhook, &delivery.account, outcome.word())
    });
    if outcome == Outcome::Accepted
        && let Some(wamid) = &delivery.wamid
    {
        phone::reached_business(&mut state, &delivery.phone, wamid);
    }
    Some(outcome)
}

/// A webhook request as the provider makes it.
pub fn post(world: &World, url: &str, body: Bytes, signature: Option<(String, &'static str)>) -> reqwest::RequestBuilder {
    let request = world.http().post(url).header("content-type", "application/json").body(body);
    match signature {
        Some((value, name)) => request.header(name, value),
        None => request,
    }
}
