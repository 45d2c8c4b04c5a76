//! Meta's judgement of a queued message; what it refuses comes back as a `failed` status.
//!
//! | rule | code |
//! |---|---|
//! | the business writes to itself | 131021 |
//! | not on WhatsApp, user id of nobody | 131026 |
//! | text over 4096, keys that do not belong, media id of nobody, `id` beside `link`, mark over 512 | 100 |
//! | a part is missing | 131008 |
//! | caption, header, body, footer, buttons, list: length, count, doubles; reaction target or emoji; coordinates | 131009 |
//! | media type or size, or a link that gives nothing | 131053 |
//! | free-form outside 24 h | 131047 |
//! | template unknown, not in this language or not approved / paused / disabled | 132001 / 132015 / 132016 |
//! | template values: number / format / filled length / bad characters or button | 132000 / 132012 / 132005 / 132018 |
//! | marketing to somebody who opted out | 131050 |
//! | authentication to a user id | 131062 |
//!
//! Meta does not say what it counts as a character; lengths here are UTF-16 units, the stricter reading.
//! Meta stops at the first thing it dislikes, and so does this.

pub mod cards;
pub mod contacts;
pub mod definition;
pub mod emoji;
pub mod fillings;
pub mod interactive;
pub mod link;
pub mod media;
pub mod offer;
pub mod order;
pub mod seen;
pub mod special;
pub mod values;

use serde_json::{Map, Value};

use crate::account::Account;
use crate::meta::envelope::Envelope;
use crate::meta::failure::Failure;
use crate::meta::queue::Fetched;
use crate::meta::shelf::{Media, Shelf};
use crate::meta::template::Definition;
use crate::phone::Phone;

/// The most UTF-16 units of a text message.
const TEXT: usize = 4096;
/// The most units of the business's own mark.
const MARK: usize = 512;
/// The most units of a place's name and address: Meta is silent, this is the only figure that a document of the channel has.
const PLACE: usize = 256;
/// A reaction's target may be 30 days old.
const REACTION_AGE_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// A message before its judge, with all that the judge may look at.
#[derive(Debug)]
pub struct Case<'a> {
    /// The sender.
    pub account: &'a Account,
    /// The recipient.
    pub phone: &'a Phone,
    /// Under which name the sender's uploads stand on the shelf.
    pub owner: String,
    /// All media.
    pub media: &'a Shelf,
    /// The sender's templates.
    pub templates: &'a [Definition],
    /// Whether the recipient stopped marketing.
    pub opted_out: bool,
    /// Whether the business blocked the recipient.
    pub blocked: bool,
    /// The message.
    pub envelope: &'a Envelope,
    /// What its link gave, if it was fetched.
    pub fetched: Option<&'a Fetched>,
    /// What the provider's reading of Meta's document allows.
    pub rules: Rules,
    /// Whether the 24 h window is open.
    pub in_window: bool,
    /// Now, in ms.
    pub now: i64,
}

impl Case<'_> {
    /// The file that a link leads to, if it leads to one of this machine.
    #[must_use]
    pub fn behind(&self, link: &str) -> Option<&Media> {
        let link = url::Url::parse(link).ok().filter(|link| matches!(link.host_str(), Some("127.0.0.1" | "localhost" | "[::1]")))?;
        self.media.get(link.path_segments()?.next_back()?)
    }
}

/// Where the providers' documents disagree about Meta.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The most units of a list message's body.
    pub list_body: usize,
    /// Whether `audio/ogg` goes without `codecs=opus`.
    pub plain_ogg: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { list_body: 4096, plain_ogg: true }
    }
}

/// What Meta makes of a message that it takes.
#[derive(Debug)]
pub struct Verdict {
    /// Pricing category.
    pub category: String,
    /// The object as the phone shows it.
    pub content: Value,
}

/// Judges a message.
///
/// # Errors
/// The first thing that Meta dislikes.
pub fn judge(case: &Case<'_>) -> Result<Verdict, Failure> {
    if case.phone.phone == case.account.number {
        return Err(Failure::usual(131_021, None));
    }
    if !case.phone.on_whatsapp {
        return Err(Failure::usual(131_026, None));
    }
    if case.blocked {
        return Err(Failure::usual(130_403, None));
    }
    let verdict = form(case)?;
    if case.envelope.kind != "template" && !case.in_window {
        return Err(Failure::usual(131_047, None));
    }
    Ok(verdict)
}

