//! The proxy's own keys: what it signs tokens and seals names with.

use super::claims::Claims;
use crate::config::{Config, OWN, Secret};
use crate::error::AppError;
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the name of the key's file adds to the database's.
const FILE: &str = ".session-key";
/// Bytes of a key that we make.
const BYTES: usize = 32;
/// Bytes of a key's digest in its name.
const NAME: usize = 8;

/// The keys: the first one signs, all are believed.
pub struct Keyring {
    keys: Vec<Own>,
}

struct Own {
    kid: String,
    secret: Secret,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl Own {
    fn new(secret: Secret) -> Self {
        let bytes = secret.expose().as_bytes();
        let (encoding, decoding) = (EncodingKey::from_secret(bytes), DecodingKey::from_secret(bytes));
        let kid = format!("{OWN}{}", hex::encode(&Sha256::digest([b"kid:", bytes].concat())[..NAME]));
        Self { kid, secret, encoding, decoding }
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| &key.kid)).finish()
    }
}

impl Keyring {
    /// The keys of the configuration, or the one beside the database, which is made where it isn't.
    ///
    /// # Errors
    /// When the file can't be read or made.
    pub fn open(config: &Config) -> io::Result<Self> {
        let first = match &config.session.key {
            Some(key) => key.clone(),
            None if config.database == ":memory:" => Secret::new(hex::encode(rand::random::<[u8; BYTES]>())),
            None => kept(Path::new(&format!("{}{FILE}", config.database)))?,
        };
        Ok(Self { keys: [Some(first), config.session.previous_key.clone()].into_iter().flatten().map(Own::new).collect() })
    }

    /// The key of that name, with its one algorithm.
    pub(super) fn key(&self, kid: &str) -> Option<(Algorithm, &DecodingKey)> {
        self.keys.iter().find(|key| key.kid == kid).map(|key| (Algorithm::HS256, &key.decoding))
    }

    /// Signs a token.
    ///
    /// # Errors
    /// 500 if it can't be signed.
    pub fn sign(&self, claims: &Claims) -> Result<String, AppError> {
        let key = self.keys.first().ok_or_else(|| AppError::internal("there is no key"))?;
        let header = Header { kid: Some(key.kid.clone()), ..Header::new(Algorithm::HS256) };
        jsonwebtoken::encode(&header, claims, &key.encoding).map_err(|error| AppError::internal(error.to_string()))
    }

    /// A seal over words that we shall be shown again, by the same person.
    pub fn seal(&self, words: &[&str]) -> String {
        self.keys.first().and_then(|key| mac(key, words)).map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// Whether it is our seal over these words, in constant time.
    pub fn has_sealed(&self, words: &[&str], seal: &str) -> bool {
        let mut given = [0; BYTES];
        hex::decode_to_slice(seal, &mut given).is_ok()
            && self.keys.iter().filter_map(|key| mac(key, words)).any(|mac| mac.verify_slice(&given).is_ok())
    }
}

/// Each word goes in with its length, so that no two lists of words are alike.
fn mac(key: &Own, words: &[&str]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.secret.expose().as_bytes()).ok()?;
    for word in ["seal"].iter().chain(words) {
        mac.update(&word.len().to_be_bytes());
        mac.update(word.as_bytes());
    }
    Some(mac)
}

/// The key in a file, which is made whole before it has its name: of two processes that start at once both read the same.
fn kept(path: &Path) -> io::Result<Secret> {
    if !path.exists() {
        let made = PathBuf::from(format!("{}.{}", path.display(), hex::encode(rand::random::<[u8; NAME]>())));
        let written = write(&made).and_then(|()| match fs::hard_link(&made, path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        });
        fs::remove_file(&made)?;
        written?;
    }
    let text = fs::read_to_string(path)?;
    let key = text.trim();
    if key.len() < BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the file is too short for a key"));
    }
    Ok(Secret::new(key))
}

fn write(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", hex::encode(rand::random::<[u8; BYTES]>()))?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(keys: &[&str]) -> Keyring {
        Keyring { keys: keys.iter().map(|key| Own::new(Secret::new(*key))).collect() }
    }

    #[test]
    fn a_key_is_made_once_and_nobody_else_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("threads.db.session-key");
        let made = kept(&path).unwrap();
        assert_eq!(made.expose().len(), 64);
        assert_eq!(kept(&path).unwrap().expose(), made.expose());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
        fs::write(&path, "short").unwrap();
        assert!(kept(&path).is_err());
    }

    #[test]
    fn a_seal_is_for_its_words_and_outlives_one_change_of_keys() {
        let (old, both, new) = (ring(&["old"]), ring(&["new", "old"]), ring(&["new"]));
        let seal = old.seal(&["acme", "hs:1:2", "th_1"]);
        assert!(both.has_sealed(&["acme", "hs:1:2", "th_1"], &seal));
        assert!(!new.has_sealed(&["acme", "hs:1:2", "th_1"], &seal));
        for words in [["acme", "hs:1:2", "th_2"], ["acme", "hs:1:3", "th_1"], ["acmeh", "s:1:2", "th_1"]] {
            assert!(!old.has_sealed(&words, &seal), "{words:?}");
        }
        for forged in ["", "00", &seal[..62], &"0".repeat(64)] {
            assert!(!old.has_sealed(&["acme", "hs:1:2", "th_1"], forged), "{forged}");
        }
    }

    #[test]
    fn each_key_has_a_name_of_its_own() {
        let both = ring(&["new", "old"]);
        assert_ne!(both.keys[0].kid, both.keys[1].kid);
        assert!(both.keys[0].kid.starts_with(OWN));
        assert!(!format!("{both:?}").contains("old"));
    }
}
