//! HubSpot's word for an agent: requests that `hubspot.fetch` made and HubSpot signed (version 3).
//!
//! <https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation>

use super::claims::SKEW;
use crate::config::{Config, Tenant};
use crate::error::AppError;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use model::Timestamp;
use sha2::Sha256;
use std::sync::Arc;
use url::form_urlencoded;

/// The header with the signature.
const SIGNATURE: &str = "x-hubspot-signature-v3";
/// The header with the moment of signing, in milliseconds.
const MOMENT: &str = "x-hubspot-request-timestamp";
/// How old a signature may be, in milliseconds.
const AGE_MAX: i64 = 5 * 60 * 1000;
/// What HubSpot writes plainly in the address that it signs, however it was escaped on the way.
const PLAIN: [(&str, char); 12] = [
    ("%3A", ':'),
    ("%2F", '/'),
    ("%3F", '?'),
    ("%40", '@'),
    ("%21", '!'),
    ("%24", '$'),
    ("%27", '\''),
    ("%28", '('),
    ("%29", ')'),
    ("%2A", '*'),
    ("%2C", ','),
    ("%3B", ';'),
];
/// A secret that no app has, for accounts that no tenant has.
const NOBODYS: &str = "no app has this secret";

/// Whom HubSpot vouches for.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Whose HubSpot account it is.
    pub tenant: Arc<Tenant>,
    /// The agent: `hs:<portal>:<user>`.
    pub agent: String,
    /// The agent's e-mail address, which HubSpot shows as a name.
    pub email: Option<String>,
    /// The earliest moment, by our clock, at which HubSpot may have signed.
    pub at: Timestamp,
}

/// Checks a signature. User and account are those of the signed query, never of the body.
///
/// # Errors
/// 401, always with the same words and after the same work.
pub fn verify(config: &Config, parts: &Parts, body: &[u8], now: Timestamp) -> Result<Caller, AppError> {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(signature), Some(moment)) = (header(SIGNATURE), header(MOMENT)) else { return Err(refuse("a header is missing")) };
    let query = parts.uri.query().unwrap_or_default();
    let portal = only(query, "portalId");
    let found = config.tenants.iter().find_map(|tenant| {
        let app = tenant.hubspot.as_ref()?;
        app.portal_ids.iter().any(|known| Some(known) == portal.as_ref()).then_some((tenant, app))
    });
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let address = plain(&format!("{}{path}", config.public_url));
    let secret = found.map_or(NOBODYS, |(_, app)| app.client_secret.expose());
    let is_good = is_signed(secret, &[parts.method.as_str().as_bytes(), address.as_bytes(), body, moment.as_bytes()], signature);
    let (Some((tenant, _)), Some(portal)) = (found, portal) else { return Err(refuse("no tenant has this account")) };
    if !is_good {
        return Err(refuse("the signature is wrong"));
    }
    let at = moment.parse().map(Timestamp::from_millis).map_err(|_| refuse("the moment is no number"))?;
    let age = now.millis().saturating_sub(at.millis());
    if !(-SKEW * 1000..=AGE_MAX).contains(&age) {
        return Err(refuse("it was signed at another time"));
    }
    let user = only(query, "userId").filter(|user| !user.is_empty()).ok_or_else(|| refuse("it names no user"))?;
    // HubSpot's clock may be ahead of ours: a proof that it dates after the word that revokes it may be older.
    let at = at.plus_millis(-SKEW * 1000);
    Ok(Caller { tenant: Arc::clone(tenant), agent: format!("hs:{portal}:{user}"), email: only(query, "userEmail"), at })
}

fn is_signed(secret: &str, parts: &[&[u8]], signature: &str) -> bool {
    let given = STANDARD.decode(signature.trim()).unwrap_or_default();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    parts.iter().for_each(|part| mac.update(part));
    mac.verify_slice(&given).is_ok()
}

/// A value of the query, if it is there once: of two, nobody knows which one HubSpot has added.
fn only(query: &str, name: &str) -> Option<String> {
    let mut values = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let first = values.next();
    first.filter(|_| values.next().is_none())
}

/// The address as HubSpot signs it.
fn plain(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(start) = rest.find('%') {
        plain.push_str(&rest[..start]);
        let escape = rest.get(start..start + 3).unwrap_or("%");
        match PLAIN.iter().find(|(escaped, _)| escaped.eq_ignore_ascii_case(escape)) {
            Some((_, letter)) => {
                plain.push(*letter);
                rest = &rest[start + 3..];
            }
            None => {
                plain.push('%');
                rest = &rest[start + 1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn refuse(cause: &str) -> AppError {
    AppError::unauthenticated(format!("hubspot: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_fixed_list_is_written_plainly() {
        assert_eq!(plain("https://a.example/x?e=p%40q.r&s=a%20b%3a%2c%25&t=%"), "https://a.example/x?e=p@q.r&s=a%20b:,%25&t=%");
        assert_eq!(plain("%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B"), ":/?@!$'()*,;");
        assert_eq!(plain("%253A%é"), "%253A%é");
    }

    #[test]
    fn a_value_that_is_there_twice_is_none() {
        assert_eq!(only("a=1&userId=2", "userId").as_deref(), Some("2"));
        assert_eq!(only("userId=1&userId=2", "userId"), None);
        assert_eq!(only("userId=1&user%49d=2", "userId"), None);
    }
}
