//! Reads a signed text (JWT): with the one key that its header names, and with that key's algorithm alone.

use super::decoy;
use super::keyring::Keyring;
use crate::config::{Config, OWN, Tenant};
use crate::error::AppError;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, dangerous};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A text with a good signature.
pub(super) struct Signed<T> {
    /// Whose key it was.
    pub(super) tenant: Arc<Tenant>,
    /// What it says.
    pub(super) claims: T,
    /// It was signed by the proxy itself.
    pub(super) is_own: bool,
}

#[derive(Deserialize)]
struct Whose {
    tenant: String,
}

/// Reads a text that a key of its tenant has signed, or one of the `own` keys.
///
/// # Errors
/// 401, always with the same words and after the same work; the reason is for the log.
pub(super) fn read<T: DeserializeOwned>(text: &str, config: &Config, own: Option<&Keyring>) -> Result<Signed<T>, AppError> {
    let header = jsonwebtoken::decode_header(text).map_err(|_| refuse("it can't be read"))?;
    let kid = header.kid.as_deref().ok_or_else(|| refuse("it names no key"))?;
    let whose: Whose = dangerous::insecure_decode_claims(text).map_err(|_| refuse("its claims can't be read"))?;
    let is_own = kid.starts_with(OWN);
    let (tenant, key) = find(config, &whose.tenant, kid, header.alg, own).map_err(|cause| {
        decoy::spend(text, header.alg);
        refuse(cause)
    })?;
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_required_spec_claims::<&str>(&[]);
    let claims = jsonwebtoken::decode(text, key, &validation).map_err(|_| refuse("its signature is wrong"))?.claims;
    Ok(Signed { tenant: Arc::clone(tenant), claims, is_own })
}

type Found<'a> = (&'a Arc<Tenant>, &'a DecodingKey);

fn find<'a>(config: &'a Config, tenant: &str, kid: &str, alg: Algorithm, own: Option<&'a Keyring>) -> Result<Found<'a>, &'static str> {
    let tenant = config.tenant(tenant).ok_or("there is no such tenant")?;
    let (pinned, key) = if kid.starts_with(OWN) {
        own.and_then(|own| own.key(kid)).ok_or("we have no such key")?
    } else {
        tenant.keys.iter().find(|key| key.kid == kid).map(|key| (key.alg, &key.decoding)).ok_or("the tenant has no such key")?
    };
    if pinned == alg { Ok((tenant, key)) } else { Err("its algorithm isn't the key's") }
}

pub(super) fn refuse(cause: &str) -> AppError {
    AppError::unauthenticated(format!("token: {cause}"))
}
