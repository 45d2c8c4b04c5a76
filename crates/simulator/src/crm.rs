//! Stands for the customer's own CRM and its back end in the demo: a contact page and a mint of agent tokens.

use std::path::Path;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::clock::now_ms;
use crate::signature::mac;
use crate::world::World;

/// How long an agent token lives, in seconds.
const LIFE: i64 = 600;

/// `CRM.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crm {
    /// The proxy's origin.
    pub endpoint: String,
    /// The tenant's id at the proxy.
    pub tenant: String,
    /// Which of the tenant's keys signs.
    pub kid: String,
    /// That key, for HS256.
    pub secret: String,
    /// The agent's id.
    pub agent: String,
    /// The agent's name.
    pub agent_name: String,
    /// The slugs of the accounts that the contact is reached by, the usual one first.
    pub accounts: Vec<String>,
    /// The contact on the page: at least `name` and `phone`, and whatever else the page shows.
    pub contact: Map<String, Value>,
}

impl Crm {
    /// Reads a `CRM.toml`.
    ///
    /// # Errors
    /// When the file cannot be read or says something else than it should.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
        toml::from_str(&text).map_err(|e| e.to_string())
    }

    fn token(&self, phone: &str) -> String {
        let now = now_ms() / 1000;
        let header = json!({"alg": "HS256", "typ": "JWT", "kid": self.kid});
        let claims = json!({
            "iss": "demo-crm", "aud": "sidethread", "sub": self.agent, "name": self.agent_name,
            "tenant": self.tenant, "phones": [phone],
            "scope": "thread:read thread:write template:write",
            "iat": now, "exp": now + LIFE, "jti": uuid::Uuid::new_v4().to_string(),
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let signature = URL_SAFE_NO_PAD.encode(mac(self.secret.as_bytes(), signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}

/// `/demo/…`
pub fn routes() -> Router<World> {
    Router::new().route("/config.json", get(config)).route("/token", post(token))
}

async fn config(State(world): State<World>) -> Result<Json<Value>, StatusCode> {
    let crm = world.config().crm.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({
        "endpoint": crm.endpoint, "tenant": crm.tenant, "contact": crm.contact,
        "accounts": crm.accounts, "phone": crm.contact.get("phone"),
    })))
}

#[derive(Deserialize)]
struct Wanted {
    phone: String,
}

async fn token(State(world): State<World>, Json(wanted): Json<Wanted>) -> Result<Json<Value>, StatusCode> {
    let crm = world.config().crm.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({"token": crm.token(&wanted.phone)})))
}
