//! A tenant's HubSpot app: what HubSpot signs requests of its card with.

use super::reader::Reader;
use super::secret::Secret;

/// The fewest bytes of a client secret; HubSpot's are UUIDs.
const SECRET_MIN: usize = 16;

/// A HubSpot app.
#[derive(Clone, Debug)]
pub struct Hubspot {
    /// The app's client secret.
    pub client_secret: Secret,
    /// The HubSpot accounts whose agents are this tenant's.
    pub portal_ids: Vec<String>,
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<Hubspot> {
    let client_secret = reader.long_secret("client_secret", SECRET_MIN, "the app's client secret");
    let portal_ids = reader.ids("portal_ids", "the ids of the HubSpot accounts that are this tenant's are needed");
    reader.finish();
    Some(Hubspot { client_secret: client_secret?, portal_ids })
}
