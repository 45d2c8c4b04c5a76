//! Templates at Exotel: listed by filters and cursors, made, changed and deleted in bulk, each with its own result; and the
//! upload of a header's sample, which is the bare file. The definition is Meta's form, in either case of letters.
//!
//! Stored bodies may come back with single braces, `{1}`. A deletion takes all languages of a name. Templates with a form can't be
//! made here. Source: seed 004, wire-facts 9.1, <https://developer.exotel.com/api/upload-template-sample>

use super::{PROVIDER, needed, receipt, request};
use crate::cloud;
use crate::codec::{Account, TemplatePage, TemplateReceipt};
use crate::error::{EncodeError, SendError};
use crate::lenient::{first_text, json, many};
use crate::refusal;
use crate::url::encoded;
use crate::wire::{WireBody, WireRequest, WireResponse};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use model::Template;
use model::template::TemplateButton;
use serde_json::{Value, json};

const TEMPLATES: &str = "/templates";

/// How many templates go into one request; no page names the most, and messages stop at 100.
pub(super) const BATCH: usize = 20;

/// How many a page holds, as in the document's own example.
const PAGE: u8 = 50;

/// Which templates are wanted; an empty list takes all. Words are the provider's: `APPROVED`, `MARKETING`, `en_US`, `GREEN`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateFilter {
    /// By name.
    pub name: Option<String>,
    /// By where the review stands.
    pub status: Vec<String>,
    /// By quality.
    pub quality_score: Vec<String>,
    /// By language code.
    pub language: Vec<String>,
    /// By category.
    pub category: Vec<String>,
    /// What is wanted of each.
    pub fields: Vec<String>,
    /// The page before this cursor instead of the one after.
    pub before: Option<String>,
    /// How many a page holds, if not 50.
    pub limit: Option<u32>,
}

fn address(account: &Account) -> Result<String, EncodeError> {
    needed(account, "account_sid")?;
    Ok(format!("{TEMPLATES}?waba_id={}", encoded(needed(account, "waba_id")?)))
}

pub(super) fn list(account: &Account, filter: &TemplateFilter, page: Option<&str>) -> Result<WireRequest, EncodeError> {
    let mut path = format!("{}&limit={}", address(account)?, filter.limit.unwrap_or(PAGE.into()));
    let mut add = |key: &str, value: &str| path.push_str(&format!("&{key}={}", encoded(value)));
    for (key, value) in [("name", filter.name.as_deref()), ("before", filter.before.as_deref()), ("after", page)] {
        if let Some(value) = value {
            add(key, value);
        }
    }
    let lists = [
        ("status", &filter.status),
        ("quality_score", &filter.quality_score),
        ("language", &filter.language),
        ("category", &filter.category),
        ("fields", &filter.fields),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            add(key, &json!(list).to_string());
        }
    }
    Ok(request(account, Method::GET, &path, WireBody::Empty))
}

pub(super) fn listed(response: &WireResponse) -> Result<TemplatePage, SendError> {
    let body = json(&response.body).unwrap_or_default();
    let channel = &body["response"]["whatsapp"];
    if !response.status.is_success() || !channel.is_object() {
        return Err(refusal::of_repeatable(refusal::fault(super::fault::CODES, response)));
    }
    let mut page = TemplatePage { next: first_text(&channel["paging"], &["after"]), ..TemplatePage::default() };
    for item in many(&channel["templates"]) {
        let name = || first_text(&item["data"], &["name", "id"]).unwrap_or_else(|| "a template".to_owned());
        if item["data"].is_null() {
            page.unread.push(refusal::said(&item["error_data"]).unwrap_or_else(name));
            continue;
        }
        match read(&item["data"]) {
            Ok(template) => page.templates.push(template),
            Err(wrong) => page.unread.push(format!("{}: {wrong}", name())),
        }
    }
    Ok(page)
}

pub(super) fn read(definition: &Value) -> Result<Template, String> {
    let mut definition = definition.clone();
    if let Some(components) = definition.get_mut("components") {
        mend_braces(components);
    }
    cloud::template::read(&definition)
}

