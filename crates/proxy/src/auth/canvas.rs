//! Salesforce's word for an agent: the `signed_request` that it posts to a Canvas app.
//!
//! <https://developer.salesforce.com/docs/atlas.en-us.platform_connect.meta/platform_connect/canvas_app_signed_req_authentication.htm>

use crate::config::{Config, Tenant};
use crate::error::AppError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The one algorithm.
const ALGORITHM: &str = "HMACSHA256";

/// Whom Salesforce vouches for.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Whose organisation it is.
    pub tenant: Arc<Tenant>,
    /// The agent: `sf:<organisation>:<user>`.
    pub agent: String,
    /// The agent's name.
    pub name: Option<String>,
    /// The contact's numbers as the record has them.
    pub phones: Vec<String>,
    /// `salesforce:<type>:<id>`.
    pub record: Option<String>,
    /// What Salesforce calls the contact.
    pub contact: Option<String>,
    /// The request's own name. It has no time that may be relied on, so that it is good once.
    pub id: String,
}

/// Checks a signed request. It names no tenant: the secret and the organisation do.
///
/// # Errors
/// 401, always with the same words.
pub fn verify(config: &Config, signed_request: &str) -> Result<Caller, AppError> {
    let (signature, payload) = signed_request.trim().split_once('.').ok_or_else(|| refuse("it has one part"))?;
    let given = STANDARD.decode(signature).map_err(|_| refuse("its signature can't be read"))?;
    let json = STANDARD.decode(payload).map_err(|_| refuse("its payload can't be read"))?;
    let said: Value = serde_json::from_slice(&json).map_err(|_| refuse("its payload is no JSON"))?;
    let word = |path: &str| said.pointer(path).and_then(Value::as_str).map(str::trim).filter(|word| !word.is_empty());
    let organisation = word("/context/organization/organizationId").ok_or_else(|| refuse("it names no organisation"))?;
    let mut found = None;
    for tenant in &config.tenants {
        let Some(app) = &tenant.salesforce else { continue };
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(app.consumer_secret.expose().as_bytes()) else { continue };
        let is_good = mac.chain_update(payload.as_bytes()).verify_slice(&given).is_ok();
        if is_good & app.has_organisation(organisation) {
            found = Some(tenant);
        }
    }
    let tenant = found.ok_or_else(|| refuse("no tenant has this secret and organisation"))?;
    if !word("/algorithm").is_some_and(|algorithm| algorithm.eq_ignore_ascii_case(ALGORITHM)) {
        return Err(refuse("its algorithm is another one"));
    }
    let user = word("/context/user/userId").or(word("/userId")).ok_or_else(|| refuse("it names no user"))?;
    let record = said.pointer("/context/environment/record").unwrap_or(&Value::Null);
    let kind = record.pointer("/attributes/type").and_then(Value::as_str).unwrap_or("Record");
    Ok(Caller {
        tenant: Arc::clone(tenant),
        agent: format!("sf:{organisation}:{user}"),
        name: word("/context/user/fullName").map(str::to_owned),
        phones: phones(&said["context"]["environment"]["parameters"], record),
        record: record["Id"].as_str().map(|id| format!("salesforce:{kind}:{id}")),
        contact: record["Name"].as_str().map(str::to_owned),
        id: format!("canvas:{}", hex::encode(Sha256::digest(payload.as_bytes()))),
    })
}

/// The numbers that the page names, or those of the record's fields; not those of somebody's assistant.
fn phones(parameters: &Value, record: &Value) -> Vec<String> {
    let texts = |value: &Value| -> Vec<String> {
        match value {
            Value::String(text) => vec![text.clone()],
            Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    };
    let mut phones: Vec<String> = ["phone", "phones"].iter().flat_map(|name| texts(&parameters[*name])).collect();
    if phones.is_empty() {
        let is_hers = |name: &str| {
            let name = name.to_ascii_lowercase();
            (name.contains("phone") || name.contains("mobile")) && !name.contains("assistant")
        };
        phones = record.as_object().into_iter().flatten().filter(|(name, _)| is_hers(name)).flat_map(|(_, value)| texts(value)).collect();
    }
    phones.retain(|phone| !phone.trim().is_empty());
    phones
}

fn refuse(cause: &str) -> AppError {
    AppError::unauthenticated(format!("canvas: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_page_names_numbers_or_the_record_has_them() {
        let record = json!({"Phone": "1", "MobilePhone": null, "AssistantPhone": "2", "Mobile_2__c": "3", "Fax": "4", "Name": "5"});
        assert_eq!(phones(&json!({}), &record), ["3", "1"]);
        assert_eq!(phones(&json!({"phone": "9"}), &record), ["9"]);
        assert_eq!(phones(&json!({"phones": ["8", " ", "9"]}), &record), ["8", "9"]);
        assert!(phones(&Value::Null, &Value::Null).is_empty());
    }
}
