//! `x-hub-signature-256`: HMAC-SHA256 over the raw body, keyed with the account's partner token.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// The header's name.
pub const HEADER: &str = "x-hub-signature-256";

/// How an account's webhooks are signed; public sources disagree, so all three exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// `sha256=<hex>`, Meta's form.
    Prefixed,
    /// Hex alone.
    Bare,
    /// No header at all.
    None,
}

/// The header's value, or nothing for [`Form::None`].
#[must_use]
pub fn sign(form: Form, secret: &str, body: &[u8]) -> Option<String> {
    let hex = || hex::encode(mac(secret.as_bytes(), body));
    match form {
        Form::Prefixed => Some(format!("sha256={}", hex())),
        Form::Bare => Some(hex()),
        Form::None => None,
    }
}

/// HMAC-SHA256 of `data`.
#[must_use]
pub fn mac(key: &[u8], data: &[u8]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    mac.update(data);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_4231_case_2() {
        let value = sign(Form::Prefixed, "Jefe", b"what do ya want for nothing?");
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(value.as_deref(), Some(expected));
    }
}
