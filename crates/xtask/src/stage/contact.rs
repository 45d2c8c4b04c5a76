//! The contact on the demo page, read from the histories that the page and the tests share.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use crate::failure::{Doing, Failure, Outcome};
use crate::stage::Account;

/// A customer.
pub(crate) struct Contact {
    /// How she is called.
    pub(crate) name: String,
    /// E.164.
    pub(crate) phone: String,
    /// All that the page shows of her, name and phone included.
    pub(crate) shown: Vec<(String, String)>,
    /// How long before now she wrote last to each account that she wrote to, under the name that her phone has for it.
    wrote_ago: Vec<(String, Duration)>,
}

impl Contact {
    /// A customer nobody has written with.
    pub(crate) fn new(name: &str, phone: &str) -> Self {
        let shown = vec![("name".to_owned(), name.to_owned()), ("phone".to_owned(), phone.to_owned())];
        Self { name: name.to_owned(), phone: phone.to_owned(), shown, wrote_ago: Vec::new() }
    }

    /// The contact whom the histories of these accounts are with.
    ///
    /// # Errors
    /// When there is none, or a file does not have the form that `sidethread import` reads.
    pub(crate) fn read(accounts: &[Account]) -> Outcome<Self> {
        let mut found: Option<Self> = None;
        for account in accounts {
            let Some(path) = &account.history else { continue };
            let doing = || format!("reading {}", path.display());
            let text = std::fs::read_to_string(path).doing(doing())?;
            let whole: Value = serde_json::from_str(&text).doing(doing())?;
            let contact = Self::parse(&whole).ok_or_else(|| Failure::new("it names no contact with a name and a phone")).doing(doing())?;
            found.get_or_insert(contact).wrote_ago.extend(last_inbound(&whole).map(|ago| (account.window_key(), ago)));
        }
        found.ok_or_else(|| Failure::new("no account has a history with a contact"))
    }

    fn parse(history: &Value) -> Option<Self> {
        let contact = history["contact"].as_object()?;
        let word = |name: &str| contact.get(name)?.as_str().map(str::to_owned);
        let shown = contact.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        Some(Self { name: word("name")?, phone: word("phone")?, shown: shown.collect(), wrote_ago: Vec::new() })
    }

    /// When she wrote last, as the simulated provider wants to be told: unix milliseconds by account. It decides whether the
    /// provider's 24 hour window is open.
    pub(crate) fn wrote_at(&self) -> Value {
        let moment = |ago: Duration| {
            let at = SystemTime::now().checked_sub(ago)?;
            u64::try_from(at.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
        };
        let all = self.wrote_ago.iter().filter_map(|(key, ago)| Some((key.clone(), moment(*ago)?.into())));
        Value::Object(all.collect::<Map<_, _>>())
    }
}

/// How long before now the customer's newest message of a history came.
fn last_inbound(history: &Value) -> Option<Duration> {
    let inbound = history["messages"].as_array()?.iter().filter(|message| message["direction"] == "inbound");
    inbound.filter_map(|message| ago(message["ago"].as_str()?)).min()
}

/// An ISO 8601 duration of days, hours, minutes and seconds, such as `P20DT3H15M`.
fn ago(text: &str) -> Option<Duration> {
    let mut seconds = 0;
    let mut number = String::new();
    for sign in text.strip_prefix('P')?.chars() {
        let unit = match sign {
            '0'..='9' => {
                number.push(sign);
                continue;
            }
            'T' if number.is_empty() => continue,
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds += std::mem::take(&mut number).parse::<u64>().ok()? * unit;
    }
    number.is_empty().then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::{Contact, ago, last_inbound};

    #[test]
    fn durations_are_read_as_iso_8601_writes_them() {
        assert_eq!(ago("P1DT2H3M4S"), Some(Duration::from_secs(93_784)));
        assert_eq!(ago("PT90M"), Some(Duration::from_secs(5_400)));
        for wrong in ["", "1D", "P1", "P1X", "PD"] {
            assert_eq!(ago(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn she_wrote_last_in_her_newest_message() {
        let history = json!({
            "contact": {"name": "Asha", "phone": "+919999999999", "company": "Cobalt", "deals": []},
            "messages": [
                {"direction": "inbound", "ago": "P2D"},
                {"direction": "inbound", "ago": "PT2H"},
                {"direction": "outbound", "ago": "PT1H"},
            ],
        });
        let contact = Contact::parse(&history).unwrap();
        assert_eq!(contact.shown.len(), 3);
        assert_eq!(last_inbound(&history), Some(Duration::from_secs(7_200)));
    }
}
