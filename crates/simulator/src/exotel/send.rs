//! `POST /v2/accounts/{sid}/messages`: 1 to 100 messages, each with its own result.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::exotel::answer::{self, Item};
use crate::gateway::{Caller, Noted};
use crate::meta::envelope::{self, Envelope};
use crate::meta::queue;
use crate::world::{State as Everything, World};

const MOST: usize = 100;

/// Accepts the messages that can be read.
pub async fn send(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, method: Method, body: Bytes) -> Response {
    let Ok(body) = serde_json::from_slice::<Value>(&body) else { return answer::malformed(&method, "The body is not JSON.") };
    let Some(messages) = body["whatsapp"]["messages"].as_array().filter(|m| (1..=MOST).contains(&m.len())) else {
        return answer::malformed(&method, "whatsapp.messages must have 1 to 100 messages.");
    };
    let mut state = world.state();
    let mut noted = Noted::default();
    let mut items = Vec::new();
    for message in messages {
        let read = sender(&state, &slug, message).and_then(|account| read(&body, message).map(|envelope| (account, envelope)));
        items.push(match read {
            Err(why) => Item::refused(why),
            Ok((account, mut envelope)) => {
                let sid = Uuid::new_v4().simple().to_string();
                envelope.id = Some(sid.clone());
                noted = Noted { account: Some(account.clone()), wamid: Some(sid.clone()), callback_data: envelope.callback_data.clone() };
                queue::accept(&world, &mut state, &account, envelope);
                Item::taken(202, json!({"sid": sid}))
            }
        });
    }
    let mut response = answer::bulk(&method, "messages", &items);
    response.extensions_mut().insert(noted);
    response
}

fn sender(state: &Everything, slug: &str, message: &Value) -> Result<String, String> {
    let own = state.accounts.get(slug).ok_or("unknown account")?;
    let from = message["from"].as_str().unwrap_or_default();
    let mut same = state.accounts.values().filter(|a| a.provider == own.provider && a.account_sid() == own.account_sid());
    let found = same.find(|a| a.is_number(from)).map(|a| a.slug.clone());
    found.ok_or_else(|| format!("from {from:?} is not a WhatsApp number of this account."))
}

/// Reads one message of a request.
///
/// # Errors
/// What is wrong first, in words.
pub fn read(body: &Value, message: &Value) -> Result<Envelope, String> {
    let digits = message["to"].as_str().and_then(|to| to.strip_prefix('+')).unwrap_or_default();
    if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) || digits.starts_with('0') {
        return Err("to must be a phone number in E.164 with +.".to_owned());
    }
    let content = &message["content"];
    let kind = content["type"].as_str().unwrap_or_default().to_owned();
    if !envelope::TYPES.contains(&kind.as_str()) {
        return Err(format!("content.type {kind:?} is not supported."));
    }
    let object = content.get(&kind).cloned().unwrap_or_default();
    let mut wrong = Vec::new();
    envelope::check_content(&kind, &object, &mut wrong);
    if !wrong.is_empty() {
        return Err(format!("content.{}.", wrong.join(", content.")));
    }
    // What is said at the message stands over the channel, and that over the request.
    let said = |key: &str| {
        let places = [message, &body["whatsapp"], body];
        places.iter().find_map(|place| place.get(key)?.as_str()).filter(|s| !s.is_empty()).map(ToOwned::to_owned)
    };
    let context = content["context"]["message_id"].as_str().map(ToOwned::to_owned);
    Ok(Envelope {
        to: Some(format!("+{digits}")),
        kind,
        content: object,
        context,
        callback_data: said("custom_data"),
        callback_url: said("status_callback"),
        ..Envelope::default()
    })
}
