//! Whom a proof is about: numbers, names, the page; judged as a whole once the proof is good.

use crate::config::Tenant;
use crate::error::AppError;
use crate::fact::Grant;
use crate::phone;
use model::api::Code;
use model::limits::is_blank;
use model::{Limit, Limits, Problem};

/// Any number of the tenant.
const ANY: &str = "*";
/// The most numbers of one contact.
const PHONES_MAX: u64 = 20;
/// The most characters of an id, a name and a record.
const WORDS_MAX: u64 = 512;

/// What a CRM's phone fields hold.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Each number once, in E.164, or `["*"]`.
    pub(super) phones: Vec<String>,
    /// What people typed there that is no number: it is left out, and opens nothing.
    pub(super) ignored: Vec<Problem>,
}

/// A back end's list, where `["*"]` alone means any number. Beside others `*` is no number: what is left out must not widen rights.
///
/// # Errors
/// As [`numbers`].
pub(super) fn phones(texts: &[String], tenant: &Tenant, path: &str) -> Result<Numbers, AppError> {
    match texts {
        [any] if any == ANY => Ok(Numbers { phones: vec![ANY.to_owned()], ignored: Vec::new() }),
        _ => numbers(listed(texts, path), tenant, path),
    }
}

/// The texts of a list, each with its path.
pub(super) fn listed<'t>(texts: &'t [String], path: &str) -> impl Iterator<Item = (String, &'t str)> {
    texts.iter().enumerate().map(move |(index, text)| (format!("{path}/{index}"), text.as_str()))
}

/// Numbers as people typed them, each text with its path.
///
/// # Errors
/// 422 with every text that is no number where none is left, and for too many.
pub(super) fn numbers<'t>(texts: impl Iterator<Item = (String, &'t str)>, tenant: &Tenant, path: &str) -> Result<Numbers, AppError> {
    let Numbers { mut phones, mut ignored } = Numbers::default();
    let mut count = 0;
    for (path, text) in texts {
        count += 1;
        match phone::read(text, tenant.default_region) {
            Ok(number) => phones.push(number.to_string()),
            Err(words) => ignored.push(Problem::new(path, "phone", words)),
        }
    }
    let mut problems = Vec::new();
    Limits::new([("phones", Limit::items(PHONES_MAX))]).check_number("phones", count, path, &mut problems);
    if phones.is_empty() {
        problems.append(&mut ignored);
    }
    phones.sort();
    phones.dedup();
    if problems.is_empty() { Ok(Numbers { phones, ignored }) } else { Err(refuse(problems)) }
}

/// The page that shall use the token.
///
/// # Errors
/// 422 for one that is neither the tenant's nor ours.
pub(super) fn origin(origin: Option<String>, tenant: &Tenant, public_url: &str, path: &str) -> Result<Option<String>, AppError> {
    match origin {
        Some(origin) if origin != public_url && !tenant.has_origin(&origin) => {
            Err(refuse(vec![Problem::new(path, "unknown-origin", "This page is neither one of the tenant's origins nor ours.")]))
        }
        origin => Ok(origin),
    }
}

/// Drops names that are blank and refuses words that are too long.
///
/// # Errors
/// 422 with everything that is wrong.
pub(super) fn check(grant: &mut Grant) -> Result<(), AppError> {
    let limits = Limits::new([("words", Limit::utf16(WORDS_MAX))]);
    let mut problems = Vec::new();
    limits.check_required("words", "The agent", &grant.agent, "/agent", &mut problems);
    for (path, text) in [("/name", &mut grant.name), ("/record", &mut grant.record), ("/contact", &mut grant.contact)] {
        *text = text.take().filter(|text| !is_blank(text));
        limits.check_text("words", text.as_deref().unwrap_or_default(), path, &mut problems);
    }
    limits.check_text("words", &grant.scope, "/scope", &mut problems);
    if problems.is_empty() { Ok(()) } else { Err(refuse(problems)) }
}

fn refuse(problems: Vec<Problem>) -> AppError {
    AppError::new(Code::InvalidMessage, "This session can't be opened.").problems(problems)
}
