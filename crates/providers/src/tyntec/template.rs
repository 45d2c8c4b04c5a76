//! Templates at tyntec: list with pages, hand in, add a language, change, delete.
//!
//! A template is named by its name; `id` of ours holds the same. Source: seed 003 ("Account management", "Phone Number
//! insights"), wire-facts 8.1.

use super::{PROVIDER, form, receipt, request};
use crate::codec::{Account, TemplatePage, TemplateReceipt};
use crate::error::{EncodeError, SendError};
use crate::lenient::{first_text, json, many};
use crate::refusal;
use crate::url::encoded;
use crate::wire::{WireBody, WireRequest, WireResponse};
use http::header::{LINK, LOCATION};
use http::{HeaderMap, Method};
use model::Template;
use serde_json::{Value, json};

const ACCOUNTS: &str = "/channels/whatsapp/accounts";
const NUMBERS: &str = "/channels/whatsapp/phone-numbers";

/// Those of the account; without one, those that our number may send.
pub(super) fn list(account: &Account, page: Option<&str>) -> WireRequest {
    let path = templates(account).unwrap_or_else(|_| {
        let number = account.number.trim_start_matches('+');
        format!("{NUMBERS}/{}/templates", encoded(number))
    });
    let path = page.map_or(path.clone(), |page| format!("{path}?{page}"));
    request(account, Method::GET, &path, WireBody::Empty)
}

pub(super) fn listed(response: &WireResponse) -> Result<TemplatePage, SendError> {
    let body = json(&response.body).ok().filter(|_| response.status.is_success());
    let Some(body) = body else { return Err(refusal::of_repeatable(receipt::fault(response))) };
    let mut page = TemplatePage { next: next(&response.headers), ..TemplatePage::default() };
    for template in many(&body) {
        for localization in many(&template["localizations"]) {
            match form::read_localization(template, localization) {
                Ok(read) => page.templates.push(read),
                Err(wrong) => {
                    let name = first_text(template, &["templateName", "name"]).unwrap_or_default();
                    let language = first_text(localization, &["language"]).unwrap_or_default();
                    page.unread.push(format!("{name} {language}: {wrong}"));
                }
            }
        }
    }
    Ok(page)
}

/// The query of the next page: `Link: <https://…?page=2>; rel="next"` (RFC 5988). The address itself stays the configured one.
fn next(headers: &HeaderMap) -> Option<String> {
    let links = headers.get_all(LINK).into_iter().filter_map(|value| value.to_str().ok());
    links.flat_map(|value| value.split('<').skip(1)).find_map(|link| {
        let (target, parameters) = link.split_once('>')?;
        let relation = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("rel="))?;
        let relation = relation.trim_end_matches([',', ' ']).trim_matches('"');
        let query = target.split_once('?')?.1.split('#').next()?;
        (relation.eq_ignore_ascii_case("next") && !query.is_empty()).then(|| query.to_owned())
    })
}

/// A new template; one that has an id gets a new language.
pub(super) fn create(account: &Account, list: &[Template]) -> Result<WireRequest, EncodeError> {
    let template = one(list)?;
    let path = templates(account)?;
    let (path, body) = match &template.id {
        Some(id) => (format!("{path}/{}/localizations", encoded(id)), form::localization(template)?),
        None => (path, form::write(template)?),
    };
    Ok(request(account, Method::POST, &path, WireBody::Json(body.to_string())))
}

/// Either the category or the parts can be changed: the parts are.
pub(super) fn edit(account: &Account, template: &Template) -> Result<WireRequest, EncodeError> {
    let path = format!("{}/{}", named(account, template)?, encoded(&template.language));
    let body = json!({"components": form::components(template)?});
    Ok(request(account, Method::PATCH, &path, WireBody::Json(body.to_string())))
}

/// All its languages.
pub(super) fn delete(account: &Account, list: &[Template]) -> Result<WireRequest, EncodeError> {
    Ok(request(account, Method::DELETE, &named(account, one(list)?)?, WireBody::Empty))
}

/// Answers have no body; a new template's name is the end of its `Location`.
pub(super) fn taken(response: &WireResponse) -> Result<TemplateReceipt, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_send(receipt::fault(response)));
    }
    let location = response.headers.get(LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default();
    let mut segments = location.split(['?', '#']).next().unwrap_or_default().split('/').skip_while(|segment| *segment != "templates");
    let id = segments.nth(1).filter(|id| !id.is_empty()).map(str::to_owned);
    let body = json(&response.body).unwrap_or(Value::Null);
    Ok(TemplateReceipt { id: id.or_else(|| first_text(&body, &["templateId", "templateName"])), ..TemplateReceipt::default() })
}

fn templates(account: &Account) -> Result<String, EncodeError> {
    let id = account.options.get("account_id").map(|id| id.trim()).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| EncodeError::Missing("the option account_id of the account".to_owned()))?;
    Ok(format!("{ACCOUNTS}/{}/templates", encoded(id)))
}

fn named(account: &Account, template: &Template) -> Result<String, EncodeError> {
    Ok(format!("{}/{}", templates(account)?, encoded(template.id.as_deref().unwrap_or(&template.name))))
}

fn one(list: &[Template]) -> Result<&Template, EncodeError> {
    match list {
        [one] => Ok(one),
        _ => Err(EncodeError::Unsupported { provider: PROVIDER, what: format!("{} templates at once", list.len()) }),
    }
}
