//! A file in a message: what it is, and how to ask for it.

use crate::lenient::{first_text, truth};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::content::{Content, Media, MediaMessage, MediaState, Unsupported};
use model::inbound::{FileReference, RemoteFile};
use serde_json::Value;

/// A media payload as a content of that kind; without an id or a link it is a labelled row with its caption.
pub(super) fn decode(kind: &str, payload: &Value) -> (Content, Vec<RemoteFile>) {
    let caption = first_text(payload, &["caption"]);
    let id = first_text(payload, &["id"]).map(FileReference::Id);
    let Some(reference) = id.or_else(|| first_text(payload, &["link", "url"]).map(FileReference::Url)) else {
        let detail = Some("nothing says where the file is".to_owned());
        return (Content::Unsupported(Unsupported { detail, ..Unsupported::new(kind, caption) }), Vec::new());
    };
    let sha256 = first_text(payload, &["sha256"]).and_then(|hash| hex_digest(&hash));
    let media = Media {
        state: MediaState::Fetching,
        mime: first_text(payload, &["mime_type"]).unwrap_or_default(),
        sha256: sha256.clone(),
        filename: first_text(payload, &["filename"]),
        ..Media::default()
    };
    let message = MediaMessage { media, caption, voice: truth(&payload["voice"]), animated: truth(&payload["animated"]) };
    let content = match kind {
        "image" => Content::Image(message),
        "video" => Content::Video(message),
        "audio" => Content::Audio(message),
        "sticker" => Content::Sticker(message),
        _ => Content::Document(message),
    };
    (content, vec![RemoteFile { reference, sha256 }])
}

/// Meta writes digests in base64; others in hex. Anything else promises nothing.
fn hex_digest(text: &str) -> Option<String> {
    let bytes = hex::decode(text).ok().or_else(|| STANDARD.decode(text).ok())?;
    (bytes.len() == 32).then(|| hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_in_both_forms() {
        let hex = "29ed500fa64eb55fc19dc4124acb300e5dcc54a0f822a301ae99944db10c2c91";
        assert_eq!(hex_digest("Ke1QD6ZOtV/BncQSSsswDl3MVKD4IqMBrpmUTbEMLJE=").as_deref(), Some(hex));
        assert_eq!(hex_digest(&hex.to_uppercase()).as_deref(), Some(hex));
        assert_eq!(hex_digest("29ed500f"), None);
    }
}
