//! The configuration of the proxy, of the demo CRM and of the simulated account: one tenant, one number.

use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use crate::failure::{Doing, Outcome};
use crate::repo::Repo;
use crate::stage::Contact;

/// The account's slug.
pub(crate) const ACCOUNT: &str = "acme-wa";
/// The tenant's id.
pub(super) const TENANT: &str = "acme";
/// The database's file name in the scratch folder.
pub(crate) const DATABASE: &str = "sidethread.db";
pub(super) const NUMBER: &str = "+15551305682";
const KEY: &str = "k1";

/// Random words that hold the parts together for one run.
pub(crate) struct Secrets {
    /// Signs agent tokens.
    pub(crate) agent_key: String,
    /// The proxy's pass at the provider.
    pub(crate) token: String,
    /// The secret part of the webhook's path.
    pub(crate) hook: String,
    /// Signs webhooks.
    pub(crate) signing: String,
}

impl Secrets {
    /// New ones from the system's source of randomness.
    ///
    /// # Errors
    /// When there is no such source.
    pub(crate) fn invent() -> Outcome<Self> {
        Ok(Self { agent_key: random()?, token: random()?, hook: random()?, signing: random()? })
    }
}

fn random() -> Outcome<String> {
    let mut bytes = [0; 24];
    std::fs::File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes)).doing("reading /dev/urandom")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// `sidethread.toml`. Paths in it are relative to itself, so the folder may be moved.
pub(super) fn proxy(repo: &Repo, secrets: &Secrets, port: u16, simulator: u16, templates: &Path) -> String {
    let Secrets { agent_key, token, hook, signing } = secrets;
    let dist = quoted(&repo.dist().to_string_lossy());
    let templates = quoted(&templates.to_string_lossy());
    format!(
        r#"listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
database = "sqlite://{DATABASE}"
media_dir = "media"
web_dir = {dist}
# The simulated provider's media URLs are on loopback.
allow_private_addresses = true

[[tenant]]
id = "{TENANT}"
origins = ["http://127.0.0.1:{simulator}"]
default_region = "IN"

[[tenant.key]]
kid = "{KEY}"
alg = "HS256"
secret = "{agent_key}"

[[tenant.account]]
slug = "{ACCOUNT}"
provider = "tata-tele"
channel = "whatsapp"
number = "{NUMBER}"
base_url = "http://127.0.0.1:{simulator}/tata-tele"
token = "{token}"
hook_secret = "{hook}"
signing_secret = "{signing}"
require_signature = true
templates = {templates}
"#
    )
}

/// `crm.toml`: what the customer's own CRM knows.
pub(super) fn crm(secrets: &Secrets, proxy: u16, contact: &Contact) -> String {
    let agent_key = &secrets.agent_key;
    let mut text = format!(
        r#"endpoint = "http://127.0.0.1:{proxy}"
tenant = "{TENANT}"
kid = "{KEY}"
secret = "{agent_key}"
agent = "meera"
agent_name = "Meera Pillai"
account = "{ACCOUNT}"

[contact]
"#
    );
    for (name, value) in &contact.shown {
        text.push_str(&format!("{name} = {}\n", quoted(value)));
    }
    text
}

/// The account as the simulated provider knows it.
pub(super) fn simulated_account(secrets: &Secrets, proxy: u16) -> Value {
    json!({
        "provider": "tata-tele",
        "number": NUMBER,
        "token": secrets.token,
        "webhook_url": format!("http://127.0.0.1:{proxy}/hooks/{ACCOUNT}/{}", secrets.hook),
        "signing_secret": secrets.signing,
        "signature_form": "prefixed",
    })
}

/// A TOML basic string; JSON's escapes are all among TOML's.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
