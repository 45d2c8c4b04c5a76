//! Templates at Redington: one handed in, listed by pages, asked for by id, deleted. There is no edit and no sample.
//!
//! Source: seed 002 (8 to 11), wire-facts 7.2.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

use super::fault::CODES;
use super::{PROVIDER, request};
use crate::cloud::template::status;
use crate::codec::{Account, TemplatePage, TemplateReceipt};
use crate::error::{EncodeError, SendError};
use crate::lenient::{first_text, json, many, number};
use crate::refusal;
use crate::url::encoded;
use crate::wire::{WireBody, WireRequest, WireResponse};
use http::Method;
use model::Template;

const TEMPLATES: &str = "/wa_template";

/// The most that a page holds.
const PAGE: u8 = 100;

pub(super) fn create(account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
    let body = write(one(templates)?)?;
    Ok(request(account, Method::POST, TEMPLATES, WireBody::Json(body.to_string())))
}

pub(super) fn delete(account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
    let id = one(templates)?.id.as_deref().ok_or_else(|| EncodeError::Missing("the provider's id of the template".to_owned()))?;
    Ok(request(account, Method::DELETE, &format!("{TEMPLATES}/{}", encoded(id)), WireBody::Empty))
}

fn one(templates: &[Template]) -> Result<&Template, EncodeError> {
    match templates {
        [one] => Ok(one),
        _ => Err(EncodeError::Unsupported { provider: PROVIDER, what: format!("{} templates at once", templates.len()) }),
    }
}

/// A created one as the provider keeps it, or `{"status": "success"}` for a deleted one.
pub(super) fn taken(response: &WireResponse) -> Result<TemplateReceipt, SendError> {
    let body = json(&response.body).unwrap_or_default();
    if !response.status.is_success() || !body.is_object() {
        return Err(refusal::of_send(refusal::fault(CODES, response)));
    }
    let id = first_text(&body, &["id"]);
    let word = first_text(&body, &["status"]);
    if id.is_none() && word.as_deref() != Some("success") {
        let fault = refusal::coded(CODES, &body).unwrap_or_else(refusal::outcome_unknown);
        return Err(refusal::of_send(fault));
    }
    Ok(TemplateReceipt {
        status: word.filter(|_| id.is_some()).map(|word| status(&word)),
        category: first_text(&body, &["category"]).map(|word| word.to_ascii_lowercase()),
        id,
    })
}

pub(super) fn get(account: &Account, id: &str) -> WireRequest {
    request(account, Method::GET, &format!("{TEMPLATES}/{}", encoded(id)), WireBody::Empty)
}

/// `page` is the id of the last template that is known.
pub(super) fn list(account: &Account, page: Option<&str>) -> WireRequest {
    let after = page.map(|id| format!("&after={}", encoded(id))).unwrap_or_default();
    request(account, Method::GET, &format!("{TEMPLATES}?limit={PAGE}{after}"), WireBody::Empty)
}

/// There is no cursor: a full page may have a next one, which begins after its last id.
pub(super) fn listed(response: &WireResponse) -> Result<TemplatePage, SendError> {
    let body = json(&response.body).unwrap_or_default();
    if !response.status.is_success() || !body["template"].is_array() {
        return Err(refusal::of_repeatable(refusal::fault(CODES, response)));
    }
    let list = many(&body["template"]);
    let mut page = TemplatePage::default();
    for definition in list {
        match read(definition) {
            Ok(template) => page.templates.push(template),
            Err(wrong) => page.unread.push(format!("{}: {wrong}", first_text(definition, &["name", "id"]).unwrap_or_default())),
        }
    }
    let is_full = list.len() >= usize::from(PAGE) || number(&body["size"]).is_some_and(|size| size >= f64::from(PAGE));
    page.next = list.last().filter(|_| is_full).and_then(|last| first_text(last, &["id"]));
    Ok(page)
}
