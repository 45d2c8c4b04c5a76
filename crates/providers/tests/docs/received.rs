//! What arrives from a provider's channel: the contents that its webhooks came to in the goldens.

use crate::guide::Guide;
use model::Channel;
use providers::Codec;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The contents, and beside them what is no message: `~reaction`, `~edit`, `~revoke`, `~typing`, `~status` …
pub(crate) fn kinds(guide: &Guide, channel: &Channel) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(guide.provider.replace('-', "_")).join("in");
    let mut kinds = BTreeSet::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".expected.json") && is_of(guide.codec(), channel, &name) {
            let expected: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            kinds.extend(expected.as_array().into_iter().flatten().filter_map(kind));
        }
    }
    kinds
}

fn is_of(codec: &dyn Codec, channel: &Channel, name: &str) -> bool {
    let named = codec.channels().iter().find(|channel| name.starts_with(&format!("{channel}-")));
    named.unwrap_or(&codec.channels()[0]) == channel
}

fn kind(said: &Value) -> Option<String> {
    match said["kind"].as_str()? {
        "message" => said["content"]["type"].as_str().filter(|word| *word != "unsupported").map(str::to_owned),
        other => Some(format!("~{other}")),
    }
}
