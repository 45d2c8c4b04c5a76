//! Whom a proof is about: numbers, names, the page; judged as a whole once the proof is good.

use crate::config::Tenant;
use crate::error::AppError;
use crate::fact::Grant;
use crate::phone;
use model::api::Code;
use model::limits::is_blank;
use model::{Limit, Limits, Problem};

/// Any number of the tenant.
pub(super) const ANY: &str = "*";
/// The most numbers of one contact.
const PHONES_MAX: u64 = 20;
/// The most characters of an id, a name and a record.
const WORDS_MAX: u64 = 512;

/// Numbers as the CRM has them, in E.164; `["*"]` stays.
///
/// # Errors
/// 422 with every text that is no number.
pub fn phones(texts: &[impl AsRef<str>], tenant: &Tenant, path: &str) -> Result<Vec<String>, AppError> {
    if let [any] = texts
        && any.as_ref() == ANY
    {
        return Ok(vec![ANY.to_owned()]);
    }
    let mut problems = Vec::new();
    let mut phones = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        match phone::read(text.as_ref(), tenant.default_region) {
            Ok(number) => phones.push(number.to_string()),
            Err(words) => problems.push(Problem::new(format!("{path}/{index}"), "phone", words)),
        }
    }
    Limits::new([("phones", Limit::items(PHONES_MAX))]).check_number("phones", texts.len() as u64, path, &mut problems);
    phones.sort();
    phones.dedup();
    if problems.is_empty() { Ok(phones) } else { Err(refuse(problems)) }
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
