//! What the gateway checks before it queues a message: what the seed states as required, and no more.
//!
//! Lengths, counts and everything about Meta's own rules are not its business; see [`crate::meta::judge`].
//! A gateway names all faults at once in `details`.

use serde_json::{Map, Value};

use crate::meta::envelope::{Envelope, TYPES, check_content};

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
        ..Envelope::default()
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

fn text<'a>(body: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Value::as_str).filter(|s| !s.is_empty())
}
