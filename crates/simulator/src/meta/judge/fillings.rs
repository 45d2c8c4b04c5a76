//! What fills the buttons of a template: each value under its place, of the kind that the button asks for (wire-facts 1.4).

use std::collections::HashMap;

use serde_json::{Value, json};

use super::seen::is_seen;
use super::{list, missing, offer, order, text, units};
use crate::meta::failure::Failure;
use crate::meta::template::placeholders;

const PAYLOAD: usize = 128;
const CODE: usize = 15;

/// Judges the `button` components; answers the buttons as the phone shows them.
pub(super) fn fill(buttons: &[Value], given: &[Value]) -> Result<Vec<Value>, Failure> {
    let mut sent: HashMap<usize, &Value> = HashMap::new();
    for component in given.iter().filter(|c| text(c, "type").is_some_and(|t| t.eq_ignore_ascii_case("button"))) {
        let index = component["index"].as_u64().or_else(|| component["index"].as_str().and_then(|s| s.parse().ok()));
        let index = index.and_then(|i| usize::try_from(i).ok()).ok_or_else(|| missing("button['index']"))?;
        text(component, "sub_type").ok_or_else(|| missing("button['sub_type']"))?;
        if index >= buttons.len() || sent.insert(index, component).is_some() {
            return Err(wrong(format!("There is no button at index {index} to fill")));
        }
    }
    buttons.iter().enumerate().map(|(i, button)| fill_one(i, button, sent.get(&i).copied())).collect()
}

fn fill_one(index: usize, button: &Value, given: Option<&Value>) -> Result<Value, Failure> {
    let kind = text(button, "type").unwrap_or_default().to_ascii_uppercase();
    let parameters = given.map_or(&[][..], |g| list(g, "parameters"));
    let expected = match kind.as_str() {
        "QUICK_REPLY" => "quick_reply",
        "URL" | "OTP" => "url",
        other => &other.to_ascii_lowercase(),
    };
    if let Some(received) = given.and_then(|g| text(g, "sub_type"))
        && !received.eq_ignore_ascii_case(expected)
    {
        return Err(wrong(format!("Button at index {index} is of type {expected}, received {received}")));
    }
    let first = parameters.first();
    let lacks = || Failure::new(131_008, format!("buttons: Button at index {index} of type {kind} requires a parameter"));
    let needed = |key: &str| first.and_then(|p| text(p, key)).filter(|v| is_seen(v)).ok_or_else(lacks);
    let mut shown = Value::Object(button.as_object().cloned().unwrap_or_default());
    shown["type"] = json!(kind);
    match kind.as_str() {
        "URL" => {
            let url = text(button, "url").unwrap_or_default();
            if let Some(name) = placeholders(url).first() {
                shown["url"] = json!(url.replace(&format!("{{{{{name}}}}}"), end_of_link(needed("text")?)?));
            } else if first.is_some() {
                return Err(wrong(format!("Button at index {index} has no variable")));
            }
        }
        "OTP" => shown["code"] = json!(code("text", needed("text")?)?),
        "COPY_CODE" => shown["code"] = json!(code("coupon_code", needed("coupon_code")?)?),
        "QUICK_REPLY" => {
            let payload = if given.is_some() { payload(needed("payload")?)? } else { text(button, "text").unwrap_or_default() };
            shown["payload"] = json!(payload);
        }
        "MPM" => {
            let action = action(first).ok_or_else(lacks)?;
            if !text(action, "thumbnail_product_retailer_id").is_some_and(is_seen) {
                return Err(missing("thumbnail_product_retailer_id"));
            }
            offer::judge_sections(list(action, "sections"))?;
        }
        "ORDER_DETAILS" => order::judge_bill(&action(first).ok_or_else(lacks)?["order_details"])?,
        "VOICE_CALL" => {
            let part = |key: &str| parameters.iter().find_map(|p| p.get(key)).filter(|value| !value.is_null());
            offer::judge_call_parts(part("ttl_minutes"), part("payload").and_then(Value::as_str))?;
        }
        _ => {}
    }
    Ok(shown)
}

fn action(parameter: Option<&Value>) -> Option<&Value> {
    parameter.filter(|p| text(p, "type") == Some("action")).and_then(|p| p.get("action"))
}

/// Meta's page is silent on spaces in it; no link holds one.
fn end_of_link(end: &str) -> Result<&str, Failure> {
    if end.contains(char::is_whitespace) { Err(wrong("The variable of a URL cannot hold spaces".to_owned())) } else { Ok(end) }
}

fn payload(payload: &str) -> Result<&str, Failure> {
    if units(payload) <= PAYLOAD { Ok(payload) } else { Err(wrong(format!("payload is longer than {PAYLOAD} characters"))) }
}

/// A coupon or a one-time code: letters and digits.
pub(super) fn code<'a>(what: &str, code: &'a str) -> Result<&'a str, Failure> {
    let fits = (1..=CODE).contains(&units(code)) && code.chars().all(|c| c.is_ascii_alphanumeric());
    if fits { Ok(code) } else { Err(wrong(format!("{what} must have 1 to {CODE} letters and digits"))) }
}

fn wrong(why: String) -> Failure {
    Failure::new(132_018, format!("buttons: {why}"))
}
