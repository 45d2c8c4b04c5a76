//! The configuration of the tests: two tenants who must not see each other.

use proxy::config::Config;
use std::path::Path;

/// The largest JSON body of the test configuration.
pub(crate) const BODY_MAX: usize = 65_536;
pub(crate) const MEDIA_MAX: usize = 100_000;

pub(crate) const CONFIG: &str = r#"
listen = "127.0.0.1:0"
public_url = "https://threads.example"
database = "sqlite://sidethread.db"
media_dir = "media"
web_dir = "web"
body_max_bytes = 65536
media_max_bytes = 100000

[[tenant]]
id = "acme"
origins = ["https://crm.example"]
frame_ancestors = ["https://*.lightning.force.com", "https://crm.example"]
default_region = "IN"
[[tenant.key]]
kid = "k1"
alg = "HS256"
secret = "a key of acme that has 32 bytes and more"
[[tenant.server_key]]
id = "apex"
secret = "a server key of acme, 32 bytes and more"
[tenant.hubspot]
client_secret = "hubspot secret of acme"
portal_ids = [4242, "4343"]
[tenant.salesforce]
consumer_secret = "canvas secret of both tenants"
org_ids = ["00D000000000001"]
[[tenant.account]]
slug = "acme-wa"
provider = "tata-tele"
channel = "whatsapp"
number = "+15551305682"
base_url = "https://provider.example"
token = "a token that no log may see"
hook_secret = "hook-secret-of-acme"
signing_secret = "signing secret of acme"

[[tenant]]
id = "globex"
origins = ["https://globex.example"]
[[tenant.key]]
kid = "k1"
alg = "HS256"
secret = "a key of globex that has 32 bytes or so"
[[tenant.server_key]]
id = "deluge"
secret = "a server key of globex, 32 bytes or so"
[tenant.hubspot]
client_secret = "hubspot secret of globex"
portal_ids = [9999]
[tenant.salesforce]
consumer_secret = "canvas secret of both tenants"
org_ids = ["00D000000000002EAA"]
[[tenant.account]]
slug = "globex-wa"
provider = "tata-tele"
number = "+15551300000"
base_url = "https://provider.example"
token = "another token"
hook_secret = "hook-secret-of-globex"
signing_secret = "signing secret of globex"
require_signature = true
"#;

pub(crate) fn read_config(base: &Path, text: &str) -> Result<Config, Vec<String>> {
    let file = base.join("sidethread.toml");
    Config::read(Some((&file, text)), std::iter::empty())
        .map_err(|faults| faults.iter().map(|fault| fault.to_string().replace(&*file.to_string_lossy(), "file")).collect())
}
