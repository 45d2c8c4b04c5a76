//! Keys: each has one algorithm, and each is believed under its own name as long as it is there.

use crate::app::{CONFIG, claims, now, read_config, sign};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use proxy::auth::Keyring;
use proxy::auth::claims::{Verified, verify};
use serde_json::json;

/// The key pair of RFC 8410, section 10.
const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
const PRIVATE: &str =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";

/// A P-256 pair made for this test.
const CURVE_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELcPqJ33MqM1tzzvaKMr53xN1PrFU\n+bG3XM7f6udIl0RUYPGTUrxPxp2qZhAEqOvcsKgyxKmhV5fko1D4rDNCbA==\n-----END PUBLIC KEY-----\n";
const CURVE_PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6dNW25g4qF5jFzQJ\ncLaLtSoxSDfdPV4131lUOCCiki+hRANCAAQtw+onfcyozW3PO9ooyvnfE3U+sVT5\nsbdczt/q50iXRFRg8ZNSvE/GnapmEASo69ywqDLEqaFXl+SjUPisM0Js\n-----END PRIVATE KEY-----\n";

#[test]
fn a_public_key_checks_its_own_algorithm_and_is_no_secret() {
    for (alg, other, public, private) in [
        (Algorithm::EdDSA, Algorithm::ES256, PUBLIC, EncodingKey::from_ed_pem(PRIVATE.as_bytes()).unwrap()),
        (Algorithm::ES256, Algorithm::EdDSA, CURVE_PUBLIC, EncodingKey::from_ec_pem(CURVE_PRIVATE.as_bytes()).unwrap()),
    ] {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("web")).unwrap();
        std::fs::write(dir.path().join("key.pem"), public).unwrap();
        let of = "alg = \"HS256\"\nsecret = \"a key of acme that has 32 bytes and more\"";
        let config = CONFIG.replacen(of, &format!("alg = \"{alg:?}\"\npublic_key_file = \"key.pem\""), 1);
        let config = read_config(dir.path(), &config).unwrap();
        let keyring = Keyring::open(&config).unwrap();
        let claims = claims(now(), &json!({}));
        let read = |token: &str| verify(token, &config, &keyring, now());
        let signed = |alg: Algorithm, key: &EncodingKey| {
            let header = Header { kid: Some("k1".into()), ..Header::new(alg) };
            jsonwebtoken::encode(&header, &claims, key).unwrap()
        };
        let good = signed(alg, &private);
        let Verified { tenant, claims: said, .. } = read(&good).unwrap();
        assert_eq!((tenant.id.as_str(), said.sub.as_str()), ("acme", "priya"));
        for bytes in [public.as_bytes(), public.trim().as_bytes()] {
            assert!(read(&signed(Algorithm::HS256, &EncodingKey::from_secret(bytes))).is_err(), "{alg:?}");
        }
        let (_, rest) = good.split_once('.').unwrap();
        for name in [format!("{other:?}"), "none".to_owned(), "HS256".to_owned()] {
            let head = URL_SAFE_NO_PAD.encode(format!("{{\"alg\":\"{name}\",\"kid\":\"k1\"}}"));
            assert!(read(&format!("{head}.{rest}")).is_err(), "{alg:?} as {name}");
        }
    }
}

#[test]
fn keys_are_changed_by_name_and_one_is_never_taken_for_the_other() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("web")).unwrap();
    let (old, new) = ("a key of acme that has 32 bytes and more", "the next key of acme, 32 bytes and more");
    let block = |kid: &str, secret: &str| format!("kid = \"{kid}\"\nalg = \"HS256\"\nsecret = \"{secret}\"");
    let with = |keys: &str| read_config(dir.path(), &CONFIG.replacen(&block("k1", old), keys, 1)).unwrap();
    let both = with(&format!("{}\n[[tenant.key]]\n{}", block("k1", old), block("k2", new)));
    let (before, after) = (with(&block("k1", old)), with(&block("k2", new)));
    let token = |secret: &str, kid: &str| sign(secret, kid, &claims(now(), &json!({})));
    for (secret, kid, believed) in [
        (old, "k1", [true, true, false]),
        (new, "k2", [false, true, true]),
        (old, "k2", [false; 3]),
        (new, "k1", [false; 3]),
        (old, "K1", [false; 3]),
        (old, "", [false; 3]),
    ] {
        let token = token(secret, kid);
        let found = [&before, &both, &after].map(|config| verify(&token, config, &Keyring::open(config).unwrap(), now()).is_ok());
        assert_eq!(found, believed, "signed with “{secret}” as {kid}: before, during and after the change");
    }
    let clash = CONFIG.replacen(&block("k1", old), &format!("{}\n[[tenant.key]]\n{}", block("k1", old), block("k1", new)), 1);
    assert!(read_config(dir.path(), &clash).is_err(), "a name stands for one key");
}
