//! Contact cards: at most 257, each with a name of two parts (the gateway saw to that), dates and numbers as Meta wants.

use serde_json::Value;

use super::seen::is_seen;
use super::{bad, list, missing, only_keys, text};
use crate::meta::failure::Failure;

const MOST: usize = 257;
const KEYS: [&str; 7] = ["addresses", "birthday", "emails", "name", "org", "phones", "urls"];

/// Judges the array under `contacts`.
pub(super) fn judge(content: &Value) -> Result<Value, Failure> {
    let contacts = content.as_array().map_or(&[][..], Vec::as_slice);
    if contacts.len() > MOST {
        return Err(bad(format!("Contacts count invalid. Max allowed contacts: {MOST}.")));
    }
    for contact in contacts {
        only_keys(contact, "contacts", &KEYS)?;
        if !text(&contact["name"], "formatted_name").is_some_and(is_seen) {
            return Err(missing("name['formatted_name']"));
        }
        if let Some(day) = text(contact, "birthday")
            && !is_date(day)
        {
            return Err(bad("Contact birthday must be formatted as YYYY-MM-DD."));
        }
        for phone in list(contact, "phones") {
            only_keys(phone, "phones", &["phone", "type", "wa_id"])?;
            if !text(phone, "phone").is_some_and(is_seen) {
                return Err(missing("phones['phone']"));
            }
        }
    }
    Ok(content.clone())
}

fn is_date(day: &str) -> bool {
    let bytes = day.as_bytes();
    bytes.len() == 10 && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}
