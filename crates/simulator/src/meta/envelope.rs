//! A message as a business asks for it, whatever provider carried it: Meta's object with what goes around it.

use serde_json::Value;

/// Meta's kinds of message.
pub const TYPES: [&str; 11] =
    ["text", "image", "audio", "document", "video", "contacts", "location", "interactive", "template", "reaction", "sticker"];

/// A message that a gateway found in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Envelope {
    /// The id that the provider answered, when it is the one that statuses carry.
    pub id: Option<String>,
    /// The number with `+`; absent when only a user id was given.
    pub to: Option<String>,
    /// The business-scoped user id, if any.
    pub recipient: Option<String>,
    /// Meta's word for the kind; for other channels the nearest one.
    pub kind: String,
    /// The object (for contacts the array) under that word.
    pub content: Value,
    /// The quoted message.
    pub context: Option<String>,
    /// The business's own mark, which comes back in statuses.
    pub callback_data: Option<String>,
    /// Where this message's statuses go, if not to the account's own URL.
    pub callback_url: Option<String>,
    /// What the channel asks for beside the content, such as Viber's rate type.
    pub purpose: Option<String>,
}

/// Finds the parts that a content of this kind cannot do without.
pub fn check_content(kind: &str, content: &Value, wrong: &mut Vec<String>) {
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
