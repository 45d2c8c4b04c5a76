//! What a deployment is: the configuration, read and judged as a whole.
//!
//! `config.default.toml` beside Cargo.toml is the defaults and the manual. Everything that is wrong is said at once.

mod account;
mod fault;
mod hubspot;
mod key;
mod origin;
mod reader;
mod salesforce;
mod secret;
mod server_key;
mod session;
mod source;
mod tenant;

pub use account::Account;
pub use fault::Fault;
pub use hubspot::{Hubspot, HubspotLog};
pub use key::{Key, OWN};
pub use salesforce::Salesforce;
pub use secret::{Secret, SecretDigest};
pub use server_key::ServerKey;
pub use session::{Session, TTL_MAX};
pub use tenant::Tenant;

use reader::Reader;
use source::Source;
use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// The file that is read when none is named.
pub const FILE: &str = "sidethread.toml";

/// A deployment.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// What browsers call this server: an origin.
    pub public_url: String,
    /// The SQLite file, or `:memory:`.
    pub database: String,
    /// Where files are kept.
    pub media_dir: PathBuf,
    /// Where the built widget lies.
    pub web_dir: PathBuf,
    /// The largest webhook or JSON request, in bytes.
    pub body_max_bytes: usize,
    /// The largest file, in bytes.
    pub media_max_bytes: u64,
    /// Fetch from private and loopback addresses too.
    pub allow_private_addresses: bool,
    /// How a log line looks.
    pub log_format: LogFormat,
    /// What is logged: a filter of tracing-subscriber.
    pub log: String,
    /// How the proxy signs tokens of its own.
    pub session: Session,
    /// Whom this deployment serves.
    pub tenants: Vec<Arc<Tenant>>,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Config {
    /// Reads a file (or [`FILE`], if it is there and none is named) and the environment.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn load(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Result<Self, Vec<Fault>> {
        let default = Path::new(FILE);
        let path = file.or_else(|| default.exists().then_some(default));
        let Some(path) = path else { return Self::read(None, environment) };
        match std::fs::read_to_string(path) {
            Ok(text) => Self::read(Some((path, &text)), environment),
            Err(error) => Err(vec![Fault {
                place: path.display().to_string(),
                key: String::new(),
                reason: format!("The file can't be read: {error}."),
            }]),
        }
    }

    /// Reads a text that stands for a file at that path.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn read(file: Option<(&Path, &str)>, environment: impl Iterator<Item = (String, String)>) -> Result<Self, Vec<Fault>> {
        let mut early = Vec::new();
        let source = Source::new(file, environment, &mut early);
        let is_readable = early.is_empty();
        let faults = RefCell::new(early);
        let config = if is_readable { read(Reader::root(&source, &faults)) } else { None };
        let faults = faults.into_inner();
        config.filter(|_| faults.is_empty()).ok_or(faults)
    }

    /// The tenant of that id.
    pub fn tenant(&self, id: &str) -> Option<&Arc<Tenant>> {
        self.tenants.iter().find(|tenant| tenant.id.as_str() == id)
    }
}

fn read(mut reader: Reader<'_>) -> Option<Config> {
    let listen = reader.required("listen", "an address and a port").and_then(|text| match text.parse() {
        Ok(address) => Some(address),
        Err(_) => {
            reader.fault("listen", format!("“{text}” is not an address and a port: write 127.0.0.1:8700 or [::]:8700."));
            None
        }
    });
    let public_url = reader.required("public_url", "what browsers call this server").and_then(|text| match origin::origin(&text) {
        Ok(origin) => Some(origin),
        Err(reason) => {
            reader.fault("public_url", reason);
            None
        }
    });
    let database = reader.required("database", "where threads are kept").and_then(|text| database(&reader, &text));
    let media_dir = reader.path("media_dir");
    let web_dir = reader.path("web_dir");
    if let Some(missing) = web_dir.as_ref().filter(|dir| reader.is_written("web_dir") && !dir.is_dir()) {
        reader.fault("web_dir", format!("There is no folder {}: `cargo xtask build` makes it.", missing.display()));
    }
    let body_max_bytes = reader.number("body_max_bytes");
    let media_max_bytes = reader.number("media_max_bytes");
    let allow_private_addresses = reader.boolean("allow_private_addresses");
    let log_format = reader.string("log_format").and_then(|word| match word.as_str() {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        other => {
            reader.fault("log_format", format!("“{other}” is not a format: write text or json."));
            None
        }
    });
    let log = reader.string("log");
    if let Some(Err(error)) = log.as_ref().map(EnvFilter::try_new) {
        reader.fault("log", format!("This is not a filter: {error}."));
    }
    let session = reader.table("session").map(session::read);
    reader.unique(&["tenant", "id"], "Two tenants have the id");
    reader.unique(&["tenant", "account", "slug"], "Two accounts of this deployment have the slug");
    let tables = reader.tables("tenant");
    if tables.is_empty() {
        reader.fault("tenant", "There is no tenant: at least one [[tenant]] is needed.");
    }
    let tenants: Vec<Arc<Tenant>> = tables.into_iter().filter_map(tenant::read).map(Arc::new).collect();
    check_portals(&reader, &tenants);
    reader.finish();
    Some(Config {
        listen: listen?,
        public_url: public_url?,
        database: database?,
        media_dir: media_dir?,
        web_dir: web_dir?,
        body_max_bytes: usize::try_from(body_max_bytes?).ok()?,
        media_max_bytes: media_max_bytes?,
        allow_private_addresses: allow_private_addresses?,
        log_format: log_format?,
        log: log?,
        session: session??,
        tenants,
    })
}

fn database(reader: &Reader<'_>, text: &str) -> Option<String> {
    match text.strip_prefix("sqlite://") {
        Some(":memory:") => Some(":memory:".to_owned()),
        Some(path) if !path.is_empty() => Some(reader.resolve(path).display().to_string()),
        _ => {
            let scheme = text.split("://").next().unwrap_or_default();
            reader.fault("database", format!("“{scheme}” is not a database that this build knows: write sqlite://path/to/file.db."));
            None
        }
    }
}

fn check_portals(reader: &Reader<'_>, tenants: &[Arc<Tenant>]) {
    let portals: Vec<&str> =
        tenants.iter().flat_map(|tenant| tenant.hubspot.iter().flat_map(|it| &it.portal_ids)).map(String::as_str).collect();
    for (index, portal) in portals.iter().enumerate() {
        if portals[..index].contains(portal) {
            reader.fault("tenant", format!("Two entries name the HubSpot portal {portal}: it must belong to one tenant."));
        }
    }
}
