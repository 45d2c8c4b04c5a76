//! Products, forms, questions for an address, buttons that call (wire-facts 1.3 and 2.1).

use std::collections::HashSet;

use serde_json::Value;

use super::seen::is_seen;
use super::{bad, interactive::named, interactive::need, length, list, missing, text, units};
use crate::meta::failure::Failure;

const LABEL: usize = 20;
/// The older of Meta's two figures; the newer one is advice.
const FLOW_LABEL: usize = 20;
const ID: usize = 256;
const PAYLOAD: usize = 512;
const MINUTES: std::ops::RangeInclusive<u64> = 1..=43_200;

/// Products in sections: of a message, and behind a template's button.
pub(super) fn judge_sections(sections: &[Value]) -> Result<(), Failure> {
    let products: usize = sections.iter().map(|s| list(s, "product_items").len()).sum();
    if !(1..=10).contains(&sections.len()) || !(1..=30).contains(&products) {
        return Err(bad("Invalid product count. Max allowed sections: 10, Max allowed products: 30."));
    }
    let mut seen = HashSet::new();
    for section in sections {
        match text(section, "title").filter(|title| !title.is_empty()) {
            Some(title) if sections.len() > 1 => length("Section title", title, 24)?,
            Some(title) if units(title) > 24 => return Err(bad("Section title length invalid. Max length: 24.").long()),
            None if sections.len() > 1 => return Err(missing("section['title']")),
            _ => {}
        }
        let items = list(section, "product_items");
        if items.is_empty() {
            return Err(missing("section['product_items']"));
        }
        for item in items {
            let id = text(item, "product_retailer_id").filter(|id| is_seen(id)).ok_or_else(|| missing("product_retailer_id"))?;
            if !seen.insert(id) {
                return Err(bad("Duplicated products are not allowed."));
            }
        }
    }
    Ok(())
}

/// A choice of products.
pub(super) fn judge_products(action: &Value) -> Result<(), Failure> {
    need(action, &["catalog_id"])?;
    judge_sections(list(action, "sections"))
}

/// A form: named once, opened on a screen or by the business's server.
pub(super) fn judge_flow(action: &Value) -> Result<(), Failure> {
    named(action, "flow")?;
    let parameters = &action["parameters"];
    need(parameters, &["flow_message_version"])?;
    match ["flow_id", "flow_name"].map(|key| text(parameters, key).is_some_and(is_seen)) {
        [false, false] => return Err(missing("parameters['flow_id']")),
        [true, true] => return Err(bad("Only one of flow_id and flow_name is allowed.")),
        _ => {}
    }
    length("Flow CTA", text(parameters, "flow_cta").unwrap_or_default(), FLOW_LABEL)?;
    let payload = parameters.get("flow_action_payload");
    if text(parameters, "flow_action") == Some("data_exchange") && payload.is_some() {
        return Err(bad("flow_action_payload is not allowed with data_exchange."));
    }
    let Some(payload) = payload else { return Ok(()) };
    if !text(payload, "screen").is_some_and(is_seen) {
        return Err(missing("flow_action_payload['screen']"));
    }
    match payload.get("data") {
        Some(data) if data.as_object().is_none_or(serde_json::Map::is_empty) => {
            Err(bad("flow_action_payload['data'] must be a non-empty object."))
        }
        _ => Ok(()),
    }
}

/// A question for an address: India and Singapore alone, six digits of postal code.
pub(super) fn judge_address(action: &Value) -> Result<(), Failure> {
    named(action, "address_message")?;
    let parameters = &action["parameters"];
    let code = match text(parameters, "country") {
        Some("IN") => "in_pin_code",
        Some("SG") => "sg_post_code",
        _ => return Err(bad("Address messages are available in IN and SG only.")),
    };
    judge_code(&parameters["values"], code)?;
    let mut seen = HashSet::new();
    for saved in list(parameters, "saved_addresses") {
        let id = text(saved, "id").unwrap_or_default();
        length("Saved address id", id, ID)?;
        if id.trim() != id || !seen.insert(id) {
            return Err(bad("Saved address ids must be unique, without spaces around them."));
        }
        judge_code(&saved["value"], code)?;
    }
    Ok(())
}

fn judge_code(values: &Value, key: &str) -> Result<(), Failure> {
    match text(values, key) {
        Some(code) if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) => Err(bad(format!("{key} must have 6 digits."))),
        _ => Ok(()),
    }
}

/// A button that calls.
pub(super) fn judge_call(action: &Value) -> Result<(), Failure> {
    named(action, "voice_call")?;
    let parameters = &action["parameters"];
    length("Display text", text(parameters, "display_text").unwrap_or_default(), LABEL)?;
    judge_call_parts(parameters.get("ttl_minutes").filter(|minutes| !minutes.is_null()), text(parameters, "payload"))
}

/// For how long such a button works, and what it carries.
pub(super) fn judge_call_parts(minutes: Option<&Value>, payload: Option<&str>) -> Result<(), Failure> {
    if minutes.is_some_and(|minutes| !minutes.as_u64().is_some_and(|minutes| MINUTES.contains(&minutes))) {
        return Err(bad("ttl_minutes must be between 1 and 43200."));
    }
    match payload {
        Some(payload) if units(payload) > PAYLOAD => Err(bad(format!("payload length invalid. Max length: {PAYLOAD}.")).long()),
        _ => Ok(()),
    }
}
