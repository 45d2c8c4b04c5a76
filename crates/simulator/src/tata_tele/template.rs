//! `POST /templates`, and the templates that an account has.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::extract::State;
use axum::{Extension, Json};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::tata_tele::gateway::Caller;
use crate::tata_tele::judge::definition;
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// From creation to Meta's approval.
const REVIEW: Duration = Duration::from_millis(300);

/// One template in one language, as Meta defines it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Definition {
    /// Tata's id.
    #[serde(default = "fresh_id")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its language code.
    pub language: String,
    /// `MARKETING`, `UTILITY` or `AUTHENTICATION`.
    pub category: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED` …
    #[serde(default = "approved")]
    pub status: String,
    /// Header, body, footer, buttons … in Meta's form.
    #[serde(default)]
    pub components: Vec<Value>,
    /// Whatever else the definition says.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, Value>,
}

impl Definition {
    /// The component of this type, in whatever case it was written.
    #[must_use]
    pub fn component(&self, kind: &str) -> Option<&Value> {
        component(&self.components, kind)
    }
}

/// The component of this type among these.
#[must_use]
pub fn component<'a>(components: &'a [Value], kind: &str) -> Option<&'a Value> {
    components.iter().find(|c| c["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)))
}

/// The placeholders of a text, each once: `{{1}}` gives `1`, `{{first_name}}` gives `first_name`.
#[must_use]
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let parts = text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}"));
    parts.map(|(name, _)| name.trim()).filter(|name| seen.insert(*name)).collect()
}

/// Creates a template; Meta approves it a moment later.
///
/// # Errors
/// 400 for what the gateway finds wrong, 424 for the first rule of Meta that it breaks.
pub async fn create(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::invalid(format!("Unexpected token in JSON: {e}")))?;
    let mut wrong = Vec::new();
    for key in ["name", "language", "category"] {
        if body[key].as_str().is_none_or(str::is_empty) {
            wrong.push(format!("{key} should not be empty"));
        }
    }
    if !body["components"].is_array() {
        wrong.push("components must be an array".to_owned());
    }
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong));
    }
    let mut template: Definition = serde_json::from_value(body).map_err(|e| Refusal::invalid(e.to_string()))?;
    definition::judge(&template).map_err(|words| meta(100, &words))?;
    template.id = fresh_id();
    "PENDING".clone_into(&mut template.status);
    let id = template.id.clone();
    let mut state = world.state();
    let own = state.templates.entry(account.clone()).or_default();
    if own.iter().any(|t| t.name == template.name && t.language == template.language) {
        return Err(meta(2_388_024, "Content in this language already exists"));
    }
    own.push(template);
    let wanted = id.clone();
    world.after(&state, REVIEW, move |_, state| {
        let own = state.templates.get_mut(&account).into_iter().flatten();
        for template in own.filter(|t| t.id == wanted) {
            "APPROVED".clone_into(&mut template.status);
        }
    });
    Ok(Json(json!({"id": id})))
}

fn meta(code: i64, words: &str) -> Refusal {
    Refusal::Meta {
        error: "CREATE_MESSAGE_TEMPLATE",
        message: "Can't create the message template",
        meta: json!({
            "message": format!("(#{code}) {words}"), "code": code, "type": "OAuthException",
            "error_data": {"messaging_product": "whatsapp", "details": words},
        }),
    }
}

fn fresh_id() -> String {
    Uuid::new_v4().to_string()
}

fn approved() -> String {
    "APPROVED".to_owned()
}
