//! Templates in Redington's own form: created, listed, shown, deleted; kept as Meta would keep them.

use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::account::Account;
use crate::clock::now_ms;
use crate::gateway::Caller;
use crate::meta::review::submit;
use crate::meta::template::{Definition, placeholders};
use crate::redington::language;
use crate::redington::message::text_with_buttons;
use crate::redington::refusal::Refusal;
use crate::world::World;

type Answer = Result<Json<Value>, Refusal>;

const TYPES: [&str; 7] = ["TEXT", "IMAGE", "VIDEO", "FILE", "LOCATION", "CAROUSEL", "ORDER_DETAILS"];
/// The document's table has three words, its samples three others; both are taken.
const CATEGORIES: [(&str, &str); 5] = [
    ("TRANSACTIONAL", "UTILITY"),
    ("UTILITY", "UTILITY"),
    ("MARKETING", "MARKETING"),
    ("OTP", "AUTHENTICATION"),
    ("AUTHENTICATION", "AUTHENTICATION"),
];
const ACTIONS: [&str; 4] = ["None", "All", "CTA", "QuickReplies"];
/// What of the own form Meta's has no place for.
const OWN: [&str; 7] = ["label", "type", "sample_text", "message_action_type", "call_to_action", "quick_replies", "language_name"];

/// `POST /wa_template`: pending until Meta has looked at it.
///
/// # Errors
/// 601 with everything that is wrong, 603 for what is too long.
pub async fn create(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, body: Bytes) -> Answer {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::Malformed(e.to_string()))?;
    let template = read(&body)?;
    let mut state = world.state();
    let account = state.accounts.get(&slug).cloned().ok_or(Refusal::NotFound)?;
    let mut pending = template.clone();
    "PENDING".clone_into(&mut pending.status);
    // Meta takes an authentication template with its own one-time-code button only.
    let refused = template.category == "AUTHENTICATION" && template.component("BUTTONS").is_some();
    let outcome = if refused { Err("INCORRECT_CATEGORY".to_owned()) } else { Ok(()) };
    if !submit(&world, &mut state, &slug, template, outcome) {
        return Err(Refusal::Parameter(vec!["a template with this name and language exists already".to_owned()]));
    }
    Ok(Json(show_one(&account, &pending)))
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Page {
    after: Option<String>,
    before: Option<String>,
    limit: Option<String>,
}

/// `GET /wa_template?limit=&after=&before=`
///
/// # Errors
/// 601 for a limit outside 1 to 100.
pub async fn list(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, Query(page): Query<Page>) -> Answer {
    let limit = page.limit.as_deref().map_or(Ok(10), str::parse::<usize>).ok().filter(|n| (1..=100).contains(n));
    let limit = limit.ok_or_else(|| Refusal::Parameter(vec!["limit must be 1 to 100".to_owned()]))?;
    let state = world.state();
    let account = state.accounts.get(&slug).ok_or(Refusal::NotFound)?;
    let all: Vec<&Definition> = state.templates.get(&slug).into_iter().flatten().filter(|template| has_words_for(template)).collect();
    let place = |id: &Option<String>| id.as_ref().and_then(|id| all.iter().position(|t| t.id == *id));
    let from = place(&page.after).map_or(0, |at| at + 1);
    let to = place(&page.before).unwrap_or(all.len()).max(from);
    let shown: Vec<Value> = all[from..to].iter().take(limit).map(|t| show_one(account, t)).collect();
    let size = shown.len();
    Ok(Json(json!({"template": shown, "size": size, "count": all.len()})))
}

/// `GET /wa_template/{id}`
///
/// # Errors
/// 404.
pub async fn show(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, Path((_, id)): Path<(String, String)>) -> Answer {
    let state = world.state();
    let account = state.accounts.get(&slug).ok_or(Refusal::NotFound)?;
    let found = state.templates.get(&slug).and_then(|all| all.iter().find(|t| t.id == id));
    Ok(Json(show_one(account, found.ok_or(Refusal::NotFound)?)))
}

/// `DELETE /wa_template/{id}`
///
/// # Errors
/// 404.
pub async fn delete(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let mut state = world.state();
    let own = state.templates.entry(slug).or_default();
    let at = own.iter().position(|t| t.id == id).ok_or(Refusal::NotFound)?;
    own.remove(at);
    Ok(Json(json!({"status": "success"})))
}

