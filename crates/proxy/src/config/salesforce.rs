//! A tenant's Salesforce Canvas app: what Salesforce signs its requests with.

use super::reader::Reader;
use super::secret::Secret;

/// The fewest bytes of a consumer secret; Salesforce's have 64.
const SECRET_MIN: usize = 16;
/// The letters of an organisation's id that matter: the longer form adds a checksum of their case.
const ID: usize = 15;

/// A Canvas app.
#[derive(Clone, Debug)]
pub struct Salesforce {
    /// The app's consumer secret.
    pub consumer_secret: Secret,
    /// The organisations whose agents are this tenant's: others may have the app too.
    org_ids: Vec<String>,
}

impl Salesforce {
    /// Whether an organisation is this tenant's, by its id of 15 or 18 letters.
    pub fn has_organisation(&self, id: &str) -> bool {
        let letters = |id: &str| id.get(..ID).map(str::to_owned);
        letters(id).is_some_and(|id| self.org_ids.iter().any(|known| letters(known).as_ref() == Some(&id)))
    }
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<Salesforce> {
    let consumer_secret = reader.long_secret("consumer_secret", SECRET_MIN, "the app's consumer secret");
    let org_ids = reader.ids("org_ids", "the ids of the organisations that are this tenant's are needed, like 00D…");
    for id in &org_ids {
        if ![ID, 18].contains(&id.len()) || !id.chars().all(|c| c.is_ascii_alphanumeric()) {
            reader.fault("org_ids", format!("“{id}” is no id of an organisation: it has 15 or 18 letters and digits."));
        }
    }
    reader.finish();
    Some(Salesforce { consumer_secret: consumer_secret?, org_ids })
}
