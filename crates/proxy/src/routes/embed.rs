//! `GET /embed/v1/{tenant}`: a page of ours that a CRM frames where it allows no script of others; and its probe.
//!
//! The page takes the token and the person from the page around it over a port, and only from the tenant's pages. Its script
//! is the widget's `v1/page.js`; what both say is in `pkg-templates/README.md`.

use crate::config::Tenant;
use crate::error::AppError;
use crate::state::AppState;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// The path, with axum's placeholder.
pub const PATH: &str = "/embed/v1/{tenant}";
/// The path of the page that says what a frame of ours may do there.
pub const PROBE: &str = "/embed/v1/{tenant}/probe";

const PAGE: &str = include_str!("embed/page.html");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The longest locale.
const LOCALE_MAX: usize = 35;

/// What the address may say beside the tenant.
#[derive(Deserialize)]
pub struct Asked {
    /// The language that a page speaks to which no page around it tells one.
    locale: Option<String>,
}

/// The page.
///
/// # Errors
/// 404 for an unknown tenant.
pub async fn get(State(state): State<AppState>, Path(tenant): Path<String>, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let is_locale =
        |text: &String| (1..=LOCALE_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let locale = asked.locale.filter(is_locale).map(|locale| format!(" data-locale=\"{locale}\""));
    answer(&state, &tenant, &locale.unwrap_or_default())
}

/// The same page, showing what it may do instead of a thread.
///
/// # Errors
/// 404 for an unknown tenant.
pub async fn probe(State(state): State<AppState>, Path(tenant): Path<String>) -> Result<Response, AppError> {
    answer(&state, &tenant, " data-probe")
}

fn answer(state: &AppState, tenant: &str, mode: &str) -> Result<Response, AppError> {
    let tenant = state.config.tenant(tenant).ok_or_else(AppError::not_found)?;
    let parents = tenant.frame_ancestors.join(" ");
    let page = PAGE.replace("{mode}", mode).replace("{tenant}", &escape(tenant.id.as_str())).replace("{parents}", &escape(&parents));
    let mut response = page.into_response();
    let policy = HeaderValue::try_from(policy(tenant)).map_err(|_| AppError::internal("a policy is no header"))?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (PERMISSIONS_POLICY, "camera=(), geolocation=(), payment=(), usb=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

fn policy(tenant: &Tenant) -> String {
    let ancestors = if tenant.frame_ancestors.is_empty() { "'none'".to_owned() } else { tenant.frame_ancestors.join(" ") };
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob: data:",
        "base-uri 'none'",
        "form-action 'none'",
        &format!("frame-ancestors {ancestors}"),
    ]
    .join("; ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
