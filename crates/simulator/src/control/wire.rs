//! The wire itself: raw webhooks, statuses by hand, media, faults, the journal, waiting and forgetting.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Refused;
use crate::account::Target;
use crate::clock::now_ms;
use crate::fault::Plan;
use crate::journal::{Entry, Kind};
use crate::meta::failure::Failure;
use crate::phone::{Progress, flight};
use crate::signature::Form;
use crate::webhook::attempt::post;
use crate::webhook::{About, enqueue};
use crate::world::World;

type Answer = Result<Json<Value>, Refused>;

/// `POST /_control/webhooks/{slug}`: exactly these bytes, once; `x-signature-form` (`prefixed`, `bare`, `none`,
/// `wrong`) stands over the account's own.
///
/// # Errors
/// 404 without the account, 400 when it cannot be reached.
pub async fn webhook(State(world): State<World>, Path(slug): Path<String>, headers: HeaderMap, body: Bytes) -> Answer {
    let account = world.state().accounts.get(&slug).cloned().ok_or_else(|| Refused::missing("no such account"))?;
    let signature = match headers.get("x-signature-form").and_then(|v| v.to_str().ok()) {
        Some("prefixed") => account.sign_as(Form::Prefixed, &body),
        Some("bare") => account.sign_as(Form::Bare, &body),
        Some("none") => None,
        Some("wrong") => crate::signature::sign(Form::Prefixed, "not the partner token", &body),
        Some(other) => return Err(Refused::wrong(format!("unknown signature form {other}"))),
        None => account.sign(&body),
    };
    let signature = signature.zip(account.provider.signature_header());
    let answer = post(&world, account.url(Target::Messages), body.clone(), signature).send().await;
    let status = answer.as_ref().ok().map(|a| a.status().as_u16());
    let outcome = match status {
        Some(200..=299) => "accepted",
        Some(_) => "refused",
        None => "unreachable",
    };
    world.state().journal.write(Entry {
        status,
        body: serde_json::from_slice(&body).ok(),
        attempt: Some(1),
        ..Entry::new(Kind::Webhook, &slug, outcome)
    });
    let answer = answer.map_err(|e| Refused::wrong(e.to_string()))?;
    let text = answer.text().await.map_err(|e| Refused::wrong(e.to_string()))?;
    Ok(Json(json!({"status": status, "body": text})))
}

/// A status made by hand.
#[derive(Debug, Deserialize)]
pub struct ByHand {
    wamid: Option<String>,
    callback_data: Option<String>,
    status: String,
    code: Option<i64>,
    at: Option<i64>,
}

/// `POST /_control/statuses/{slug}`: of a message known by wamid or by the business's mark, in any order.
///
/// # Errors
/// 404 when the provider knows no such message.
pub async fn status(State(world): State<World>, Path(slug): Path<String>, Json(by_hand): Json<ByHand>) -> Answer {
    let mut state = world.state();
    let meant = state.flights.values().find(|f| {
        f.account == slug
            && by_hand.wamid.as_ref().is_none_or(|id| *id == f.wamid)
            && by_hand.callback_data.as_ref().is_none_or(|mark| Some(mark) == f.callback_data.as_ref())
    });
    if by_hand.wamid.is_none() && by_hand.callback_data.is_none() {
        return Err(Refused::wrong("wamid or callback_data is missing"));
    }
    let flight = meant.cloned().ok_or_else(|| Refused::missing("no such message"))?;
    let failure = (by_hand.status == "failed").then(|| Failure::usual(by_hand.code.unwrap_or(131_000), None));
    let progress = match by_hand.status.as_str() {
        "sent" => Some(Progress::Sent),
        "delivered" => Some(Progress::Delivered),
        "read" => Some(Progress::Read),
        "failed" => Some(Progress::Failed),
        _ => None,
    };
    let phone = state.phone(&flight.phone);
    if let (Some(message), Some(progress)) = (phone.message_mut(&flight.wamid), progress) {
        message.status = message.status.max(progress);
        phone.touch();
    }
    flight::report(&world, &mut state, &flight.wamid, &by_hand.status, failure.as_ref(), by_hand.at);
    Ok(Json(json!({"wamid": flight.wamid})))
}

/// `POST /_control/other/{slug}`: an `account_settings_update`, or whatever object is given.
///
/// # Errors
/// 404 without the account.
pub async fn other(State(world): State<World>, Path(slug): Path<String>, body: Bytes) -> Answer {
    let mut state = world.state();
    let account = state.accounts.get(&slug).cloned().ok_or_else(|| Refused::missing("no such account"))?;
    let given: Option<Map<String, Value>> = serde_json::from_slice(&body).ok();
    let event = account.provider.dialect().other(&account, given.filter(|g| !g.is_empty()), now_ms());
    enqueue(&world, &mut state, &slug, Target::Messages, &event, About::default());
    Ok(Json(event))
}

/// `POST /_control/verify/{slug}`: sends Exotel's verification ping to the account's webhook.
///
/// # Errors
/// 404 without the account.
pub async fn verify(State(world): State<World>, Path(slug): Path<String>) -> Answer {
    let account = world.state().accounts.get(&slug).cloned().ok_or_else(|| Refused::missing("no such account"))?;
    let verified = crate::exotel::settings::verify(&world, account.url(Target::Messages)).await;
    Ok(Json(json!({"verified": verified})))
}

/// `GET /_control/faults`
pub async fn faults(State(world): State<World>) -> Json<Plan> {
    Json(world.state().faults.plan.clone())
}

/// `PUT /_control/faults`
pub async fn set_faults(State(world): State<World>, Json(plan): Json<Plan>) -> Json<Plan> {
    world.state().faults.set(plan.clone());
    Json(plan)
}

/// Where to start reading.
#[derive(Debug, Deserialize)]
pub struct After {
    #[serde(default)]
    after: u64,
}

/// `GET /_control/journal?after=N`
pub async fn journal(State(world): State<World>, Query(from): Query<After>) -> Json<Value> {
    Json(json!({"entries": world.state().journal.after(from.after)}))
}

/// `POST /_control/retry`: every webhook that waits for its next attempt is due now.
pub async fn retry(State(world): State<World>) -> Json<Value> {
    world.state().lanes.hurry();
    Json(json!({}))
}

/// How long to wait.
#[derive(Debug, Deserialize)]
pub struct Patience {
    ms: Option<u64>,
}

/// `GET /_control/idle?ms=`: 200 once nothing is due or under way, 408 after 10 s or what was asked for.
pub async fn idle(State(world): State<World>, Query(patience): Query<Patience>) -> Response {
    let work = world.state().work.clone();
    let wait = Duration::from_millis(patience.ms.unwrap_or(10_000));
    match tokio::time::timeout(wait, work.idle()).await {
        Ok(()) => Json(json!({"idle": true})).into_response(),
        Err(_) => (StatusCode::REQUEST_TIMEOUT, Json(json!({"idle": false}))).into_response(),
    }
}

/// `POST /_control/reset`
pub async fn reset(State(world): State<World>) -> Json<Value> {
    world.reset();
    Json(json!({}))
}
