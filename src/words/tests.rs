//! All locales say the same things; what the view asks for is there.

use super::*;
use model::limits::Limit;
use std::collections::{BTreeMap, BTreeSet};

const HI: &str = include_str!("hi.json");
const AR: &str = include_str!("ar.json");
const PT: &str = include_str!("pt.json");
const ALL: [(&str, &str); 4] = [("en", EN), ("hi", HI), ("ar", AR), ("pt", PT)];

/// The words as the page gives them: with the table of the language where there is one.
fn spoken(locale: &str) -> Words {
    let table = ALL.iter().skip(1).find(|(known, _)| *known == language(locale));
    Words::new(locale, table.map(|(_, json)| *json))
}

fn base(key: &str) -> &str {
    key.split('#').next().unwrap_or_default()
}

fn placeholders(words: &str) -> BTreeSet<&str> {
    words.split('{').skip(1).filter_map(|piece| piece.split('}').next()).collect()
}

/// Placeholders by key; of a plural the ones of `other`, since "one message" needs no number.
fn shape(json: &'static str) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let table = Table::new(json);
    let said = table.entries().iter().filter(|(key, _)| !key.contains('#') || key.ends_with("#other"));
    said.map(|(key, words)| (base(key), placeholders(words))).collect()
}

#[test]
fn the_quick_reader_reads_what_json_means() {
    for (locale, json) in ALL {
        let parsed: BTreeMap<String, String> = serde_json::from_str(json).expect(locale);
        let table = Table::new(json);
        let read: BTreeMap<String, String> = table.entries().iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect();
        assert_eq!(parsed, read, "{locale}");
        assert_eq!(parsed.len(), table.entries().len(), "{locale} says a key twice");
    }
}

#[test]
fn every_locale_has_the_same_keys_and_placeholders() {
    for (locale, json) in ALL {
        assert_eq!(shape(EN), shape(json), "{locale}");
    }
}

#[test]
fn every_plural_has_the_forms_of_its_locale() {
    for (locale, forms) in [
        ("en", &["one", "other"][..]),
        ("hi", &["one", "other"]),
        ("pt", &["one", "other"]),
        ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ] {
        let json = ALL.iter().find(|(known, _)| *known == locale).map_or("", |(_, json)| json);
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (key, words) in Table::new(json).entries() {
            if let Some((base, form)) = key.split_once('#') {
                found.entry(base).or_default().insert(form);
                assert!(placeholders(words).is_subset(&BTreeSet::from(["n"])), "{locale} {key}");
            }
        }
        assert!(!found.is_empty());
        for (key, found) in found {
            assert_eq!(found, forms.iter().copied().collect(), "{locale} {key}");
        }
    }
}

#[test]
fn no_word_is_empty_and_none_says_oops() {
    for (locale, json) in ALL {
        for (key, words) in Table::new(json).entries() {
            assert!(!words.trim().is_empty(), "{locale} {key}");
            assert!(!words.to_lowercase().contains("oops"), "{locale} {key}");
        }
    }
}

/// The literal after each `call(` in the source, where it is one.
fn literals<'a>(source: &'a str, call: &str) -> Vec<&'a str> {
    source.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()).collect()
}

#[test]
fn every_key_that_the_view_asks_for_exists_and_none_is_left_over() {
    fn read(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).expect("the sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                read(&path, all);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("words/tests.rs") {
                all.push_str(&std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }
    let mut source = String::new();
    read(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut source);
    let table = Table::new(EN);
    for key in ["say(", "fill("].iter().flat_map(|call| literals(&source, call)) {
        assert!(table.get(key).is_some(), "nothing is said for {key}");
    }
    for key in literals(&source, "count(") {
        assert!(table.get(&[key, "#other"].concat()).is_some(), "nothing is counted for {key}");
    }
    let at_run_time = ["problem", "error", "refused", "status", "why", "category", "announce"];
    let quoted: BTreeSet<&str> = source.split('"').collect();
    for (key, _) in table.entries() {
        let area = key.split('.').next().unwrap_or_default();
        assert!(quoted.contains(base(key)) || at_run_time.contains(&area), "{key} is never said");
    }
}

#[test]
fn values_are_filled_in_as_they_are() {
    let words = spoken("en-GB");
    assert_eq!(words.fill("thread", &[("name", "{name}")]), "Conversation with {name}");
    assert_eq!(words.count("new", 1), "1 new message");
    assert_eq!(words.count("new", 3), "3 new messages");
}

#[test]
fn a_locale_speaks_its_language_and_runs_its_way() {
    for (locale, send, dir) in
        [("pt-BR", "Enviar", "ltr"), ("ar", "إرسال", "rtl"), ("hi-IN", "भेजें", "ltr"), ("fr", "Send", "ltr"), ("", "Send", "ltr")]
    {
        let words = spoken(locale);
        assert_eq!((words.say("send"), words.dir()), (send, dir), "{locale}");
    }
}

#[test]
fn without_its_table_a_language_speaks_english_and_says_so() {
    let words = Words::new("ar", None);
    assert_eq!((words.say("send"), words.lang(), words.dir()), ("Send", "en", "ltr"));
    assert!(words != spoken("ar"));
    let unasked = Words::new("fr", Some(PT));
    assert_eq!((unasked.say("send"), unasked.lang()), ("Send", "en"));
}

#[test]
fn amounts_are_as_coarse_as_they_may_be() {
    let words = spoken("en");
    let minutes = |n: i64| n * 60_000;
    for (millis, said) in [
        (minutes(3000), "2 d 2 h"),
        (minutes(1439), "23 h"),
        (minutes(179), "2 h 59 min"),
        (minutes(60), "1 h 0 min"),
        (minutes(60) - 1, "59 min"),
        (minutes(10) - 1, "9:59"),
        (5_000, "0:05"),
        (-1, "0:00"),
    ] {
        assert_eq!(words.left(millis), said);
    }
    for (bytes, said) in [(0, "0 B"), (999, "999 B"), (1024, "1 KB"), (24_000, "23 KB"), (1_400_000, "1.3 MB")] {
        assert_eq!(words.bytes(bytes), said);
    }
    for (seconds, said) in [(9, "0:09"), (75, "1:15"), (3723, "1:02:03")] {
        assert_eq!(words.length(seconds), said);
    }
}

#[test]
fn days_are_named_from_where_the_agent_stands() {
    let words = spoken("en");
    let at = |text| Timestamp::parse(text).expect("a time");
    let now = at("2026-11-20T08:00:00Z");
    assert_eq!(words.day(at("2026-11-20T00:00:00Z"), now), "Today");
    assert_eq!(words.day(at("2026-11-19T23:59:59Z"), now), "Yesterday");
    assert_eq!(words.day(at("2026-11-18T12:00:00Z"), now), "2026-11-18");
    assert_eq!(words.near(at("2026-11-20T07:30:00Z"), now), "07:30");
}

#[test]
fn problems_speak_the_locale_with_their_numbers() {
    let words = spoken("pt");
    let problem = Problem::too_much("/body", Limit::utf16(4096), 4100);
    assert_eq!(words.problem(&problem), "No máximo 4096 caracteres.");
    let strange = Problem::new("/x", "newer-rule", "As the model says.");
    assert_eq!(words.problem(&strange), "As the model says.");
}
