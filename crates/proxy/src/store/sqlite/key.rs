//! Ids as the world sees them and as they are kept: `th_` and 26 letters, or 16 bytes.

use model::{MediaId, MessageId, ThreadId};
use ulid::Ulid;

/// The 16 bytes of an id.
pub(super) type Key = [u8; 16];

/// An id that is kept as a key.
pub(super) trait Keyed: Sized + From<String> {
    /// What stands before the letters.
    const PREFIX: &str;

    /// The whole id as text.
    fn text(&self) -> &str;

    /// Its key; `None` if it is not one of ours.
    fn key(&self) -> Option<Key> {
        let letters = self.text().strip_prefix(Self::PREFIX)?;
        let ulid = Ulid::from_string(letters).ok()?;
        (letters.len() == ulid::ULID_LEN).then(|| ulid.to_bytes())
    }

    /// The id of a key.
    fn of(key: Key) -> Self {
        let mut letters = [0; ulid::ULID_LEN];
        let letters = Ulid::from_bytes(key).array_to_str(&mut letters).to_owned();
        Self::from([Self::PREFIX, &letters].concat())
    }
}

macro_rules! keyed {
    ($($id:ty = $prefix:literal),*) => {$(
        impl Keyed for $id {
            const PREFIX: &str = $prefix;

            fn text(&self) -> &str {
                self.as_str()
            }
        }
    )*};
}

keyed!(ThreadId = "th_", MessageId = "ms_", MediaId = "md_");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_key() {
        let id = MessageId::new("ms_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assert_eq!(MessageId::of(id.key().unwrap()), id);
    }

    #[test]
    fn what_is_no_id_has_no_key() {
        for text in
            ["", "ms_", "th_01ARZ3NDEKTSV4RRFFQ69G5FAV", "ms_01ARZ3NDEKTSV4RRFFQ69G5FA", "ms_01ARZ3NDEKTSV4RRFFQ69G5FAVX", "ms_'; DROP"]
        {
            assert_eq!(MessageId::new(text).key(), None, "{text}");
        }
    }
}
