//! `POST /whatsapp-cloud/messages/{wamid}`: marks a customer's message as read and shows "typing".
//!
//! Not in the seed; seen in the field with `{"typing_indicator":{"type":"text"}}`.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::gateway::{Caller, Noted};
use crate::phone;
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// Meta takes the typing sign away after 25 s.
const TYPING: Duration = Duration::from_secs(25);

/// The phone shows the message as read by the business, and the business as typing if that was asked for.
///
/// # Errors
/// 400 for a typing indicator that is not of type text, 424 for a message that this account never got.
pub async fn read(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    Path(wamid): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::invalid(format!("Unexpected token in JSON: {e}")))?;
    let indicator = body.get("typing_indicator");
    if indicator.is_some_and(|i| i.get("type").and_then(Value::as_str) != Some("text")) {
        return Err(Refusal::invalid("typing_indicator.type must be one of the following values: text"));
    }
    let mut state = world.state();
    let Some(number) = phone::read_by_business(&mut state, &account, &wamid) else {
        return Err(Refusal::Meta {
            error: "SEND_MESSAGE",
            message: "Can't send message",
            meta: json!({
                "message": "(#131009) Parameter value is not valid", "code": 131_009, "type": "OAuthException",
                "error_data": {"messaging_product": "whatsapp", "details": "Message ID is not valid"},
            }),
        });
    };
    if indicator.is_some() {
        phone::type_as_business(&world, &mut state, &account, &number, TYPING);
    }
    let mut response = Json(json!({"success": true})).into_response();
    response.extensions_mut().insert(Noted { wamid: Some(wamid), ..Noted::default() });
    Ok(response)
}