/// Reads the own form.
///
/// # Errors
/// 601 with everything that is wrong, 603 for what is too long.
fn read(body: &Value) -> Result<Definition, Refusal> {
    let word = |key: &str| body.get(key).and_then(Value::as_str).filter(|s| !s.is_empty());
    let mut wrong = Vec::new();
    for key in ["name", "label", "text", "type", "category", "language", "sample_text"] {
        if word(key).is_none() {
            wrong.push(format!("{key} is mandatory"));
        }
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !word("name").unwrap_or_default().chars().all(plain) {
        wrong.push("name may have lowercase letters, digits and underscores".to_owned());
    }
    let category = CATEGORIES.iter().find(|(given, _)| word("category") == Some(given)).map(|(_, meta)| *meta);
    for (key, fits) in [
        ("type", TYPES.contains(&word("type").unwrap_or_default())),
        ("category", category.is_some()),
        ("language", language::code(word("language").unwrap_or_default()).is_some()),
        ("message_action_type", ACTIONS.contains(&word("message_action_type").unwrap_or("None"))),
    ] {
        if !fits {
            wrong.push(format!("{key} is not one of the allowed values"));
        }
    }
    let count = |key: &str| body[key].as_array().map_or(0, Vec::len);
    match word("message_action_type") {
        Some("CTA") if count("call_to_action") == 0 => wrong.push("call_to_action is required when message_action_type is CTA".to_owned()),
        Some("QuickReplies") if count("quick_replies") == 0 => wrong.push("quick_replies is required for QuickReplies".to_owned()),
        _ => {}
    }
    let samples = word("sample_text").unwrap_or_default().matches('[').count();
    if placeholders(word("text").unwrap_or_default()).len() > samples {
        wrong.push("sample_text must have a value in brackets for each parameter".to_owned());
    }
    for action in body["call_to_action"].as_array().into_iter().flatten() {
        let kind = action["type"].as_str().unwrap_or_default();
        if !["Phone Number", "URL"].contains(&kind) || !action["button_title"].is_string() || !action["button_value"].is_string() {
            wrong.push("call_to_action needs type (Phone Number, URL), button_title and button_value".to_owned());
        }
    }
    if !wrong.is_empty() {
        return Err(Refusal::Parameter(wrong));
    }
    for (key, most) in [("name", 512), ("text", 1024), ("header_text", 60), ("footer_text", 60)] {
        if word(key).is_some_and(|text| text.encode_utf16().count() > most) {
            return Err(Refusal::TooLong(format!("{key} has more than {most} characters")));
        }
    }
    let mut rest = Map::new();
    for key in OWN {
        rest.insert(key.to_owned(), body.get(key).cloned().unwrap_or_default());
    }
    rest.insert("language_name".to_owned(), body["language"].clone());
    rest.insert("created_at".to_owned(), json!(now_ms()));
    Ok(Definition {
        id: Uuid::new_v4().simple().to_string()[..24].to_owned(),
        name: word("name").unwrap_or_default().to_owned(),
        language: language::code(word("language").unwrap_or_default()).unwrap_or_default().to_owned(),
        category: category.unwrap_or_default().to_owned(),
        status: "PENDING".to_owned(),
        components: components(body),
        rest,
    })
}

/// Meta's components of the own form.
fn components(body: &Value) -> Vec<Value> {
    let word = |key: &str| body.get(key).and_then(Value::as_str).filter(|s| !s.is_empty());
    let mut parts = Vec::new();
    match (word("type"), word("header_text")) {
        (Some("IMAGE"), _) => parts.push(json!({"type": "HEADER", "format": "IMAGE"})),
        (Some("VIDEO"), _) => parts.push(json!({"type": "HEADER", "format": "VIDEO"})),
        (Some("FILE"), _) => parts.push(json!({"type": "HEADER", "format": "DOCUMENT"})),
        (Some("LOCATION"), _) => parts.push(json!({"type": "HEADER", "format": "LOCATION"})),
        (_, Some(text)) => parts.push(json!({"type": "HEADER", "format": "TEXT", "text": text})),
        _ => {}
    }
    parts.push(json!({"type": "BODY", "text": word("text")}));
    if let Some(text) = word("footer_text") {
        parts.push(json!({"type": "FOOTER", "text": text}));
    }
    let offer = &body["limited_time_Offer"];
    if offer.is_object() {
        parts.push(json!({"type": "LIMITED_TIME_OFFER", "limited_time_offer": offer}));
    }
    let quick = body["quick_replies"].as_array().into_iter().flatten().map(|text| json!({"type": "QUICK_REPLY", "text": text}));
    let actions = body["call_to_action"].as_array().into_iter().flatten().map(|action| match action["type"].as_str() {
        Some("URL") => json!({"type": "URL", "text": action["button_title"], "url": action["button_value"]}),
        _ => json!({"type": "PHONE_NUMBER", "text": action["button_title"], "phone_number": action["button_value"]}),
    });
    let buttons: Vec<Value> = quick.chain(actions).collect();
    if !buttons.is_empty() {
        parts.push(json!({"type": "BUTTONS", "buttons": buttons}));
    }
    if let Some(cards) = body["carousel_cards"].as_array() {
        parts.push(json!({"type": "CAROUSEL", "cards": cards}));
    }
    parts
}

/// Whether the own form can show it: of buttons it knows answers, links and calls.
fn has_words_for(template: &Definition) -> bool {
    let buttons = template.component("BUTTONS").and_then(|part| part["buttons"].as_array());
    let is_known = |kind: &str| ["QUICK_REPLY", "URL", "PHONE_NUMBER"].contains(&kind);
    buttons.into_iter().flatten().all(|button| button["type"].as_str().is_some_and(is_known))
}

/// The own form of a template, wherever it came from.
pub fn show_one(account: &Account, template: &Definition) -> Value {
    let body = template.component("BODY").map_or(Value::Null, |b| b["text"].clone());
    let buttons = template.component("BUTTONS").map_or(Value::Null, |b| b["buttons"].clone());
    let of = |kind: &'static str| {
        let all = buttons.as_array().cloned().unwrap_or_default();
        all.into_iter().filter(move |b| b["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)))
    };
    let quick: Vec<Value> = of("QUICK_REPLY").map(|b| b["text"].clone()).collect();
    let urls = of("URL").map(|b| json!({"type": "URL", "button_value": b["url"], "button_title": b["text"]}));
    let calls = of("PHONE_NUMBER").map(|b| json!({"type": "Phone Number", "button_value": b["phone_number"], "button_title": b["text"]}));
    let actions: Vec<Value> = urls.chain(calls).collect();
    let header = template.component("HEADER").and_then(|h| h["format"].as_str()).unwrap_or("TEXT");
    let kind = match header {
        "DOCUMENT" => "FILE",
        _ if template.component("CAROUSEL").is_some() => "CAROUSEL",
        other => other,
    };
    let own = |key: &str, otherwise: Value| template.rest.get(key).filter(|v| !v.is_null()).cloned().unwrap_or(otherwise);
    let action = match (quick.is_empty(), actions.is_empty()) {
        (true, true) => "None",
        (false, true) => "QuickReplies",
        (true, false) => "CTA",
        (false, false) => "All",
    };
    let parameters = body.as_str().map_or(0, |text| placeholders(text).len());
    let created = own("created_at", json!(0));
    let mut shown = json!({
        "id": template.id, "assistant_name": account.slug, "name": template.name, "label": own("label", json!(template.name)),
        "status": template.status, "call_to_action": actions, "quick_replies": quick, "type": own("type", json!(kind)),
        "language": own("language_name", json!(language::name(&template.language))),
        "text": text_with_buttons(&json!({"body": body, "buttons": buttons})),
        "sample_text": own("sample_text", body.clone()), "message_action_type": own("message_action_type", json!(action)),
        "total_parameters": parameters, "project_id": account.project_id(), "business_id": account.object_id("business"),
        "created_at": created, "updated_at": created, "partner_id": account.object_id("partner"), "category": template.category,
    });
    if template.status != "PENDING" {
        shown["rejected_reason"] = own("rejected_reason", json!("NONE"));
    }
    shown
}
