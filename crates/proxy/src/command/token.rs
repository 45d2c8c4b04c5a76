//! `sidethread token`: an agent token for trying things out, as the CRM's own back end would sign it.

use super::{Failure, say};
use crate::auth::Scope;
use crate::auth::claims::{AUDIENCE, Claims, LIFE_MAX};
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, Tenant};
use crate::phone;
use jsonwebtoken::Header;
use ulid::Ulid;

/// Who signs.
const ISSUER: &str = "sidethread token";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The tenant.
    #[arg(long)]
    tenant: String,
    /// The agent's id.
    #[arg(long)]
    agent: String,
    /// The agent's name.
    #[arg(long)]
    name: Option<String>,
    /// A number that the token may open, may be said several times; '*' for any of the tenant.
    #[arg(long = "phone", value_name = "E164")]
    phones: Vec<String>,
    /// How long it lives, in seconds; 900 at most.
    #[arg(long, default_value_t = 600, value_name = "SECONDS")]
    ttl: i64,
    /// A right, may be said several times: thread:read, thread:write, template:write, admin.
    #[arg(long = "scope", default_values = ["thread:read", "thread:write"])]
    scopes: Vec<String>,
}

pub(super) fn run(config: &Config, args: &Args) -> Result<(), Failure> {
    let known = || config.tenants.iter().map(|tenant| tenant.id.as_str()).collect::<Vec<_>>().join(", ");
    let tenant =
        config.tenant(&args.tenant).ok_or_else(|| Failure::usage(format!("There is no tenant “{}”. Known: {}.", args.tenant, known())))?;
    let key = tenant.keys.iter().find_map(|key| key.encoding.as_ref().map(|encoding| (key, encoding)));
    let Some((key, encoding)) = key else {
        let words = "has no symmetric key (HS256): tokens are signed by whoever holds the private key.";
        return Err(Failure::new(format!("The tenant “{}” {words}", tenant.id)));
    };
    if !(1..=LIFE_MAX).contains(&args.ttl) {
        return Err(Failure::usage(format!("--ttl is from 1 to {LIFE_MAX} seconds.")));
    }
    if let Some(unknown) = args.scopes.iter().find(|word| !Scope::ALL.iter().any(|scope| scope.as_str() == word.as_str())) {
        let words = Scope::ALL.map(Scope::as_str).join(", ");
        return Err(Failure::usage(format!("There is no scope “{unknown}”. Known: {words}.")));
    }
    let phones = phones(tenant, &args.phones)?;
    let now = SystemClock.now().seconds();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: args.agent.clone(),
        name: args.name.clone(),
        tenant: args.tenant.clone(),
        phones,
        scope: args.scopes.join(" "),
        iat: now,
        exp: now + args.ttl,
        jti: Ulid::generate().to_string(),
        ..Claims::default()
    };
    let header = Header { kid: Some(key.kid.clone()), ..Header::new(key.alg) };
    let token = jsonwebtoken::encode(&header, &claims, encoding).map_err(|error| Failure::new(format!("It can't be signed: {error}.")))?;
    say(&token);
    Ok(())
}

fn phones(tenant: &Tenant, texts: &[String]) -> Result<Vec<String>, Failure> {
    if texts.iter().any(|text| text == "*") {
        return Ok(vec!["*".to_owned()]);
    }
    texts
        .iter()
        .map(|text| match phone::read(text, tenant.default_region) {
            Ok(number) => Ok(number.to_string()),
            Err(words) => Err(Failure::usage(format!("--phone {text}: {words}"))),
        })
        .collect()
}
