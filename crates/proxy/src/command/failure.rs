//! Why the binary ends with a code other than 0.

use crate::config::Fault;
use std::fmt::{self, Display};

/// The words to end with.
#[derive(Debug)]
pub struct Failure {
    /// The exit code: 2 for a wrong configuration or wrong arguments, 1 for all else.
    pub code: u8,
    words: String,
}

impl Failure {
    /// It could not be done.
    pub(super) fn new(words: impl Display) -> Self {
        Self { code: 1, words: words.to_string() }
    }

    /// It was asked wrongly.
    pub(super) fn usage(words: impl Display) -> Self {
        Self { code: 2, words: words.to_string() }
    }

    /// The configuration is wrong: every fault on a line of its own.
    pub(super) fn configuration(faults: &[Fault]) -> Self {
        let mut words: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
        let number = faults.len();
        words.push_str(&format!("The configuration has {number} {}.", if number == 1 { "fault" } else { "faults" }));
        Self { code: 2, words }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}
