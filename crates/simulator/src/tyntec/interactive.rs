//! tyntec's interactive messages: `subType` and `components`, with the limits of its schema.

use serde_json::{Value, json};

use crate::tyntec::content::{media, snake};
use crate::tyntec::problem::Violations;

/// tyntec's limit of titles, wider than Meta's 20.
const TITLE: usize = 24;
/// The schema states no length.
const ANY: usize = usize::MAX;
/// tyntec's limit of a list row's payload, narrower than Meta's 200.
const ROW: usize = 24;
const SECTION: usize = 24;
const DESCRIPTION: usize = 72;

/// Reads the object under `interactive`; answers Meta's.
pub fn read(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    let parts = &given["components"];
    let at = format!("{field}.components");
    let kind = given["subType"].as_str().unwrap_or_default();
    let (kind, action) = match kind {
        "buttons" => ("button", buttons(&parts["buttons"], &at, wrong)),
        "list" => ("list", list(&parts["list"], &at, wrong)),
        "product" => ("product", product(&parts["product"], &format!("{at}.product"), wrong)),
        "productList" => ("product_list", products(&parts["productList"], &at, wrong)),
        "locationRequest" => ("location_request_message", json!({"name": "send_location"})),
        "flow" => ("flow", flow(&parts["flow"], &at, wrong)),
        "address" => ("address_message", address(&parts["address"], &at, wrong)),
        "urlButton" => {
            let button = &parts["urlButton"];
            let label = wrong.text(button, "displayText", &format!("{at}.urlButton.displayText"), 20);
            let url = wrong.text(button, "url", &format!("{at}.urlButton.url"), 2048);
            ("cta_url", json!({"name": "cta_url", "parameters": {"display_text": label, "url": url}}))
        }
        "callButton" => {
            let button = &parts["callButton"];
            let label = wrong.text(button, "displayText", &format!("{at}.callButton.displayText"), 20);
            let parameters = json!({"display_text": label, "ttl_minutes": button["timeToLiveMinutes"], "payload": button["payload"]});
            ("voice_call", json!({"name": "voice_call", "parameters": parameters}))
        }
        "contactRequest" => ("request_contact_info", json!({"name": "request_contact_info"})),
        "callPermissionRequest" => ("call_permission_request", json!({"name": "call_permission_request"})),
        _ => {
            wrong.add(&format!("{field}.subType"), "must be one of the known sub types");
            ("button", Value::Null)
        }
    };
    let mut object = json!({"type": kind, "action": action});
    if let Some(header) = parts.get("header").filter(|h| !h.is_null()) {
        let plain = header["type"] == "text" || kind == "button";
        wrong.ensure(plain, &format!("{at}.header.type"), "must be text");
        object["header"] = read_header(header, &format!("{at}.header"), wrong);
    }
    for (key, most, needed) in [("body", 1024, kind != "product"), ("footer", 60, false)] {
        let there = parts.get(key).is_some_and(|p| !p.is_null());
        if there || needed {
            wrong.ensure(!there || parts[key]["type"] == "text", &format!("{at}.{key}.type"), "must be text");
            object[key] = json!({"text": wrong.text(&parts[key], "text", &format!("{at}.{key}.text"), most)});
        }
    }
    object
}

fn read_header(header: &Value, field: &str, wrong: &mut Violations) -> Value {
    match header["type"].as_str() {
        Some("text") => json!({"type": "text", "text": wrong.text(header, "text", &format!("{field}.text"), 60)}),
        Some(kind @ ("image" | "video" | "document")) => {
            let words: &[&str] = if kind == "document" { &["filename"] } else { &[] };
            json!({"type": kind, kind: media(&header[kind], &format!("{field}.{kind}"), words, wrong)})
        }
        _ => {
            wrong.add(&format!("{field}.type"), "must be one of text, image, video, document");
            Value::Null
        }
    }
}

fn buttons(given: &Value, at: &str, wrong: &mut Violations) -> Value {
    let list = given.as_array().map_or(&[][..], Vec::as_slice);
    wrong.ensure((1..=3).contains(&list.len()), &format!("{at}.buttons"), "size must be between 1 and 3");
    let mut shown = Vec::new();
    for (i, button) in list.iter().enumerate() {
        let field = format!("{at}.buttons[{i}]");
        wrong.ensure(button["type"] == "reply", &format!("{field}.type"), "must be reply");
        let id = wrong.text(&button["reply"], "payload", &format!("{field}.reply.payload"), 256);
        let title = wrong.text(&button["reply"], "title", &format!("{field}.reply.title"), TITLE);
        shown.push(json!({"type": "reply", "reply": {"id": id, "title": title}}));
    }
    json!({"buttons": shown})
}

