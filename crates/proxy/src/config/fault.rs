//! One thing that is wrong with a configuration: where, and why.

use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file and, where it is known, the line; or the environment.
    pub place: String,
    /// The key: `tenant[0].account[1].hook_secret`. Empty for the file as a whole.
    pub key: String,
    /// Why, and what would be right. It never holds a secret.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.reason)
    }
}
