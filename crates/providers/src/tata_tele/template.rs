//! A template in Meta's creation form, with what a review adds to it: `status`, `quality_score`, `rejected_reason`.
//!
//! The creation form has no status. A template without one counts as approved: who lists it here says that it can be used,
//! and the provider has the last word.
//! <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates>

use crate::lenient::{first_text, many, text};
use model::Template;
use model::template::{TemplateButton, TemplateHeader, TemplateStatus};
use serde_json::Value;
use std::collections::BTreeMap;

/// The most characters of a name.
const NAME_MAX: usize = 512;

/// What an authentication template says; its creation form leaves the words out.
const CODE_BODY: &str = "{{1}} is your verification code.";

pub(super) fn read(definition: &Value) -> Result<Template, String> {
    let mut wrong = Vec::new();
    let name = first_text(definition, &["name"]).unwrap_or_default();
    if name.is_empty() || name.len() > NAME_MAX || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        wrong.push(format!("name: 1 to {NAME_MAX} characters of a-z, 0-9 and _ are needed"));
    }
    let language = first_text(definition, &["language"]).or_else(|| first_text(&definition["language"], &["code"])).unwrap_or_default();
    if language.trim().is_empty() {
        wrong.push("language: a code like en or en_US is needed".to_owned());
    }
    let category = first_text(definition, &["category"]).map(|category| category.to_ascii_lowercase());
    let mut template = Template {
        name,
        language,
        category,
        status: status(definition),
        quality: quality(&definition["quality_score"]),
        rejection: first_text(definition, &["rejected_reason"]).filter(|reason| reason != "NONE"),
        ..Template::default()
    };
    for component in many(&definition["components"]) {
        read_component(component, &mut template);
    }
    if template.body.trim().is_empty() {
        if template.category.as_deref() == Some("authentication") {
            CODE_BODY.clone_into(&mut template.body);
        } else {
            wrong.push("components: a BODY with a text is needed".to_owned());
        }
    }
    if wrong.is_empty() { Ok(template) } else { Err(wrong.join("; ")) }
}

/// A component that isn't known makes the template one that can't be sent from here.
fn read_component(component: &Value, template: &mut Template) {
    let kind = first_text(component, &["type"]).unwrap_or_default().to_ascii_uppercase();
    match kind.as_str() {
        "HEADER" => template.header = Some(header(component)),
        "BODY" => {
            template.body = first_text(component, &["text"]).unwrap_or_default();
            template.examples = body_examples(&component["example"]);
        }
        "FOOTER" => template.footer = footer(component),
        "BUTTONS" => template.buttons.extend(many(&component["buttons"]).iter().map(button)),
        _ => template.buttons.push(TemplateButton::Unknown),
    }
}

fn footer(component: &Value) -> Option<String> {
    let minutes = first_text(component, &["code_expiration_minutes"]);
    first_text(component, &["text"]).or_else(|| minutes.map(|minutes| format!("This code expires in {minutes} minutes.")))
}

fn header(component: &Value) -> TemplateHeader {
    let format = first_text(component, &["format"]).unwrap_or_else(|| "TEXT".to_owned()).to_ascii_uppercase();
    let example = &component["example"];
    match format.as_str() {
        "TEXT" => match first_text(component, &["text"]) {
            Some(line) => TemplateHeader::Text {
                text: line,
                example: first(&example["header_text"])
                    .or_else(|| many(&example["header_text_named_params"]).first().and_then(|named| first_text(named, &["example"]))),
            },
            None => TemplateHeader::Unknown,
        },
        "IMAGE" => TemplateHeader::Image { example: first(&example["header_handle"]) },
        "VIDEO" => TemplateHeader::Video { example: first(&example["header_handle"]) },
        "DOCUMENT" => TemplateHeader::Document { example: first(&example["header_handle"]) },
        "LOCATION" => TemplateHeader::Location,
        _ => TemplateHeader::Unknown,
    }
}

fn button(button: &Value) -> TemplateButton {
    let kind = first_text(button, &["type"]).unwrap_or_default().to_ascii_uppercase();
    let words = first_text(button, &["text"]);
    let of = |key: &str| first_text(button, &[key]);
    match (kind.as_str(), words) {
        ("QUICK_REPLY", Some(text)) => TemplateButton::QuickReply { text },
        ("URL", Some(text)) => match of("url") {
            Some(url) => TemplateButton::Url { text, url, example: first(&button["example"]) },
            None => TemplateButton::Unknown,
        },
        ("PHONE_NUMBER", Some(text)) => of("phone_number").map_or(TemplateButton::Unknown, |phone| TemplateButton::Phone { text, phone }),
        ("COPY_CODE", _) => TemplateButton::CopyCode { example: first(&button["example"]) },
        _ => TemplateButton::Unknown,
    }
}

/// `body_text: [["Asha", "24"]]` by number, `body_text_named_params: [{param_name, example}]` by name.
fn body_examples(example: &Value) -> BTreeMap<String, String> {
    let lists = many(&example["body_text"]);
    let positional = lists.first().filter(|first| first.is_array()).map_or(lists, |first| many(first));
    let positional = positional.iter().zip(1..).filter_map(|(value, place)| Some((format!("{place}"), text(value)?.into_owned())));
    let named = many(&example["body_text_named_params"])
        .iter()
        .filter_map(|named| Some((first_text(named, &["param_name"])?, first_text(named, &["example"])?)));
    positional.chain(named).collect()
}

fn first(examples: &Value) -> Option<String> {
    many(examples).first().and_then(text).map(Into::into)
}

fn status(definition: &Value) -> TemplateStatus {
    let Some(word) = first_text(definition, &["status"]) else { return TemplateStatus::Approved };
    match word.to_ascii_uppercase().as_str() {
        "APPROVED" | "ACTIVE" => TemplateStatus::Approved,
        "PENDING" | "IN_APPEAL" | "SUBMITTED" | "REQUESTED" => TemplateStatus::Pending,
        "REJECTED" => TemplateStatus::Rejected,
        "PAUSED" => TemplateStatus::Paused,
        "DISABLED" | "PENDING_DELETION" | "DELETED" | "ARCHIVED" => TemplateStatus::Disabled,
        _ => TemplateStatus::Unknown,
    }
}

fn quality(score: &Value) -> Option<String> {
    let word = text(score).map(Into::into).or_else(|| first_text(score, &["score"]))?.to_ascii_lowercase();
    matches!(word.as_str(), "green" | "yellow" | "red").then_some(word)
}
