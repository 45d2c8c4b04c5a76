//! Who asks: the `Agent` extractor. A route without an `Agent` in its signature is public.
//!
//! A browser says which page asks in `Origin`, and that page must be the tenant's (or our own embed page). A request without
//! `Origin` comes from no page (curl, a server) or from our own origin; the token alone decides there.

pub mod claims;

pub use claims::{Claims, Scope};

use crate::config::Tenant;
use crate::error::AppError;
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, ORIGIN};
use axum::http::request::Parts;
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

    /// The agent as the author of a message.
    pub fn author(&self) -> Author {
        Author { kind: AuthorKind::Agent, name: Some(self.name.clone().unwrap_or_else(|| self.id.clone())) }
    }
}

impl FromRequestParts<AppState> for Agent {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let header = parts.headers.get(AUTHORIZATION).ok_or_else(|| AppError::unauthenticated("no Authorization header"))?;
        let token = header
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(|| AppError::unauthenticated("the Authorization header is no bearer token"))?;
        let (tenant, claims) = claims::verify(token, &state.config, state.clock.now())?;
        if let Some(origin) = parts.headers.get(ORIGIN) {
            let is_known = |origin: &str| origin == state.config.public_url || tenant.origins.iter().any(|known| known == origin);
            if !origin.to_str().is_ok_and(is_known) {
                return Err(AppError::new(model::api::Code::Forbidden, "This page may not use this token.")
                    .because("the origin isn't the tenant's"));
            }
        }
        let phones = match claims.phones.as_slice() {
            [any] if any == "*" => Phones::Any,
            listed => Phones::These(listed.iter().filter_map(|text| PhoneNumber::parse(text).ok()).collect()),
        };
        Ok(Self {
            id: claims.sub.clone(),
            name: claims.name.clone().filter(|name| !name.trim().is_empty()),
            until: claims.until(),
            phones,
            scopes: claims.scopes(),
            tenant,
        })
    }
}
