//! `…/templates?waba_id=`: listed with filters and cursors, created, edited and deleted in bulk.

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::clock::{iso, now_ms};
use crate::exotel::answer::{self, Item};
use crate::gateway::Caller;
use crate::meta::judge::{definition, special};
use crate::meta::review::{review, submit};
use crate::meta::shelf::digits;
use crate::meta::template::{Definition, placeholders};
use crate::world::{State as Everything, World};

/// What a list's query asks for.
#[derive(Debug, Default)]
struct Query {
    name: Option<String>,
    lists: Vec<(String, Vec<String>)>,
    after: Option<usize>,
    before: Option<usize>,
    limit: Option<usize>,
}

/// Lists what fits all filters, a page at a time.
pub async fn list(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, method: Method, query: RawQuery) -> Response {
    let state = world.state();
    if let Some(refused) = foreign(&state, &slug, &method, &query) {
        return refused;
    }
    let query = parse(query.0.as_deref().unwrap_or_default());
    let Some(limit) = query.limit.or(Some(25)).filter(|n| (1..=100).contains(n)) else {
        return answer::malformed(&method, "limit must be 1 to 100.");
    };
    let wanted = |t: &&Definition| {
        let score = t.rest.get("quality_score").and_then(|q| q["score"].as_str()).unwrap_or("UNKNOWN");
        query.name.as_ref().is_none_or(|name| *name == t.name)
            && query.lists.iter().all(|(key, values)| {
                let value = match key.as_str() {
                    "status" => &t.status,
                    "language" => &t.language,
                    "category" => &t.category,
                    "quality_score" => score,
                    _ => return true,
                };
                values.iter().any(|v| v.eq_ignore_ascii_case(value))
            })
    };
    let all: Vec<&Definition> = state.templates.get(&slug).into_iter().flatten().filter(wanted).collect();
    let from = match (query.after, query.before) {
        (Some(after), _) => after + 1,
        (None, Some(before)) => before.saturating_sub(limit),
        (None, None) => 0,
    }
    .min(all.len());
    let to = (from + limit).min(query.before.unwrap_or(all.len())).min(all.len()).max(from);
    let fields = query.lists.iter().find(|(key, _)| key == "fields").map(|(_, fields)| fields);
    let waba = state.accounts.get(&slug).map(crate::account::Account::waba_id).unwrap_or_default();
    let items: Vec<Item> = all[from..to].iter().map(|t| Item::taken(200, show(t, &waba, fields))).collect();
    let cursor = |at: usize| URL_SAFE_NO_PAD.encode(format!("c{at}"));
    let after = (to < all.len() && to > 0).then(|| cursor(to - 1));
    let before = (from > 0).then(|| cursor(from));
    answer::plain(&method, &json!({"templates": answer::rows(&items), "paging": {"after": after, "before": before}}))
}

/// Creates each template; Meta approves it a moment later.
pub async fn create(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    method: Method,
    query: RawQuery,
    body: Bytes,
) -> Response {
    each(&world, &slug, &method, &query, &body, |world, state, given| {
        let mut given = given.clone();
        normal(&mut given);
        given["id"] = json!(digits());
        given["last_updated_time"] = json!(updated());
        let template: Definition = serde_json::from_value(given).map_err(|e| e.to_string())?;
        judge(&template)?;
        let id = template.id.clone();
        if submit(world, state, &slug, template, Ok(())) {
            Ok(json!({"id": id}))
        } else {
            Err("Content in this language already exists.".to_owned())
        }
    })
}

/// Replaces the components of each template; Meta looks at it again.
pub async fn edit(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    method: Method,
    query: RawQuery,
    body: Bytes,
) -> Response {
    each(&world, &slug, &method, &query, &body, |world, state, given| {
        let mut given = given.clone();
        normal(&mut given);
        let id = given["id"].as_str().unwrap_or_default().to_owned();
        let own = state.templates.entry(slug.clone()).or_default();
        let old = own.iter_mut().find(|t| t.id == id);
        let old = old.ok_or_else(|| format!("The message template {id} wasn't found for this account."))?;
        if !["APPROVED", "REJECTED", "PAUSED"].contains(&old.status.as_str()) {
            return Err(format!("A template with status {} can't be edited.", old.status));
        }
        let mut edited = old.clone();
        edited.components = given["components"].as_array().cloned().ok_or("components is mandatory.")?;
        edited.components.iter_mut().for_each(exemplify);
        if let Some(category) = given["category"].as_str() {
            category.clone_into(&mut edited.category);
        }
        judge(&edited)?;
        "PENDING".clone_into(&mut edited.status);
        edited.rest.insert("last_updated_time".to_owned(), json!(updated()));
        *old = edited;
        review(world, state, &slug, id.clone(), Ok(()));
        Ok(json!({"id": id}))
    })
}

/// Deletes all languages of each name.
pub async fn delete(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    method: Method,
    query: RawQuery,
    body: Bytes,
) -> Response {
    each(&world, &slug, &method, &query, &body, |_, state, given| {
        let name = given["name"].as_str().unwrap_or_default();
        let own = state.templates.entry(slug.clone()).or_default();
        let before = own.len();
        own.retain(|t| t.name != name);
        if own.len() < before {
            Ok(json!({"name": name, "deleted": true}))
        } else {
            Err(format!("The message template {name} wasn't found for this account."))
        }
    })
}

