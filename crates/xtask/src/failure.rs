//! Why a command could not be done, in words for the person at the terminal.

use std::fmt;

/// What every step answers.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// A sentence that says what went wrong and, where it is known, what to do.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure said in these words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// The same failure with what was being done before it.
    pub(crate) fn while_doing(self, what: impl fmt::Display) -> Self {
        Self(format!("{what}: {}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// Adds what was being done to whatever went wrong.
pub(crate) trait Doing<T> {
    /// Names the step in the failure.
    ///
    /// # Errors
    /// The same as before, with the step's name.
    fn doing(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: Into<Failure>> Doing<T> for Result<T, E> {
    fn doing(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| error.into().while_doing(what))
    }
}
