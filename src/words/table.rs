//! A table of words: the text of a flat JSON file, sorted by key. Nothing in it is escaped, so nothing is copied.

use std::cell::RefCell;

/// Keys and words, sorted by key.
pub(super) struct Table(Vec<(&'static str, &'static str)>);

impl Table {
    /// Reads `{"key": "words", …}`. Every second quoted piece is a key; the files hold no escapes (a test says so).
    pub(super) fn new(json: &'static str) -> Self {
        let mut quoted = json.split('"').skip(1).step_by(2);
        let mut entries: Vec<(&str, &str)> = Vec::with_capacity(288);
        while let (Some(key), Some(words)) = (quoted.next(), quoted.next()) {
            let at = entries.partition_point(|(known, _)| *known < key);
            entries.insert(at, (key, words));
        }
        Self(entries)
    }

    /// Reads a text that came from outside. It is kept as long as the page lives, once for each language.
    pub(super) fn kept(lang: &'static str, json: &str) -> Self {
        thread_local! {
            static KEPT: RefCell<Vec<(&'static str, &'static str)>> = const { RefCell::new(Vec::new()) };
        }
        KEPT.with_borrow_mut(|kept| {
            if let Some((_, text)) = kept.iter().find(|(known, _)| *known == lang) {
                return Self::new(text);
            }
            let text: &'static str = String::from(json).leak();
            kept.push((lang, text));
            Self::new(text)
        })
    }

    pub(super) fn get(&self, key: &str) -> Option<&'static str> {
        self.0.binary_search_by(|(known, _)| (*known).cmp(key)).ok().map(|at| self.0[at].1)
    }

    #[cfg(test)]
    pub(super) fn entries(&self) -> &[(&'static str, &'static str)] {
        &self.0
    }
}

/// The words with `{name}` replaced by its value. A value is put in as it is: braces in it mean nothing.
pub(super) fn fill(words: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(words.len() + 24);
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