fn list(given: &Value, at: &str, wrong: &mut Violations) -> Value {
    let title = wrong.text(given, "title", &format!("{at}.list.title"), TITLE);
    let sections = given["sections"].as_array().map_or(&[][..], Vec::as_slice);
    wrong.ensure((1..=10).contains(&sections.len()), &format!("{at}.list.sections"), "size must be between 1 and 10");
    let mut shown = Vec::new();
    for (s, section) in sections.iter().enumerate() {
        let field = format!("{at}.list.sections[{s}]");
        let rows = section["rows"].as_array().map_or(&[][..], Vec::as_slice);
        wrong.ensure((1..=10).contains(&rows.len()), &format!("{field}.rows"), "size must be between 1 and 10");
        let mut shown_rows = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            let field = format!("{field}.rows[{r}]");
            let id = wrong.text(row, "payload", &format!("{field}.payload"), ROW);
            let title = wrong.text(row, "title", &format!("{field}.title"), 24);
            let mut object = json!({"id": id, "title": title});
            if let Some(words) = row["description"].as_str() {
                wrong.ensure(words.encode_utf16().count() <= DESCRIPTION, &format!("{field}.description"), "size must be between 0 and 72");
                object["description"] = json!(words);
            }
            shown_rows.push(object);
        }
        let mut object = json!({"rows": shown_rows});
        if section.get("title").is_some_and(|t| !t.is_null()) {
            let title = section["title"].as_str().unwrap_or_default();
            wrong.ensure(title.encode_utf16().count() <= SECTION, &format!("{field}.title"), "size must be between 0 and 24");
            object["title"] = json!(title);
        }
        shown.push(object);
    }
    json!({"button": title, "sections": shown})
}

fn product(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    let catalog = wrong.text(given, "catalogId", &format!("{field}.catalogId"), ANY);
    let product = wrong.text(given, "productId", &format!("{field}.productId"), ANY);
    json!({"catalog_id": catalog, "product_retailer_id": product})
}

fn products(given: &Value, at: &str, wrong: &mut Violations) -> Value {
    let catalog = wrong.text(given, "catalogId", &format!("{at}.productList.catalogId"), ANY);
    let shown = sections(&given["sections"]);
    let count = shown.as_array().map_or(0, Vec::len);
    wrong.ensure((1..=10).contains(&count), &format!("{at}.productList.sections"), "size must be between 1 and 10");
    json!({"catalog_id": catalog, "sections": shown})
}

/// Products in sections, here and behind a template's button.
pub(super) fn sections(given: &Value) -> Value {
    let sections = given.as_array().into_iter().flatten().map(|section| {
        let items = section["items"].as_array().into_iter().flatten();
        let items: Vec<Value> = items.map(|i| json!({"product_retailer_id": i["productId"]})).collect();
        json!({"title": section["title"], "product_items": items})
    });
    sections.collect()
}

fn flow(given: &Value, at: &str, wrong: &mut Violations) -> Value {
    let id = wrong.text(given, "flowId", &format!("{at}.flow.flowId"), ANY);
    let label = wrong.text(given, "flowCta", &format!("{at}.flow.flowCta"), 20);
    let mut parameters = json!({"flow_message_version": "3", "flow_id": id, "flow_cta": label});
    for (theirs, ours) in
        [("flowToken", "flow_token"), ("flowAction", "flow_action"), ("flowActionPayload", "flow_action_payload"), ("mode", "mode")]
    {
        if let Some(value) = given.get(theirs) {
            parameters[ours] = value.clone();
        }
    }
    json!({"name": "flow", "parameters": parameters})
}

fn address(given: &Value, at: &str, wrong: &mut Violations) -> Value {
    let country = wrong.text(given, "country", &format!("{at}.address.country"), 2);
    wrong.ensure(["IN", "SG"].contains(&country.as_str()), &format!("{at}.address.country"), "must be IN or SG");
    let mut parameters = json!({"country": country});
    for (theirs, ours) in [("values", "values"), ("savedAddresses", "saved_addresses"), ("validationErrors", "validation_errors")] {
        if let Some(value) = given.get(theirs) {
            parameters[ours] = snake(value);
        }
    }
    if parameters["saved_addresses"].is_object() {
        parameters["saved_addresses"] = json!([parameters["saved_addresses"]]);
    }
    json!({"name": "address_message", "parameters": parameters})
}
