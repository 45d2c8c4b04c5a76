//! Who asks: the `Agent` extractor. A route without an `Agent` in its signature is public, or asks for another proof.
//!
//! A browser says which page asks in `Origin`, and that page must be the tenant's (or our own embed page). A request without
//! `Origin` comes from no page (curl, a server) or from our own origin; a token that was given to one page is good there alone.

pub mod assertion;
pub mod canvas;
pub mod claims;
mod decoy;
pub mod hubspot;
pub mod keyring;
pub mod server_key;
mod signed;

pub use claims::{Claims, Scope};
pub use keyring::Keyring;

use crate::config::Tenant;
use crate::error::AppError;
use crate::fact::{Grant, Mark, Uploader};
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use model::message::{Author, AuthorKind};
use model::{Address, PhoneNumber, ThreadId, Timestamp};
use std::sync::Arc;

/// An agent with a good token.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Whose agent.
    pub tenant: Arc<Tenant>,
    /// The agent's id in the CRM.
    pub id: String,
    /// The agent's name, if the token has one.
    pub name: Option<String>,
    /// When the token is no longer accepted, clock skew included.
    pub until: Timestamp,
    /// The CRM's name of the record that the token was given for.
    pub record: Option<String>,
    /// By what the token can be revoked.
    pub mark: Mark,
    phones: Phones,
    scopes: Vec<Scope>,
}

/// Whose threads a token may open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phones {
    Any,
    These(Vec<PhoneNumber>),
}

impl Agent {
    fn new(tenant: Arc<Tenant>, claims: &Claims, mark: Mark) -> Self {
        let phones = match claims.phones.as_slice() {
            [any] if any == "*" => Phones::Any,
            listed => Phones::These(listed.iter().filter_map(|text| PhoneNumber::parse(text).ok()).collect()),
        };
        Self {
            id: claims.sub.clone(),
            name: claims.name.clone().filter(|name| !name.trim().is_empty()),
            until: claims.until(),
            record: claims.record.clone(),
            mark,
            phones,
            scopes: claims.scopes(),
            tenant,
        }
    }

    /// An agent whom a proof vouches for in this one request.
    ///
    /// # Errors
    /// 401 if she was revoked since, 503 when that can't be looked up.
    pub async fn vouched(state: &AppState, tenant: Arc<Tenant>, grant: &Grant) -> Result<Self, AppError> {
        let mark = grant.mark();
        believe(state, &mark).await?;
        Ok(Self::new(tenant, &Claims::of(grant, state.clock.now(), state.config.session.ttl), mark))
    }

    /// Makes sure that the token gives a right.
    ///
    /// # Errors
    /// 403.
    pub fn require(&self, scope: Scope) -> Result<(), AppError> {
        if self.scopes.contains(&scope) { Ok(()) } else { Err(AppError::forbidden(format!("the scope {} is missing", scope.as_str()))) }
    }

    /// Whether the token may reach a thread with these addresses: one of them is enough.
    pub fn may_open(&self, addresses: &[Address]) -> bool {
        match &self.phones {
            Phones::Any => true,
            Phones::These(phones) => addresses.iter().filter_map(Address::phone).any(|phone| phones.contains(phone)),
        }
    }

    /// Whether the token may name every one of these addresses. One known address finds a thread, so that a single foreign
    /// one would open somebody else's.
    pub fn may_name(&self, addresses: &[Address]) -> bool {
        match &self.phones {
            Phones::Any => true,
            Phones::These(phones) => addresses.iter().all(|address| address.phone().is_some_and(|phone| phones.contains(phone))),
        }
    }

    /// Makes sure that there is such a thread and that the token may reach it.
    ///
    /// # Errors
    /// 404 in both cases: who may not see a thread doesn't learn that it exists.
    pub async fn reach(&self, state: &AppState, thread: &ThreadId) -> Result<Vec<Address>, AppError> {
        let addresses = state.ledger.store().addresses(&self.tenant.id, thread).await?;
        if self.may_open(&addresses) { Ok(addresses) } else { Err(AppError::not_found().because("the token is for other people")) }
    }

    /// The agent as who uploads a file.
    pub fn uploader(&self) -> Uploader {
        let phones = match &self.phones {
            Phones::Any => vec!["*".to_owned()],
            Phones::These(phones) => phones.iter().map(ToString::to_string).collect(),
        };
        Uploader { agent: self.id.clone(), phones }
    }

    /// Whether she uploaded it, with a token for one of the people whom this one is for.
    pub fn has_uploaded(&self, uploader: &Uploader) -> bool {
        let is_hers = match &self.phones {
            Phones::Any => true,
            Phones::These(phones) => phones.iter().any(|phone| uploader.phones.iter().any(|other| other == phone.as_str())),
        };
        is_hers && uploader.agent == self.id
    }

    /// The agent as the author of a message.
    pub fn author(&self) -> Author {
        Author { kind: AuthorKind::Agent, name: Some(self.name.clone().unwrap_or_else(|| self.id.clone())) }
    }
}

impl FromRequestParts<AppState> for Agent {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let claims::Verified { tenant, claims, mark } =
            claims::verify(bearer(&parts.headers)?, &state.config, &state.keyring, state.clock.now())?;
        let page = page(&parts.headers, &tenant, &state.config.public_url)?;
        check_origin(claims.origin.as_deref(), page, &state.config.public_url)?;
        believe(state, &mark).await?;
        Ok(Self::new(tenant, &claims, mark))
    }
}

/// The secret of an `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Result<&str, AppError> {
    let header = headers.get(AUTHORIZATION).ok_or_else(|| AppError::unauthenticated("no Authorization header"))?;
    let scheme = header.to_str().ok().and_then(|text| text.split_once(' '));
    let secret = scheme.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, secret)| secret.trim());
    secret.ok_or_else(|| AppError::unauthenticated("the Authorization header is no bearer token"))
}

/// The page that asks, if one does.
///
/// # Errors
/// 403 if it is neither the tenant's nor our own.
pub fn page<'h>(headers: &'h HeaderMap, tenant: &Tenant, public_url: &str) -> Result<Option<&'h str>, AppError> {
    let Some(origin) = headers.get(ORIGIN).map(HeaderValue::to_str) else { return Ok(None) };
    match origin {
        Ok(origin) if origin == public_url || tenant.has_origin(origin) => Ok(Some(origin)),
        _ => Err(foreign_page("the origin isn't the tenant's")),
    }
}

/// A token that was given to one page is good there alone. Browsers leave `Origin` away when a page of ours asks ourselves.
fn check_origin(bound: Option<&str>, page: Option<&str>, public_url: &str) -> Result<(), AppError> {
    match bound {
        Some(bound) if page.unwrap_or(public_url) != bound => Err(foreign_page("the token was given to another page")),
        _ => Ok(()),
    }
}

fn foreign_page(cause: &str) -> AppError {
    AppError::new(model::api::Code::Forbidden, "This page may not use this token.").because(cause)
}

/// Makes sure that a token was not revoked.
///
/// # Errors
/// 401 if it was.
pub async fn believe(state: &AppState, mark: &Mark) -> Result<(), AppError> {
    match state.ledger.store().is_revoked(mark).await? {
        true => Err(AppError::unauthenticated("token: it was revoked")),
        false => Ok(()),
    }
}
