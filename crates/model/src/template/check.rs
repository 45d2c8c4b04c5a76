//! What is wrong with a set of values: judged before sending, by the widget and by the proxy alike.

use super::{Template, Values};
use crate::capabilities::Capabilities;
use crate::content::template::{FilledButton, TemplateMessage, Value};
use crate::content::{Header, Media};
use crate::limits::is_blank;
use crate::problem::Problem;

/// The most characters of what a quick reply sends back.
const PAYLOAD_MAX: usize = 128;

impl Template {
    /// Everything that is wrong with these values; paths start at the content: `/values/body.1`.
    pub fn check(&self, values: &Values, capabilities: &Capabilities) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self.obstacle().into_iter().collect();
        let placeholders = self.placeholders();
        if placeholders.iter().any(|placeholder| capabilities.lacks("template", placeholder.special())) {
            problems.push(self.unfit());
        }
        for placeholder in &placeholders {
            placeholder.check(values.get(&placeholder.key), capabilities, &mut problems);
        }
        let filled = self.fill(values);
        for (key, value) in values {
            if placeholders.iter().any(|placeholder| placeholder.key == *key) {
                continue;
            }
            let path = format!("/values/{key}");
            match (value, button(&filled, key)) {
                (Value::Payload { payload }, Some(FilledButton::QuickReply { .. })) => check_payload(payload, &path, &mut problems),
                _ => problems.push(Problem::new(path, "unknown-value", format!("The template has no placeholder “{key}”."))),
            }
        }
        let limits = &capabilities.limits;
        limits.check_text("template.body", &filled.parts.body, "/parts/body", &mut problems);
        if let Some(Header::Text { text }) = &filled.parts.header {
            limits.check_text("template.header", text, "/parts/header/text", &mut problems);
        }
        for (index, card) in filled.parts.cards.iter().enumerate() {
            let body = card.body.as_deref().unwrap_or_default();
            limits.check_text("template.card.body", body, &format!("/parts/cards/{index}/body"), &mut problems);
        }
        problems
    }
}

/// The button that a key like `buttons.1` or `cards.0.buttons.1` means.
fn button<'a>(filled: &'a TemplateMessage, key: &str) -> Option<&'a FilledButton> {
    let parts: Vec<&str> = key.split('.').collect();
    match parts[..] {
        ["buttons", index] => filled.parts.buttons.get(index.parse::<usize>().ok()?),
        ["cards", card, "buttons", index] => filled.parts.cards.get(card.parse::<usize>().ok()?)?.buttons.get(index.parse::<usize>().ok()?),
        _ => None,
    }
}

fn check_payload(payload: &str, path: &str, problems: &mut Vec<Problem>) {
    if is_blank(payload) {
        problems.push(Problem::required(path, "A payload"));
    } else if payload.encode_utf16().count() > PAYLOAD_MAX {
        problems.push(Problem::new(path, "format", format!("A payload has at most {PAYLOAD_MAX} characters.")));
    }
}

/// Judges one value that was typed: what a provider refuses in any of them.
pub(super) fn check_words(text: &str, path: &str, problems: &mut Vec<Problem>) {
    if is_blank(text) {
        problems.push(Problem::required(path, "A value"));
        return;
    }
    if text.contains(['\n', '\r', '\t']) {
        problems.push(Problem::new(path, "no-line-breaks", "A value can't hold line breaks or tabs."));
    }
    if text.contains("     ") {
        problems.push(Problem::new(path, "no-wide-gaps", "A value can't hold more than four spaces in a row."));
    }
}

pub(super) fn check_media(media: &Media, kind: &str, path: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
    crate::content::media::check_file(media, kind, &format!("{path}/media"), capabilities, problems);
}
