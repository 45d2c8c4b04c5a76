//! A tenant's HubSpot app: what HubSpot signs requests of its card with, and what opens HubSpot's log to us.

use super::account::address;
use super::reader::Reader;
use super::secret::Secret;
use jiff::tz::TimeZone;

/// The fewest bytes of a client secret; HubSpot's are UUIDs.
const SECRET_MIN: usize = 16;
/// Where HubSpot's API is.
const API: &str = "https://api.hubapi.com";

/// A HubSpot app.
#[derive(Clone, Debug)]
pub struct Hubspot {
    /// The app's client secret.
    pub client_secret: Secret,
    /// The HubSpot accounts whose agents are this tenant's.
    pub portal_ids: Vec<String>,
    /// How answers are logged on the contacts' timelines; `None`: they are not.
    pub log: Option<HubspotLog>,
}

/// HubSpot's log of one account.
#[derive(Clone, Debug)]
pub struct HubspotLog {
    /// The app's access token in that account.
    pub access_token: Secret,
    /// Where the API is, without a slash at its end.
    pub api_base: String,
    /// In which days and hours are counted.
    pub time_zone: TimeZone,
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<Hubspot> {
    let client_secret = reader.long_secret("client_secret", SECRET_MIN, "the app's client secret");
    let portal_ids = reader.ids("portal_ids", "the ids of the HubSpot accounts that are this tenant's are needed");
    let access_token = reader.secret("access_token");
    if access_token.as_ref().is_some_and(|token| token.expose().trim().is_empty()) {
        reader.fault("access_token", "It is empty: leave the key away if answers aren't logged in HubSpot.");
    }
    let api_base = reader.string("api_base").unwrap_or_else(|| API.to_owned());
    let api_base = address(&reader, "api_base", &api_base);
    let time_zone = reader.string("time_zone").unwrap_or_else(|| "UTC".to_owned());
    let time_zone = TimeZone::get(&time_zone)
        .map_err(|_| reader.fault("time_zone", format!("“{time_zone}” is not a time zone: write one like Asia/Kolkata.")));
    if access_token.is_some() && portal_ids.len() > 1 {
        reader.fault("access_token", "It opens one HubSpot account, and portal_ids has several: make a tenant for each.");
    }
    reader.finish();
    let log = access_token.zip(api_base).zip(time_zone.ok());
    let log = log.map(|((access_token, api_base), time_zone)| HubspotLog { access_token, api_base, time_zone });
    Some(Hubspot { client_secret: client_secret?, portal_ids, log })
}
