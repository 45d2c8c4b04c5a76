//! Where values come from: the defaults, then the file, then the environment; and on which line each stands.

use super::fault::Fault;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

const DEFAULTS: &str = include_str!("../../config.default.toml");
const PREFIX: &str = "SIDETHREAD_";
/// The variable that names the file.
const FILE: &str = "CONFIG";
/// The key that the defaults don't have.
const TENANT: &str = "tenant";
/// How alike a variable must be to a known key to be taken for it.
pub(super) const ALIKE: f64 = 0.6;

/// All values before they are read.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// Defaults, file and environment in one.
    pub(super) table: Table,
    /// What relative paths are relative to.
    pub(super) base: PathBuf,
    file: String,
    places: BTreeMap<String, String>,
    from_environment: BTreeMap<String, String>,
}

impl Source {
    /// Merges the file's text (none for no file) and the environment over the defaults.
    pub(super) fn new(file: Option<(&Path, &str)>, environment: impl Iterator<Item = (String, String)>, faults: &mut Vec<Fault>) -> Self {
        let mut source =
            Self { table: toml::from_str(DEFAULTS).unwrap_or_default(), file: format!("no {} here", super::FILE), ..Self::default() };
        if let Some((path, text)) = file {
            source.file = path.display().to_string();
            source.base = path.parent().map(Path::to_path_buf).unwrap_or_default();
            source.read(text, faults);
        }
        for (name, value) in environment {
            if let Some(rest) = name.strip_prefix(PREFIX).filter(|rest| source.is_meant(rest)) {
                source.overlay(&name, rest, &value, faults);
            }
        }
        source
    }

    /// Where a key stands.
    pub(super) fn place(&self, key: &str) -> String {
        if let Some(name) = self.from_environment.get(key) {
            return format!("environment {name}");
        }
        let mut known = key;
        loop {
            if let Some(place) = self.places.get(known) {
                return place.clone();
            }
            match known.rfind(['.', '[']) {
                Some(end) => known = &known[..end],
                None => return self.file.clone(),
            }
        }
    }

    /// Whether the operator wrote a key, in the file or in the environment.
    pub(super) fn is_written(&self, key: &str) -> bool {
        self.places.contains_key(key) || self.from_environment.contains_key(key)
    }

    /// Whether a key's value is text from the environment, which has no types.
    pub(super) fn is_untyped(&self, key: &str) -> bool {
        self.from_environment.contains_key(key)
    }

    fn read(&mut self, text: &str, faults: &mut Vec<Fault>) {
        let (parsed, errors) = DeTable::parse_recoverable(text);
        let mut errors: Vec<_> = errors.iter().map(|error| (error.span().map_or(1, |span| line_of(text, span.start)), error)).collect();
        errors.sort_by_key(|(line, _)| *line);
        for (line, error) in &errors {
            faults.push(Fault {
                place: format!("{}:{line}", self.file),
                key: String::new(),
                reason: format!("This is not TOML: {}.", error.message().trim_end_matches('.')),
            });
        }
        if errors.is_empty()
            && let Ok(table) = toml::from_str::<Table>(text)
        {
            self.note_table("", parsed.get_ref(), text);
            for (key, value) in table {
                match (self.table.get_mut(&key), value) {
                    (Some(Value::Table(defaults)), Value::Table(own)) => defaults.extend(own),
                    (_, value) => {
                        self.table.insert(key, value);
                    }
                }
            }
        }
    }

    fn note_table(&mut self, parent: &str, table: &DeTable<'_>, text: &str) {
        for (name, value) in table {
            let key = join(parent, name.get_ref());
            self.note(key, name.span().start, value, text);
        }
    }

    fn note(&mut self, key: String, start: usize, value: &Spanned<DeValue<'_>>, text: &str) {
        self.places.insert(key.clone(), format!("{}:{}", self.file, line_of(text, start)));
        match value.get_ref() {
            DeValue::Table(table) => self.note_table(&key, table, text),
            DeValue::Array(list) => {
                for (index, element) in list.iter().enumerate() {
                    self.note(format!("{key}[{index}]"), element.span().start, element, text);
                }
            }
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
        }
    }

    /// Whether a variable is one of ours, or a slip of the pen. Others may begin like ours (container platforms set some for
    /// a service of our name), and are none of our business.
    fn is_meant(&self, rest: &str) -> bool {
        let first = rest.split("__").next().unwrap_or_default().to_ascii_lowercase();
        let known = self.table.keys().map(String::as_str).chain([TENANT]);
        rest != FILE && known.into_iter().any(|key| strsim::normalized_damerau_levenshtein(key, &first) >= ALIKE)
    }

    fn overlay(&mut self, name: &str, rest: &str, value: &str, faults: &mut Vec<Fault>) {
        let parts: Vec<&str> = rest.split("__").collect();
        let mut key = String::new();
        if place_in_table(&mut self.table, &parts, value, &mut key) {
            self.from_environment.insert(key, name.to_owned());
        } else {
            faults.push(Fault {
                place: format!("environment {name}"),
                key,
                reason: "There is no such element: name it by its id, slug or kid as in the file, or by its place from 0.".to_owned(),
            });
        }
    }
}

fn place_in_table(table: &mut Table, parts: &[&str], value: &str, key: &mut String) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    let name = table.keys().find(|known| is_same(known, first)).cloned().unwrap_or_else(|| first.to_ascii_lowercase());
    *key = join(key, &name);
    if rest.is_empty() {
        table.insert(name, Value::String(value.to_owned()));
        return true;
    }
    let slot = table.entry(name.clone()).or_insert_with(|| match name.as_str() {
        "tenant" | "account" | "key" | "server_key" => Value::Array(Vec::new()),
        _ => Value::Table(Table::new()),
    });
    match slot {
        Value::Table(inner) => place_in_table(inner, rest, value, key),
        Value::Array(list) => place_in_list(list, rest, value, key),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => false,
    }
}

fn place_in_list(list: &mut Vec<Value>, parts: &[&str], value: &str, key: &mut String) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    let named = |element: &Value| {
        ["id", "slug", "kid"].iter().any(|id| element.get(id).and_then(Value::as_str).is_some_and(|it| is_same(it, first)))
    };
    let Some(index) = list.iter().position(named).or_else(|| first.parse().ok()) else { return false };
    if index == list.len() {
        list.push(Value::Table(Table::new()));
    }
    *key = format!("{key}[{index}]");
    match list.get_mut(index) {
        Some(Value::Table(inner)) => place_in_table(inner, rest, value, key),
        _ => false,
    }
}

/// Whether a variable's capitals stand for this name: `ACME_WA` for `acme-wa`.
fn is_same(name: &str, part: &str) -> bool {
    name.len() == part.len()
        && name.chars().zip(part.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b) || (b == '_' && !a.is_ascii_alphanumeric()))
}

pub(super) fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}