fn each(
    world: &World,
    slug: &str,
    method: &Method,
    query: &RawQuery,
    body: &Bytes,
    act: impl Fn(&World, &mut Everything, &Value) -> Result<Value, String>,
) -> Response {
    let mut state = world.state();
    if let Some(refused) = foreign(&state, slug, method, query) {
        return refused;
    }
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return answer::malformed(method, "The body is not JSON.") };
    // The table says `messages`, every working sample `templates`.
    let Some(list) = body["whatsapp"]["templates"].as_array().filter(|l| !l.is_empty()) else {
        return answer::malformed(method, "whatsapp.templates must not be empty.");
    };
    let items: Vec<Item> = list
        .iter()
        .map(|item| match act(world, &mut state, &item["template"]) {
            Ok(mut data) => {
                if let Some(mark) = item.get("custom_data") {
                    data["custom_data"] = mark.clone();
                }
                Item::taken(200, data)
            }
            Err(why) => Item::refused(why),
        })
        .collect();
    answer::bulk(method, "templates", &items)
}

/// The refusal when `waba_id`, which is mandatory, is not this account's.
fn foreign(state: &Everything, slug: &str, method: &Method, query: &RawQuery) -> Option<Response> {
    let mut pairs = url::form_urlencoded::parse(query.0.as_deref().unwrap_or_default().as_bytes());
    let Some((_, given)) = pairs.find(|(key, _)| key == "waba_id") else {
        return Some(answer::malformed(method, "waba_id is mandatory."));
    };
    let own = state.accounts.get(slug).map(crate::account::Account::waba_id);
    let words = "Your credentials are valid, but you don’t have access to the requested resource.";
    (own.as_deref() != Some(&*given)).then(|| answer::whole(method, StatusCode::FORBIDDEN, "Forbidden", words))
}

fn parse(text: &str) -> Query {
    let mut query = Query::default();
    let cursor = |value: &str| {
        let decoded = URL_SAFE_NO_PAD.decode(value).ok().and_then(|raw| String::from_utf8(raw).ok())?;
        decoded.strip_prefix('c')?.parse().ok()
    };
    for (key, value) in url::form_urlencoded::parse(text.as_bytes()) {
        match &*key {
            "name" => query.name = Some(value.into_owned()),
            "after" => query.after = cursor(&value),
            "before" => query.before = cursor(&value),
            "limit" => query.limit = Some(value.parse().unwrap_or(0)),
            "status" | "quality_score" | "language" | "category" | "fields" => {
                let values = serde_json::from_str(&value).unwrap_or_else(|_| vec![value.into_owned()]);
                query.lists.push((key.into_owned(), values));
            }
            _ => {}
        }
    }
    query
}

fn show(template: &Definition, waba: &str, fields: Option<&Vec<String>>) -> Value {
    let own = |key: &str, otherwise: Value| template.rest.get(key).cloned().unwrap_or(otherwise);
    let mut data = json!({
        "waba_id": waba, "name": template.name, "components": template.components, "language": template.language,
        "status": template.status, "category": template.category, "id": template.id,
        "last_updated_time": own("last_updated_time", json!(updated())), "rejected_reason": own("rejected_reason", json!("NONE")),
        "quality_score": own("quality_score", json!({"score": "UNKNOWN"})),
    });
    if let (Some(fields), Some(object)) = (fields, data.as_object_mut()) {
        object.retain(|key, _| ["id", "waba_id"].contains(&key.as_str()) || fields.contains(key));
    }
    data
}

/// Upper case where Exotel takes either, and today's name of a category that is gone.
fn normal(template: &mut Value) {
    let upper = |value: &mut Value| {
        if let Some(text) = value.as_str() {
            *value = json!(text.to_ascii_uppercase());
        }
    };
    if let Some(category) = template.get_mut("category") {
        upper(category);
        if category == "TRANSACTIONAL" {
            *category = json!("UTILITY");
        }
    }
    for component in template.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten() {
        for key in ["type", "format"] {
            component.get_mut(key).map(upper);
        }
        for button in component.get_mut("buttons").and_then(Value::as_array_mut).into_iter().flatten() {
            for key in ["type", "otp_type"] {
                button.get_mut(key).map(upper);
            }
        }
    }
}

fn judge(template: &Definition) -> Result<(), String> {
    if template.components.is_empty() {
        return Err("components is mandatory.".to_owned());
    }
    let has_flow =
        template.component("BUTTONS").is_some_and(|b| b["buttons"].as_array().into_iter().flatten().any(|b| b["type"] == "FLOW"));
    if has_flow {
        return Err("Templates with a Flow button cannot be created by API.".to_owned());
    }
    definition::judge(template)?;
    special::judge(template)
}

/// The seed's edit has a variable without an example: an edit goes on with the old ones.
fn exemplify(component: &mut Value) {
    let count = component["text"].as_str().map_or(0, |text| placeholders(text).len());
    if component["type"] == "BODY" && count > 0 && component.get("example").is_none() {
        component["example"] = json!({"body_text": [vec!["sample"; count]]});
    }
}

fn updated() -> String {
    format!("{}+0000", iso(now_ms()).get(..19).unwrap_or_default())
}
