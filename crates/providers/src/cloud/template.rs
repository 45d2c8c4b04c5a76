//! A filled template in Meta's words: its name, its language and one component for each part that has values.
//!
//! Parts without values are left out, never sent empty.
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates>

use super::content::{Files, encode_location, file, named_document};
use crate::error::EncodeError;
use model::content::template::{TemplateMessage, Value as Filling};
use model::content::{Header, Media};
use serde_json::{Value, json};

/// The object under `template`.
///
/// # Errors
/// A file that was not uploaded, or a value that fits no part.
pub fn encode(template: &TemplateMessage, files: &Files) -> Result<Value, EncodeError> {
    let mut components = Vec::new();
    if let Some(parameters) = header(template, files)? {
        components.push(json!({"type": "header", "parameters": parameters}));
    }
    let body = words(template, "body.")?;
    if !body.is_empty() {
        components.push(json!({"type": "body", "parameters": body}));
    }
    components.extend(buttons(template)?);
    Ok(json!({"name": template.name, "language": {"code": template.language}, "components": components}))
}

fn header(template: &TemplateMessage, files: &Files) -> Result<Option<Vec<Value>>, EncodeError> {
    let parameter = match template.values.get("header") {
        Some(Filling::Media { media }) => header_file(template.parts.header.as_ref(), media, files)?,
        Some(Filling::Location(location)) => json!({"type": "location", "location": encode_location(location)?}),
        Some(_) => return Err(misfit("header")),
        None => {
            let words = words(template, "header.")?;
            return Ok(Some(words).filter(|words| !words.is_empty()));
        }
    };
    Ok(Some(vec![parameter]))
}

fn header_file(part: Option<&Header>, media: &Media, files: &Files) -> Result<Value, EncodeError> {
    match part {
        Some(part @ (Header::Image { .. } | Header::Video { .. })) => Ok(json!({"type": part.kind(), part.kind(): file(media, files)?})),
        Some(Header::Document { .. }) => Ok(json!({"type": "document", "document": named_document(media, files)?})),
        Some(Header::Text { .. } | Header::Location(_)) | None => Err(misfit("header")),
    }
}

/// The values under `body.` or `header.`: positional ones in the order of their numbers, named ones with their names.
fn words(template: &TemplateMessage, prefix: &str) -> Result<Vec<Value>, EncodeError> {
    let mut found = Vec::new();
    for (key, value) in &template.values {
        let Some(name) = key.strip_prefix(prefix) else { continue };
        let text = match value {
            Filling::Text { text } => text,
            Filling::Code { code } => code,
            _ => return Err(misfit(key)),
        };
        found.push((name.parse::<u32>().ok(), name, text));
    }
    found.sort_by_key(|(position, _, _)| *position);
    let parameters = found.into_iter().map(|(position, name, text)| match position {
        Some(_) => json!({"type": "text", "text": text}),
        None => json!({"type": "text", "parameter_name": name, "text": text}),
    });
    Ok(parameters.collect())
}

fn buttons(template: &TemplateMessage) -> Result<Vec<Value>, EncodeError> {
    let mut found = Vec::new();
    for (key, value) in &template.values {
        let Some(name) = key.strip_prefix("buttons.") else { continue };
        let index: u32 = name.parse().map_err(|_| misfit(key))?;
        let (sub_type, parameter) = match value {
            Filling::Text { text } => ("url", json!({"type": "text", "text": text})),
            Filling::Code { code } => ("copy_code", json!({"type": "coupon_code", "coupon_code": code})),
            _ => return Err(misfit(key)),
        };
        found.push((index, json!({"type": "button", "sub_type": sub_type, "index": index.to_string(), "parameters": [parameter]})));
    }
    found.sort_by_key(|(index, _)| *index);
    Ok(found.into_iter().map(|(_, component)| component).collect())
}

fn misfit(key: &str) -> EncodeError {
    EncodeError::Missing(format!("a value of the right kind for “{key}” in the template"))
}
