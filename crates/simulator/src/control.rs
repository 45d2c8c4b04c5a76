//! `/_control`: how tests, the demo page and benches steer the simulated world. JSON, open to every origin.

pub mod account;
pub mod event;
pub mod judge;
pub mod media;
pub mod phone;
pub mod template;
pub mod wire;

use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use http::StatusCode;
use serde_json::json;
use tower_http::cors::CorsLayer;

use crate::load;
use crate::world::World;

/// `/_control/…`
pub fn routes() -> Router<World> {
    Router::new()
        .route("/accounts", get(account::list))
        .route("/accounts/{slug}", put(account::put))
        .route("/templates/{slug}", get(template::list).put(template::put))
        .route("/phones", get(phone::list))
        .route("/phones/{phone}", get(phone::show).put(phone::put))
        .route("/phones/{phone}/events", get(event::stream))
        .route("/phones/{phone}/messages", post(phone::say))
        .route("/phones/{phone}/history", post(phone::remember))
        .route("/phones/{phone}/read", post(phone::read))
        .route("/phones/{phone}/typing", post(phone::typing))
        .route("/phones/{phone}/played", post(phone::played))
        .route("/phones/{phone}/reactions", post(phone::react))
        .route("/phones/{phone}/reports", post(phone::report))
        .route("/phones/{phone}/tap", post(phone::tap))
        .route("/phones/{phone}/edit", post(phone::edit))
        .route("/phones/{phone}/delete", post(phone::delete))
        .route("/media/{id}", get(media::show).put(media::put))
        .route("/media/{id}/expire", post(media::expire))
        .route("/webhooks/{slug}", post(wire::webhook))
        .route("/statuses/{slug}", post(wire::status))
        .route("/other/{slug}", post(wire::other))
        .route("/judge/{slug}", post(judge::judge))
        .route("/verify/{slug}", post(wire::verify))
        .route("/faults", get(wire::faults).put(wire::set_faults))
        .route("/journal", get(wire::journal))
        .route("/retry", post(wire::retry))
        .route("/idle", get(wire::idle))
        .route("/reset", post(wire::reset))
        .route("/load", post(load::route))
        .layer(DefaultBodyLimit::disable())
        .layer(CorsLayer::permissive())
}

/// Why a control request is refused.
#[derive(Debug)]
pub struct Refused(StatusCode, String);

impl Refused {
    /// 404.
    pub fn missing(what: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, what.into())
    }

    /// 400.
    pub fn wrong(what: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, what.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}
