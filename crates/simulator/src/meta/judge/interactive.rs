//! Interactive messages: parts, counts, lengths and doubles, per type.

use std::collections::HashSet;

use serde_json::Value;

use super::{Case, bad, length, list, media, missing, text, units};
use crate::meta::failure::Failure;

const HEADER: usize = 60;
const BODY: usize = 1024;
const FOOTER: usize = 60;
const LABEL: usize = 20;

/// Judges the object under `interactive`.
pub(super) fn judge(case: &Case<'_>, content: &Value) -> Result<Value, Failure> {
    let kind = text(content, "type").unwrap_or_default();
    let action = &content["action"];
    let shown = judge_header(case, content, kind)?;
    judge_body(content, kind, case.rules.list_body)?;
    judge_footer(content, kind)?;
    match kind {
        "button" => judge_buttons(action)?,
        "list" => judge_list(action)?,
        "cta_url" => judge_link(action)?,
        "product" => need(action, &["catalog_id", "product_retailer_id"])?,
        "product_list" => judge_products(action)?,
        "location_request_message" => named(action, "send_location")?,
        "catalog_message" => named(action, "catalog_message")?,
        "flow" => judge_flow(action)?,
        "order_details" => named(action, "review_and_pay")?,
        "order_status" => named(action, "review_order")?,
        "address_message" => named(action, "address_message")?,
        "call_permission_request" => named(action, "call_permission_request")?,
        "voice_call" => named(action, "voice_call")?,
        "carousel" => judge_cards(action)?,
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
    let none = matches!(kind, "location_request_message" | "product" | "catalog_message" | "call_permission_request" | "carousel");
    if none {
        return Err(bad(format!("Header is not allowed for interactive type {kind}.")));
    }
    match text(header, "type") {
        Some("text") => length("Header text", text(header, "text").unwrap_or_default(), HEADER)?,
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
    if matches!(kind, "location_request_message" | "call_permission_request" | "carousel") {
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
    unique(buttons.iter().map(|b| text(&b["reply"], "title")), "Duplicated button titles are not allowed.")
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
            Some(title) if sections.len() > 1 || !title.is_empty() => length("Section title", title, 24)?,
            None if sections.len() > 1 => return Err(missing("section['title']")),
            _ => {}
        }
        if list(section, "rows").is_empty() {
            return Err(missing("section['rows']"));
        }
    }
    for row in &rows {
        length("Row id", text(row, "id").unwrap_or_default(), 200)?;
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
    let url = text(parameters, "url").unwrap_or_default();
    if url.starts_with("https://") || url.starts_with("http://") {
        return Ok(());
    }
    Err(bad("URL must begin with https:// or http://."))
}

fn judge_products(action: &Value) -> Result<(), Failure> {
    need(action, &["catalog_id"])?;
    let sections = list(action, "sections");
    let products: usize = sections.iter().map(|s| list(s, "product_items").len()).sum();
    if !(1..=10).contains(&sections.len()) || !(1..=30).contains(&products) {
        return Err(bad("Invalid product count. Max allowed sections: 10, Max allowed products: 30."));
    }
    sections.iter().filter_map(|s| text(s, "title")).try_for_each(|title| length("Section title", title, 24))
}

fn judge_flow(action: &Value) -> Result<(), Failure> {
    named(action, "flow")?;
    let parameters = &action["parameters"];
    need(parameters, &["flow_message_version"])?;
    if text(parameters, "flow_id").is_none() && text(parameters, "flow_name").is_none() {
        return Err(missing("parameters['flow_id']"));
    }
    length("Flow CTA", text(parameters, "flow_cta").unwrap_or_default(), 30)
}

fn judge_cards(action: &Value) -> Result<(), Failure> {
    if !(2..=10).contains(&list(action, "cards").len()) {
        return Err(bad("Invalid cards count. Min allowed cards: 2, Max allowed cards: 10."));
    }
    let bodies = list(action, "cards").iter().filter_map(|card| text(&card["body"], "text"));
    bodies.into_iter().try_for_each(|body| length("Card body", body, 160))
}

fn named(action: &Value, name: &str) -> Result<(), Failure> {
    if text(action, "name") == Some(name) { Ok(()) } else { Err(bad(format!("Action name must be {name}."))) }
}

fn need(object: &Value, keys: &[&str]) -> Result<(), Failure> {
    keys.iter().find(|key| text(object, key).is_none_or(str::is_empty)).map_or(Ok(()), |key| Err(missing(key)))
}

fn unique<'a>(values: impl Iterator<Item = Option<&'a str>>, otherwise: &str) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    if values.flatten().all(|value| seen.insert(value)) { Ok(()) } else { Err(bad(otherwise)) }
}
