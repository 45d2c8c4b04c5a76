//! What most questions have around them: a header, a body, a footer; and ids that come back.

use super::header::Header;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use std::collections::BTreeSet;

/// Judges header, body and footer by the limits of that kind of question.
pub(super) fn check_frame(
    kind: &str,
    header: Option<&Header>,
    body: &str,
    footer: Option<&str>,
    capabilities: &Capabilities,
    problems: &mut Vec<Problem>,
) {
    if let Some(header) = header {
        header.check(kind, capabilities, problems);
    }
    capabilities.limits.check_required(&format!("{kind}.body"), "A question", body, "/body", problems);
    check_footer(kind, footer, capabilities, problems);
}

/// Judges the small print alone.
pub(super) fn check_footer(kind: &str, footer: Option<&str>, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
    let Some(footer) = footer else { return };
    if capabilities.lacks(kind, "footer") {
        problems.push(Problem::new("/footer", "forbidden", "Small print can't stand here."));
    } else {
        capabilities.limits.check_required(&format!("{kind}.footer"), "The footer", footer, "/footer", problems);
    }
}

/// Judges an id that must be told apart from others.
pub(super) fn check_id<'a>(
    limit: &str,
    id: &'a str,
    path: &str,
    seen: &mut BTreeSet<&'a str>,
    capabilities: &Capabilities,
    problems: &mut Vec<Problem>,
) {
    let path = format!("{path}/id");
    capabilities.limits.check_required(limit, "An id", id, &path, problems);
    if id.trim() != id {
        problems.push(Problem::new(path.clone(), "format", "An id can't start or end with a space."));
    }
    if !id.is_empty() && !seen.insert(id) {
        problems.push(Problem::new(path, "unique", "Two answers have the same id."));
    }
}

/// Judges a link that a tap opens.
pub(super) fn check_url(limit: &str, url: &str, path: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
    capabilities.limits.check_required(limit, "A link", url, path, problems);
    if !url.is_empty() && !is_web(url) {
        problems.push(Problem::new(path, "format", "A link begins with https:// or http:// and holds no spaces."));
    }
}

fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')) && !url.contains(char::is_whitespace)
}
