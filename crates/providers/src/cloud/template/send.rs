//! A filled template in Meta's words: its name, its language and one component for each part that has values.
//!
//! Parts without values are left out, never sent empty; a button that opens a form, a catalogue or a call is sent even then.
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates>

use crate::cloud::content::{Files, Object, bill, encode_location, file, named_document, object, product_sections, put};
use crate::error::EncodeError;
use model::content::template::{FilledButton, FilledCard, TemplateMessage, Value as Filling};
use model::content::{Header, Media};
use serde_json::{Value, json};

/// What a form's token says where nobody chose one.
const NO_TOKEN: &str = "unused";

/// The category whose one value is a code.
const AUTHENTICATION: &str = "authentication";

/// The object under `template`.
///
/// # Errors
/// A file that was not uploaded, or a value that fits no part.
pub fn encode(template: &TemplateMessage, files: &Files) -> Result<Value, EncodeError> {
    let parts = &template.parts;
    let send = Send { template, files, prefix: String::new() };
    if let Some(stray) =
        template.values.keys().find(|key| card_of(key).is_some_and(|card| card.is_none_or(|card| card >= parts.cards.len())))
    {
        return Err(misfit(stray));
    }
    let mut components = Vec::new();
    components.extend(send.header(parts.header.as_ref())?);
    if let Some(value) = template.values.get("offer") {
        let Filling::Expiry { at } = value else { return Err(misfit("offer")) };
        let offer = json!({"type": "limited_time_offer", "limited_time_offer": {"expiration_time_ms": at.millis()}});
        components.push(json!({"type": "limited_time_offer", "parameters": [offer]}));
    }
    components.extend(send.body()?);
    components.extend(send.buttons(&parts.buttons)?);
    if !parts.cards.is_empty() {
        let cards = parts.cards.iter().enumerate().map(|(index, card)| send.card(index, card));
        components.push(json!({"type": "carousel", "cards": cards.collect::<Result<Vec<_>, _>>()?}));
    }
    if let Some(value) = template.values.get("order_status") {
        let Filling::OrderStatus { reference_id, status, description } = value else { return Err(misfit("order_status")) };
        let news = bill::news(reference_id, *status, description.as_deref());
        components.push(json!({"type": "order_status", "parameters": [{"type": "order_status", "order_status": news}]}));
    }
    Ok(json!({"name": template.name, "language": {"code": template.language}, "components": components}))
}

/// The card that a key like `cards.1.header` means, if it means one.
fn card_of(key: &str) -> Option<Option<usize>> {
    key.strip_prefix("cards.").map(|rest| rest.split('.').next().and_then(|index| index.parse().ok()))
}

/// A template or one of its cards: `prefix` stands before the keys of its values.
struct Send<'a> {
    template: &'a TemplateMessage,
    files: &'a Files,
    prefix: String,
}

