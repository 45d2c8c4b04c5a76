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
    /// What stands in the contact's phone fields, each with its place in the request.
    pub phones: Vec<(String, String)>,
    /// `salesforce:<type>:<id>`.
    pub record: Option<String>,
    /// What Salesforce calls the contact.
    pub contact: Option<String>,
    /// The request's own name. It has no time that may be relied on, so that it is good once.
    pub id: String,
    /// The name of the secret that signed it; it tells nothing of the secret.
    pub secret: String,
}

/// Bytes of a digest in the name of a secret.
const NAME: usize = 8;

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
            found = Some((tenant, app.consumer_secret.expose()));
        }
    }
    let (tenant, secret) = found.ok_or_else(|| refuse("no tenant has this secret and organisation"))?;
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
        secret: hex::encode(&Sha256::digest(["canvas:", secret].concat())[..NAME]),
    })
}

/// The numbers that the page names, or those of the record's fields; not those of somebody's assistant.
fn phones(parameters: &Value, record: &Value) -> Vec<(String, String)> {
    let texts = |path: String, value: &Value| -> Vec<(String, String)> {
        let all: Vec<_> = match value {
            Value::String(text) => vec![(path, text.clone())],
            Value::Array(list) => {
                list.iter().enumerate().filter_map(|(index, text)| Some((format!("{path}/{index}"), text.as_str()?.to_owned()))).collect()
            }
            _ => Vec::new(),
        };
        all.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect()
    };
    let place = |name: &str| format!("/context/environment/parameters/{name}");
    let named: Vec<_> = ["phone", "phones"].iter().flat_map(|name| texts(place(name), &parameters[*name])).collect();
    if !named.is_empty() {
        return named;
    }
    let is_hers = |name: &str| {
        let name = name.to_ascii_lowercase();
        (name.contains("phone") || name.contains("mobile")) && !name.contains("assistant")
    };
    let fields = record.as_object().into_iter().flatten().filter(|(name, _)| is_hers(name));
    fields.flat_map(|(name, value)| texts(format!("/context/environment/record/{name}"), value)).collect()
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
        let found = |parameters: &Value| -> Vec<String> {
            let short = |path: &str| path.trim_start_matches("/context/environment/").to_owned();
            phones(parameters, &record).iter().map(|(path, text)| format!("{} {text}", short(path))).collect()
        };
        assert_eq!(found(&json!({})), ["record/Mobile_2__c 3", "record/Phone 1"]);
        assert_eq!(found(&json!({"phone": "9"})), ["parameters/phone 9"]);
        assert_eq!(found(&json!({"phones": ["8", " ", "9"]})), ["parameters/phones/0 8", "parameters/phones/2 9"]);
        assert!(phones(&Value::Null, &Value::Null).is_empty());
    }
}
