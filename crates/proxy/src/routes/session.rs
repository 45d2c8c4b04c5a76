//! `POST /v1/session`: a host's proof for a short agent token, or for a code. `POST /v1/session/revoke` ends tokens early.

mod code;
mod contact;
mod revoke;

pub use revoke::post as revoke;

use super::json;
use crate::auth::claims::SCOPE;
use crate::auth::{Claims, assertion, believe, canvas, hubspot, page, server_key};
use crate::error::AppError;
use crate::fact::{End, Grant, Used};
use crate::state::AppState;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use contact::Numbers;
use model::api::open_session::{Card, Code, Context, Order, Request as Proof, Response, Token};
use model::{Problem, Timestamp};
use std::sync::Arc;

/// What keeps a token out of caches.
type Headers = [(HeaderName, &'static str); 1];

/// Takes a proof.
///
/// # Errors
/// 401 for every proof that isn't good, always with the same words; 403 for a page that isn't the tenant's; 422 for a good
/// proof that asks for what can't be, and for one whose numbers can none of them be read.
pub async fn post(State(state): State<AppState>, request: Request) -> Result<(Headers, Json<Response>), AppError> {
    Ok(([(header::CACHE_CONTROL, "no-store")], answer(state, request).await?))
}

async fn answer(state: AppState, request: Request) -> Result<Json<Response>, AppError> {
    let (parts, body) = json::raw(request, &state).await?;
    match json::read(&body)? {
        Proof::Assertion { assertion } => by_assertion(&state, &parts, &assertion).await,
        Proof::Canvas { signed_request } => by_canvas(&state, &parts, &signed_request).await,
        Proof::ServerKey(order) => by_server_key(&state, &parts, order).await,
        Proof::Hubspot(card) => by_hubspot(&state, &parts, &body, card).await,
        Proof::Code { code } => {
            let mut grant = code::redeem(&state, &code).await?;
            let tenant = state.config.tenant(grant.tenant.as_str()).ok_or_else(|| AppError::unauthenticated("the tenant is gone"))?;
            // A code stands in an address: only a page can hold it, and a page of ours says nothing of itself in old browsers.
            let page = page(&parts.headers, tenant, &state.config.public_url)?.unwrap_or(&state.config.public_url);
            if grant.origin.as_deref().is_some_and(|bound| bound != page) {
                return Err(AppError::forbidden("the code was given to another page"));
            }
            grant.origin = Some(page.to_owned());
            let (mut token, jti) = sign(&state, grant.clone()).await?;
            token.next = code::next(&state, grant.after(jti), token.expires_at).await?;
            Ok(Json(Response::Token(token)))
        }
    }
}

async fn by_assertion(state: &AppState, parts: &Parts, text: &str) -> Result<Json<Response>, AppError> {
    let now = state.clock.now();
    let (tenant, assertion) = assertion::verify(text, &state.config, now)?;
    let page = page(&parts.headers, &tenant, &state.config.public_url)?.map(str::to_owned);
    let Numbers { phones, ignored } = contact::phones(&assertion.phones, &tenant, "/assertion/phones")?;
    let mut grant = Grant {
        tenant: tenant.id.clone(),
        at: assertion.since(),
        name: assertion.name.clone(),
        phones,
        record: assertion.record.clone(),
        contact: assertion.contact.clone(),
        scope: assertion.scope.clone().unwrap_or_else(|| SCOPE.to_owned()),
        origin: contact::origin(assertion.origin.clone(), &tenant, &state.config.public_url, "/assertion/origin")?.or(page),
        by: Some(assertion.jti.clone()),
        last: None,
        agent: assertion.sub.clone(),
    };
    contact::check(&mut grant)?;
    let end = End::At(assertion.until());
    once(state, Used { tenant: tenant.id.clone(), name: format!("assertion:{}", assertion.jti), end, at: now }).await?;
    token(state, grant, ignored).await
}

async fn by_canvas(state: &AppState, parts: &Parts, signed_request: &str) -> Result<Json<Response>, AppError> {
    let now = state.clock.now();
    let caller = canvas::verify(&state.config, signed_request)?;
    let tenant = &caller.tenant;
    let origin = page(&parts.headers, tenant, &state.config.public_url)?.map(str::to_owned);
    let texts = caller.phones.iter().map(|(path, text)| (format!("/signed_request{path}"), text.as_str()));
    let Numbers { phones, ignored } = contact::numbers(texts, tenant, "/signed_request")?;
    let mut grant = Grant {
        tenant: tenant.id.clone(),
        agent: caller.agent,
        name: caller.name,
        phones,
        record: caller.record,
        contact: caller.contact,
        scope: SCOPE.to_owned(),
        origin,
        by: Some(caller.id.clone()),
        last: None,
        at: now,
    };
    contact::check(&mut grant)?;
    once(state, Used { tenant: tenant.id.clone(), name: caller.id, end: End::WithSecret(caller.secret), at: now }).await?;
    token(state, grant, ignored).await
}

async fn by_server_key(state: &AppState, parts: &Parts, order: Order) -> Result<Json<Response>, AppError> {
    let tenant = server_key::verify(&state.config, &parts.headers, &order.tenant)?;
    let Numbers { phones, ignored } = contact::phones(&order.phones, &tenant, "/phones")?;
    let mut grant = Grant {
        tenant: tenant.id.clone(),
        agent: order.agent,
        name: order.name,
        phones,
        record: order.record,
        contact: order.contact,
        scope: order.scope.unwrap_or_else(|| SCOPE.to_owned()),
        origin: contact::origin(order.origin, &tenant, &state.config.public_url, "/origin")?,
        by: None,
        last: None,
        at: state.clock.now(),
    };
    contact::check(&mut grant)?;
    if !order.code {
        return token(state, grant, ignored).await;
    }
    Ok(Json(Response::Code(Code { ignored, ..code::issue(state, grant).await? })))
}

async fn by_hubspot(state: &AppState, parts: &Parts, body: &[u8], card: Card) -> Result<Json<Response>, AppError> {
    let caller = hubspot::verify(&state.config, parts, body, state.clock.now())?;
    let tenant = Arc::clone(&caller.tenant);
    let (grant, ignored) = vouched_for(caller, card)?;
    believe(state, &grant.mark()).await?;
    let code = code::issue(state, grant).await?;
    let embed_url = Some(format!("{}/embed/v1/{}?host=hubspot#code={}", state.config.public_url, tenant.id, code.code));
    Ok(Json(Response::Code(Code { embed_url, ignored, ..code })))
}

/// What HubSpot's word and its card's entitle to.
///
/// # Errors
/// 422 where none of the numbers can be read.
pub fn card_grant(caller: hubspot::Caller, card: Card) -> Result<Grant, AppError> {
    vouched_for(caller, card).map(|(grant, _)| grant)
}

/// The same, and what is no number. A card is of one contact: `*` is none, and nobody there may ask for all.
fn vouched_for(caller: hubspot::Caller, card: Card) -> Result<(Grant, Vec<Problem>), AppError> {
    let Numbers { phones, ignored } = contact::numbers(contact::listed(&card.phones, "/phones"), &caller.tenant, "/phones")?;
    let mut grant = Grant {
        tenant: caller.tenant.id.clone(),
        agent: caller.agent,
        name: caller.email,
        phones,
        record: Some(format!("hubspot:contacts:{}", card.object_id)),
        contact: card.name,
        scope: SCOPE.to_owned(),
        origin: None,
        by: None,
        last: None,
        at: caller.at,
    };
    contact::check(&mut grant)?;
    Ok((grant, ignored))
}

/// Lets a proof pass once.
async fn once(state: &AppState, used: Used) -> Result<(), AppError> {
    if state.ledger.is_first_use(used).await? { Ok(()) } else { Err(AppError::unauthenticated("the proof was used before")) }
}

async fn token(state: &AppState, grant: Grant, ignored: Vec<Problem>) -> Result<Json<Response>, AppError> {
    let (token, _) = sign(state, grant).await?;
    Ok(Json(Response::Token(Token { ignored, ..token })))
}

/// A token of ours, and its name.
async fn sign(state: &AppState, grant: Grant) -> Result<(Token, String), AppError> {
    believe(state, &grant.mark()).await?;
    let claims = Claims::of(&grant, state.clock.now(), state.config.session.ttl);
    let token = state.keyring.sign(&claims)?;
    let context = Context { phones: grant.phones, record: grant.record, name: grant.contact };
    let token = Token { token, expires_at: Timestamp::from_seconds(claims.exp), context, next: None, ignored: Vec::new() };
    Ok((token, claims.jti))
}
