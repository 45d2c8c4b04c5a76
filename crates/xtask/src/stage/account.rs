//! The business accounts that a stage can have, read from the file that the page and the tests share: `www/accounts.json`.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::failure::{Doing, Failure, Outcome};

/// The file of all accounts, in the pages' folder.
const FILE: &str = "accounts.json";
/// The word for the accounts that share one thread.
const ALL: &str = "all";

/// One business account at one provider: a way to reach the contact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    /// Its name in webhook addresses.
    pub(crate) slug: String,
    /// Who carries it.
    pub(crate) provider: String,
    /// What it travels over.
    pub(crate) channel: String,
    /// The business number, or the bot's id.
    pub(crate) number: String,
    /// What the customer's phone calls it: the page reads this.
    #[serde(rename = "desk")]
    _desk: String,
    /// The provider signs its webhooks.
    #[serde(default)]
    pub(crate) signed: bool,
    /// What the proxy needs to know beside this; the simulated provider is told the same.
    #[serde(default)]
    pub(crate) options: Map<String, Value>,
    /// What the simulated provider is told instead of `options`.
    pub(crate) simulated: Option<Map<String, Value>>,
    /// Its templates, in the provider's form. A provider with a list of its own has none here.
    pub(crate) templates: Option<PathBuf>,
    /// What went over it so far.
    pub(crate) history: Option<PathBuf>,
    /// It is one of those that share the thread of `all`.
    #[serde(default)]
    mixed: bool,
}

impl Account {
    /// The accounts of one provider, or of `all` together, with paths that can be opened.
    ///
    /// # Errors
    /// When there is no such provider, or the file is not what it should be.
    pub(crate) fn of(www: &Path, provider: &str) -> Outcome<Vec<Self>> {
        let all = Self::read(www)?;
        let wanted: Vec<Self> =
            all.iter().filter(|one| if provider == ALL { one.mixed } else { one.provider == provider }).cloned().collect();
        if wanted.is_empty() {
            let mut names: Vec<&str> = all.iter().map(|one| one.provider.as_str()).collect();
            names.dedup();
            return Err(Failure::new(format!("there is no provider “{provider}”; there are {}, and {ALL}", names.join(", "))));
        }
        Ok(wanted)
    }

    /// The one that everything begins with, with this history instead of its own.
    ///
    /// # Errors
    /// When the file is not what it should be.
    pub(crate) fn usual(www: &Path, history: Option<PathBuf>) -> Outcome<Vec<Self>> {
        let first = Self::read(www)?.into_iter().take(1);
        Ok(first.map(|one| Self { history: history.clone(), ..one }).collect())
    }

    fn read(www: &Path) -> Outcome<Vec<Self>> {
        let path = www.join(FILE);
        let doing = || format!("reading {}", path.display());
        let text = std::fs::read_to_string(&path).doing(doing())?;
        let mut all: Vec<Self> = serde_json::from_str(&text).doing(doing())?;
        for one in &mut all {
            for file in [&mut one.templates, &mut one.history].into_iter().flatten() {
                *file = www.join(&*file);
            }
        }
        Ok(all)
    }

    /// Under which name a simulated phone remembers when it last wrote to it.
    pub(super) fn window_key(&self) -> String {
        match self.channel.as_str() {
            "whatsapp" => self.number.clone(),
            channel => format!("{channel}:{}", self.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{ALL, Account};

    fn www() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www")
    }

    #[test]
    fn every_account_has_a_past_that_is_there() {
        for one in Account::read(&www()).unwrap() {
            assert!(one.history.unwrap().is_file(), "{}", one.slug);
            assert!(one.templates.is_none_or(|file| file.is_file()), "{}", one.slug);
        }
    }

    #[test]
    fn all_is_one_thread_over_every_channel_and_two_numbers() {
        let all = Account::of(&www(), ALL).unwrap();
        let channels: BTreeSet<&str> = all.iter().map(|one| one.channel.as_str()).collect();
        assert_eq!(channels, ["rcs", "sms", "viber", "whatsapp"].into());
        assert!(all.iter().filter(|one| one.channel == "whatsapp").count() >= 2);
        let companies: BTreeSet<&str> = all.iter().map(|one| one.provider.trim_end_matches("-rcs")).collect();
        assert_eq!(companies.len(), 5);
    }

    #[test]
    fn a_provider_that_is_none_is_told_the_others() {
        let said = Account::of(&www(), "pigeon").unwrap_err().to_string();
        assert!(said.contains("tyntec") && said.contains(ALL), "{said}");
    }
}
