//! What a customer chose or filled in: `button` and `interactive`.

use crate::lenient::{first_text, words};
use model::content::{Answer, AnswerKind, Content, Unsupported};
use serde_json::Value;

/// A tap on a template's quick reply. The payload may be an internal id of the provider: the text is what was seen.
pub(super) fn button(payload: &Value) -> Content {
    choice(AnswerKind::Button, payload, "payload", "text").unwrap_or_else(|| unread("button", payload))
}

/// A tap, a row, a form or a permission.
pub(super) fn interactive(payload: &Value) -> Content {
    let kind = first_text(payload, &["type"]).unwrap_or_default();
    let reply = &payload[&kind];
    let answer = match kind.as_str() {
        "button_reply" => choice(AnswerKind::Button, reply, "id", "title"),
        "list_reply" => choice(AnswerKind::List, reply, "id", "title"),
        "nfm_reply" if reply.is_object() => Some(form(reply)),
        "call_permission_reply" if reply.is_object() => Some(permission(reply)),
        _ => None,
    };
    answer.unwrap_or_else(|| unread(if kind.is_empty() { "interactive" } else { &kind }, payload))
}

fn choice(kind: AnswerKind, reply: &Value, id: &str, title: &str) -> Option<Content> {
    let id = first_text(reply, &[id]);
    let title = first_text(reply, &[title]).or_else(|| id.clone())?;
    Some(Content::Answer(Answer {
        kind,
        id: id.unwrap_or_default(),
        title,
        description: first_text(reply, &["description"]),
        fields: None,
    }))
}

/// The fields come as JSON in a string, by some writers even twice wrapped.
fn form(reply: &Value) -> Content {
    let mut fields = reply["response_json"].clone();
    for _ in 0..2 {
        let Some(parsed) = fields.as_str().and_then(|text| serde_json::from_str(text).ok()) else { break };
        fields = parsed;
    }
    let name = first_text(reply, &["name"]).unwrap_or_default();
    let kind = if name == "address_message" { AnswerKind::Address } else { AnswerKind::Flow };
    let title = first_text(reply, &["body"]).unwrap_or_else(|| "Sent".to_owned());
    Content::Answer(Answer { kind, id: name, title, description: None, fields: Some(fields).filter(|fields| !fields.is_null()) })
}

fn permission(reply: &Value) -> Content {
    let response = first_text(reply, &["response"]).unwrap_or_default();
    let title = match response.as_str() {
        "accept" => "Calls allowed".to_owned(),
        "reject" => "Calls declined".to_owned(),
        "" => "Call permission".to_owned(),
        other => format!("Call permission: {other}"),
    };
    Content::Answer(Answer { kind: AnswerKind::Permission, id: response, title, description: None, fields: Some(reply.clone()) })
}

fn unread(label: &str, payload: &Value) -> Content {
    Content::Unsupported(Unsupported::new(label, words(payload)))
}
