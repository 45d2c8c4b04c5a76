//! A key that may sign a tenant's agent tokens.

use super::reader::Reader;
use super::secret::Secret;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use std::fmt;

/// How the names of the proxy's own keys begin.
pub const OWN: &str = "sidethread:";

/// The fewest bytes of a symmetric key.
pub(super) const SECRET_MIN: usize = 32;

/// A key with its one algorithm.
#[derive(Clone)]
pub struct Key {
    /// Its name in a token's header.
    pub kid: String,
    /// The only algorithm it is good for.
    pub alg: Algorithm,
    /// Checks signatures.
    pub decoding: DecodingKey,
    /// Signs, if it is symmetric.
    pub encoding: Option<EncodingKey>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("kid", &self.kid).field("alg", &self.alg).finish_non_exhaustive()
    }
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<Key> {
    let kid = reader.required("kid", "a name that tokens carry in their header").filter(|kid| {
        let is_ours = kid.starts_with(OWN);
        if is_ours {
            reader.fault("kid", format!("Names that begin with “{OWN}” are the proxy's own keys."));
        }
        !is_ours
    });
    let alg = reader.required("alg", "HS256, EdDSA or ES256");
    let (has_secret, has_public) = (reader.has_secret("secret"), reader.has_secret("public_key"));
    let secret = reader.secret("secret");
    let public = reader.secret("public_key");
    let material = match alg.as_deref() {
        Some("HS256") => {
            if has_public {
                reader.fault("public_key", "HS256 has a secret, not a public key.");
            } else if !has_secret {
                reader.fault("secret", format!("It is missing: HS256 needs a secret of {SECRET_MIN} bytes or more."));
            }
            secret.and_then(|secret| symmetric(&reader, &secret))
        }
        Some(name @ ("EdDSA" | "ES256")) => {
            if has_secret {
                reader.fault("secret", format!("{name} is checked with a public key: the private one stays with the signer."));
            } else if !has_public {
                reader.fault("public_key", format!("It is missing: {name} needs a public key in PEM."));
            }
            public.and_then(|public| asymmetric(&reader, name, &public))
        }
        Some(other) => {
            reader.fault("alg", format!("“{other}” is not supported: use HS256, EdDSA or ES256."));
            None
        }
        None => None,
    };
    reader.finish();
    let (alg, decoding, encoding) = material?;
    Some(Key { kid: kid?, alg, decoding, encoding })
}

type Material = (Algorithm, DecodingKey, Option<EncodingKey>);

fn symmetric(reader: &Reader<'_>, secret: &Secret) -> Option<Material> {
    let bytes = secret.expose().as_bytes();
    if secret.expose().contains("-----BEGIN") {
        reader.fault("secret", "This is a PEM key: with HS256 anybody who has the public key could sign. Use EdDSA or ES256.");
        return None;
    }
    if bytes.len() < SECRET_MIN {
        reader.fault("secret", format!("It has {} bytes; {SECRET_MIN} or more are needed. `openssl rand -hex 32` makes one.", bytes.len()));
        return None;
    }
    Some((Algorithm::HS256, DecodingKey::from_secret(bytes), Some(EncodingKey::from_secret(bytes))))
}

fn asymmetric(reader: &Reader<'_>, name: &str, public: &Secret) -> Option<Material> {
    let pem = public.expose();
    if pem.contains("PRIVATE KEY") {
        reader.fault("public_key", "This is a private key: give the public one, and rotate this one.");
        return None;
    }
    let (alg, key) = match name {
        "EdDSA" => (Algorithm::EdDSA, DecodingKey::from_ed_pem(pem.as_bytes())),
        _ => (Algorithm::ES256, DecodingKey::from_ec_pem(pem.as_bytes())),
    };
    match key {
        Ok(key) => Some((alg, key, None)),
        Err(_) => {
            reader.fault("public_key", format!("This is not a PEM public key for {name}."));
            None
        }
    }
}
