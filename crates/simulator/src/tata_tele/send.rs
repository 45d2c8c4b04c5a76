//! `POST /whatsapp-cloud/messages`: queues a message and answers an id that has nothing to do with the wamid.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::gateway::{Caller, Noted};
use crate::meta::envelope::Envelope;
use crate::meta::queue;
use crate::tata_tele::envelope;
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// Accepts a session or template message.
///
/// # Errors
/// 400 with everything that the gateway finds wrong.
pub async fn send(State(world): State<World>, Extension(Caller(account)): Extension<Caller>, body: Bytes) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::invalid(format!("Unexpected token in JSON: {e}")))?;
    let envelope: Envelope = envelope::read(&body).map_err(Refusal::Invalid)?;
    let noted = Noted { callback_data: envelope.callback_data.clone(), ..Noted::default() };
    queue::accept(&world, &mut world.state(), &account, envelope);
    let mut response = Json(json!({"id": Uuid::new_v4().to_string()})).into_response();
    response.extensions_mut().insert(noted);
    Ok(response)
}