impl Send<'_> {
    fn value(&self, key: &str) -> Option<&Filling> {
        self.template.values.get(&format!("{}{key}", self.prefix))
    }

    fn card(&self, index: usize, card: &FilledCard) -> Result<Value, EncodeError> {
        let inner = Send { template: self.template, files: self.files, prefix: format!("cards.{index}.") };
        let mut components = Vec::new();
        components.extend(inner.header(card.header.as_ref())?);
        components.extend(inner.body()?);
        components.extend(inner.buttons(&card.buttons)?);
        Ok(json!({"card_index": index, "components": components}))
    }

    fn header(&self, part: Option<&Header>) -> Result<Option<Value>, EncodeError> {
        let words = self.words("header.")?;
        let parameters = match self.value("header") {
            None => words,
            Some(_) if !words.is_empty() => return Err(misfit("header")),
            Some(Filling::Media { media }) => vec![header_file(part, media, self.files)?],
            Some(Filling::Location(location)) => vec![json!({"type": "location", "location": encode_location(location)?})],
            Some(Filling::Product(product)) => vec![json!({
                "type": "product", "product": {"catalog_id": product.catalog_id, "product_retailer_id": product.product_id},
            })],
            Some(
                Filling::Text { .. }
                | Filling::Code { .. }
                | Filling::Currency { .. }
                | Filling::DateTime { .. }
                | Filling::Products { .. }
                | Filling::Catalogue { .. }
                | Filling::Bill(_)
                | Filling::OrderStatus { .. }
                | Filling::Flow { .. }
                | Filling::Expiry { .. }
                | Filling::Call { .. }
                | Filling::Payload { .. },
            ) => return Err(misfit("header")),
        };
        Ok((!parameters.is_empty()).then(|| json!({"type": "header", "parameters": parameters})))
    }

    fn body(&self) -> Result<Option<Value>, EncodeError> {
        let parameters = self.words("body.")?;
        Ok((!parameters.is_empty()).then(|| json!({"type": "body", "parameters": parameters})))
    }

    /// The values under `body.` or `header.`: positional ones in the order of their numbers, named ones with their names.
    fn words(&self, part: &str) -> Result<Vec<Value>, EncodeError> {
        let prefix = format!("{}{part}", self.prefix);
        let mut found = Vec::new();
        for (key, value) in &self.template.values {
            let Some(name) = key.strip_prefix(&prefix) else { continue };
            let is_code = matches!(value, Filling::Code { .. });
            if is_code != (part == "body." && self.template.category.as_deref() == Some(AUTHENTICATION)) {
                return Err(misfit(key));
            }
            found.push((name.parse::<u32>().ok(), name, word(key, value)?));
        }
        found.sort_by_key(|(position, _, _)| *position);
        // What follows a gap would stand in its place.
        if found.iter().filter_map(|(position, _, _)| *position).zip(1..).any(|(position, wanted)| position != wanted) {
            return Err(misfit(&prefix));
        }
        let parameters = found.into_iter().map(|(position, name, mut wire)| {
            if position.is_none() {
                wire.insert("parameter_name".to_owned(), Value::String(name.to_owned()));
            }
            Value::Object(wire)
        });
        Ok(parameters.collect())
    }

    fn buttons(&self, buttons: &[FilledButton]) -> Result<Vec<Value>, EncodeError> {
        let prefix = format!("{}buttons.", self.prefix);
        for key in self.template.values.keys() {
            let Some(index) = key.strip_prefix(&prefix) else { continue };
            if index.parse::<usize>().ok().and_then(|index| buttons.get(index)).is_none() {
                return Err(misfit(key));
            }
        }
        let mut found = Vec::new();
        for (index, button) in buttons.iter().enumerate() {
            let key = format!("buttons.{index}");
            let Some((sub_type, parameters)) = self.button(button, &key)? else { continue };
            found.push(json!({"type": "button", "sub_type": sub_type, "index": index.to_string(), "parameters": parameters}));
        }
        Ok(found)
    }

    /// The word for the button and what goes with it; nothing for one that never varies.
    fn button(&self, button: &FilledButton, key: &str) -> Result<Option<(&'static str, Vec<Value>)>, EncodeError> {
        let sent = match (button, self.value(key)) {
            (FilledButton::QuickReply { .. }, Some(Filling::Payload { payload })) => {
                ("quick_reply", vec![json!({"type": "payload", "payload": payload})])
            }
            (FilledButton::Url { .. }, Some(Filling::Text { text })) => ("url", vec![json!({"type": "text", "text": text})]),
            (FilledButton::CopyCode { .. }, Some(Filling::Code { code })) => {
                ("copy_code", vec![json!({"type": "coupon_code", "coupon_code": code})])
            }
            (FilledButton::OneTimeCode { .. }, None) => ("url", vec![json!({"type": "text", "text": self.one_time_code()?})]),
            (FilledButton::Flow { .. }, value @ (None | Some(Filling::Flow { .. }))) => ("flow", vec![action(flow_action(value))]),
            (FilledButton::Catalogue { .. }, value @ (None | Some(Filling::Catalogue { .. }))) => {
                let mut inner = Object::new();
                if let Some(Filling::Catalogue { thumbnail }) = value {
                    put(&mut inner, "thumbnail_product_retailer_id", thumbnail.as_deref());
                }
                if inner.is_empty() {
                    return Ok(None);
                }
                ("catalog", vec![action(inner)])
            }
            (FilledButton::Products { .. }, Some(Filling::Products { thumbnail, sections })) => {
                let inner = json!({"thumbnail_product_retailer_id": thumbnail, "sections": product_sections(sections)});
                ("mpm", vec![action(object(inner))])
            }
            (FilledButton::OrderDetails { .. }, Some(Filling::Bill(bill))) => {
                ("order_details", vec![action(object(json!({"order_details": bill::encode(bill)?})))])
            }
            (FilledButton::VoiceCall { .. }, Some(Filling::Call { minutes, payload })) => {
                let minutes = minutes.map(|minutes| json!({"type": "ttl_minutes", "ttl_minutes": minutes}));
                let payload = payload.as_ref().map(|payload| json!({"type": "payload", "payload": payload}));
                let parameters: Vec<_> = minutes.into_iter().chain(payload).collect();
                if parameters.is_empty() {
                    return Ok(None);
                }
                ("voice_call", parameters)
            }
            (_, None) => return Ok(None),
            (_, Some(_)) => return Err(misfit(&format!("{}{key}", self.prefix))),
        };
        Ok(Some(sent))
    }

    /// The code of the body goes into the button as well.
    fn one_time_code(&self) -> Result<&str, EncodeError> {
        let value = self.template.values.iter().find(|(key, _)| key.starts_with("body.")).and_then(|(_, value)| value.words());
        value.ok_or_else(|| EncodeError::Missing("the one-time code".to_owned()))
    }
}

