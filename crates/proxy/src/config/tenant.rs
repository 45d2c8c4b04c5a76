//! A tenant: one business, the pages it may call from, its keys and its accounts.

use super::account::{self, Account};
use super::hubspot::{self, Hubspot};
use super::key::{self, Key};
use super::origin;
use super::reader::Reader;
use super::salesforce::{self, Salesforce};
use super::server_key::{self, ServerKey};
use model::TenantId;
use phonenumber::country;
use std::sync::Arc;

/// The longest id of a tenant or slug of an account.
const SLUG_MAX: usize = 64;

/// One business.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its name in tokens and paths.
    pub id: TenantId,
    /// Pages that may call the API and hold tokens.
    pub origins: Vec<String>,
    /// Pages that may frame the embed page, as Content-Security-Policy writes them.
    pub frame_ancestors: Vec<String>,
    /// For numbers without a country code.
    pub default_region: Option<country::Id>,
    /// What may sign its agent tokens.
    pub keys: Vec<Key>,
    /// What its back ends show to get tokens for agents.
    pub server_keys: Vec<ServerKey>,
    /// Its HubSpot app.
    pub hubspot: Option<Hubspot>,
    /// Its Salesforce Canvas app.
    pub salesforce: Option<Salesforce>,
    /// Its business accounts.
    pub accounts: Vec<Arc<Account>>,
}

impl Tenant {
    /// The account of that slug, if it is this tenant's.
    pub fn account(&self, slug: &str) -> Option<&Arc<Account>> {
        self.accounts.iter().find(|account| account.slug.as_str() == slug)
    }

    /// Whether a browser may call the API from a page of this origin.
    pub fn has_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|known| known == origin)
    }
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<Tenant> {
    let id = reader.required("id", "a name for the tenant").filter(|id| check_slug(&reader, "id", id));
    let origins = checked(&mut reader, "origins", origin::caller);
    let frame_ancestors = checked(&mut reader, "frame_ancestors", origin::frame_ancestor);
    let default_region = reader.string("default_region").and_then(|code| match code.parse::<country::Id>() {
        Ok(region) => Some(region),
        Err(_) => {
            reader.fault("default_region", format!("“{code}” is not a country: write two capitals, like IN or US."));
            None
        }
    });
    reader.unique(&["key", "kid"], "Two keys have the kid");
    let keys = reader.tables("key").into_iter().filter_map(key::read).collect();
    reader.unique(&["server_key", "id"], "Two server keys have the id");
    let server_keys = reader.tables("server_key").into_iter().filter_map(server_key::read).collect();
    let hubspot = reader.table("hubspot").and_then(hubspot::read);
    let salesforce = reader.table("salesforce").and_then(salesforce::read);
    let accounts = reader.tables("account").into_iter().filter_map(account::read).map(Arc::new).collect();
    reader.finish();
    Some(Tenant { id: TenantId::new(id?), origins, frame_ancestors, default_region, keys, server_keys, hubspot, salesforce, accounts })
}

/// Notes a fault unless the text can stand in a path as it is.
pub(super) fn check_slug(reader: &Reader<'_>, key: &str, text: &str) -> bool {
    let good = text.len() <= SLUG_MAX && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    if !good {
        reader.fault(key, format!("“{text}” can't be used: write at most {SLUG_MAX} of a-z, 0-9, dash and underscore."));
    }
    good
}

fn checked(reader: &mut Reader<'_>, key: &str, check: fn(&str) -> Result<String, String>) -> Vec<String> {
    let mut good = Vec::new();
    for (key, text) in reader.strings(key) {
        match check(&text) {
            Ok(text) => good.push(text),
            Err(reason) => reader.fault(&key, reason),
        }
    }
    good
}
