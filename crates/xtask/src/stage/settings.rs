//! The configuration of the proxy, of the demo CRM and of the simulated accounts: one tenant, one contact.

use std::io::Read;

use serde_json::{Value, json};

use crate::failure::{Doing, Outcome};
use crate::repo::Repo;
use crate::stage::{Account, Contact, Guest, Plan};

/// The slug of the account that everything begins with.
pub(crate) const ACCOUNT: &str = "acme-wa";
/// The tenant's id.
pub(super) const TENANT: &str = "acme";
/// The database's file name in the scratch folder.
pub(crate) const DATABASE: &str = "sidethread.db";
/// The name of the key that signs agent tokens.
pub(super) const KEY: &str = "k1";

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
    /// The pass of the tenant's back end.
    pub(crate) server_key: String,
    /// The client secret of the tenant's HubSpot app.
    pub(crate) hubspot: String,
    /// The access token of the tenant's HubSpot app.
    pub(crate) hubspot_token: String,
}

impl Secrets {
    /// New ones from the system's source of randomness.
    ///
    /// # Errors
    /// When there is no such source.
    pub(crate) fn invent() -> Outcome<Self> {
        Ok(Self {
            agent_key: random()?,
            token: random()?,
            hook: random()?,
            signing: random()?,
            server_key: random()?,
            hubspot: random()?,
            hubspot_token: random()?,
        })
    }
}

fn random() -> Outcome<String> {
    let mut bytes = [0; 24];
    std::fs::File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes)).doing("reading /dev/urandom")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What an account is authorised by. Exotel wants two words; to all others a pass is any word.
fn pass(secrets: &Secrets, account: &Account) -> String {
    format!("{}:{}", account.slug, secrets.token)
}

/// `sidethread.toml`. Its database and media are relative to itself, so the folder may be moved.
pub(super) fn proxy(repo: &Repo, secrets: &Secrets, port: u16, simulator: u16, plan: &Plan) -> String {
    let origin = plan.guest.map(|guest| format!(", \"{}\"", guest.origin())).unwrap_or_default();
    let rights = plan.guest.map(Guest::rights).unwrap_or_default();
    let keys = plan.guest.map(|guest| guest.keys(secrets)).unwrap_or_default();
    let agent_key = &secrets.agent_key;
    let dist = quoted(&repo.dist().to_string_lossy());
    let mut text = format!(
        r#"listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
database = "sqlite://{DATABASE}"
media_dir = "media"
web_dir = {dist}
# The simulated providers' media URLs are on loopback.
allow_private_addresses = true

[[tenant]]
id = "{TENANT}"
origins = ["http://127.0.0.1:{simulator}"{origin}]
default_region = "IN"
{rights}
[[tenant.key]]
kid = "{KEY}"
alg = "HS256"
secret = "{agent_key}"
{keys}"#
    );
    plan.accounts.iter().for_each(|account| text.push_str(&account_of_proxy(secrets, simulator, account)));
    text
}

fn account_of_proxy(secrets: &Secrets, simulator: u16, account: &Account) -> String {
    let Account { slug, provider, channel, number, .. } = account;
    let Secrets { hook, signing, .. } = secrets;
    let token = pass(secrets, account);
    let mut text = format!(
        r#"
[[tenant.account]]
slug = "{slug}"
provider = "{provider}"
channel = "{channel}"
number = "{number}"
base_url = "http://127.0.0.1:{simulator}/{provider}"
token = "{token}"
hook_secret = "{hook}"
"#
    );
    if account.signed {
        text.push_str(&format!("signing_secret = \"{signing}\"\nrequire_signature = true\n"));
    }
    if let Some(templates) = &account.templates {
        text.push_str(&format!("templates = {}\n", quoted(&templates.to_string_lossy())));
    }
    if !account.options.is_empty() {
        let options: Vec<String> = account.options.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        text.push_str(&format!("options = {{ {} }}\n", options.join(", ")));
    }
    text
}

/// `crm.toml`: what the customer's own CRM knows.
pub(super) fn crm(secrets: &Secrets, proxy: u16, contact: &Contact, accounts: &[Account]) -> String {
    let agent_key = &secrets.agent_key;
    let slugs: Vec<String> = accounts.iter().map(|account| quoted(&account.slug)).collect();
    let slugs = slugs.join(", ");
    let mut text = format!(
        r#"endpoint = "http://127.0.0.1:{proxy}"
tenant = "{TENANT}"
kid = "{KEY}"
secret = "{agent_key}"
agent = "meera"
agent_name = "Meera Pillai"
accounts = [{slugs}]

[contact]
"#
    );
    for (name, value) in &contact.shown {
        text.push_str(&format!("{name} = {}\n", quoted(value)));
    }
    text
}

/// An account as the simulated provider knows it.
pub(super) fn simulated_account(secrets: &Secrets, proxy: u16, account: &Account) -> Value {
    let mut told = json!({
        "provider": account.provider,
        "channel": account.channel,
        "number": account.number,
        "token": pass(secrets, account),
        "webhook_url": format!("http://127.0.0.1:{proxy}/hooks/{}/{}", account.slug, secrets.hook),
        "options": account.simulated.as_ref().unwrap_or(&account.options),
    });
    if account.signed {
        told["signing_secret"] = json!(secrets.signing);
        told["signature_form"] = json!("prefixed");
    }
    told
}

/// A TOML basic string; JSON's escapes are all among TOML's.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
