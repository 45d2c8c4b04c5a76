//! `notice`: a word of the system in the thread, such as a changed number.

use serde::{Deserialize, Serialize};

/// A system word. The code is for programs and translations, the text for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// `number_changed`, `user_id_changed`, `identity_changed`, `welcome` …
    pub code: String,
    /// The same in words.
    pub text: String,
}
