//! Viber contents, and which of them a rate type allows (tyntec's table): transaction takes text, list and carousel.

use serde_json::{Value, json};

use crate::meta::failure::Failure;
use crate::meta::judge::{Case, Verdict};
use crate::provider::Channel;
use crate::tyntec::problem::Violations;

const TEXT: usize = 3000;
const PURPOSES: [&str; 3] = ["promotion", "transaction", "session"];

/// Reads a content; answers what a phone shows, in Meta's words as far as they go.
pub fn read(body: &Value, kind: &str, given: &Value, at: &str, wrong: &mut Violations) -> (&'static str, Value) {
    let purpose = body["messagePurpose"].as_str().or(body["rateType"].as_str()).unwrap_or_default();
    wrong.ensure(PURPOSES.contains(&purpose), "messagePurpose", "must be one of promotion, transaction, session");
    let plain = ["text", "list", "carousel"].contains(&kind);
    wrong.ensure(purpose != "transaction" || plain, &format!("{at}.contentType"), "is not allowed for rate type transaction");
    let inner = &given[kind];
    let field = format!("{at}.{kind}");
    match kind {
        "text" => ("text", json!({"body": wrong.text(given, "text", &field, TEXT)})),
        "image" => ("image", json!({"link": link(inner, &field, wrong)})),
        "file" => {
            let name = wrong.text(inner, "filename", &format!("{field}.filename"), 256);
            ("document", json!({"link": link(inner, &field, wrong), "filename": name}))
        }
        "video" => {
            let size = inner["filesize"].as_f64();
            wrong.ensure(size.is_some_and(|mb| mb > 0.0 && mb <= 200.0), &format!("{field}.filesize"), "must be between 1 and 200");
            wrong.ensure(inner["duration"].is_number(), &format!("{field}.duration"), "must not be null");
            wrong.text(inner, "thumbnailUrl", &format!("{field}.thumbnailUrl"), 2000);
            ("video", json!({"link": link(inner, &field, wrong)}))
        }
        "list" => {
            let text = wrong.text(inner, "text", &format!("{field}.text"), TEXT);
            let options = inner["options"].as_array().map_or(&[][..], Vec::as_slice);
            wrong.ensure((2..=5).contains(&options.len()), &format!("{field}.options"), "size must be between 2 and 5");
            let buttons: Vec<Value> = options.iter().map(|o| json!({"type": "reply", "reply": {"id": o, "title": o}})).collect();
            ("interactive", json!({"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}))
        }
        "carousel" => {
            wrong.text(inner, "text", &format!("{field}.text"), TEXT);
            let items = inner["items"].as_array().map_or(&[][..], Vec::as_slice);
            wrong.ensure((2..=5).contains(&items.len()), &format!("{field}.items"), "size must be between 2 and 5");
            for (i, item) in items.iter().enumerate() {
                let whole = item["title"].is_string() && item["imageUrl"].is_string() && item["primaryButton"]["actionUrl"].is_string();
                wrong.ensure(whole, &format!("{field}.items[{i}]"), "needs title, imageUrl and primaryButton");
            }
            ("carousel", inner.clone())
        }
        "components" => ("interactive", components(inner, &field, wrong)),
        _ => {
            wrong.add(&format!("{at}.contentType"), format!("unknown content type {kind}"));
            ("text", Value::Null)
        }
    }
}

/// Text with an image, a file or a video, and at most one button.
fn components(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    let parts = given["body"].as_array().map_or(&[][..], Vec::as_slice);
    wrong.ensure(!parts.is_empty(), &format!("{field}.body"), "must not be empty");
    let mut shown = json!({"type": "cta_url"});
    for (i, part) in parts.iter().enumerate() {
        let field = format!("{field}.body[{i}]");
        match part["type"].as_str().or(part["contentType"].as_str()) {
            Some("text") => shown["body"] = json!({"text": wrong.text(part, "text", &format!("{field}.text"), TEXT)}),
            Some(kind @ ("image" | "video")) => {
                shown["header"] = json!({"type": kind, kind: {"link": link(&part[kind], &format!("{field}.{kind}"), wrong)}});
            }
            Some("file") => {
                let link = link(&part["file"], &format!("{field}.file"), wrong);
                shown["header"] = json!({"type": "document", "document": {"link": link, "filename": part["file"]["filename"]}});
            }
            Some("button") => {
                let label = wrong.text(&part["button"], "caption", &format!("{field}.button.caption"), 30);
                let parameters = json!({"display_text": label, "url": link(&part["button"], &format!("{field}.button"), wrong)});
                shown["action"] = json!({"name": "cta_url", "parameters": parameters});
            }
            _ => wrong.add(&format!("{field}.type"), "must be one of text, image, file, video, button"),
        }
    }
    shown
}

fn link(given: &Value, field: &str, wrong: &mut Violations) -> String {
    let url = wrong.text(given, "url", &format!("{field}.url"), 2000);
    let web = url.starts_with("https://") || url.starts_with("http://");
    wrong.ensure(web || url.is_empty(), &format!("{field}.url"), "must be a valid URL");
    url
}

/// What the networks behind Viber and SMS say: who can be reached, and whether a session is open.
///
/// # Errors
/// 6 for somebody without Viber, 7 for a session that the customer did not open.
pub fn judge(case: &Case<'_>) -> Result<Verdict, Failure> {
    let failure = |code: i64, title: &str, details: &str| Failure { title: title.to_owned(), ..Failure::new(code, details) };
    if case.account.channel() == Channel::Viber {
        if !case.phone.on_viber {
            return Err(failure(6, "receiverNotRegistered", "The receiver is not registered to Viber"));
        }
        if case.envelope.purpose.as_deref() == Some("session") && !case.in_window {
            return Err(failure(7, "receiverNotSubscribed", "There is no open session with this receiver"));
        }
    }
    Ok(Verdict { category: "service".to_owned(), content: case.envelope.content.clone() })
}
