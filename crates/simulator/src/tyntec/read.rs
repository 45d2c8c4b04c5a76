//! `PUT /channels/whatsapp/messages/{id}`: marks a customer's message as read, and shows "typing" if asked.

use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, State};
use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use crate::gateway::Caller;
use crate::phone;
use crate::tyntec::problem::{Problem, Violations};
use crate::world::World;

/// Meta takes the typing sign away after 25 s.
const TYPING: Duration = Duration::from_secs(25);

/// The phone shows its message as read by the business.
///
/// # Errors
/// 400 for another status than `read`, 404.
pub async fn mark(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Problem::unreadable(&e.to_string()))?;
    let mut wrong = Violations::default();
    wrong.ensure(body["status"] == "read", "status", "must be read");
    wrong.ensure(body.get("isTyping").is_none_or(Value::is_boolean), "isTyping", "must be a boolean");
    wrong.result()?;
    let mut state = world.state();
    let token = state.accounts.get(&slug).map(|a| a.token.clone());
    let own: Vec<String> = state.accounts.values().filter(|a| Some(&a.token) == token.as_ref()).map(|a| a.slug.clone()).collect();
    let read = own.iter().find_map(|slug| phone::read_by_business(&mut state, slug, &id).map(|number| (slug, number)));
    let (account, number) = read.ok_or_else(|| Problem::missing("Not Found"))?;
    if body["isTyping"] == true {
        phone::type_as_business(&world, &mut state, account, &number, TYPING);
    }
    Ok(StatusCode::OK)
}
