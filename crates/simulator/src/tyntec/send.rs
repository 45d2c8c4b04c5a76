//! `POST /messages` and `POST /bulks`: 202 with our ids, which all events about the messages carry.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::{iso, now_ms};
use crate::gateway::{Caller, Noted};
use crate::meta::envelope::Envelope;
use crate::meta::queue;
use crate::provider::Channel;
use crate::tyntec::problem::{Problem, Violations};
use crate::tyntec::{content, viber};
use crate::world::{State as Everything, World};

/// The most of the business's own mark.
const CONTEXT: usize = 125;

/// `POST /messages`
///
/// # Errors
/// 400 with every violation, 403 for a sender that is somebody else's.
pub async fn one(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, body: Bytes) -> Result<Response, Problem> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Problem::unreadable(&e.to_string()))?;
    let mut envelope = read(&body)?;
    let mut state = world.state();
    let account = sender(&state, &slug, &body)?;
    let id = Uuid::new_v4().to_string();
    envelope.id = Some(id.clone());
    let noted = Noted { account: Some(account.clone()), wamid: Some(id.clone()), callback_data: envelope.callback_data.clone() };
    queue::accept(&world, &mut state, &account, envelope);
    let mut response = (StatusCode::ACCEPTED, Json(json!({"messageId": id, "timestamp": iso(now_ms())}))).into_response();
    response.extensions_mut().insert(noted);
    Ok(response)
}

/// `POST /bulks`: messages to one recipient, which arrive in this order.
///
/// # Errors
/// As for one message.
pub async fn bulk(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, body: Bytes) -> Result<Response, Problem> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Problem::unreadable(&e.to_string()))?;
    let mut wrong = Violations::default();
    let frame = frame(&body, &mut wrong);
    let contents = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
    wrong.ensure((2..=20).contains(&contents.len()), "messages", "size must be between 2 and 20");
    let mut envelopes = Vec::new();
    for (i, one) in contents.iter().enumerate() {
        let kind = one["contentType"].as_str().unwrap_or_default();
        let allowed = !["interactive", "reaction"].contains(&kind);
        wrong.ensure(allowed, &format!("messages[{i}].contentType"), "is not allowed in a bulk");
        envelopes.push(fill(&frame, &body, one, &format!("messages[{i}]"), &mut wrong));
    }
    wrong.result()?;
    let mut state = world.state();
    let account = sender(&state, &slug, &body)?;
    let mut ids = Vec::new();
    for mut envelope in envelopes {
        let id = Uuid::new_v4().to_string();
        envelope.id = Some(id.clone());
        ids.push(id);
        queue::accept(&world, &mut state, &account, envelope);
    }
    let noted = Noted { account: Some(account), wamid: ids.first().cloned(), ..Noted::default() };
    let answer = json!({"bulkId": Uuid::new_v4().to_string(), "messageIds": ids});
    let mut response = (StatusCode::ACCEPTED, Json(answer)).into_response();
    response.extensions_mut().insert(noted);
    Ok(response)
}

/// Reads one message.
///
/// # Errors
/// 400 with every violation.
pub fn read(body: &Value) -> Result<Envelope, Problem> {
    let mut wrong = Violations::default();
    let frame = frame(body, &mut wrong);
    let envelope = fill(&frame, body, &body["content"], "content", &mut wrong);
    wrong.result().map(|()| envelope)
}

/// What stands around a content.
struct Frame {
    channel: Option<Channel>,
    envelope: Envelope,
}

fn frame(body: &Value, wrong: &mut Violations) -> Frame {
    for key in ["to", "from", "channel"] {
        wrong.ensure(body[key].as_str().is_some_and(|s| !s.is_empty()), key, "must not be empty");
    }
    let channel = match body["channel"].as_str() {
        Some("whatsapp") => Some(Channel::Whatsapp),
        Some("viber") => Some(Channel::Viber),
        Some("sms") => Some(Channel::Sms),
        _ => None,
    };
    wrong.ensure(channel.is_some(), "channel", "must be one of whatsapp, viber, sms");
    let to = body["to"].as_str().unwrap_or_default().to_owned();
    let digits = to.trim_start_matches('+');
    let is_number = (4..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let is_user = channel == Some(Channel::Whatsapp) && to.get(2..3) == Some(".");
    wrong.ensure(is_number || is_user || to.is_empty(), "to", "is not a valid phone number");
    let context = body.get("context").map(|c| c.as_str().unwrap_or_default().to_owned());
    let fits = context.as_ref().is_none_or(|c| !c.is_empty() && c.encode_utf16().count() <= CONTEXT);
    wrong.ensure(fits, "context", "size must be between 1 and 125");
    let url = body["overrides"]["notificationCallbackUrl"].as_str();
    wrong.ensure(url.is_none_or(is_safe), "overrides.notificationCallbackUrl", "must be a https URL");
    let envelope = Envelope {
        to: is_number.then(|| format!("+{digits}")),
        recipient: (!is_number).then(|| to.clone()),
        callback_data: context,
        callback_url: url.map(ToOwned::to_owned),
        purpose: body["messagePurpose"].as_str().or(body["rateType"].as_str()).map(ToOwned::to_owned),
        ..Envelope::default()
    };
    Frame { channel, envelope }
}

fn fill(frame: &Frame, body: &Value, given: &Value, at: &str, wrong: &mut Violations) -> Envelope {
    let kind = given["contentType"].as_str().unwrap_or_default();
    let (kind, content) = match frame.channel {
        _ if kind.is_empty() && frame.channel != Some(Channel::Sms) => {
            wrong.add(&format!("{at}.contentType"), "must not be empty");
            ("text", Value::Null)
        }
        Some(Channel::Viber) => viber::read(body, kind, given, at, wrong),
        Some(Channel::Sms) => {
            wrong.ensure(["", "text"].contains(&kind), &format!("{at}.contentType"), "must be text");
            ("text", json!({"body": wrong.text(given, "text", &format!("{at}.text"), 3000)}))
        }
        _ => content::read(kind, given, at, wrong),
    };
    Envelope { kind: kind.to_owned(), content, context: given["replyTo"].as_str().map(ToOwned::to_owned), ..frame.envelope.clone() }
}

/// The account of this key that sends on this channel under this name.
fn sender(state: &Everything, slug: &str, body: &Value) -> Result<String, Problem> {
    let token = state.accounts.get(slug).map(|a| &a.token);
    let from = body["from"].as_str().unwrap_or_default();
    let mut own = state.accounts.values().filter(|a| Some(&a.token) == token);
    let found = own.find(|a| a.channel().word() == body["channel"] && a.is_number(from));
    found.map(|a| a.slug.clone()).ok_or_else(Problem::forbidden)
}

/// https, or plain HTTP on this machine, where the simulator lives.
pub(super) fn is_safe(url: &str) -> bool {
    let Ok(parsed) = url::Url::parse(url) else { return false };
    let local = matches!(parsed.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.len() <= 2000 && (parsed.scheme() == "https" || local && parsed.scheme() == "http")
}
