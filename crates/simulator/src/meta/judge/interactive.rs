//! Interactive messages: parts, counts, lengths and doubles, per type.

use std::collections::HashSet;

use serde_json::Value;

use super::seen::is_seen;
use super::{Case, bad, cards, length, link, list, media, missing, offer, order, text, units};
use crate::meta::failure::Failure;

const HEADER: usize = 60;
const BODY: usize = 1024;
const FOOTER: usize = 60;
const LABEL: usize = 20;
/// What has neither header nor footer.
const BODY_ALONE: [&str; 4] = ["location_request_message", "request_contact_info", "call_permission_request", "carousel"];

/// Judges the object under `interactive`.
pub(super) fn judge(case: &Case<'_>, content: &Value) -> Result<Value, Failure> {
    let kind = text(content, "type").unwrap_or_default();
    let action = &content["action"];
    let mut shown = judge_header(case, content, kind)?;
    judge_body(content, kind, case.rules.list_body)?;
    judge_footer(content, kind)?;
    match kind {
        "button" => judge_buttons(action)?,
        "list" => judge_list(action)?,
        "cta_url" => judge_link(action)?,
        "product" => need(action, &["catalog_id", "product_retailer_id"])?,
        "product_list" => offer::judge_products(action)?,
        "location_request_message" => named(action, "send_location")?,
        "catalog_message" => named(action, "catalog_message")?,
        "flow" => offer::judge_flow(action)?,
        "order_details" => {
            named(action, "review_and_pay")?;
            order::judge_bill(&action["parameters"])?;
        }
        "order_status" => {
            named(action, "review_order")?;
            order::judge_news(&action["parameters"])?;
        }
        "address_message" => offer::judge_address(action)?,
        "call_permission_request" => named(action, "call_permission_request")?,
        "request_contact_info" => named(action, "request_contact_info")?,
        "voice_call" => offer::judge_call(action)?,
        "carousel" => cards::judge(case, action, &mut shown)?,
        other => return Err(bad(format!("Interactive type {other} is not supported."))),
    }
    Ok(shown)
}

/// Answers the content as the phone shows it: a media header with its `url`.
fn judge_header(case: &Case<'_>, content: &Value, kind: &str) -> Result<Value, Failure> {
    let mut shown = content.clone();
    let Some(header) = content.get("header") else {
        if kind == "product_list" {
            return Err(missing("interactive['header']"));
        }
        return Ok(shown);
    };
    let media_too = !matches!(kind, "list" | "product_list");
    if BODY_ALONE.contains(&kind) || matches!(kind, "product" | "catalog_message" | "order_status") {
        return Err(bad(format!("Header is not allowed for interactive type {kind}.")));
    }
    match text(header, "type") {
        Some("text") if kind != "order_details" => length("Header text", text(header, "text").unwrap_or_default(), HEADER)?,
        Some(media @ ("image" | "video" | "document")) if media_too => {
            let file = header.get(media).ok_or_else(|| missing(&format!("header['{media}']")))?;
            shown["header"][media] = media::judge(case, media, file, file)?;
        }
        other => return Err(bad(format!("Header type {} is not allowed here.", other.unwrap_or("unknown")))),
    }
    Ok(shown)
}

fn judge_body(content: &Value, kind: &str, list_body: usize) -> Result<(), Failure> {
    let optional = matches!(kind, "product" | "call_permission_request");
    let most = if kind == "list" { list_body } else { BODY };
    match text(&content["body"], "text") {
        Some(body) => length("Body text", body, most),
        None if optional => Ok(()),
        None => Err(missing("interactive['body']['text']")),
    }
}

fn judge_footer(content: &Value, kind: &str) -> Result<(), Failure> {
    let Some(footer) = content.get("footer") else { return Ok(()) };
    if BODY_ALONE.contains(&kind) {
        return Err(bad(format!("Footer is not allowed for interactive type {kind}.")));
    }
    length("Footer text", text(footer, "text").unwrap_or_default(), FOOTER)
}

fn judge_buttons(action: &Value) -> Result<(), Failure> {
    let buttons = list(action, "buttons");
    if !(1..=3).contains(&buttons.len()) {
        return Err(bad("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3."));
    }
    for button in buttons {
        if text(button, "type") != Some("reply") {
            return Err(bad("Button type must be reply."));
        }
        let id = text(&button["reply"], "id").ok_or_else(|| missing("button['reply']['id']"))?;
        length("Button id", id, 256)?;
        if id.trim() != id {
            return Err(bad("Button id must not begin or end with a space."));
        }
        length("Button title", text(&button["reply"], "title").unwrap_or_default(), LABEL)?;
    }
    unique(buttons.iter().map(|b| text(&b["reply"], "id")), "Duplicated button ids are not allowed.")?;
    unique(buttons.iter().map(|b| text(&b["reply"], "title").map(str::trim)), "Duplicated button titles are not allowed.")
}

fn judge_list(action: &Value) -> Result<(), Failure> {
    length("Action button", text(action, "button").unwrap_or_default(), LABEL)?;
    let sections = list(action, "sections");
    if !(1..=10).contains(&sections.len()) {
        return Err(bad("Invalid sections count. Min allowed sections: 1, Max allowed sections: 10."));
    }
    let rows: Vec<&Value> = sections.iter().flat_map(|s| list(s, "rows")).collect();
    if !(1..=10).contains(&rows.len()) {
        return Err(bad("Total row count exceed max allowed count: 10."));
    }
    for section in sections {
        match text(section, "title") {
            Some(title) if sections.len() > 1 => length("Section title", title, 24)?,
            Some(title) if units(title) > 24 => return Err(bad("Section title length invalid. Max length: 24.").long()),
            None if sections.len() > 1 => return Err(missing("section['title']")),
            _ => {}
        }
        if list(section, "rows").is_empty() {
            return Err(missing("section['rows']"));
        }
    }
    for row in &rows {
        let id = text(row, "id").unwrap_or_default();
        length("Row id", id, 200)?;
        if id.trim() != id {
            return Err(bad("Row id must not begin or end with a space."));
        }
        length("Row title", text(row, "title").unwrap_or_default(), 24)?;
        if text(row, "description").is_some_and(|d| units(d) > 72) {
            return Err(bad("Row description length invalid. Max length: 72.").long());
        }
    }
    unique(rows.iter().map(|r| text(r, "id")), "Duplicated row id are not allowed.")
}

fn judge_link(action: &Value) -> Result<(), Failure> {
    named(action, "cta_url")?;
    let parameters = &action["parameters"];
    length("Display text", text(parameters, "display_text").unwrap_or_default(), LABEL)?;
    link::judge("URL", text(parameters, "url").unwrap_or_default())
}

pub(super) fn named(action: &Value, name: &str) -> Result<(), Failure> {
    if text(action, "name") == Some(name) { Ok(()) } else { Err(bad(format!("Action name must be {name}."))) }
}

pub(super) fn need(object: &Value, keys: &[&str]) -> Result<(), Failure> {
    keys.iter().find(|key| text(object, key).is_none_or(|value| !is_seen(value))).map_or(Ok(()), |key| Err(missing(key)))
}

fn unique<'a>(values: impl Iterator<Item = Option<&'a str>>, otherwise: &str) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    if values.flatten().all(|value| seen.insert(value)) { Ok(()) } else { Err(bad(otherwise)) }
}
