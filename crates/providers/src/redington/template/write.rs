//! A template in Redington's own creation form.
//!
//! `label` is asked for and has no counterpart: it repeats the name. The form has no samples of files, no names for values and
//! of Meta's buttons three kinds. Source: seed 002 (8), wire-facts 7.2.

use crate::cloud::content::{Object, object};
use crate::cloud::template::components;
use crate::error::EncodeError;
use crate::redington::{PROVIDER, language};
use model::Template;
use model::template::placeholder::names;
use model::template::{TemplateButton, TemplateHeader};
use serde_json::{Value, json};

pub(in crate::redington) fn write(template: &Template) -> Result<Value, EncodeError> {
    let category = template.category.as_deref().ok_or_else(|| EncodeError::Missing("the category of the template".to_owned()))?;
    refuse_foreign_parts(template)?;
    let mut wire = object(json!({
        "name": template.name, "label": template.name, "text": template.body, "sample_text": sample(template),
        "category": category.to_ascii_uppercase(), "language": language::name(&template.language),
    }));
    wire.insert("type".to_owned(), json!(kind(template)?));
    if let Some(TemplateHeader::Text { text, .. }) = &template.header {
        wire.extend(object(json!({"header_type": "TEXT", "header_text": text})));
    }
    if let Some(footer) = &template.footer {
        wire.insert("footer_text".to_owned(), json!(footer));
    }
    write_buttons(&template.buttons, &mut wire)?;
    if let Some(offer) = &template.offer {
        wire.insert("limited_time_Offer".to_owned(), json!({"text": offer.text, "has_expiration": offer.expires}));
    }
    if !template.cards.is_empty() {
        let parts = components(PROVIDER, template)?;
        let cards = parts.into_iter().find_map(|part| part.get("cards").cloned());
        wire.insert("carousel_cards".to_owned(), cards.unwrap_or_default());
    }
    Ok(Value::Object(wire))
}

fn cannot(what: &str) -> EncodeError {
    EncodeError::Unsupported { provider: PROVIDER, what: what.to_owned() }
}

fn refuse_foreign_parts(template: &Template) -> Result<(), EncodeError> {
    let is_named = |text: &str| names(text).iter().any(|name| !name.bytes().all(|byte| byte.is_ascii_digit()));
    if is_named(&template.body) {
        return Err(cannot("values with names in a template"));
    }
    if matches!(&template.header, Some(TemplateHeader::Text { text, .. }) if !names(text).is_empty()) {
        return Err(cannot("a header that varies in a template"));
    }
    if template.order_status || template.call_permission {
        return Err(cannot("this kind of template"));
    }
    if template.seconds.is_some() {
        return Err(cannot("a time to live of a template"));
    }
    Ok(())
}

fn kind(template: &Template) -> Result<&'static str, EncodeError> {
    if !template.cards.is_empty() {
        return Ok("CAROUSEL");
    }
    if template.buttons.iter().any(|button| matches!(button, TemplateButton::OrderDetails { .. })) {
        return Ok("ORDER_DETAILS");
    }
    match &template.header {
        None | Some(TemplateHeader::Text { .. }) => Ok("TEXT"),
        Some(TemplateHeader::Image { .. }) => Ok("IMAGE"),
        Some(TemplateHeader::Video { .. }) => Ok("VIDEO"),
        Some(TemplateHeader::Document { .. }) => Ok("FILE"),
        Some(TemplateHeader::Location) => Ok("LOCATION"),
        Some(TemplateHeader::Gif { .. } | TemplateHeader::Product | TemplateHeader::Unknown) => Err(cannot("this header of a template")),
    }
}

/// The text with the examples in brackets where the values go.
fn sample(template: &Template) -> String {
    template
        .examples
        .iter()
        .fold(template.body.clone(), |text, (name, example)| text.replace(&format!("{{{{{name}}}}}"), &format!("[{example}]")))
}

fn write_buttons(buttons: &[TemplateButton], wire: &mut Object) -> Result<(), EncodeError> {
    let (mut replies, mut actions) = (Vec::new(), Vec::new());
    for button in buttons {
        match button {
            TemplateButton::QuickReply { text } => replies.push(json!(text)),
            TemplateButton::Url { text, url, .. } => actions.push(json!({"type": "URL", "button_title": text, "button_value": url})),
            TemplateButton::Phone { text, phone } => {
                actions.push(json!({"type": "Phone Number", "button_title": text, "button_value": phone}));
            }
            // The type of the template says it.
            TemplateButton::OrderDetails { .. } => {}
            TemplateButton::CopyCode { .. }
            | TemplateButton::OneTimeCode(_)
            | TemplateButton::Flow(_)
            | TemplateButton::Catalogue { .. }
            | TemplateButton::Products { .. }
            | TemplateButton::Product { .. }
            | TemplateButton::VoiceCall { .. }
            | TemplateButton::ContactInfo { .. }
            | TemplateButton::Unknown => return Err(cannot("this button of a template")),
        }
    }
    let word = match (replies.is_empty(), actions.is_empty()) {
        (true, true) => return Ok(()),
        (false, true) => "QuickReplies",
        (true, false) => "CTA",
        (false, false) => "All",
    };
    wire.insert("message_action_type".to_owned(), json!(word));
    for (key, list) in [("quick_replies", replies), ("call_to_action", actions)] {
        if !list.is_empty() {
            wire.insert(key.to_owned(), Value::Array(list));
        }
    }
    Ok(())
}
