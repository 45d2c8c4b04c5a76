//! Accounts that the provider serves.

use axum::Json;
use axum::extract::{Path, State};

use super::Refused;
use crate::account::Account;
use crate::phone::e164;
use crate::world::World;

/// `PUT /_control/accounts/{slug}`: webhooks that wait go to the new URL too.
///
/// # Errors
/// 400 for another provider than `tata-tele`.
pub async fn put(State(world): State<World>, Path(slug): Path<String>, Json(mut account): Json<Account>) -> Result<Json<Account>, Refused> {
    if account.provider != "tata-tele" {
        return Err(Refused::wrong(format!("unknown provider {}", account.provider)));
    }
    account.slug.clone_from(&slug);
    account.number = e164(&account.number);
    world.state().accounts.insert(slug, account.clone());
    Ok(Json(account))
}

/// `GET /_control/accounts`
pub async fn list(State(world): State<World>) -> Json<Vec<Account>> {
    Json(world.state().accounts.values().cloned().collect())
}
