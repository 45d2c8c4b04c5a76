//! What a tenant's back end shows to get tokens for its agents: Apex, Deluge, a server of one's own.

use super::key::SECRET_MIN;
use super::reader::Reader;
use super::secret::SecretDigest;

/// A key of a back end.
#[derive(Clone, Debug)]
pub struct ServerKey {
    /// Its name, for people.
    pub id: String,
    /// What a guess is compared with.
    pub secret: SecretDigest,
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<ServerKey> {
    let id = reader.required("id", "a name for the key");
    let secret = reader.long_secret("secret", SECRET_MIN, "what the back end shows");
    reader.finish();
    Some(ServerKey { id: id?, secret: secret?.digest() })
}
