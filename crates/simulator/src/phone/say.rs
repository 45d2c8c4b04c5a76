//! The customer writes: any inbound message, media included.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::account::Account;
use crate::clock::now_ms;
use crate::dialect::{Dialect, Told};
use crate::meta::shelf::{Media, WEBHOOK_LIFE_MS};
use crate::phone::{Direction, PhoneMessage, object};
use crate::webhook::{About, enqueue};
use crate::world::{State, World};

/// The types that carry bytes.
const MEDIA: [&str; 5] = ["image", "video", "audio", "document", "sticker"];

/// What a phone says.
#[derive(Debug, Default)]
pub struct Said {
    /// The account's slug.
    pub account: String,
    /// A wamid of the caller's choice.
    pub id: Option<String>,
    /// When it was said, in ms; now by default.
    pub at: Option<i64>,
    /// Meta's object with `type`, without from, id and timestamp.
    pub message: Map<String, Value>,
}

/// The phone sends a message; answers its wamid.
///
/// # Errors
/// When there is no such account or the media bytes are not base64.
pub fn say(world: &World, state: &mut State, number: &str, said: Said) -> Result<String, String> {
    let account = state.accounts.get(&said.account).cloned().ok_or("no such account")?;
    let at = said.at.unwrap_or_else(now_ms);
    let mut wire = said.message;
    let kind = wire.get("type").and_then(Value::as_str).unwrap_or("unknown").to_owned();
    let mut shown = wire.get(&kind).cloned().unwrap_or(Value::Null);
    let dialect = account.provider.dialect();
    if MEDIA.contains(&kind.as_str())
        && let Some(url) = keep_media(state, dialect, &account.slug, &kind, &mut wire)?
    {
        shown = wire[&kind].clone();
        shown["url"] = json!(url);
    }
    let phone = state.phone(number);
    let id = said.id.unwrap_or_else(|| dialect.inbound_id(&account, phone));
    let context = quoted(phone, account.digits(), &mut wire);
    let last = phone.last_inbound_at.entry(account.window_key()).or_insert(at);
    *last = at.max(*last);
    let mut message = PhoneMessage::new(&id, &account.slug, Direction::Out, &kind, shown);
    message.at = at;
    message.context = context;
    message.channel = account.channel();
    if kind != "reaction" && phone.message(&id).is_none() {
        phone.messages.push(message);
    }
    phone.touch();
    tell(world, state, &account, number, &id, at, &wire);
    Ok(id)
}

/// Posts the webhooks about what this phone said or did.
pub(super) fn tell(world: &World, state: &mut State, account: &Account, number: &str, id: &str, at: i64, message: &Map<String, Value>) {
    let Some(phone) = state.phones.get(number) else { return };
    let told = Told { account, phone, id, at, message, files: &state.media, origin: world.origin() };
    for notice in account.provider.dialect().message(&told) {
        let about = About { phone: number.to_owned(), wamid: Some(id.to_owned()), ..About::default() };
        enqueue(world, state, &account.slug, notice.target, &notice.body, about);
    }
}

/// Puts `context.from` beside the quoted id, as Meta does.
fn quoted(phone: &crate::phone::Phone, business: &str, wire: &mut Map<String, Value>) -> Option<Value> {
    let given = wire.get("context")?.clone();
    let id = given.get("id").and_then(Value::as_str)?;
    let own = phone.message(id).is_some_and(|m| m.direction == Direction::Out);
    let mut context = object(&given);
    context.entry("from").or_insert_with(|| json!(if own { phone.digits() } else { business }));
    wire.insert("context".into(), Value::Object(context));
    Some(json!({"id": id}))
}

/// Stores bytes given as base64 and writes what Meta tells about them; answers where the phone shows them.
fn keep_media(
    state: &mut State,
    dialect: &dyn Dialect,
    account: &str,
    kind: &str,
    wire: &mut Map<String, Value>,
) -> Result<Option<String>, String> {
    let Some(given) = wire.get(kind).and_then(Value::as_object) else { return Ok(None) };
    let Some(data) = given.get("data").and_then(Value::as_str) else { return Ok(None) };
    let bytes = STANDARD.decode(data).map_err(|e| format!("{kind}.data: {e}"))?;
    let mime = given.get("mime_type").and_then(Value::as_str).unwrap_or("application/octet-stream").to_owned();
    let mut told = given.clone();
    told.remove("data");
    told.insert("mime_type".into(), json!(mime));
    told.insert("sha256".into(), json!(STANDARD.encode(Sha256::digest(&bytes))));
    match kind {
        "audio" => drop(told.entry("voice").or_insert(json!(mime.contains("opus")))),
        "sticker" => drop(told.entry("animated").or_insert(json!(false))),
        _ => {}
    }
    let filename = given.get("filename").and_then(Value::as_str).map(ToOwned::to_owned);
    let expires_at = now_ms() + WEBHOOK_LIFE_MS;
    let media = Media { account: account.to_owned(), bytes: bytes.into(), mime, filename, expires_at };
    let id = state.media.keep_as(dialect.media_id(), media);
    told.insert("id".into(), json!(id));
    wire.insert(kind.to_owned(), Value::Object(told));
    Ok(Some(format!("/_control/media/{id}")))
}
