//! Templates that an account has, without the detour through `POST /templates`.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use super::Refused;
use crate::meta::template::Definition;
use crate::world::World;

/// `PUT /_control/templates/{slug}`: one of Meta's definitions an array of them, or `{templates: […]}`; the same name and language
/// again replaces.
///
/// # Errors
/// 400 for something that is no definition.
pub async fn put(State(world): State<World>, Path(slug): Path<String>, Json(given): Json<Value>) -> Result<Json<Vec<Definition>>, Refused> {
    let many = match given {
        Value::Array(many) => many,
        Value::Object(mut wrapped) if wrapped.get("templates").is_some_and(Value::is_array) => {
            wrapped.get_mut("templates").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default()
        }
        one => vec![one],
    };
    let mut state = world.state();
    let own = state.templates.entry(slug).or_default();
    for one in many {
        let template: Definition = serde_json::from_value(one).map_err(|e| Refused::wrong(e.to_string()))?;
        own.retain(|t| t.name != template.name || t.language != template.language);
        own.push(template);
    }
    Ok(Json(own.clone()))
}

/// `GET /_control/templates/{slug}`
pub async fn list(State(world): State<World>, Path(slug): Path<String>) -> Json<Vec<Definition>> {
    Json(world.state().templates.get(&slug).cloned().unwrap_or_default())
}
