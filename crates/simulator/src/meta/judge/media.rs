//! Media in messages and headers: where from, which type, how big, which words beside it.

use serde_json::{Value, json};

use super::{Case, bad, only_keys, text, units};
use crate::meta::failure::Failure;
use crate::meta::queue::Fetched;
use crate::meta::shelf::essence;

const CAPTION: usize = 1024;
const MB: u64 = 1024 * 1024;

/// Judges one media object of this kind; `with_words` is the object whose caption and name count.
pub(super) fn judge(case: &Case<'_>, kind: &str, media: &Value, with_words: &Value) -> Result<Value, Failure> {
    let keys: &[&str] = match kind {
        "image" | "video" => &["id", "link", "caption"],
        "audio" => &["id", "link", "voice"],
        "document" => &["id", "link", "caption", "filename"],
        _ => &["id", "link"],
    };
    only_keys(with_words, kind, keys)?;
    if text(media, "caption").is_some_and(|caption| units(caption) > CAPTION) {
        return Err(bad(format!("Caption length invalid. Max length: {CAPTION}.")).long());
    }
    let mut shown = media.clone();
    match (text(media, "id"), text(media, "link")) {
        (Some(_), Some(_)) => {
            return Err(Failure::new(100, format!("Param {kind} must have either id or link, not both.")));
        }
        (Some(id), None) => {
            let Some(file) = case.media.usable(&case.owner, id, case.now) else {
                let why = format!("Param {kind}['id'] is not a valid whatsapp business account media attachment ID");
                return Err(Failure::new(100, why));
            };
            let animated = is_animated(&file.bytes);
            fits(case, kind, &file.mime, file.bytes.len() as u64, animated)?;
            let voice = media.get("voice") == Some(&Value::Bool(true));
            if voice && essence(&file.mime) != "audio/ogg" {
                return Err(refused("Voice messages must be audio/ogg with the opus codec."));
            }
            shown["url"] = json!(format!("/_control/media/{id}"));
            shown["mime_type"] = json!(file.mime);
        }
        (None, Some(link)) => {
            match case.fetched {
                Some(Fetched::Media { mime, size }) => fits(case, kind, mime, *size, true)?,
                Some(Fetched::Nothing(why)) => {
                    return Err(refused(&format!("Downloading media from weblink failed with {why}.")));
                }
                None => {}
            }
            shown["url"] = json!(link);
        }
        (None, None) => return Err(super::missing(&format!("{kind}['id'] or {kind}['link']"))),
    }
    Ok(shown)
}

fn fits(case: &Case<'_>, kind: &str, mime: &str, size: u64, animated: bool) -> Result<(), Failure> {
    let (types, most): (&[&str], u64) = match kind {
        "image" => (&["image/jpeg", "image/png"], 5 * MB),
        "video" => (&["video/mp4", "video/3gpp"], 16 * MB),
        "audio" => (&["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], 16 * MB),
        "sticker" => (&["image/webp"], if animated { 500 * 1024 } else { 100 * 1024 }),
        _ => (&[], 100 * MB),
    };
    let essence = essence(mime);
    if !types.is_empty() && !types.contains(&essence.as_str()) {
        let known = types.join(", ");
        return Err(refused(&format!("Unsupported {kind} mime type {essence}. Please use one of {known}.")));
    }
    if essence == "audio/ogg" && !case.rules.plain_ogg && !mime.contains("opus") {
        return Err(refused("The base audio/ogg type is not supported, only audio/ogg; codecs=opus."));
    }
    if size > most {
        return Err(refused(&format!("Media file size too big. Max file size for {kind}: {most} bytes.")));
    }
    Ok(())
}

/// Whether a WebP file has the animation flag of its VP8X header.
fn is_animated(bytes: &[u8]) -> bool {
    bytes.get(8..16) == Some(b"WEBPVP8X") && bytes.get(20).is_some_and(|flags| flags & 0x02 != 0)
}

fn refused(details: &str) -> Failure {
    Failure::new(131_053, details)
}
