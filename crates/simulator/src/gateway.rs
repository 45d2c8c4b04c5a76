//! What every API request passes, whatever the provider: the key, the faults, the journal.

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Parts;
use serde_json::Value;

use crate::connection::Scissors;
use crate::fault::ApiFate;
use crate::journal::{Entry, Kind};
use crate::provider::Provider;
use crate::world::{State, World};

/// The account that a request's key belongs to; where a key opens several, one of them.
#[derive(Debug, Clone)]
pub struct Caller(pub String);

/// What a handler tells the journal about its request, as a response extension.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    /// The account, where the body and not the key says which.
    pub account: Option<String>,
    /// The message it is about.
    pub wamid: Option<String>,
    /// The business's own mark on it.
    pub callback_data: Option<String>,
}

/// Why a request does not reach its handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// No key.
    NoKey,
    /// A key of nobody.
    WrongKey,
    /// A good key, but not for this resource.
    Forbidden,
    /// A body beyond what the gateway reads.
    TooLarge,
    /// A fault: too many requests.
    TooMany,
    /// A fault: the server broke.
    Broken,
}

/// One provider's door.
#[derive(Clone, Copy)]
pub struct Gate {
    /// Finds the account whose key a request carries.
    pub open: fn(&State, &Parts) -> Result<String, Stop>,
    /// The provider's words for a closed door.
    pub refuse: fn(Stop) -> Response,
    /// The largest body, in bytes; multipart forms count for themselves.
    pub limit: usize,
}

/// Authenticates, draws the faults, runs the request and writes the journal.
pub async fn pass(Shared((world, gate)): Shared<(World, Gate)>, request: Request, next: Next) -> Response {
    let scissors = request.extensions().get::<ConnectInfo<Scissors>>().map(|info| info.0.clone());
    let mut entry = Entry::new(Kind::Api, "", "refused");
    entry.method = Some(request.method().to_string());
    entry.path = Some(request.uri().path().to_owned());
    let (parts, body) = request.into_parts();
    let opened = (gate.open)(&world.state(), &parts);
    let slug = match opened {
        Ok(slug) => slug,
        Err(stop) => return finish(&world, entry, (gate.refuse)(stop)),
    };
    entry.account.clone_from(&slug);
    let Some((mut request, body)) = buffered(Request::from_parts(parts, body), gate.limit).await else {
        return finish(&world, entry, (gate.refuse)(Stop::TooLarge));
    };
    entry.body = body;
    request.extensions_mut().insert(Caller(slug));
    let (fate, delay) = world.state().faults.api();
    tokio::time::sleep(delay).await;
    match fate {
        ApiFate::Fine => finish(&world, entry, next.run(request).await),
        ApiFate::TooMany => {
            entry.outcome = "too_many";
            finish(&world, entry, (gate.refuse)(Stop::TooMany))
        }
        ApiFate::ServerError => {
            entry.outcome = "server_error";
            finish(&world, entry, (gate.refuse)(Stop::Broken))
        }
        ApiFate::CutBefore => {
            entry.outcome = "cut_before_accept";
            cut(&world, entry, scissors, (gate.refuse)(Stop::Broken))
        }
        ApiFate::CutAfter => {
            let response = next.run(request).await;
            entry.outcome = "cut_after_accept";
            note(&mut entry, &response);
            cut(&world, entry, scissors, response)
        }
    }
}

/// The account of this provider whose token stands in `Authorization`, alone or after `Bearer`.
///
/// # Errors
/// Without such a header, or with a token of nobody.
pub fn by_authorization(state: &State, parts: &Parts, provider: Provider) -> Result<String, Stop> {
    let given = parts.headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok()).map(str::trim).ok_or(Stop::NoKey)?;
    by_token(state, given.strip_prefix("Bearer ").unwrap_or(given).trim(), provider)
}

/// The account of this provider with this token.
///
/// # Errors
/// When it is nobody's.
pub fn by_token(state: &State, token: &str, provider: Provider) -> Result<String, Stop> {
    let found = state.accounts.values().find(|a| a.provider == provider && !token.is_empty() && a.token == token);
    found.map(|a| a.slug.clone()).ok_or(Stop::WrongKey)
}

async fn buffered(request: Request, limit: usize) -> Option<(Request, Option<Value>)> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/") {
        return Some((request, None));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, limit).await.ok()?;
    let json = serde_json::from_slice(&bytes).ok();
    Some((Request::from_parts(parts, Body::from(bytes)), json))
}

fn note(entry: &mut Entry, response: &Response) {
    if let Some(noted) = response.extensions().get::<Noted>() {
        entry.wamid.clone_from(&noted.wamid);
        entry.callback_data.clone_from(&noted.callback_data);
        if let Some(account) = &noted.account {
            entry.account.clone_from(account);
        }
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
