//! A template as Meta's creation form: what [`super::read`] reads.
//!
//! The words of an authentication template are Meta's own, so they are left out.
//! <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates>

use crate::cloud::content::{Object, object, put};
use crate::error::EncodeError;
use model::template::placeholder::names;
use model::template::{App, CodeWay, FlowButton, OneTimeCode, TemplateButton, TemplateCard, TemplateCode, TemplateHeader};
use model::{Table, Template};
use serde_json::{Map, Value, json};

/// The whole form.
///
/// # Errors
/// A part that no form has a word for.
pub fn write(provider: &'static str, template: &Template) -> Result<Object, EncodeError> {
    let category = template.category.as_deref().ok_or_else(|| EncodeError::Missing("the category of the template".to_owned()))?;
    let mut wire = object(json!({
        "name": template.name, "language": template.language, "category": category.to_ascii_uppercase(),
        "components": components(provider, template)?,
    }));
    if has_names(&template.body) || matches!(&template.header, Some(TemplateHeader::Text { text, .. }) if has_names(text)) {
        wire.insert("parameter_format".to_owned(), json!("NAMED"));
    }
    if template.order_status {
        wire.insert("sub_category".to_owned(), json!("ORDER_STATUS"));
    }
    if let Some(seconds) = template.seconds {
        wire.insert("message_send_ttl_seconds".to_owned(), seconds.into());
    }
    Ok(wire)
}

/// The parts alone, which is what an edit replaces.
///
/// # Errors
/// A part that no form has a word for.
pub fn components(provider: &'static str, template: &Template) -> Result<Vec<Value>, EncodeError> {
    let cannot = |what: &str| EncodeError::Unsupported { provider, what: what.to_owned() };
    let mut components = Vec::new();
    if let Some(header) = &template.header {
        components.push(write_header(header).ok_or_else(|| cannot("this header of a template"))?);
    }
    if let Some(code) = &template.code {
        components.extend(write_code(code));
    } else {
        if let Some(offer) = &template.offer {
            let inner = json!({"text": offer.text, "has_expiration": offer.expires});
            components.push(json!({"type": "LIMITED_TIME_OFFER", "limited_time_offer": inner}));
        }
        components.push(write_body(&template.body, &template.examples));
        if let Some(footer) = &template.footer {
            components.push(json!({"type": "FOOTER", "text": footer}));
        }
    }
    if template.call_permission {
        components.push(json!({"type": "CALL_PERMISSION_REQUEST"}));
    }
    if !template.buttons.is_empty() {
        let buttons = write_buttons(&template.buttons).ok_or_else(|| cannot("this button of a template"))?;
        components.push(json!({"type": "BUTTONS", "buttons": buttons}));
    }
    if !template.cards.is_empty() {
        let cards: Option<Vec<_>> = template.cards.iter().map(write_card).collect();
        components.push(json!({"type": "CAROUSEL", "cards": cards.ok_or_else(|| cannot("this card of a template"))?}));
    }
    Ok(components)
}

fn write_code(code: &TemplateCode) -> Vec<Value> {
    let mut components = vec![json!({"type": "BODY", "add_security_recommendation": code.warning})];
    components.extend(code.minutes.map(|minutes| json!({"type": "FOOTER", "code_expiration_minutes": minutes})));
    components
}

fn write_card(card: &TemplateCard) -> Option<Value> {
    let mut components = Vec::new();
    if let Some(header) = &card.header {
        components.push(write_header(header)?);
    }
    if let Some(body) = &card.body {
        components.push(write_body(body, &card.examples));
    }
    if !card.buttons.is_empty() {
        components.push(json!({"type": "BUTTONS", "buttons": write_buttons(&card.buttons)?}));
    }
    Some(json!({"components": components}))
}

fn write_header(header: &TemplateHeader) -> Option<Value> {
    let file = |format: &str, example: &Option<String>| {
        let mut wire = object(json!({"type": "HEADER", "format": format}));
        if let Some(handle) = example {
            wire.insert("example".to_owned(), json!({"header_handle": [handle]}));
        }
        Some(Value::Object(wire))
    };
    match header {
        TemplateHeader::Text { text, example } => {
            let mut wire = object(json!({"type": "HEADER", "format": "TEXT", "text": text}));
            if let Some(example) = example {
                let named = names(text).into_iter().find(|name| !is_number(name));
                wire.insert(
                    "example".to_owned(),
                    match named {
                        Some(name) => json!({"header_text_named_params": [{"param_name": name, "example": example}]}),
                        None => json!({"header_text": [example]}),
                    },
                );
            }
            Some(Value::Object(wire))
        }
        TemplateHeader::Image { example } => file("IMAGE", example),
        TemplateHeader::Video { example } => file("VIDEO", example),
        TemplateHeader::Gif { example } => file("GIF", example),
        TemplateHeader::Document { example } => file("DOCUMENT", example),
        TemplateHeader::Location => file("LOCATION", &None),
        TemplateHeader::Product => file("PRODUCT", &None),
        TemplateHeader::Unknown => None,
    }
}

