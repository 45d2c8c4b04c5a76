//! `POST /v1/session`: somebody's proof for a short agent token, or for a code that becomes one. `POST /v1/session/revoke` ends
//! tokens early.

use crate::problem::Problem;
use crate::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

/// The path.
pub const PATH: &str = "/v1/session";
/// The path that ends tokens early.
pub const REVOKE_PATH: &str = "/v1/session/revoke";

/// A proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "grant", rename_all = "kebab-case")]
pub enum Request {
    /// The tenant's word: a JWT that its back end signed.
    Assertion {
        /// The JWT; `aud` is `sidethread-session`.
        assertion: String,
    },
    /// HubSpot's word: the request itself is signed.
    Hubspot(Card),
    /// Salesforce's word, as it came to a Canvas app.
    Canvas {
        /// `signature.payload`, both in base64.
        signed_request: String,
    },
    /// A back end of the tenant, by the key in `Authorization`.
    ServerKey(Order),
    /// A code of ours.
    Code {
        /// The code; good once and for a minute.
        code: String,
    },
}

/// What a HubSpot card says beside HubSpot's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// HubSpot's id of the contact.
    #[serde(deserialize_with = "text_or_number")]
    pub object_id: String,
    /// Her numbers.
    pub phones: Vec<String>,
    /// Her name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// For whom a back end wants a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Whose agent.
    pub tenant: String,
    /// The agent's id in the CRM.
    pub agent: String,
    /// The agent's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The contact's numbers, or `["*"]` for any of the tenant.
    pub phones: Vec<String>,
    /// The CRM's name of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// What the CRM calls the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Rights, with spaces between them; reading and writing threads if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The page that alone may use the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Give a code instead of a token.
    #[serde(default)]
    pub code: bool,
}

/// What a proof gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Response {
    /// A token.
    Token(Token),
    /// A code.
    Code(Code),
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The JWT for `Authorization: Bearer`.
    pub token: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whom it was given for.
    pub context: Context,
    /// The code for the next token, where the token came by a code: good once, until a minute after this token's end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// What stood among the numbers and is none: it was left out. Paths lead into the request, or into what it carries signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<Problem>,
}

/// Whom a token was given for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Numbers in E.164, or `*`.
    pub phones: Vec<String>,
    /// The CRM's name of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// What the CRM calls the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The code for the grant `code`.
    pub code: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The embed page with the code in its fragment, where the host shows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embed_url: Option<String>,
    /// What stood among the numbers and is none: it was left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<Problem>,
}

/// Whose tokens end: one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// The token of that name, and every token that was given for a proof of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
    /// Every token that this agent was given until now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
}

/// Reads an id that a host writes as text or as a whole number.
///
/// # Errors
/// For everything else.
pub fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(u64),
        Text(String),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Number(number) => number.to_string(),
        Either::Text(text) => text,
    })
}
