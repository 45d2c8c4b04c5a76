//! Contacts of a project: created by hand or by the first message, found by id or number, changed.

use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::Account;
use crate::clock::{iso, now_ms};
use crate::gateway::Caller;
use crate::phone::{Direction, e164};
use crate::redington::message::country_code;
use crate::redington::refusal::Refusal;
use crate::world::{State as Everything, World};

type Answer = Result<Json<Value>, Refusal>;

/// One contact; who may be written to lives in the world's opt-outs and blocks.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its id.
    pub id: String,
    /// Its number, E.164 with `+`.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Custom attributes.
    pub attributes: Value,
    /// When it was made, in ms.
    pub created_at: i64,
    /// When it was last changed, in ms.
    pub updated_at: i64,
}

/// The id of the contact with this number, made or not.
#[must_use]
pub fn id(account: &Account, number: &str) -> String {
    account.object_id(&format!("contact {number}"))
}

/// The contact with this number; a new one is opted in.
pub fn meet<'a>(state: &'a mut Everything, slug: &str, number: &str, name: Option<&str>) -> Option<&'a mut Contact> {
    let account = state.accounts.get(slug)?;
    let id = id(account, number);
    let own = state.contacts.entry(slug.to_owned()).or_default();
    if let Some(at) = own.iter().position(|c| c.id == id) {
        return own.get_mut(at);
    }
    let now = now_ms();
    let known = state.phones.get(number).map(|p| p.name.clone());
    let name = name.map(ToOwned::to_owned).or(known).unwrap_or_else(|| "UNKNOWN".to_owned());
    own.push(Contact { id, number: number.to_owned(), name, attributes: json!({}), created_at: now, updated_at: now });
    own.last_mut()
}

/// `POST /contact`
///
/// # Errors
/// 601, 602.
pub async fn create(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, body: Bytes) -> Answer {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::Malformed(e.to_string()))?;
    let name = body["name"].as_str().filter(|n| !n.is_empty());
    let name = name.ok_or_else(|| Refusal::Parameter(vec!["name is mandatory".to_owned()]))?;
    let digits = body["mobile_number"].as_str().unwrap_or_default().trim_start_matches('+');
    if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::Number);
    }
    let mut state = world.state();
    let number = format!("+{digits}");
    let contact = meet(&mut state, &slug, &number, Some(name)).cloned().ok_or(Refusal::NotFound)?;
    let mut answer = show_one(&state, &slug, &contact);
    // The document's answer to a creation is shorter than its other contacts.
    for key in ["is_closed", "is_intervened", "is_requesting", "opted_in", "blocked", "attributes", "last_message"] {
        answer.as_object_mut().map(|object| object.remove(key));
    }
    answer["last_active"] = Value::Null;
    Ok(Json(answer))
}

/// `GET /contact/{id}`
///
/// # Errors
/// 404.
pub async fn show(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, Path((_, id)): Path<(String, String)>) -> Answer {
    let mut state = world.state();
    let contact = by_id(&mut state, &slug, &id).ok_or(Refusal::NotFound)?;
    Ok(Json(show_one(&state, &slug, &contact)))
}

/// What `GET /contact` asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    action: String,
    mobile_number: String,
}

/// `GET /contact?action=FetchContact&mobile_number=`
///
/// # Errors
/// 601 for another action, 404.
pub async fn find(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, Query(wanted): Query<Wanted>) -> Answer {
    if wanted.action != "FetchContact" {
        return Err(Refusal::Parameter(vec!["action must be FetchContact".to_owned()]));
    }
    let mut state = world.state();
    let account = state.accounts.get(&slug).cloned().ok_or(Refusal::NotFound)?;
    let contact = by_id(&mut state, &slug, &id(&account, &e164(&wanted.mobile_number))).ok_or(Refusal::NotFound)?;
    Ok(Json(show_one(&state, &slug, &contact)))
}

/// `PATCH /contact/{id}`
///
/// # Errors
/// 601 with everything that is wrong, 404.
pub async fn change(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((_, id)): Path<(String, String)>,
    body: Bytes,
) -> Answer {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::Malformed(e.to_string()))?;
    let mut wrong = Vec::new();
    for (key, value) in body.as_object().into_iter().flatten() {
        let fits = match key.as_str() {
            "name" => value.is_string(),
            "blocked" | "opted_in" => value.is_boolean(),
            "attributes" => value.is_object() || value.is_array(),
            _ => false,
        };
        if !fits {
            wrong.push(format!("{key} is not valid"));
        }
    }
    if !wrong.is_empty() || !body.is_object() {
        return Err(Refusal::Parameter(wrong));
    }
    let mut state = world.state();
    let found = by_id(&mut state, &slug, &id).ok_or(Refusal::NotFound)?;
    let contact = meet(&mut state, &slug, &found.number, None).ok_or(Refusal::NotFound)?;
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut contact.name);
    }
    if let Some(attributes) = body.get("attributes") {
        contact.attributes = attributes.clone();
    }
    contact.updated_at = now_ms();
    let contact = contact.clone();
    let key = (slug.clone(), contact.number.clone());
    match body["opted_in"].as_bool() {
        Some(true) => drop(state.optouts.remove(&key)),
        Some(false) => drop(state.optouts.insert(key.clone(), None)),
        None => {}
    }
    match body["blocked"].as_bool() {
        Some(true) => drop(state.blocks.insert(key)),
        Some(false) => drop(state.blocks.remove(&key)),
        None => {}
    }
    Ok(Json(show_one(&state, &slug, &contact)))
}

/// The contact with this id; who wrote to the project is one too.
fn by_id(state: &mut Everything, slug: &str, wanted: &str) -> Option<Contact> {
    if let Some(contact) = state.contacts.get(slug).and_then(|own| own.iter().find(|c| c.id == wanted)) {
        return Some(contact.clone());
    }
    let account = state.accounts.get(slug)?;
    let wrote = state.phones.values().find(|p| id(account, &p.phone) == wanted && p.messages.iter().any(|m| m.account == slug))?;
    let number = wrote.phone.clone();
    meet(state, slug, &number, None).cloned()
}

fn show_one(state: &Everything, slug: &str, contact: &Contact) -> Value {
    let Some(account) = state.accounts.get(slug) else { return Value::Null };
    let key = (slug.to_owned(), contact.number.clone());
    let phone = state.phones.get(&contact.number);
    let heard: Vec<_> =
        phone.map(|p| p.messages.iter().filter(|m| m.account == slug && m.direction == Direction::Out).collect()).unwrap_or_default();
    let digits = contact.number.trim_start_matches('+');
    let last = heard.last().map(|m| m.at);
    json!({
        "type": "contact", "id": contact.id, "project_id": account.project_id(), "business_id": account.object_id("business"),
        "is_closed": false, "is_intervened": false, "is_requesting": last.map(iso), "last_active": last.unwrap_or(0),
        "phone_number": digits, "name": contact.name, "country_code": country_code(digits), "created_at": contact.created_at,
        "on_whatsapp": phone.is_some_and(|p| p.on_whatsapp) && last.is_some(), "timezone": "Asia/Calcutta GMT+05:30",
        "opted_in": !state.optouts.contains_key(&key), "blocked": state.blocks.contains(&key),
        "first_message": heard.first().map(|m| m.content["body"].clone()), "tags": [], "attributes": contact.attributes,
        "last_message": last.map(iso), "partner_id": account.object_id("partner"), "updated_at": contact.updated_at,
    })
}