/// Examples stand in the order of the numbers, or by name.
fn write_body(text: &str, examples: &Table<String>) -> Value {
    let mut wire = object(json!({"type": "BODY", "text": text}));
    if !examples.is_empty() {
        let example = if has_names(text) {
            let named: Vec<_> = examples.iter().map(|(name, example)| json!({"param_name": name, "example": example})).collect();
            json!({"body_text_named_params": named})
        } else {
            let mut numbered: Vec<_> = examples.iter().filter_map(|(name, example)| Some((name.parse::<u32>().ok()?, example))).collect();
            numbered.sort_unstable();
            json!({"body_text": [numbered.into_iter().map(|(_, example)| example).collect::<Vec<_>>()]})
        };
        wire.insert("example".to_owned(), example);
    }
    Value::Object(wire)
}

fn has_names(text: &str) -> bool {
    names(text).into_iter().any(|name| !is_number(name))
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

fn write_buttons(buttons: &[TemplateButton]) -> Option<Vec<Object>> {
    buttons.iter().map(write_button).collect()
}

fn write_button(button: &TemplateButton) -> Option<Object> {
    let worded = |kind: &str, text: &str| object(json!({"type": kind, "text": text}));
    Some(match button {
        TemplateButton::QuickReply { text } => worded("QUICK_REPLY", text),
        TemplateButton::Url { text, url, example } => {
            let mut wire = worded("URL", text);
            put(&mut wire, "url", Some(url));
            wire.extend(example.as_ref().map(|example| ("example".to_owned(), json!([example]))));
            wire
        }
        TemplateButton::Phone { text, phone } => {
            let mut wire = worded("PHONE_NUMBER", text);
            put(&mut wire, "phone_number", Some(phone));
            wire
        }
        TemplateButton::CopyCode { example } => {
            let mut wire = object(json!({"type": "COPY_CODE"}));
            put(&mut wire, "example", example.as_deref());
            wire
        }
        TemplateButton::OneTimeCode(code) => write_one_time_code(code)?,
        TemplateButton::Flow(flow) => write_flow(flow),
        TemplateButton::Catalogue { text } => worded("CATALOG", text),
        TemplateButton::Products { text } => worded("MPM", text),
        TemplateButton::Product { text } => worded("SPM", text),
        TemplateButton::OrderDetails { text } => worded("ORDER_DETAILS", text),
        TemplateButton::VoiceCall { text, minutes } => {
            let mut wire = worded("VOICE_CALL", text);
            wire.extend(minutes.map(|minutes| ("ttl_minutes".to_owned(), minutes.into())));
            wire
        }
        TemplateButton::ContactInfo { text } => {
            let mut wire = object(json!({"type": "REQUEST_CONTACT_INFO"}));
            put(&mut wire, "text", text.as_deref());
            wire
        }
        TemplateButton::Unknown => return None,
    })
}

fn write_one_time_code(code: &OneTimeCode) -> Option<Object> {
    let way = match code.way {
        CodeWay::CopyCode => "COPY_CODE",
        CodeWay::OneTap => "ONE_TAP",
        CodeWay::ZeroTap => "ZERO_TAP",
        CodeWay::Unknown => return None,
    };
    let mut wire = object(json!({"type": "OTP", "otp_type": way}));
    put(&mut wire, "text", code.text.as_deref());
    put(&mut wire, "autofill_text", code.autofill_text.as_deref());
    if code.way == CodeWay::ZeroTap {
        wire.insert("zero_tap_terms_accepted".to_owned(), code.terms_accepted.into());
    }
    if !code.apps.is_empty() {
        let app = |app: &App| json!({"package_name": app.package, "signature_hash": app.signature});
        wire.insert("supported_apps".to_owned(), code.apps.iter().map(app).collect());
    }
    Some(wire)
}

fn write_flow(flow: &FlowButton) -> Map<String, Value> {
    let mut wire = object(json!({"type": "FLOW", "text": flow.text}));
    put(&mut wire, "flow_id", flow.flow_id.as_deref());
    put(&mut wire, "flow_name", flow.flow_name.as_deref());
    put(&mut wire, "flow_json", flow.definition.as_deref());
    if flow.data_exchange {
        put(&mut wire, "flow_action", Some("data_exchange"));
    }
    put(&mut wire, "navigate_screen", flow.screen.as_deref());
    wire
}