/// A value in a text.
fn word(key: &str, value: &Filling) -> Result<Object, EncodeError> {
    let wire = match value {
        Filling::Text { text } => json!({"type": "text", "text": text}),
        Filling::Code { code } => json!({"type": "text", "text": code}),
        Filling::Currency { code, .. } if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            return Err(misfit(key));
        }
        Filling::Currency { fallback, code, amount_1000 } => {
            json!({"type": "currency", "currency": {"fallback_value": fallback, "code": code, "amount_1000": amount_1000}})
        }
        Filling::DateTime { fallback } => json!({"type": "date_time", "date_time": {"fallback_value": fallback}}),
        Filling::Media { .. }
        | Filling::Location(_)
        | Filling::Product(_)
        | Filling::Products { .. }
        | Filling::Catalogue { .. }
        | Filling::Bill(_)
        | Filling::OrderStatus { .. }
        | Filling::Flow { .. }
        | Filling::Expiry { .. }
        | Filling::Call { .. }
        | Filling::Payload { .. } => return Err(misfit(key)),
    };
    Ok(object(wire))
}

fn header_file(part: Option<&Header>, media: &Media, files: &Files) -> Result<Value, EncodeError> {
    match part {
        Some(part @ (Header::Image { .. } | Header::Video { .. })) => Ok(json!({"type": part.kind(), part.kind(): file(media, files)?})),
        Some(Header::Document { .. }) => Ok(json!({"type": "document", "document": named_document(media, files)?})),
        Some(Header::Text { .. } | Header::Location(_)) | None => Err(misfit("header")),
    }
}

fn flow_action(value: Option<&Filling>) -> Object {
    let (token, data) = match value {
        Some(Filling::Flow { token, data }) => (token.as_deref(), data.clone()),
        _ => (None, None),
    };
    let mut inner = object(json!({"flow_token": token.unwrap_or(NO_TOKEN)}));
    inner.extend(data.map(|data| ("flow_action_data".to_owned(), data)));
    inner
}

fn action(inner: Object) -> Value {
    json!({"type": "action", "action": inner})
}

fn misfit(key: &str) -> EncodeError {
    EncodeError::Missing(format!("a value of the right kind for “{key}” in the template"))
}
