//! A link that a tap opens.

use crate::meta::failure::Failure;

use super::{bad, units};

/// Meta states 2000 for the links of templates; nothing longer is passed here either.
const LONGEST: usize = 2000;

/// Refuses what no browser would open.
pub(super) fn judge(what: &str, link: &str) -> Result<(), Failure> {
    if units(link) > LONGEST {
        return Err(bad(format!("{what} length invalid. Max length: {LONGEST}.")).long());
    }
    if is_web(link) { Ok(()) } else { Err(bad(format!("{what} must be a URL that begins with https:// or http://."))) }
}

/// Whether it names a host over HTTP, in one piece.
#[must_use]
pub fn is_web(link: &str) -> bool {
    let host =
        ["https://", "http://"].iter().find_map(|scheme| link.strip_prefix(scheme)).and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty()) && !link.contains(char::is_whitespace)
}
