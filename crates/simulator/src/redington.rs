//! Redington's WhatsApp API as seed 002 says it (v1.0, August 2024), without campaigns and analytics.
//!
//! Who judges what: the API answers with the document's own codes as strings, 601 parameter, 602 number, 603 length,
//! 604 type, whatever it or Meta finds wrong with the message itself; what only the journey shows (window, reach,
//! consent, a link that gives nothing) comes as status FAILED with Meta's code as a string.

pub mod contact;
pub mod language;
pub mod media;
pub mod message;
pub mod refusal;
pub mod send;
pub mod template;
pub mod webhook;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use http::request::Parts;

use crate::gateway::{Gate, Stop, pass};
use crate::provider::Provider;
use crate::world::{State, World};

/// Redington's WhatsApp.
#[derive(Debug)]
pub struct Redington;

const GATE: Gate = Gate { open, refuse: refusal::stop, limit: 4 * 1024 * 1024 };

/// `/redington/…`
pub fn routes(world: &World) -> Router<World> {
    let project = Router::new()
        .route("/media", post(media::upload))
        .route("/messages", post(send::send))
        .route("/messages/{id}", get(message::show))
        .route("/wa_template", get(template::list).post(template::create))
        .route("/wa_template/{id}", get(template::show).delete(template::delete))
        .route("/contact", get(contact::find).post(contact::create))
        .route("/contact/{id}", get(contact::show).patch(contact::change));
    Router::new()
        .nest("/project-apis/v1/project/{project}", project)
        .fallback(unknown)
        .method_not_allowed_fallback(method)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state((world.clone(), GATE), pass))
}

/// The password must be that of the project in the path.
fn open(state: &State, parts: &Parts) -> Result<String, Stop> {
    let password = parts.headers.get("x-project-api-pwd").and_then(|v| v.to_str().ok()).ok_or(Stop::NoKey)?;
    let project = parts.uri.path().split('/').skip_while(|part| *part != "project").nth(1).unwrap_or_default();
    let mut own = state.accounts.values().filter(|a| a.provider == Provider::Redington && a.token == password).peekable();
    own.peek().ok_or(Stop::WrongKey)?;
    own.find(|a| a.project_id() == project).map(|a| a.slug.clone()).ok_or(Stop::Forbidden)
}

async fn unknown() -> refusal::Refusal {
    refusal::Refusal::NotFound
}

async fn method() -> refusal::Refusal {
    refusal::Refusal::Method
}
