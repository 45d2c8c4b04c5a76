//! An address of a provider's document: who asks for it, and whether the simulator answers.

use crate::guide::Guide;
use serde_json::Value;
use std::path::Path;

/// Who asks for an address.
#[derive(Clone, Copy)]
pub(crate) enum By {
    /// The codec; the case in `out` of this name shows the request.
    Codec(&'static str),
    /// A function beside the codec, with tests of its own.
    Beside(&'static str),
    /// Nobody yet.
    Later(&'static str),
    /// Nobody: why.
    Nobody(&'static str),
}

/// One address.
pub(crate) struct Endpoint {
    pub(crate) method: &'static str,
    /// With `{names}` for what changes.
    pub(crate) path: &'static str,
    pub(crate) what: &'static str,
    pub(crate) by: By,
    /// The simulator answers it.
    pub(crate) simulated: bool,
}

/// One that the codec asks for and the simulator answers.
pub(crate) const fn covered(method: &'static str, path: &'static str, what: &'static str, case: &'static str) -> Endpoint {
    Endpoint { method, path, what, by: By::Codec(case), simulated: true }
}

/// One that a function beside the codec asks for and the simulator answers.
pub(crate) const fn beside(method: &'static str, path: &'static str, what: &'static str, function: &'static str) -> Endpoint {
    Endpoint { method, path, what, by: By::Beside(function), simulated: true }
}

/// One that comes later.
pub(crate) const fn later(method: &'static str, path: &'static str, what: &'static str, topic: &'static str) -> Endpoint {
    Endpoint { method, path, what, by: By::Later(topic), simulated: false }
}

impl Endpoint {
    pub(crate) fn row(&self) -> [String; 4] {
        let by = match self.by {
            By::Codec(_) => "yes".to_owned(),
            By::Beside(function) => format!("yes, `{function}`"),
            By::Later(topic) => format!("later: {topic}"),
            By::Nobody(why) => format!("no: {why}"),
        };
        let simulated = if self.simulated { "yes" } else { "" };
        [format!("`{} {}`", self.method, self.path), self.what.to_owned(), by, simulated.to_owned()]
    }

    /// What is not true about this row, if anything.
    pub(crate) fn lie(&self, guide: &Guide) -> Option<String> {
        let By::Codec(case) = self.by else { return None };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(guide.provider.replace('-', "_"));
        let text = std::fs::read_to_string(folder.join("out").join(format!("{case}.expected.json"))).unwrap_or_default();
        let asked: Value = serde_json::from_str(&text).unwrap_or_default();
        let url = asked["url"].as_str().unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
        let fits = asked["method"] == self.method && ends_like(&url, self.path);
        (!fits).then(|| {
            format!("{}: {} {} is not what out/{case} asks for: {} {url}", guide.provider, self.method, self.path, asked["method"])
        })
    }
}

/// Whether an address ends in a path whose `{names}` stand for one segment each.
fn ends_like(url: &str, path: &str) -> bool {
    let segments: Vec<&str> = url.split('/').collect();
    let wanted: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let Some(start) = segments.len().checked_sub(wanted.len()) else { return false };
    segments[start..].iter().zip(&wanted).all(|(segment, wanted)| wanted.starts_with('{') || segment == wanted)
}
