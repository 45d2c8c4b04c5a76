//! Reads typed values out of one table, collecting every fault instead of stopping at the first.

use super::fault::Fault;
use super::secret::Secret;
use super::source::{ALIKE, Source, join};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use toml::{Table, Value};

/// One table that is being read.
pub(super) struct Reader<'a> {
    table: Table,
    path: String,
    source: &'a Source,
    faults: &'a RefCell<Vec<Fault>>,
    known: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    /// The whole configuration.
    pub(super) fn root(source: &'a Source, faults: &'a RefCell<Vec<Fault>>) -> Self {
        Self { table: source.table.clone(), path: String::new(), source, faults, known: BTreeSet::new() }
    }

    /// Notes a fault at a key of this table; an empty key is the table itself.
    pub(super) fn fault(&self, key: &str, reason: impl Into<String>) {
        let key = if key.is_empty() { self.path.clone() } else { join(&self.path, key) };
        self.faults.borrow_mut().push(Fault { place: self.source.place(&key), key, reason: reason.into() });
    }

    /// A text.
    pub(super) fn string(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text),
            other => self.wrong(key, "a text in quotes", &other),
        }
    }

    /// A text that must be there and not be blank.
    pub(super) fn required(&mut self, key: &str, what: &str) -> Option<String> {
        let was_there = self.table.contains_key(key);
        let text = self.string(key);
        match &text {
            Some(text) if text.trim().is_empty() => {
                self.fault(key, format!("It is empty: {what} is needed."));
                None
            }
            None if !was_there => {
                self.fault(key, format!("It is missing: {what} is needed."));
                None
            }
            _ => text,
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, key: &str) -> Option<bool> {
        match self.take(key)? {
            Value::Boolean(value) => Some(value),
            Value::String(text) if self.is_untyped(key) && ["true", "false"].contains(&text.as_str()) => Some(text == "true"),
            other => self.wrong(key, "true or false", &other),
        }
    }

    /// A number above 0.
    pub(super) fn number(&mut self, key: &str) -> Option<u64> {
        let value = self.take(key)?;
        let number = match &value {
            Value::Integer(number) => u64::try_from(*number).ok(),
            Value::String(text) if self.is_untyped(key) => text.parse().ok(),
            _ => None,
        };
        match number {
            Some(number) if number > 0 => Some(number),
            _ => self.wrong(key, "a whole number above 0", &value),
        }
    }

    /// A list of texts, each with its key.
    pub(super) fn strings(&mut self, key: &str) -> Vec<(String, String)> {
        match self.take(key) {
            None => Vec::new(),
            Some(Value::String(text)) if self.is_untyped(key) => {
                text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(|it| (key.to_owned(), it.to_owned())).collect()
            }
            Some(Value::Array(list)) => {
                let mut texts = Vec::new();
                for (index, element) in list.into_iter().enumerate() {
                    let key = format!("{key}[{index}]");
                    match element {
                        Value::String(text) => texts.push((key, text)),
                        other => {
                            self.wrong::<()>(&key, "a text in quotes", &other);
                        }
                    }
                }
                texts
            }
            Some(other) => self.wrong(key, "a list of texts", &other).unwrap_or_default(),
        }
    }

    /// A table of texts.
    pub(super) fn map(&mut self, key: &str) -> BTreeMap<String, String> {
        let table = match self.take(key) {
            None => return BTreeMap::new(),
            Some(Value::Table(table)) => table,
            Some(other) => return self.wrong(key, "a table of texts", &other).unwrap_or_default(),
        };
        let mut map = BTreeMap::new();
        for (name, value) in table {
            match value {
                Value::String(text) => {
                    map.insert(name, text);
                }
                other => {
                    self.wrong::<()>(&join(key, &name), "a text in quotes", &other);
                }
            }
        }
        map
    }

    /// A list of tables.
    pub(super) fn tables(&mut self, key: &str) -> Vec<Self> {
        let list = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Array(list)) => list,
            Some(other) => return self.wrong(key, &format!("a list of tables, written [[{key}]]"), &other).unwrap_or_default(),
        };
        let mut readers = Vec::new();
        for (index, element) in list.into_iter().enumerate() {
            let path = join(&self.path, &format!("{key}[{index}]"));
            match element {
                Value::Table(table) => {
                    readers.push(Self { table, path, source: self.source, faults: self.faults, known: BTreeSet::new() });
                }
                other => {
                    self.wrong::<()>(&format!("{key}[{index}]"), "a table", &other);
                }
            }
        }
        readers
    }

    /// One table.
    pub(super) fn table(&mut self, key: &str) -> Option<Self> {
        match self.take(key)? {
            Value::Table(table) => {
                Some(Self { table, path: join(&self.path, key), source: self.source, faults: self.faults, known: BTreeSet::new() })
            }
            other => self.wrong(key, &format!("a table, written [{key}]"), &other),
        }
    }

    /// Notes each text that stands a second time at this place in tables below. It looks at what is written, and so before they are
    /// read: what else is wrong with them hides nothing.
    pub(super) fn unique(&self, place: &[&str], words: &str) {
        let mut found = Vec::new();
        gather(&self.table, "", place, &mut found);
        for (index, (key, text)) in found.iter().enumerate() {
            if found[..index].iter().any(|(_, earlier)| earlier == text) {
                self.fault(key, format!("{words} “{text}”."));
            }
        }
    }

    /// A list of ids, texts or whole numbers, that must be there.
    pub(super) fn ids(&mut self, key: &str, what: &str) -> Vec<String> {
        if let Some(Value::Array(list)) = self.table.get_mut(key) {
            for element in list {
                if let Value::Integer(number) = element {
                    *element = Value::String(number.to_string());
                }
            }
        }
        let was_there = self.table.contains_key(key);
        let ids: Vec<String> = self.strings(key).into_iter().map(|(_, id)| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        if ids.is_empty() && !was_there {
            self.fault(key, format!("It is missing: {what}."));
        } else if ids.is_empty() {
            self.fault(key, format!("It is empty: {what}."));
        }
        ids
    }

    /// A path, relative to the configuration file.
    pub(super) fn path(&mut self, key: &str) -> Option<PathBuf> {
        Some(self.source.base.join(self.string(key)?))
    }

    /// A path relative to the configuration file, as text gives it.
    pub(super) fn resolve(&self, path: &str) -> PathBuf {
        self.source.base.join(path)
    }

    /// Whether the operator wrote this key, rather than the defaults.
    pub(super) fn is_written(&self, key: &str) -> bool {
        self.source.is_written(&join(&self.path, key))
    }

    /// A secret, written `key`, `key_env` or `key_file`.
    pub(super) fn secret(&mut self, key: &str) -> Option<Secret> {
        let (by_env, by_file) = (format!("{key}_env"), format!("{key}_file"));
        let inline = self.string(key);
        let variable = self.string(&by_env);
        let file = self.string(&by_file);
        let given: Vec<&str> = [(&inline, key), (&variable, &by_env), (&file, &by_file)]
            .into_iter()
            .filter_map(|(value, key)| value.is_some().then_some(key))
            .collect();
        if given.len() > 1 {
            self.fault(key, format!("It is given {} times, as {}: keep one.", given.len(), given.join(" and ")));
            return None;
        }
        if let Some(text) = inline {
            return Some(Secret::new(text));
        }
        if let Some(name) = variable {
            match std::env::var(&name) {
                Ok(text) => return Some(Secret::new(text)),
                Err(_) => self.fault(&by_env, format!("The variable {name} is not set, or isn't text.")),
            }
        }
        if let Some(path) = file {
            match std::fs::read_to_string(self.resolve(&path)) {
                Ok(text) => return Some(Secret::new(text.trim_end_matches(['\n', '\r']))),
                Err(error) => self.fault(&by_file, format!("The file {path} can't be read: {error}.")),
            }
        }
        None
    }

    /// A secret that must be there and have so many bytes.
    pub(super) fn long_secret(&mut self, key: &str, bytes: usize, what: &str) -> Option<Secret> {
        if !self.has_secret(key) {
            self.fault(key, format!("It is missing: {what} is needed, as {key}, {key}_env or {key}_file."));
        }
        let secret = self.secret(key)?;
        let length = secret.expose().trim().len();
        if length < bytes {
            self.fault(key, format!("It has {length} bytes; {bytes} or more are needed. `openssl rand -hex 32` makes good ones."));
            return None;
        }
        Some(secret)
    }

    /// Whether a secret is written in any of its three ways.
    pub(super) fn has_secret(&self, key: &str) -> bool {
        ["", "_env", "_file"].iter().any(|form| self.is_written(&format!("{key}{form}")))
    }

    /// Everything that was not asked for is unknown.
    pub(super) fn finish(self) {
        for name in self.table.keys() {
            let nearest = self
                .known
                .iter()
                .map(|known| (strsim::normalized_damerau_levenshtein(name, known).max(strsim::jaro_winkler(name, known) - 0.2), known))
                .filter(|(alike, _)| *alike >= ALIKE)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let hint = match nearest {
                Some((_, known)) => format!("Did you mean “{known}”?"),
                None => format!("Known here: {}.", self.known.iter().map(String::as_str).collect::<Vec<_>>().join(", ")),
            };
            self.fault(name, format!("There is no such key. {hint}"));
        }
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        self.known.insert(key.to_owned());
        self.table.remove(key)
    }

    fn is_untyped(&self, key: &str) -> bool {
        self.source.is_untyped(&join(&self.path, key))
    }

    fn wrong<T>(&self, key: &str, wanted: &str, found: &Value) -> Option<T> {
        self.fault(key, format!("{wanted} belongs here, not {}.", found.type_str()));
        None
    }
}

/// Every text at this place in the tables below, with its key.
fn gather<'t>(table: &'t Table, at: &str, place: &[&str], found: &mut Vec<(String, &'t str)>) {
    match place {
        [] => {}
        [name] => found.extend(table.get(*name).and_then(Value::as_str).map(|text| (join(at, name), text))),
        [name, rest @ ..] => {
            let below = table.get(*name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
            for (index, inner) in below.enumerate() {
                gather(inner, &join(at, &format!("{name}[{index}]")), rest, found);
            }
        }
    }
}
