//! What the gateway checks before it queues a message: what the seed states as required, and no more.
//!
//! Lengths, counts and everything about Meta's own rules are not its business; see [`super::judge`].
//! A gateway names all faults at once in `details`.

use serde_json::{Map, Value};

/// The types of the seed, and the two that it leaves out although Meta has them.
const TYPES: [&str; 11] =
    ["text", "image", "audio", "document", "video", "contacts", "location", "interactive", "template", "reaction", "sticker"];

/// A message that the gateway found in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// The number with `+`; absent when only a user id was given.
    pub to: Option<String>,
    /// The business-scoped user id, if any.
    pub recipient: Option<String>,
    /// Meta's word for the kind.
    pub kind: String,
    /// The object (for contacts the array) under that word.
    pub content: Value,
    /// The quoted message.
    pub context: Option<String>,
    /// `metaData.custom_callback_data`.
    pub callback_data: Option<String>,
}

/// Reads a send request.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(body: &Value) -> Result<Envelope, Vec<String>> {
    let Some(body) = body.as_object() else { return Err(vec!["body must be a JSON object".to_owned()]) };
    let mut wrong = Vec::new();
    let to = recipient_number(body, &mut wrong);
    let kind = text(body, "type").unwrap_or_default().to_owned();
    let mut content = Value::Null;
    if TYPES.contains(&kind.as_str()) {
        content = body.get(&kind).cloned().unwrap_or_default();
        check_content(&kind, &content, &mut wrong);
    } else {
        wrong.push(format!("type must be one of the following values: {}", TYPES.join(", ")));
    }
    if body.get("source").is_some_and(|v| !v.is_string()) {
        wrong.push("source must be a string".to_owned());
    }
    let mark = body.get("metaData").and_then(|meta| meta.get("custom_callback_data"));
    if mark.is_some_and(|v| !v.is_string()) {
        wrong.push("metaData.custom_callback_data must be a string".to_owned());
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let own = |value: Option<&str>| value.map(ToOwned::to_owned);
    Ok(Envelope {
        to,
        recipient: own(text(body, "recipient")),
        kind,
        content,
        context: own(body.get("context").and_then(|c| c.get("message_id")).and_then(Value::as_str)),
        callback_data: own(mark.and_then(Value::as_str)),
    })
}

fn recipient_number(body: &Map<String, Value>, wrong: &mut Vec<String>) -> Option<String> {
    let Some(to) = body.get("to") else {
        if text(body, "recipient").is_none() {
            wrong.push("to should not be empty".to_owned());
        }
        return None;
    };
    let digits = to.as_str().and_then(|to| to.strip_prefix('+')).unwrap_or_default();
    let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !fits || digits.starts_with('0') {
        wrong.push("to must be a valid phone number with + and country code".to_owned());
        return None;
    }
    Some(format!("+{digits}"))
}

fn check_content(kind: &str, content: &Value, wrong: &mut Vec<String>) {
    match kind {
        "text" => required(content, kind, &["body"], wrong),
        "image" | "video" | "audio" | "document" | "sticker" => check_media(kind, content, wrong),
        "location" => {
            for key in ["latitude", "longitude"] {
                if !content.get(key).is_some_and(|v| v.is_number() || v.as_str().is_some_and(|s| s.parse::<f64>().is_ok())) {
                    wrong.push(format!("location.{key} must be a number"));
                }
            }
        }
        "contacts" => check_contacts(content, wrong),
        "reaction" => {
            required(content, kind, &["message_id"], wrong);
            if !content.get("emoji").is_some_and(Value::is_string) {
                wrong.push("reaction.emoji must be a string".to_owned());
            }
        }
        "interactive" => {
            required(content, kind, &["type"], wrong);
            if !content.get("action").is_some_and(Value::is_object) {
                wrong.push("interactive.action must be an object".to_owned());
            }
        }
        "template" => {
            required(content, kind, &["name"], wrong);
            let code = content.get("language").and_then(|l| l.get("code")).and_then(Value::as_str);
            if code.is_none_or(str::is_empty) {
                wrong.push("template.language.code should not be empty".to_owned());
            }
            if content.get("components").is_some_and(|v| !v.is_array()) {
                wrong.push("template.components must be an array".to_owned());
            }
        }
        _ => {}
    }
}

fn check_media(kind: &str, content: &Value, wrong: &mut Vec<String>) {
    let id = content.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
    match (id, content.get("link")) {
        (None, None) => wrong.push(format!("{kind}.id or {kind}.link should not be empty")),
        (_, Some(link)) => {
            let web = |link: &str| link.starts_with("https://") || link.starts_with("http://");
            if !link.as_str().is_some_and(web) {
                wrong.push(format!("{kind}.link must be a URL address"));
            }
        }
        (Some(_), None) => {}
    }
}

fn check_contacts(content: &Value, wrong: &mut Vec<String>) {
    let Some(contacts) = content.as_array().filter(|list| !list.is_empty()) else {
        wrong.push("contacts must be a non-empty array".to_owned());
        return;
    };
    for (i, contact) in contacts.iter().enumerate() {
        let name = contact.get("name").and_then(Value::as_object);
        let part = |key: &str| name.is_some_and(|n| n.get(key).and_then(Value::as_str).is_some_and(|s| !s.is_empty()));
        if !part("formatted_name") {
            wrong.push(format!("contacts.{i}.name.formatted_name should not be empty"));
        }
        if !["first_name", "last_name", "middle_name", "suffix", "prefix"].into_iter().any(part) {
            wrong.push(format!("contacts.{i}.name needs one more part beside formatted_name"));
        }
    }
}

fn required(content: &Value, kind: &str, keys: &[&str], wrong: &mut Vec<String>) {
    for key in keys {
        if content.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
            wrong.push(format!("{kind}.{key} should not be empty"));
        }
    }
}

fn text<'a>(body: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Value::as_str).filter(|s| !s.is_empty())
}
