//! Why Meta did not deliver something, turned from a code into words an agent can act on.
//!
//! Classified by the code alone: HTTP statuses and texts vary. Source: wire-facts 4.1,
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>

mod catalogue;

use crate::lenient::{first_text, many, number, shortened, words};
use model::Timestamp;
use model::fault::{Fault, Retry, Who};
use model::limits::is_blank;
use serde_json::Value;

/// The longest piece of a provider's own words that is shown, in characters.
const QUOTE_MAX: usize = 200;

/// Meta's code for a marketing message that was held back for this person: it may be tried again a day later.
const HELD_BACK: u32 = 131_049;
const DAY: i64 = 86_400_000;

/// What is known about some codes that mean the same.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Meta's codes.
    pub codes: &'static [u32],
    /// What happened.
    pub title: &'static str,
    /// What to do.
    pub action: &'static str,
    /// Who can do it.
    pub who: Who,
    /// Whether the same message may be sent again.
    pub retry: Retry,
}

/// All that is known, each code once.
pub fn catalogue() -> &'static [Entry] {
    catalogue::ENTRIES
}

/// The fault of a code. `said` are the provider's own words: shown with a code that nobody knows, or where a field is wrong and
/// the words name it. `at` is when it failed.
pub fn fault(code: u32, said: Option<&str>, at: Option<Timestamp>) -> Fault {
    let said = said.filter(|said| !is_blank(said)).map(|said| shortened(said.trim(), QUOTE_MAX));
    let Some(entry) = entry(code) else { return unknown(&code.to_string(), said.as_deref()) };
    let title = match said.filter(|_| entry.retry == Retry::Input) {
        Some(said) => format!("{} WhatsApp says: “{}”.", entry.title, said.trim_end_matches('.')),
        None => entry.title.to_owned(),
    };
    Fault {
        code: code.to_string(),
        title,
        action: entry.action.to_owned(),
        who: entry.who,
        retry: entry.retry,
        retry_at: at.filter(|_| code == HELD_BACK).map(|at| at.plus_millis(DAY)),
    }
}

fn entry(code: u32) -> Option<&'static Entry> {
    let code = match code {
        // Two families that Meta gives as ranges: permissions and groups.
        200..=299 => 200,
        131_200..=131_299 => 131_200,
        code => code,
    };
    catalogue::ENTRIES.iter().find(|entry| entry.codes.contains(&code))
}

/// A code that is in no catalogue, with what the provider said.
pub fn unknown(code: &str, said: Option<&str>) -> Fault {
    let title = match said {
        Some(said) => format!("Not sent: the provider refused it with code {code}, “{said}”."),
        None => format!("Not sent: the provider refused it with code {code} and no reason."),
    };
    Fault {
        code: code.to_owned(),
        title,
        action: "Give this code to your administrator.".to_owned(),
        who: Who::Admin,
        retry: Retry::Never,
        retry_at: None,
    }
}

/// The fault in an error object or a list of them, wherever Meta's code stands in it; `None` if there is no code.
/// Of several, the first that the catalogue knows.
pub fn read(errors: &Value, at: Option<Timestamp>) -> Option<Fault> {
    let coded: Vec<_> = many(errors).iter().filter_map(|error| Some((code(error)?, error))).collect();
    let (code, error) = *coded.iter().find(|(code, _)| entry(*code).is_some()).or(coded.first())?;
    Some(fault(code, said(error).as_deref(), at))
}

fn code(error: &Value) -> Option<u32> {
    let found = [&error["code"], &error["error"]["code"], &error["meta"]["code"], &error["error_data"]["code"]];
    let number = found.into_iter().find_map(number)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32)
}

/// What Meta says about it: the details first, since titles repeat the code.
pub fn said(error: &Value) -> Option<String> {
    let details = &error["error_data"];
    first_text(details, &["details"])
        .or_else(|| first_text(error, &["error_data", "details", "detail", "description", "reason", "message", "title"]))
        .or_else(|| words(error))
        .filter(|said| !is_blank(said))
        .map(|said| shortened(&said, QUOTE_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn each_code_has_all_words_once() {
        let mut seen = BTreeSet::new();
        for entry in catalogue() {
            for code in entry.codes {
                assert!(seen.insert(code), "{code} stands twice");
            }
            for words in [entry.title, entry.action] {
                assert!(words.ends_with('.') && words.len() > 10 && words.len() < 140, "{:?}: {words}", entry.codes);
                assert!(
                    !words.chars().any(|c| c.is_ascii_digit()) || words.contains("24 hours") || words.contains("10 minutes"),
                    "{words}"
                );
            }
        }
        assert!(seen.len() > 100);
    }

    #[test]
    fn each_retry_fits_who_can_mend_it() {
        for Entry { codes, who, retry, .. } in catalogue() {
            match retry {
                Retry::Backoff | Retry::After => assert_eq!(*who, Who::Provider, "{codes:?}: time alone mends it"),
                Retry::Template | Retry::Input => assert_eq!(*who, Who::Agent, "{codes:?}: the writer mends it"),
                Retry::Never => assert!(matches!(who, Who::Admin | Who::Customer | Who::Provider), "{codes:?}"),
                Retry::Unknown => panic!("{codes:?}: a catalogue knows"),
            }
        }
    }

    #[test]
    fn the_window_asks_for_a_template_and_the_cap_for_a_day() {
        assert_eq!(fault(131_047, None, None).retry, Retry::Template);
        let at = Timestamp::from_seconds(1_700_000_000);
        assert_eq!(fault(131_049, None, Some(at)).retry_at, Some(at.plus_millis(DAY)));
        assert!(!fault(131_049, None, None).retry_helps(at));
        assert_eq!(fault(250, None, None).title, fault(10, None, None).title);
    }

    #[test]
    fn a_code_that_nobody_knows_is_shown_with_the_words_that_came() {
        let fault = read(&json!([{"code": "987654", "error_data": {"details": "Try a kite"}}]), None).unwrap();
        assert_eq!(fault.code, "987654");
        assert!(fault.title.contains("987654") && fault.title.contains("Try a kite"), "{}", fault.title);
        assert_eq!(fault.retry, Retry::Never);
    }

    #[test]
    fn a_code_is_found_in_any_form() {
        for error in [json!({"code": 131_047}), json!({"code": "131047"}), json!([{"code": 131_047}]), json!({"error": {"code": 131_047}})]
        {
            assert_eq!(read(&error, None).unwrap().code, "131047");
        }
        for error in [json!(null), json!({}), json!("131047"), json!({"code": 1.5}), json!({"code": -1}), json!({"code": 1e300})] {
            assert!(read(&error, None).is_none(), "{error}");
        }
    }
}
