//! Templates with their localizations: one name, one category, several languages.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use http::StatusCode;
use http::header::LOCATION;
use serde_json::{Value, json};

use crate::clock::{iso, now_ms};
use crate::gateway::Caller;
use crate::meta::judge::definition;
use crate::meta::review::{quality, review, submit};
use crate::meta::template::{Definition, fresh_id, placeholders};
use crate::tyntec::account::{self, address, slugs};
use crate::tyntec::page::{self, Wanted};
use crate::tyntec::problem::{Problem, Violations};
use crate::world::{State as Everything, World};

/// A deleted template lives 30 days more.
const GRACE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// What is remembered of a template and shown under another name, or not at all.
const HIDDEN: [&str; 2] = ["quality_score", "allowCategoryChange"];
const CATEGORIES: [&str; 3] = ["MARKETING", "UTILITY", "AUTHENTICATION"];
/// The seed's list of languages; Indonesian is written `ID` there.
const LANGUAGES: &str = "af ar az bg bn ca cs da de el en en_GB en_US es es_AR es_ES es_MX et fa fi fil fr ga gu ha he hi hr hu ID it ja ka kk \
    kn ko ky_KG lo lt lv mk ml mr ms nb nl pa pl pt_BR pt_PT ro ru rw_RW sk sl sq sr sv sw ta te th tr uk ur uz vi zh_CN zh_HK zh_TW zu";

type Path2 = Path<(String, String)>;

/// `GET …/accounts/{account}/templates`
///
/// # Errors
/// 404.
pub async fn list(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(account): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let state = world.state();
    let own = slugs(&state, &slug, &account)?;
    Ok(page::answer(all(&state, &own[0], &account), &wanted, &address(&world, &format!("/accounts/{account}/templates"))))
}

/// `GET …/phone-numbers/{number}/templates`
///
/// # Errors
/// 404.
pub async fn of_number(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(number): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let state = world.state();
    let found = account::own(&state, &slug).find(|a| a.is_number(&number));
    let found = found.ok_or_else(|| Problem::missing("Phone number unknown"))?;
    let shown = all(&state, &found.slug, &account::id(found));
    Ok(page::answer(shown, &wanted, &address(&world, &format!("/phone-numbers/{number}/templates"))))
}

/// `POST …/accounts/{account}/templates`: 201; each localization is reviewed on its own.
///
/// # Errors
/// 400 with every violation, 404.
pub async fn create(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(account): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Problem::unreadable(&e.to_string()))?;
    let mut state = world.state();
    let own = slugs(&state, &slug, &account)?;
    let mut wrong = Violations::default();
    let name = wrong.text(&body, "name", "name", 512);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    wrong.ensure(name.chars().all(plain), "name", "must match [a-z0-9_]+");
    let category = body["category"].as_str().unwrap_or_default();
    wrong.ensure(CATEGORIES.contains(&category), "category", "must be one of MARKETING, UTILITY, AUTHENTICATION");
    let given = body["localizations"].as_array().map_or(&[][..], Vec::as_slice);
    wrong.ensure(!given.is_empty(), "localizations", "must not be empty");
    wrong.ensure(!exists(&state, &own[0], &name), "name", "a template with this name exists already");
    let localized: Vec<Definition> =
        given.iter().enumerate().map(|(i, l)| localization(&name, category, l, &format!("localizations[{i}]"), &mut wrong)).collect();
    wrong.result()?;
    for mut one in localized {
        one.rest.extend(body.get("allowCategoryChange").map(|may| ("allowCategoryChange".to_owned(), may.clone())));
        keep(&world, &mut state, &own, &one);
    }
    Ok(created(&world, &format!("/accounts/{account}/templates/{name}")))
}

/// `GET …/templates/{id}`
///
/// # Errors
/// 404.
pub async fn show(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((account, name)): Path2,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    let own = slugs(&state, &slug, &account)?;
    let found = all(&state, &own[0], &account).into_iter().find(|t| t["templateName"] == name.as_str());
    found.map(Json).ok_or_else(unknown)
}

