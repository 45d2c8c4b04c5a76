//! Templates at Tata Tele: handing one in, and the sample of its header. There is no list, no edit and no deletion.
//!
//! The definition is Meta's form; the answer to a new one is a UUID of the provider's. The sample goes to an address of its own,
//! whose answer looks like that of an uploaded file but is a handle. Source: seed 000 ("Create Template Message", "Get Media
//! Handle"), wire-facts 5.1.

use super::{PROVIDER, receipt, request};
use crate::cloud::template;
use crate::codec::{Account, TemplateReceipt};
use crate::error::{EncodeError, SendError};
use crate::lenient::{first_text, json};
use crate::refusal;
use crate::wire::{Part, PartValue, WireBody, WireRequest, WireResponse};
use http::Method;
use model::Template;
use serde_json::Value;

const TEMPLATES: &str = "/templates";
const HANDLE: &str = "/whatsapp-cloud/media/handle";

pub(super) fn create(account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
    let [one] = templates else {
        return Err(EncodeError::Unsupported { provider: PROVIDER, what: format!("{} templates at once", templates.len()) });
    };
    let body = Value::Object(template::write(PROVIDER, one)?);
    Ok(request(account, Method::POST, TEMPLATES, WireBody::Json(body.to_string())))
}

pub(super) fn created(response: &WireResponse) -> Result<TemplateReceipt, SendError> {
    let id = json(&response.body).ok().and_then(|body| first_text(&body, &["id"]));
    match id.filter(|_| response.status.is_success()) {
        Some(id) => Ok(TemplateReceipt { id: Some(id), ..TemplateReceipt::default() }),
        None => Err(refusal::of_send(receipt::fault(response))),
    }
}

pub(super) fn upload_sample(account: &Account, filename: &str, mime: &str) -> WireRequest {
    let file = Part { name: "file".to_owned(), filename: Some(filename.to_owned()), mime: Some(mime.to_owned()), value: PartValue::File };
    request(account, Method::POST, HANDLE, WireBody::Multipart(vec![file]))
}
