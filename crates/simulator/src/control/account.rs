//! Accounts that the providers serve.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use super::Refused;
use crate::account::Account;
use crate::world::World;

/// `PUT /_control/accounts/{slug}`: webhooks that wait go to the new URL too.
///
/// # Errors
/// 400 for an unknown provider, a channel that it does not have, or a field that no account has.
pub async fn put(State(world): State<World>, Path(slug): Path<String>, Json(given): Json<Value>) -> Result<Json<Account>, Refused> {
    let mut account: Account = serde_json::from_value(given).map_err(|e| Refused::wrong(e.to_string()))?;
    account.settle(&slug).map_err(Refused::wrong)?;
    world.state().accounts.insert(slug, account.clone());
    Ok(Json(account))
}

/// `GET /_control/accounts`
pub async fn list(State(world): State<World>) -> Json<Vec<Account>> {
    Json(world.state().accounts.values().cloned().collect())
}
