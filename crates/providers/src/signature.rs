//! HMAC-SHA256 signatures over raw bytes, compared in constant time.

use crate::codec::Account;
use crate::error::VerifyError;
use crate::wire::WebhookRequest;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Checks the header of this name, where the account has a key and the webhook a signature. Without either it is let in unless the
/// account requires one.
///
/// # Errors
/// The reason for a 401.
pub fn verify(account: &Account, webhook: WebhookRequest<'_>, header: &str) -> Result<(), VerifyError> {
    match (webhook.headers.get(header), &account.signing_secret) {
        (Some(given), Some(secret)) => check(secret, webhook.body, given.as_bytes()),
        (_, _) if account.require_signature => Err(VerifyError::Missing),
        (_, _) => Ok(()),
    }
}

/// Checks a signature header: `sha256=<hex>` or the bare hex, in either case.
///
/// # Errors
/// [`VerifyError::Malformed`] if the header is no signature, [`VerifyError::Mismatch`] if it is another one.
pub fn check(secret: &str, body: &[u8], header: &[u8]) -> Result<(), VerifyError> {
    let header = header.trim_ascii();
    let digits = match header.split_at_checked(7) {
        Some((prefix, digits)) if prefix.eq_ignore_ascii_case(b"sha256=") => digits,
        _ => header,
    };
    let mut given = [0u8; 32];
    hex::decode_to_slice(digits, &mut given).map_err(|_| VerifyError::Malformed)?;
    keyed(secret)?.chain_update(body).verify_slice(&given).map_err(|_| VerifyError::Mismatch)
}

/// The signature of a body, in lower-case hex without a prefix.
pub fn sign(secret: &str, body: &[u8]) -> String {
    keyed(secret).map(|mac| hex::encode(mac.chain_update(body).finalize().into_bytes())).unwrap_or_default()
}

fn keyed(secret: &str) -> Result<Hmac<Sha256>, VerifyError> {
    Hmac::new_from_slice(secret.as_bytes()).map_err(|_| VerifyError::Mismatch)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    const KNOWN: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    const BODY: &[u8] = b"what do ya want for nothing?";

    #[test]
    fn takes_either_form_in_either_case() {
        assert_eq!(sign("Jefe", BODY), KNOWN);
        for header in [KNOWN.to_owned(), KNOWN.to_uppercase(), format!("sha256={KNOWN}"), format!("SHA256={}", KNOWN.to_uppercase())] {
            assert_eq!(check("Jefe", BODY, header.as_bytes()), Ok(()), "{header}");
        }
    }

    #[test]
    fn refuses_all_else() {
        assert_eq!(check("Jefe", b"what do ya want for nothing!", KNOWN.as_bytes()), Err(VerifyError::Mismatch));
        assert_eq!(check("jefe", BODY, KNOWN.as_bytes()), Err(VerifyError::Mismatch));
        for header in ["", "sha256=", "sha1=5bdc", &KNOWN[..62], &format!("{KNOWN}00"), &KNOWN.replace('5', "g"), "sha256=sha256="] {
            assert_eq!(check("Jefe", BODY, header.as_bytes()), Err(VerifyError::Malformed), "{header}");
        }
    }
}
