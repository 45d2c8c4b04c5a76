//! "Are you there?": what some providers ask of an address before they post to it.

use crate::codec::Account;
use crate::url::pairs;

/// The answer to such a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// Its MIME type.
    pub mime: &'static str,
    /// What it says.
    pub body: String,
}

impl Handshake {
    /// An answer in JSON.
    pub fn json(body: String) -> Self {
        Self { mime: "application/json", body }
    }

    /// Meta's question, `?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…`, answered with its challenge. The token counts where
    /// the account has an option `verify_token`; the secret of the path has been compared before.
    pub fn of_hub(account: &Account, query: &str) -> Option<Self> {
        if query.is_empty() {
            return None;
        }
        let asked = pairs(query);
        let of = |key: &str| asked.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let expected = account.options.get("verify_token").map(|token| token.trim()).filter(|token| !token.is_empty());
        let is_meant = of("hub.mode") == Some("subscribe") && expected.is_none_or(|token| of("hub.verify_token") == Some(token));
        let challenge = of("hub.challenge").filter(|_| is_meant)?;
        Some(Self { mime: "text/plain; charset=utf-8", body: challenge.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metas_question_gets_its_challenge_and_only_with_the_word() {
        let open = Account::default();
        let query = "hub.mode=subscribe&hub.verify_token=a%20word&hub.challenge=1158201444";
        assert_eq!(Handshake::of_hub(&open, query).unwrap().body, "1158201444");
        let mut closed = Account::default();
        closed.options.insert("verify_token".to_owned(), "a word".to_owned());
        assert!(Handshake::of_hub(&closed, query).is_some());
        closed.options.insert("verify_token".to_owned(), "another".to_owned());
        assert_eq!(Handshake::of_hub(&closed, query), None);
        for other in ["", "hub.challenge=1", "hub.mode=unsubscribe&hub.challenge=1", "status=read&id=1"] {
            assert_eq!(Handshake::of_hub(&open, other), None, "{other}");
        }
    }
}
