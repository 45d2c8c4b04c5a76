//! `GET /messages/{id}/status` and `/events`: what became of a message.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use serde_json::{Value, json};

use crate::account::Account;
use crate::clock::iso;
use crate::gateway::Caller;
use crate::phone::flight::Flight;
use crate::provider::Channel;
use crate::tyntec::event;
use crate::tyntec::problem::Problem;
use crate::world::{State as Everything, World};

/// The last status.
///
/// # Errors
/// 404.
pub async fn last(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    let (account, flight) = find(&state, &slug, &id).ok_or_else(Problem::not_found)?;
    let step = flight.log.iter().rev().find(|step| !words(account.channel(), &step.status).is_empty()).ok_or_else(Problem::not_found)?;
    let word = words(account.channel(), &step.status).last().copied().unwrap_or_default();
    Ok(Json(json!({"messageId": id, "status": word, "timestamp": iso(step.at)})))
}

/// All events so far.
///
/// # Errors
/// 404.
pub async fn all(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    let (account, flight) = find(&state, &slug, &id).ok_or_else(Problem::not_found)?;
    let channel = account.channel();
    let mut events = Vec::new();
    for step in &flight.log {
        for word in words(channel, &step.status) {
            let mut shown = json!({"timestamp": iso(step.at), "event": format!("MessageStatus::{word}"), "channel": channel.word()});
            if let Some(failure) = &step.failure {
                shown["details"] = event::details(channel, failure);
            }
            events.push(shown);
        }
    }
    Ok(Json(json!({"messageId": id, "events": events})))
}

fn find<'a>(state: &'a Everything, slug: &str, id: &str) -> Option<(&'a Account, &'a Flight)> {
    let token = state.accounts.get(slug).map(|a| &a.token)?;
    let flight = state.flights.get(id)?;
    let account = state.accounts.get(&flight.account).filter(|a| a.token == *token)?;
    Some((account, flight))
}

/// tyntec's words for one of Meta's on this channel; a word of nobody is `unknown`.
#[must_use]
pub fn words(channel: Channel, status: &str) -> &'static [&'static str] {
    match (status, channel) {
        ("accepted", _) => &["accepted"],
        ("sent", Channel::Viber | Channel::Sms) => &["dispatched"],
        ("delivered", _) => &["delivered"],
        ("read", Channel::Whatsapp | Channel::Viber) => &["seen"],
        ("failed", _) => &["channelFailed", "failed"],
        ("sent" | "read" | "played" | "expired", _) => &[],
        _ => &["unknown"],
    }
}
