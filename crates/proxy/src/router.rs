//! Every route on one page. A handler without an `Agent` in its signature is public, or asks for another proof by itself.

pub mod envelope;

use crate::routes::{
    assets, embed, events, health, history, hook, hubspot, journal, media, open, reactions, read, reply, session, templates,
};
use crate::state::AppState;
use crate::{link, openapi};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};
use model::api::{
    change_templates, get_history, get_journal, list_templates, mark_read, open_session, open_stream, open_thread, react, upload_media,
};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How much larger than its file a multipart form may be.
const FORM_BYTES: usize = 64 * 1024;
/// The largest proof: nobody has shown who asks before it was read.
const PROOF_BYTES: usize = 48 * 1024;
/// How long a browser may remember what it may ask.
const PREFLIGHT: Duration = Duration::from_secs(600);

type Route = (&'static str, &'static [&'static str], MethodRouter<AppState>);

/// For agents' browsers: CORS for the tenants' pages. Answers in JSON are compressed.
fn api() -> Vec<Route> {
    vec![
        (open_thread::PATH, &["POST"], post(open::post)),
        (get_history::PATH, &["GET", "POST"], get(history::get).post(reply::post)),
        (get_journal::PATH, &["GET"], get(journal::get)),
        (mark_read::PATH, &["POST"], post(read::post_read)),
        (mark_read::TYPING_PATH, &["POST"], post(read::post_typing)),
        (react::PATH, &["POST"], post(reactions::post)),
        (open_session::PATH, &["POST"], post(session::post).layer(DefaultBodyLimit::max(PROOF_BYTES))),
        (open_session::REVOKE_PATH, &["POST"], post(session::revoke)),
        (
            list_templates::PATH,
            &["GET", "POST", "PUT", "DELETE"],
            get(templates::get).post(templates::post).put(templates::put).delete(templates::delete),
        ),
        (change_templates::KNOWN_PATH, &["POST", "DELETE"], post(templates::post_known).delete(templates::delete_known)),
    ]
}

/// The same, for answers that flow and must not be touched on the way.
fn streams() -> Vec<Route> {
    vec![(open_stream::PATH, &["GET"], get(events::get)), (media::ONE, &["GET"], get(media::get))]
}

/// The same, for files on their way in.
fn uploads() -> Vec<Route> {
    vec![(upload_media::PATH, &["POST"], post(media::post)), (change_templates::SAMPLES_PATH, &["POST"], post(templates::post_sample))]
}

/// For everybody.
fn public() -> Vec<Route> {
    vec![
        (hook::PATH, &["GET", "POST"], get(hook::get).post(hook::post)),
        (link::PATH, &["GET"], get(media::public)),
        (hubspot::THREAD, &["POST"], post(hubspot::thread).layer(DefaultBodyLimit::max(PROOF_BYTES))),
        (hubspot::REPLY, &["POST"], post(hubspot::reply).layer(DefaultBodyLimit::max(PROOF_BYTES))),
        (embed::PATH, &["GET"], get(embed::get)),
        (embed::PROBE, &["GET"], get(embed::probe)),
        (assets::SCRIPT, &["GET"], get(assets::script)),
        (assets::FILE, &["GET"], get(assets::file)),
        (assets::PINNED, &["GET"], get(assets::pinned)),
        ("/healthz", &["GET"], get(health::alive)),
        ("/readyz", &["GET"], get(health::ready)),
        ("/metrics", &["GET"], get(health::figures)),
        ("/openapi.json", &["GET"], get(openapi::get)),
    ]
}

/// Every route: its path with axum's placeholders, and its methods.
pub fn listing() -> Vec<(&'static str, &'static [&'static str])> {
    [api(), streams(), uploads(), public()].into_iter().flatten().map(|(path, methods, _)| (path, methods)).collect()
}

/// The whole server.
pub fn router(state: AppState) -> Router {
    let body = DefaultBodyLimit::max(state.config.body_max_bytes);
    let file = usize::try_from(state.config.media_max_bytes).unwrap_or(usize::MAX).saturating_add(FORM_BYTES);
    let private = routes(api())
        .layer(CompressionLayer::new().compress_when(SizeAbove::default().and(is_answer)))
        .merge(routes(streams()))
        .merge(routes(uploads()).layer(DefaultBodyLimit::max(file)))
        .layer(from_fn(envelope::envelope))
        .layer(cors(&state));
    let public = routes(public()).layer(from_fn(envelope::envelope));
    let fallback = Router::new().fallback(async || crate::error::AppError::not_found()).layer(from_fn(envelope::envelope));
    private.merge(public).merge(fallback).layer(body).with_state(state)
}

/// Refusals stay as they are: [`envelope`] reads them.
fn is_answer(status: StatusCode, _: Version, _: &HeaderMap, _: &Extensions) -> bool {
    status.is_success()
}

fn routes(list: Vec<Route>) -> Router<AppState> {
    list.into_iter().fold(Router::new(), |router, (path, _, handler)| router.route(path, handler)).layer(CatchPanicLayer::new())
}

/// Exactly the pages of the tenants. A page of one tenant with a token of another is refused by [`crate::auth::Agent`].
fn cors(state: &AppState) -> CorsLayer {
    let pages = state.config.tenants.iter().flat_map(|tenant| &tenant.origins);
    let origins: Vec<HeaderValue> = pages.filter_map(|origin| HeaderValue::try_from(origin.as_str()).ok()).collect();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::RANGE, HeaderName::from_static("last-event-id")])
        .expose_headers([
            envelope::REQUEST_ID,
            header::RETRY_AFTER,
            header::CONTENT_RANGE,
            header::CONTENT_LENGTH,
            header::CONTENT_DISPOSITION,
            header::ETAG,
        ])
        .vary([header::ORIGIN])
        .max_age(PREFLIGHT)
}