/// `DELETE …/templates/{id}`: 204; it expires after its days of grace.
///
/// # Errors
/// 404.
pub async fn delete(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((account, name)): Path2,
) -> Result<StatusCode, Problem> {
    let mut state = world.state();
    let own = slugs(&state, &slug, &account)?;
    if !exists(&state, &own[0], &name) {
        return Err(unknown());
    }
    for slug in own {
        for template in state.templates.get_mut(&slug).into_iter().flatten().filter(|t| t.name == name) {
            "DELETION_PENDING".clone_into(&mut template.status);
            template.rest.insert("expiresAt".to_owned(), json!(iso(now_ms() + GRACE_MS)));
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `GET …/templates/{id}/localizations`
///
/// # Errors
/// 404.
pub async fn localizations(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((account, name)): Path2,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    let own = slugs(&state, &slug, &account)?;
    let found = all(&state, &own[0], &account).into_iter().find(|t| t["templateName"] == name.as_str());
    found.map(|t| Json(t["localizations"].clone())).ok_or_else(unknown)
}

/// `POST …/templates/{id}/localizations`: 201.
///
/// # Errors
/// 400 with every violation, 404.
pub async fn localize(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((account, name)): Path2,
    body: Bytes,
) -> Result<Response, Problem> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Problem::unreadable(&e.to_string()))?;
    let mut state = world.state();
    let own = slugs(&state, &slug, &account)?;
    let known = state.templates.get(&own[0]).into_iter().flatten().find(|t| t.name == name);
    let category = known.map(|t| t.category.clone()).ok_or_else(unknown)?;
    let mut wrong = Violations::default();
    let one = localization(&name, &category, &body, "localization", &mut wrong);
    let twice = state.templates.get(&own[0]).into_iter().flatten().any(|t| t.name == name && t.language == one.language);
    wrong.ensure(!twice, "language", "exists already");
    wrong.result()?;
    let place = format!("/accounts/{account}/templates/{name}/localizations/{}", one.language);
    keep(&world, &mut state, &own, &one);
    Ok(created(&world, &place))
}

/// `PATCH …/templates/{id}/{language}`: exactly one of category and components.
///
/// # Errors
/// 400 with every violation, 404.
pub async fn change(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((account, name, language)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Problem::unreadable(&e.to_string()))?;
    let mut state = world.state();
    let own = slugs(&state, &slug, &account)?;
    let old = state.templates.get(&own[0]).into_iter().flatten().find(|t| t.name == name && t.language == language);
    let mut edited = old.cloned().ok_or_else(unknown)?;
    let mut wrong = Violations::default();
    let (category, components) = (body.get("category"), body.get("components"));
    wrong.ensure(category.is_some() != components.is_some(), "templatePatch", "exactly one of category and components must be present");
    if let Some(category) = category {
        let category = category.as_str().unwrap_or_default();
        wrong.ensure(CATEGORIES.contains(&category), "category", "must be one of MARKETING, UTILITY, AUTHENTICATION");
        category.clone_into(&mut edited.category);
    }
    if let Some(components) = components {
        edited.components = checked(components, "components", &mut wrong);
    }
    wrong.result()?;
    "PENDING".clone_into(&mut edited.status);
    edited.rest.insert("lastUpdated".to_owned(), json!(iso(now_ms())));
    for slug in &own {
        let place = state.templates.get_mut(slug).into_iter().flatten().find(|t| t.name == name && t.language == language);
        if let Some(place) = place {
            place.clone_from(&edited);
        }
        review(&world, &mut state, slug, edited.id.clone(), outcome(&edited));
    }
    Ok(StatusCode::OK)
}

fn localization(name: &str, category: &str, given: &Value, at: &str, wrong: &mut Violations) -> Definition {
    let language = given["language"].as_str().unwrap_or_default();
    wrong.ensure(LANGUAGES.split_whitespace().any(|l| l == language), &format!("{at}.language"), "is not a supported language");
    let life = given.get("messageSendTimeToLiveSeconds").filter(|l| !l.is_null());
    wrong.ensure(life.is_none_or(Value::is_i64), &format!("{at}.messageSendTimeToLiveSeconds"), "must be an integer");
    let now = iso(now_ms());
    let rest = json!({"createdAt": now, "lastUpdated": now, "messageSendTimeToLiveSeconds": life});
    Definition {
        id: fresh_id(),
        name: name.to_owned(),
        language: language.to_owned(),
        category: category.to_owned(),
        status: "PENDING".to_owned(),
        components: checked(&given["components"], &format!("{at}.components"), wrong),
        rest: rest.as_object().cloned().unwrap_or_default(),
    }
}

fn checked(given: &Value, at: &str, wrong: &mut Violations) -> Vec<Value> {
    let list = given.as_array().cloned().unwrap_or_default();
    wrong.ensure(!list.is_empty(), at, "must not be empty");
    for (i, component) in list.iter().enumerate() {
        let kinds = ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER"];
        let known = component["type"].as_str().is_some_and(|t| kinds.contains(&t));
        wrong.ensure(known, &format!("{at}[{i}].type"), "is not a known component type");
        for (b, button) in component["buttons"].as_array().into_iter().flatten().enumerate() {
            let most = if ["FLOW", "OTP"].contains(&button["type"].as_str().unwrap_or_default()) { 25 } else { 20 };
            let fits = button["text"].as_str().is_none_or(|t| t.encode_utf16().count() <= most);
            wrong.ensure(fits, &format!("{at}[{i}].buttons[{b}].text"), &format!("size must be between 1 and {most}"));
        }
    }
    list
}

/// What Meta will say; examples are advised by tyntec and not asked for, so none is missed here.
fn outcome(template: &Definition) -> Result<(), String> {
    let mut meta = template.clone();
    for component in &mut meta.components {
        let count = component["text"].as_str().map_or(0, |text| placeholders(text).len());
        let key = if component["type"] == "HEADER" { "header_text" } else { "body_text" };
        component["example"] = json!({key: [vec!["sample"; count]], "header_handle": ["sample"]});
        for button in component["buttons"].as_array_mut().into_iter().flatten() {
            button["example"] = json!(["sample"]);
        }
    }
    definition::judge(&meta)
}

fn keep(world: &World, state: &mut Everything, own: &[String], template: &Definition) {
    for slug in own {
        submit(world, state, slug, template.clone(), outcome(template));
    }
}

fn exists(state: &Everything, slug: &str, name: &str) -> bool {
    state.templates.get(slug).into_iter().flatten().any(|t| t.name == name)
}

fn all(state: &Everything, slug: &str, account: &str) -> Vec<Value> {
    let mut shown: Vec<Value> = Vec::new();
    for template in state.templates.get(slug).into_iter().flatten() {
        let mut one = json!({
            "status": template.status, "language": template.language, "components": template.components,
            "qualityScore": {"score": "unknown"},
        });
        if let Some(score) = quality(template) {
            one["qualityScore"] = json!({"score": score});
        }
        for (key, value) in template.rest.iter().filter(|(key, _)| !HIDDEN.contains(&key.as_str())) {
            let key = if key == "rejected_reason" { "rejectionReason" } else { key };
            if !value.is_null() {
                one[key] = value.clone();
            }
        }
        match shown.iter_mut().find(|t| t["templateName"] == template.name.as_str()) {
            Some(group) => {
                if let Some(list) = group["localizations"].as_array_mut() {
                    list.push(one);
                }
            }
            None => shown.push(json!({
                "whatsAppAccountId": account, "templateName": template.name, "category": template.category, "localizations": [one],
            })),
        }
    }
    shown
}

fn created(world: &World, path: &str) -> Response {
    (StatusCode::CREATED, [(LOCATION, address(world, path))]).into_response()
}

fn unknown() -> Problem {
    Problem::missing("Template unknown")
}
