//! What every API request passes: the token, the faults, the journal.

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;

use crate::connection::Scissors;
use crate::fault::ApiFate;
use crate::journal::{Entry, Kind};
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// The largest JSON body that the gateway reads, in bytes.
const JSON_LIMIT: usize = 4 * 1024 * 1024;

/// The account whose token the request carries.
#[derive(Debug, Clone)]
pub struct Caller(pub String);

/// What a handler tells the journal about its request, as a response extension.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    /// The message it is about.
    pub wamid: Option<String>,
    /// The business's own mark on it.
    pub callback_data: Option<String>,
}

/// Authenticates, draws the faults, runs the request and writes the journal.
pub async fn pass(State(world): State<World>, request: Request, next: Next) -> Response {
    let scissors = request.extensions().get::<ConnectInfo<Scissors>>().map(|info| info.0.clone());
    let mut entry = Entry::new(Kind::Api, "", "refused");
    entry.method = Some(request.method().to_string());
    entry.path = Some(request.uri().path().to_owned());
    let Some(slug) = account(&world, &request) else {
        return finish(&world, entry, Refusal::Unauthorized.into_response());
    };
    entry.account.clone_from(&slug);
    let (mut request, body) = match buffered(request).await {
        Ok(read) => read,
        Err(refusal) => return finish(&world, entry, refusal.into_response()),
    };
    entry.body = body;
    request.extensions_mut().insert(Caller(slug));
    let (fate, delay) = world.state().faults.api();
    tokio::time::sleep(delay).await;
    match fate {
        ApiFate::Fine => finish(&world, entry, next.run(request).await),
        ApiFate::TooMany => {
            entry.outcome = "too_many";
            finish(&world, entry, Refusal::TooMany.into_response())
        }
        ApiFate::ServerError => {
            entry.outcome = "server_error";
            finish(&world, entry, Refusal::Broken.into_response())
        }
        ApiFate::CutBefore => {
            entry.outcome = "cut_before_accept";
            cut(&world, entry, scissors, Refusal::Broken.into_response())
        }
        ApiFate::CutAfter => {
            let response = next.run(request).await;
            entry.outcome = "cut_after_accept";
            note(&mut entry, &response);
            cut(&world, entry, scissors, response)
        }
    }
}

fn account(world: &World, request: &Request) -> Option<String> {
    let given = request.headers().get(AUTHORIZATION)?.to_str().ok()?.trim();
    let token = given.strip_prefix("Bearer ").unwrap_or(given).trim();
    let state = world.state();
    state.accounts.values().find(|a| !token.is_empty() && a.token == token).map(|a| a.slug.clone())
}

async fn buffered(request: Request) -> Result<(Request, Option<Value>), Refusal> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/") {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, JSON_LIMIT).await.map_err(|_| Refusal::invalid("request entity too large"))?;
    let json = serde_json::from_slice(&bytes).ok();
    Ok((Request::from_parts(parts, Body::from(bytes)), json))
}

fn note(entry: &mut Entry, response: &Response) {
    if let Some(noted) = response.extensions().get::<Noted>() {
        entry.wamid.clone_from(&noted.wamid);
        entry.callback_data.clone_from(&noted.callback_data);
    }
}

fn finish(world: &World, mut entry: Entry, response: Response) -> Response {
    entry.status = Some(response.status().as_u16());
    if response.status().is_success() {
        entry.outcome = "accepted";
    }
    note(&mut entry, &response);
    world.state().journal.write(entry);
    response
}

fn cut(world: &World, entry: Entry, scissors: Option<Scissors>, response: Response) -> Response {
    world.state().journal.write(entry);
    if let Some(scissors) = scissors {
        scissors.cut();
    }
    response
}