/// Judges what Meta can judge without asking anybody: the message itself, not its recipient.
///
/// # Errors
/// The first thing that Meta dislikes.
pub fn form(case: &Case<'_>) -> Result<Verdict, Failure> {
    let envelope = case.envelope;
    if envelope.callback_data.as_deref().is_some_and(|mark| units(mark) > MARK) {
        return Err(Failure::new(100, format!("Param biz_opaque_callback_data must be at most {MARK} characters long.")));
    }
    let content = &envelope.content;
    if envelope.kind == "template" {
        return values::judge(case, content);
    }
    let shown = match envelope.kind.as_str() {
        "text" => judge_text(content)?,
        "image" | "video" | "audio" | "document" | "sticker" => media::judge(case, &envelope.kind, content, content)?,
        "location" => judge_location(content)?,
        "contacts" => contacts::judge(content)?,
        "interactive" => interactive::judge(case, content)?,
        "reaction" => judge_reaction(case, content)?,
        other => return Err(Failure::new(131_051, format!("Message type {other} is not supported."))),
    };
    Ok(Verdict { category: "service".to_owned(), content: shown })
}

/// Whether Meta says this in its answer and not in a later status.
#[must_use]
pub fn is_immediate(envelope: &Envelope, failure: &Failure) -> bool {
    let later = matches!(failure.code, 130_403 | 131_021 | 131_026 | 131_047 | 131_049 | 131_050 | 131_053);
    !later && envelope.kind != "reaction"
}

fn judge_text(content: &Value) -> Result<Value, Failure> {
    let body = text(content, "body").unwrap_or_default();
    if units(body) > TEXT {
        return Err(Failure::new(100, format!("Param text['body'] must be at most {TEXT} characters long.")).long());
    }
    if !seen::is_seen(body) {
        return Err(Failure::new(131_008, "Param text['body'] is required."));
    }
    only_keys(content, "text", &["body", "preview_url"])?;
    Ok(content.clone())
}

/// A place, as a message and above a template.
fn judge_location(content: &Value) -> Result<Value, Failure> {
    only_keys(content, "location", &["latitude", "longitude", "name", "address"])?;
    for (key, most) in [("latitude", 90.0), ("longitude", 180.0)] {
        let number = content[key].as_f64().or_else(|| content[key].as_str().and_then(|s| s.parse().ok()));
        if !number.is_some_and(|n: f64| n.abs() <= most) {
            return Err(bad(format!("Location {key} is out of range.")));
        }
    }
    for key in ["name", "address"] {
        if text(content, key).is_some_and(|words| units(words) > PLACE) {
            return Err(bad(format!("Location {key} length invalid. Max length: {PLACE}.")).long());
        }
    }
    Ok(content.clone())
}

fn judge_reaction(case: &Case<'_>, content: &Value) -> Result<Value, Failure> {
    let target = text(content, "message_id").and_then(|id| case.phone.message(id));
    let fresh = target.is_some_and(|m| m.account == case.account.slug && case.now - m.at <= REACTION_AGE_MS);
    if !fresh {
        return Err(bad("The message you are reacting to is unknown or older than 30 days."));
    }
    let emoji = text(content, "emoji").unwrap_or_default();
    if !emoji.is_empty() && !emoji::is_one(emoji) {
        return Err(bad("Reaction emoji must be exactly one emoji."));
    }
    Ok(content.clone())
}

/// UTF-16 units.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn bad(details: impl Into<String>) -> Failure {
    Failure::new(131_009, details)
}

fn missing(what: &str) -> Failure {
    Failure::new(131_008, format!("Required parameter {what} is missing."))
}

/// Refuses a text that shows nothing or is longer than `most`.
fn length(what: &str, text: &str, most: usize) -> Result<(), Failure> {
    let wrong = bad(format!("{what} length invalid. Min length: 1, Max length: {most}."));
    match units(text) {
        n if n > most => Err(wrong.long()),
        _ if !seen::is_seen(text) => Err(wrong),
        _ => Ok(()),
    }
}

fn only_keys(object: &Value, name: &str, known: &[&str]) -> Result<(), Failure> {
    let empty = Map::new();
    let keys = object.as_object().unwrap_or(&empty).keys();
    match keys.into_iter().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(Failure::new(100, format!("Unexpected key \"{key}\" on param \"{name}\"."))),
        None => Ok(()),
    }
}
