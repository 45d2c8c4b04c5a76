//! `/configurations`: scopes, and where events of each sender go.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::account::{Account, Target};
use crate::gateway::Caller;
use crate::provider::Channel;
use crate::tyntec::problem::{Problem, Violations};
use crate::tyntec::send::is_safe;
use crate::world::{State as Everything, World};

const VERSIONS: [&str; 3] = ["2.11", "2.12", "2.13"];
const EVENTS: [&str; 8] = ["accepted", "dispatched", "delivered", "seen", "channelFailed", "failed", "unknown", "deleted"];

/// `GET /configurations`: the key's own scopes.
pub async fn own() -> Json<Value> {
    let scopes = ["callbacks:read", "callbacks:write", "channels:read", "media:read", "media:write"];
    Json(json!({"scopes": scopes}))
}

/// `GET /configurations/channels/{channel}`
///
/// # Errors
/// 404 for a channel that does not exist.
pub async fn list(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(channel): Path<String>,
) -> Result<Json<Value>, Problem> {
    word(&channel)?;
    let state = world.state();
    let shown: Vec<Value> = of_key(&state, &slug).filter(|a| a.channel().word() == channel).map(show_one).collect();
    Ok(Json(Value::Array(shown)))
}

/// `GET /configurations/channels/{channel}/{phone-numbers|service-ids}/{id}`
///
/// # Errors
/// 403 for a sender that is somebody else's.
pub async fn show(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((channel, kind, id)): Path<(String, String, String)>,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    Ok(Json(show_one(find(&state, &slug, &channel, &kind, &id)?)))
}

/// `PUT …/callbacks`: the whole object at once.
///
/// # Errors
/// 400 with every violation, 403.
pub async fn change(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((channel, kind, id)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Problem::unreadable(&e.to_string()))?;
    let mut wrong = Violations::default();
    let version = body["callbackVersion"].as_str().unwrap_or_default();
    wrong.ensure(VERSIONS.contains(&version), "callbackVersion", "must be one of 2.11, 2.12, 2.13");
    for key in ["inboundMessageUrl", "messageStatusUrl"] {
        wrong.ensure(body[key].as_str().is_some_and(is_safe), key, "must be a https URL of at most 2000 characters");
    }
    let filter: Option<Vec<String>> = body.get("eventFilter").map_or(Some(Vec::new()), |f| serde_json::from_value(f.clone()).ok());
    let known = |f: &String| f.strip_prefix("MessageStatus::").is_some_and(|e| EVENTS.contains(&e));
    wrong.ensure(filter.as_ref().is_some_and(|f| f.iter().all(known)), "eventFilter", "must have known events");
    wrong.result()?;
    let mut state = world.state();
    let found = find(&state, &slug, &channel, &kind, &id)?.slug.clone();
    let account = state.accounts.get_mut(&found).ok_or_else(Problem::forbidden)?;
    let url = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    account.webhook_url = url("inboundMessageUrl");
    account.callback_url = Some(url("messageStatusUrl"));
    account.options.callback_version = Some(version.to_owned());
    account.options.event_filter = filter.unwrap_or_default();
    Ok(Json(show_one(account)))
}

fn of_key<'a>(state: &'a Everything, slug: &str) -> impl Iterator<Item = &'a Account> {
    let token = state.accounts.get(slug).map(|a| (a.provider, a.token.clone()));
    state.accounts.values().filter(move |a| Some((a.provider, a.token.clone())) == token)
}

fn find<'a>(state: &'a Everything, slug: &str, channel: &str, kind: &str, id: &str) -> Result<&'a Account, Problem> {
    if word(channel)? != kind {
        return Err(Problem::not_found());
    }
    of_key(state, slug).find(|a| a.channel().word() == channel && a.is_number(id)).ok_or_else(Problem::forbidden)
}

/// What a sender is called on this channel.
fn word(channel: &str) -> Result<&'static str, Problem> {
    match channel {
        "whatsapp" | "sms" => Ok("phone-numbers"),
        "viber" => Ok("service-ids"),
        _ => Err(Problem::not_found()),
    }
}

fn show_one(account: &Account) -> Value {
    let mut scopes = vec!["messages:read", "messages:write", "callbacks:write", "callbacks:read"];
    if account.channel() == Channel::Whatsapp {
        scopes.extend(["profile:read", "profile:write", "templates:read", "templates:write"]);
    }
    let key = if account.channel() == Channel::Viber { "serviceId" } else { "phoneNumber" };
    json!({
        "channel": account.channel().word(), "scopes": scopes, "id": {key: account.digits()},
        "callback": {
            "callbackVersion": account.options.callback_version.as_deref().unwrap_or("2.13"),
            "inboundMessageUrl": account.url(Target::Messages), "messageStatusUrl": account.url(Target::Callbacks),
            "eventFilter": account.options.event_filter,
        },
    })
}
