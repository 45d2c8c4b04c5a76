//! A webhook: its raw body first, then its words in their order.

use super::{Group, message, person, template, word};
use crate::fact::ready::{Arrival, Item, Raw};
use crate::fact::{Kept, Written};
use crate::store::StoreError;
use rusqlite::params;

pub(super) fn webhook(group: &mut Group<'_>, arrival: &Arrival) -> Result<Written, StoreError> {
    let unread = (!arrival.unread.is_empty()).then(|| arrival.unread.join(", "));
    match &arrival.raw {
        Raw::New(raw) => {
            let sql = "INSERT INTO webhook (account, at, unread, body) VALUES (?1, ?2, ?3, ?4)";
            group.execute(sql, params![arrival.account.as_str(), arrival.at.millis(), unread, &raw[..]])?;
        }
        Raw::Kept(row) => {
            group.execute("UPDATE webhook SET unread = ?1 WHERE id = ?2", params![unread, row])?;
        }
    }
    let mut kept = Kept { unread: u32::try_from(arrival.unread.len()).unwrap_or(u32::MAX), ..Kept::default() };
    for item in &arrival.items {
        let counter = match item {
            Item::Message(new) => match message::arrived(group, arrival, new)? {
                message::Arrived::New => &mut kept.messages,
                message::Arrived::Repeated => &mut kept.repeated,
            },
            Item::About(about) => match word::heard(group, &arrival.account, about, arrival.at)? {
                word::Heard::Applied => &mut kept.changes,
                word::Heard::Parked => &mut kept.parked,
            },
            Item::Moved(moved, thread) => {
                person::moved(group, arrival, moved, thread)?;
                &mut kept.changes
            }
            Item::Consent(consent, thread) => {
                person::consents(group, arrival, consent, thread)?;
                &mut kept.changes
            }
            Item::Template(news) => {
                if template::heard(group, arrival, news)? {
                    &mut kept.changes
                } else {
                    &mut kept.unknown_templates
                }
            }
        };
        *counter += 1;
    }
    Ok(Written::Webhook(kept))
}
