//! Exotel's WhatsApp API as seed 004 (templates) and Exotel's public pages (messages, webhooks) say it.
//!
//! Who judges what: the API answers for each item of a bulk whether it can be read (1003); everything that Meta
//! judges comes as a delivery report with Exotel's own codes, 300xx.

pub mod answer;
pub mod code;
pub mod media;
pub mod sample;
pub mod send;
pub mod settings;
pub mod template;
pub mod webhook;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post, put};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{Method, StatusCode};

use crate::gateway::{Gate, Stop, pass};
use crate::provider::Provider;
use crate::world::{State, World};

/// Exotel's WhatsApp.
#[derive(Debug)]
pub struct Exotel;

const GATE: Gate = Gate { open, refuse: answer::stop, limit: 110 * 1024 * 1024 };

/// `/exotel/…`
pub fn routes(world: &World) -> Router<World> {
    let templates = get(template::list).post(template::create).put(template::edit).delete(template::delete);
    Router::new()
        .route("/v2/accounts/{sid}/messages", post(send::send))
        .route("/v2/accounts/{sid}/templates", templates)
        // The seed's samples of the list have this older path.
        .route("/v1/Accounts/{sid}/templates", get(template::list))
        .route("/v2/accounts/{sid}/templates/sample", post(sample::upload))
        .route("/v2/accounts/{sid}/whatsapp/webhook", put(settings::change))
        .route("/media/{id}", get(media::download))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state((world.clone(), GATE), pass))
}

/// `key:token` as HTTP Basic, for the account whose sid is in the path.
fn open(state: &State, parts: &Parts) -> Result<String, Stop> {
    let given = parts.headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok()).ok_or(Stop::NoKey)?;
    let pair = given.strip_prefix("Basic ").and_then(|b| STANDARD.decode(b.trim()).ok()).ok_or(Stop::WrongKey)?;
    let mut own = state.accounts.values().filter(|a| a.provider == Provider::Exotel && a.token.as_bytes() == pair).peekable();
    let first = own.peek().ok_or(Stop::WrongKey)?.slug.clone();
    let sid = parts.uri.path().split('/').skip_while(|p| !p.eq_ignore_ascii_case("accounts")).nth(1);
    match sid {
        Some(sid) => own.find(|a| a.account_sid() == sid).map(|a| a.slug.clone()).ok_or(Stop::Forbidden),
        None => Ok(first),
    }
}

async fn unknown(method: Method) -> Response {
    answer::whole(&method, StatusCode::NOT_FOUND, "Not Found", "The object you’re requesting doesn’t exist.")
}