/// `{1}` becomes `{{1}}` in every text.
fn mend_braces(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(mend_braces),
        Value::Object(object) => {
            for (key, inside) in object.iter_mut() {
                mend_braces(inside);
                if let Value::String(text) = inside
                    && key == "text"
                    && !text.contains("{{")
                {
                    *text = doubled(text);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn doubled(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        mended.push_str(before);
        match after.split_once('}').filter(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())) {
            Some((name, after)) => {
                mended.push_str(&format!("{{{{{name}}}}}"));
                rest = after;
            }
            None => {
                mended.push('{');
                rest = after;
            }
        }
    }
    mended.push_str(rest);
    mended
}

pub(super) fn create(account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
    if templates.iter().any(|template| template.buttons.iter().any(|button| matches!(button, TemplateButton::Flow(_)))) {
        return Err(EncodeError::Unsupported { provider: PROVIDER, what: "new templates with a form".to_owned() });
    }
    let written = templates.iter().map(|template| cloud::template::write(PROVIDER, template).map(Value::Object));
    change(account, Method::POST, written.collect::<Result<_, _>>()?)
}

/// All parts are replaced.
pub(super) fn edit(account: &Account, template: &Template) -> Result<WireRequest, EncodeError> {
    let id = template.id.as_deref().ok_or_else(|| EncodeError::Missing("the provider's id of the template".to_owned()))?;
    let mut wire = json!({
        "id": id, "name": template.name, "language": template.language,
        "components": cloud::template::components(PROVIDER, template)?,
    });
    if let Some(category) = &template.category {
        wire["category"] = json!(category.to_ascii_uppercase());
    }
    change(account, Method::PUT, vec![wire])
}

pub(super) fn delete(account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
    change(account, Method::DELETE, templates.iter().map(|template| json!({"name": template.name})).collect())
}

fn change(account: &Account, method: Method, templates: Vec<Value>) -> Result<WireRequest, EncodeError> {
    let templates: Vec<_> = templates.into_iter().map(|template| json!({"template": template})).collect();
    let body = json!({"whatsapp": {"templates": templates}});
    Ok(request(account, method, &address(account)?, WireBody::Json(body.to_string())))
}

pub(super) fn receipts(response: &WireResponse, count: usize) -> Vec<Result<TemplateReceipt, SendError>> {
    let read = |data: Value| TemplateReceipt {
        id: first_text(&data, &["id"]),
        status: first_text(&data, &["status"]).map(|word| cloud::template::status(&word)),
        category: first_text(&data, &["category"]).map(|word| word.to_ascii_lowercase()),
    };
    receipt::results(response, "templates", count).into_iter().map(|result| result.map(read)).collect()
}

/// The file itself is the body.
pub(super) fn upload_sample(account: &Account, mime: &str, bytes: u64) -> Result<WireRequest, EncodeError> {
    needed(account, "account_sid")?;
    let path = format!("{TEMPLATES}/sample?file_length={bytes}&file_type={}", encoded(mime));
    let mut request = request(account, Method::POST, &path, WireBody::File);
    let mime = HeaderValue::from_str(mime).map_err(|_| EncodeError::Missing("the MIME type of the sample".to_owned()))?;
    request.headers.insert(CONTENT_TYPE, mime);
    Ok(request)
}

pub(super) fn sampled(response: &WireResponse) -> Result<String, SendError> {
    let found = receipt::results(response, "file_handle", 1).swap_remove(0);
    let again = |error: SendError| match error {
        SendError::Refused(fault) | SendError::Unknown(fault) => refusal::of_repeatable(fault),
    };
    let data = found.map_err(again)?;
    first_text(&data, &["id"]).ok_or_else(|| refusal::of_repeatable(refusal::outcome_unknown()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_braces_are_doubled_and_others_left() {
        assert_eq!(doubled("Hi {1}, {12} {x} {} {"), "Hi {{1}}, {{12}} {x} {} {");
    }
}
