//! The judgement alone: what a provider would make of a request.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::Refused;
use crate::account::Account;
use crate::meta::queue;
use crate::world::{State as Everything, World};

/// `POST /_control/judge/{slug}`: what would come of this send request, with nothing sent; of a list, what would come of each. `at`
/// is `gateway` for what the provider cannot read, `channel` for what the channel behind it refuses, at once or later.
///
/// # Errors
/// 404 without the account.
pub async fn judge(State(world): State<World>, Path(slug): Path<String>, Json(body): Json<Value>) -> Result<Json<Value>, Refused> {
    let mut state = world.state();
    let account = state.accounts.get(&slug).cloned().ok_or_else(|| Refused::missing("no such account"))?;
    Ok(Json(match body {
        Value::Array(many) => many.iter().map(|body| verdict(&mut state, &account, body)).collect(),
        one => verdict(&mut state, &account, &one),
    }))
}

fn verdict(state: &mut Everything, account: &Account, body: &Value) -> Value {
    let envelopes = match account.provider.dialect().read(body) {
        Ok(envelopes) => envelopes,
        Err(why) => return json!({"accepted": false, "at": "gateway", "details": why}),
    };
    let refused = envelopes.iter().find_map(|envelope| queue::foretell(state, account, envelope).err());
    match refused {
        Some(failure) => json!({"accepted": false, "at": "channel", "code": failure.code, "details": failure.details}),
        None => json!({"accepted": true}),
    }
}
