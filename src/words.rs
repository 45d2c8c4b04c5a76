//! Every word a person sees, by locale, and the dates, numbers and amounts in the way of that locale.
//!
//! A table is the text of its JSON file, read in place: keys to words, with `{name}` where a value goes. Words that depend
//! on a number have one key for each plural category of the locale: `new#one`, `new#other`. English is always at hand; the
//! other tables are files of their own, which the page fetches when a locale asks for them (`src/host/words.js`).

mod amount;
mod intl;
mod table;

use crate::text;
use intl::Intl;
use model::{Problem, Timestamp, Unit};
use std::rc::Rc;
use table::Table;

const EN: &str = include_str!("words/en.json");

/// The languages beside English.
const TRANSLATED: [&str; 3] = ["hi", "ar", "pt"];

/// The words of one locale; cheap to clone.
#[derive(Clone)]
pub struct Words(Rc<Speech>);

struct Speech {
    locale: String,
    lang: &'static str,
    table: Table,
    intl: Intl,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || (self.0.locale == other.0.locale && self.0.lang == other.0.lang)
    }
}

impl Words {
    /// The words for a BCP 47 tag such as `hi-IN`; `translated` is the table of its language, if there is one. Without it the
    /// panel speaks English; a tag that no browser knows has dates and numbers in English.
    pub fn new(locale: &str, translated: Option<&str>) -> Self {
        let locale = if locale.is_empty() { "en" } else { locale };
        let translated = translated.and_then(|text| Some((TRANSLATED.into_iter().find(|known| *known == language(locale))?, text)));
        let (lang, table) = match translated {
            Some((lang, text)) => (lang, Table::kept(lang, text)),
            None => ("en", Table::new(EN)),
        };
        let dates = if lang == language(locale) { locale } else { "en" };
        Self(Rc::new(Speech { locale: locale.to_owned(), lang, table, intl: Intl::new(dates) }))
    }

    /// The tag that was asked for.
    pub fn locale(&self) -> &str {
        &self.0.locale
    }

    /// The tag for the `lang` attribute: the language that is really spoken.
    pub fn lang(&self) -> &'static str {
        self.0.lang
    }

    /// `rtl` or `ltr`: which way the panel runs.
    pub fn dir(&self) -> &'static str {
        if self.lang() == "ar" { "rtl" } else { "ltr" }
    }

    /// The words of a key.
    pub fn say(&self, key: &'static str) -> &'static str {
        self.0.table.get(key).unwrap_or(key)
    }

    /// The words of a key that is put together at run time, if there is such a key.
    pub fn find(&self, area: &str, word: &str) -> Option<&'static str> {
        self.0.table.get(&[area, ".", word].concat())
    }

    /// The words of a key with values filled in.
    pub fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        table::fill(self.say(key), values)
    }

    /// The words of a key in the plural form that `n` asks for; `{n}` is the number in the way of the locale.
    pub fn count(&self, key: &'static str, n: u64) -> String {
        let number = self.number(n as f64);
        let form = [key, "#", &self.0.intl.plural(n as f64)].concat();
        let other = [key, "#other"].concat();
        let words = self.0.table.get(&form).or_else(|| self.0.table.get(&other)).unwrap_or(key);
        table::fill(words, &[("n", &number)])
    }

    /// A number in the way of the locale.
    pub fn number(&self, n: f64) -> String {
        self.0.intl.number(n)
    }

    /// A fraction as per cent: 0.4 is `40 %`.
    pub fn percent(&self, fraction: f64) -> String {
        self.0.intl.percent(fraction)
    }

    /// An amount of money; text that is not a number stays as it is.
    pub fn money(&self, amount: &str, currency: Option<&str>) -> String {
        match (text::number(amount.trim()), currency) {
            (Some(number), Some(currency)) => {
                self.0.intl.money(number, currency).unwrap_or_else(|| [&self.number(number), " ", currency].concat())
            }
            (Some(number), None) => self.number(number),
            (None, Some(currency)) => [amount, " ", currency].concat(),
            (None, None) => amount.to_owned(),
        }
    }

    /// The time of day: `10:46`.
    pub fn time(&self, at: Timestamp) -> String {
        self.0.intl.time(at)
    }

    /// Date and time in full, for names and journals.
    pub fn moment(&self, at: Timestamp) -> String {
        self.0.intl.moment(at)
    }

    /// Date and time, short, with the day left out if it is today.
    pub fn near(&self, at: Timestamp, now: Timestamp) -> String {
        if self.day_number(at) == self.day_number(now) { self.time(at) } else { self.moment(at) }
    }

    /// Which day in the browser's time zone, counted from 1970-01-01.
    pub fn day_number(&self, at: Timestamp) -> i64 {
        intl::day_number(at)
    }

    /// The name of a day: today, yesterday, or its date, with the year if it is another one.
    pub fn day(&self, at: Timestamp, now: Timestamp) -> String {
        match self.day_number(now) - self.day_number(at) {
            0 => self.say("today").to_owned(),
            1 => self.say("yesterday").to_owned(),
            days => self.0.intl.date(at, !(0..300).contains(&days)),
        }
    }

    /// What is wrong, in the words of the locale where the rule is known, else in the model's.
    pub fn problem(&self, problem: &Problem) -> String {
        let Some(words) = self.find("problem", &problem.rule) else {
            return problem.message.clone();
        };
        let amount = |number: Option<u64>| match (number, problem.unit) {
            (Some(number), Some(Unit::Bytes)) => self.bytes(number),
            (Some(number), _) => self.number(number as f64),
            (None, _) => String::new(),
        };
        table::fill(words, &[("limit", &amount(problem.limit)), ("actual", &amount(problem.actual))])
    }
}

fn language(locale: &str) -> &str {
    locale.split(['-', '_']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
