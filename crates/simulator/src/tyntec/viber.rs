//! Viber contents, and which of them a rate type allows (tyntec's table): transaction takes text, list and carousel.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::meta::failure::Failure;
use crate::meta::judge::link::is_web;
use crate::meta::judge::seen::is_seen;
use crate::meta::judge::{Case, Verdict};
use crate::meta::shelf::essence;
use crate::provider::Channel;
use crate::tyntec::problem::Violations;

const TEXT: usize = 3000;
/// Viber's own; tyntec is silent.
const LABEL: usize = 30;
/// Of films tyntec says so; other files are held to the same.
const FILE: usize = 200 * 1024 * 1024;
/// As many as a card of a row has; nothing is said of a message's own.
const BUTTONS: usize = 2;
const PICTURES: [&str; 2] = ["image/jpeg", "image/png"];
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
            let name = wrong.text(inner, "filename", &format!("{field}.filename"), usize::MAX);
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
            for option in options {
                wrong.ensure(option.as_str().is_some_and(is_seen), &format!("{field}.options"), "must not be empty");
            }
            let different: HashSet<_> = options.iter().filter_map(Value::as_str).map(str::trim).collect();
            wrong.ensure(different.len() == options.len(), &format!("{field}.options"), "must be unique");
            let buttons: Vec<Value> = options.iter().map(|o| json!({"type": "reply", "reply": {"id": o, "title": o}})).collect();
            ("interactive", json!({"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}))
        }
        "carousel" => {
            wrong.text(inner, "text", &format!("{field}.text"), TEXT);
            let items = inner["items"].as_array().map_or(&[][..], Vec::as_slice);
            wrong.ensure((2..=5).contains(&items.len()), &format!("{field}.items"), "size must be between 2 and 5");
            for (i, item) in items.iter().enumerate() {
                let field = format!("{field}.items[{i}]");
                wrong.text(item, "title", &format!("{field}.title"), TEXT);
                link_at(item, "imageUrl", &format!("{field}.imageUrl"), wrong);
                for key in ["primaryButton", "secondaryButton"] {
                    if key == "primaryButton" || item.get(key).is_some() {
                        let (button, field) = (&item[key], format!("{field}.{key}"));
                        wrong.text(button, "label", &format!("{field}.label"), LABEL);
                        link_at(button, "actionUrl", &format!("{field}.actionUrl"), wrong);
                    }
                }
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

/// Text with an image, a file or a video, and buttons.
fn components(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    let parts = given["body"].as_array().map_or(&[][..], Vec::as_slice);
    let bare = parts.iter().all(|part| part["contentType"] == "button");
    wrong.ensure(!bare, &format!("{field}.body"), "needs a text or a file beside a button");
    let buttons = parts.iter().filter(|part| part["contentType"] == "button").count();
    wrong.ensure(buttons <= BUTTONS, &format!("{field}.body"), "can have at most 2 buttons");
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
                let label = wrong.text(&part["button"], "caption", &format!("{field}.button.caption"), LABEL);
                let parameters = json!({"display_text": label, "url": link(&part["button"], &format!("{field}.button"), wrong)});
                shown["action"] = json!({"name": "cta_url", "parameters": parameters});
            }
            _ => wrong.add(&format!("{field}.type"), "must be one of text, image, file, video, button"),
        }
    }
    shown
}

fn link(given: &Value, field: &str, wrong: &mut Violations) -> String {
    link_at(given, "url", &format!("{field}.url"), wrong)
}

fn link_at(given: &Value, key: &str, field: &str, wrong: &mut Violations) -> String {
    let url = wrong.text(given, key, field, 2000);
    wrong.ensure(is_web(&url) || url.is_empty(), field, "must be a valid URL");
    url
}

/// The files that a shown content links to, each with what it is meant as.
fn files<'a>(kind: &'a str, content: &'a Value) -> Vec<(&'a str, &'a str)> {
    let header = &content["header"];
    let above = header["type"].as_str().and_then(|kind| Some((kind, header[kind]["link"].as_str()?)));
    let own = content["link"].as_str().map(|link| (kind, link));
    let cards = content["items"].as_array().into_iter().flatten().filter_map(|item| Some(("image", item["imageUrl"].as_str()?)));
    own.into_iter().chain(above).chain(cards).collect()
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
    let content = &case.envelope.content;
    for (kind, link) in files(&case.envelope.kind, content) {
        let Some(file) = case.behind(link) else { continue };
        if kind == "image" && !PICTURES.contains(&essence(&file.mime).as_str()) {
            return Err(failure(12, "unsupportedMedia", "The image must be a JPEG or a PNG"));
        }
        if file.bytes.len() > FILE {
            return Err(failure(12, "unsupportedMedia", "The file is larger than 200 MB"));
        }
    }
    Ok(Verdict { category: "service".to_owned(), content: content.clone() })
}
