//! tyntec's own codes and our words for them; Meta's come as `whatsapp::error::131047`.
//!
//! Source: seed 003 (example responses), wire-facts 4.2.

use crate::cloud::fault as meta;
use crate::refusal::{self, Entry};
use model::Timestamp;
use model::fault::{Fault, Retry, Who};

/// Codes in `code` of a problem, and HTTP statuses that mean more here than elsewhere.
pub(crate) const TABLE: &[Entry] = &[
    Entry {
        codes: &["1009"],
        title: "Not changed: only a part of the profile was taken.",
        action: "Ask your administrator to send the whole profile again.",
        who: Who::Admin,
        retry: Retry::Never,
    },
    Entry {
        codes: &["403"],
        title: "Not sent: this number or service does not belong to our account at tyntec.",
        action: "Ask your administrator to check the number and the scopes of the key.",
        who: Who::Admin,
        retry: Retry::Never,
    },
    Entry {
        codes: &["404"],
        title: "Not sent: tyntec does not know the account, the number, the file or the message.",
        action: "Ask your administrator to check the account's settings.",
        who: Who::Admin,
        retry: Retry::Never,
    },
];

/// What stands between the channel and its code.
const MARK: &str = "::error::";

/// WhatsApp's mark before Meta's codes.
const WHATSAPP: &str = "whatsapp";

/// The fault of a code such as `whatsapp::error::470`. A code of another channel is in no document.
pub(super) fn coded(code: &str, said: Option<&str>, at: Option<Timestamp>) -> Fault {
    let number = code.split_once(MARK).filter(|(channel, _)| channel.eq_ignore_ascii_case(WHATSAPP)).map_or(code, |(_, number)| number);
    match number.parse() {
        Ok(number) => meta::fault(number, said, at),
        Err(_) => refusal::known(TABLE, code, said).unwrap_or_else(|| meta::unknown(code, said)),
    }
}

/// Whether a code is one of a channel's.
pub(super) fn is_of_channel(code: &str) -> bool {
    code.contains(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metas_codes_are_found_behind_their_channel() {
        assert_eq!(coded("whatsapp::error::470", None, None).retry, Retry::Template);
        assert_eq!(coded("WhatsApp::error::131047", None, None).code, "131047");
        let other = coded("viber::error::470", Some("No such user"), None);
        assert_eq!((other.code.as_str(), other.retry), ("viber::error::470", Retry::Never));
        assert!(other.title.contains("No such user"));
    }

    #[test]
    fn all_words_are_sentences() {
        for entry in TABLE {
            assert!(entry.title.ends_with('.') && entry.action.ends_with('.'), "{:?}", entry.codes);
        }
    }
}
