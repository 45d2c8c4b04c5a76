//! What customers write, out of Meta's `value` object: `contacts`, `messages`, `statuses`, `errors`.
//!
//! Wrong types and missing fields never fail: what can't be understood keeps its label and its words. A message that says
//! nothing of its writer belongs to no thread and becomes [`Inbound::Unsupported`].
//! Source: wire-facts 1.6 and 1.8, <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components>

mod account;
mod answer;
mod call;
mod content;
mod context;
mod file;
mod party;

use super::{fault, status};
use crate::lenient::{first_text, many, moment, words};
use model::content::{Content, Unsupported};
use model::inbound::{Inbound, InboundEdit, InboundMessage, InboundReaction, InboundRevoke, Party, RemoteFile};
use model::message::Provenance;
use model::{Context, ProviderMessageId, Timestamp};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Everything a `value` object says. Lists may be single objects. Empty if it holds none of the known keys.
/// `number` is the business's own: what comes from it was written elsewhere by the business.
pub fn decode(value: &Value, number: &str) -> Vec<Inbound> {
    let contacts = many(&value["contacts"]);
    let messages = many(&value["messages"]).iter().flat_map(|message| {
        let provenance = if is_ours(message, number) { Provenance::Echo } else { Provenance::Live };
        let beside = account::moved(message, contacts).or_else(|| account::shared(message, contacts));
        std::iter::once(decode_message(message, contacts, provenance)).chain(beside)
    });
    let calls = many(&value["calls"]).iter().map(|call| call::decode(call, contacts));
    let echoes = many(&value["message_echoes"]).iter().map(|message| decode_message(message, contacts, Provenance::Echo));
    let statuses = many(&value["statuses"]).iter().map(status::decode);
    let errors = many(&value["errors"]).iter().map(decode_error);
    messages.chain(echoes).chain(calls).chain(statuses).chain(account::decode(value, contacts)).chain(errors).collect()
}

fn is_ours(message: &Value, number: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let ours = digits(number);
    !ours.is_empty() && first_text(message, &["from"]).is_some_and(|from| digits(&from) == ours)
}

fn decode_error(error: &Value) -> Inbound {
    let fault = fault::read(error, None).map(|fault| fault.title);
    Inbound::Unsupported(Unsupported { detail: fault, ..Unsupported::new("error", fault::said(error)) })
}

fn decode_message(message: &Value, contacts: &[Value], provenance: Provenance) -> Inbound {
    let kind = first_text(message, &["type"]).unwrap_or_else(|| "message".to_owned());
    let party = match provenance {
        Provenance::Echo => party::written_to(message, contacts),
        Provenance::Live | Provenance::Import | Provenance::Backfill | Provenance::Unknown => party::writer(message, contacts),
    };
    if party.is_nobody() {
        let (content, _) = content::decode(&kind, message);
        let text = content.words().map(str::to_owned).or_else(|| words(message));
        return Inbound::Unsupported(Unsupported { detail: Some("nothing says who wrote it".to_owned()), ..Unsupported::new(kind, text) });
    }
    let heard = Heard {
        id: name(message),
        at: moment(&message["timestamp"]).unwrap_or_default(),
        party,
        provenance,
        context: context::decode(message),
    };
    match kind.as_str() {
        "reaction" => reaction(heard, message),
        "edit" => edit(heard, message),
        "revoke" => revoke(heard, message),
        _ => {
            let decoded = content::decode(&kind, message);
            heard.says(decoded, quoted(message))
        }
    }
}

/// What every message has.
struct Heard {
    id: ProviderMessageId,
    at: Timestamp,
    party: Party,
    provenance: Provenance,
    context: Option<Box<Context>>,
}

impl Heard {
    fn says(self, (content, files): (Content, Vec<RemoteFile>), quoted: Option<ProviderMessageId>) -> Inbound {
        let Self { id, at, party, provenance, context } = self;
        Inbound::Message(Box::new(InboundMessage { id, party, at, content, files, quoted, provenance, context }))
    }

    /// An event without the message it is about: a labelled row.
    fn says_of_nothing(self, label: &str, text: Option<String>) -> Inbound {
        let row = Unsupported { detail: Some("nothing says which message it is about".to_owned()), ..Unsupported::new(label, text) };
        self.says((Content::Unsupported(row), Vec::new()), None)
    }
}

/// The provider's name; without one, a name made of the message itself, so that it comes out the same when it is delivered again.
fn name(message: &Value) -> ProviderMessageId {
    ProviderMessageId::new(first_text(message, &["id"]).unwrap_or_else(|| {
        let digest = Sha256::digest(message.to_string());
        format!("unnamed-{}", hex::encode(&digest[..16]))
    }))
}

fn quoted(message: &Value) -> Option<ProviderMessageId> {
    first_text(&message["context"], &["id", "message_id"]).map(ProviderMessageId::new)
}

fn reaction(heard: Heard, message: &Value) -> Inbound {
    let reaction = &message["reaction"];
    let emoji = first_text(reaction, &["emoji"]);
    match first_text(reaction, &["message_id"]) {
        Some(target) => Inbound::Reaction(InboundReaction {
            id: heard.id,
            party: heard.party,
            target: ProviderMessageId::new(target),
            emoji,
            at: heard.at,
        }),
        None => heard.says_of_nothing("reaction", emoji),
    }
}

fn edit(heard: Heard, message: &Value) -> Inbound {
    let edit = &message["edit"];
    let changed = &edit["message"];
    match first_text(edit, &["original_message_id"]) {
        Some(target) => {
            let kind = first_text(changed, &["type"]).unwrap_or_else(|| "edit".to_owned());
            let (content, _) = content::decode(&kind, changed);
            Inbound::Edit(Box::new(InboundEdit { id: heard.id, target: ProviderMessageId::new(target), content, at: heard.at }))
        }
        None => heard.says_of_nothing("edit", words(changed).or_else(|| words(edit))),
    }
}

fn revoke(heard: Heard, message: &Value) -> Inbound {
    match first_text(&message["revoke"], &["original_message_id"]) {
        Some(target) => Inbound::Revoke(InboundRevoke { id: heard.id, target: ProviderMessageId::new(target), at: heard.at }),
        None => heard.says_of_nothing("revoke", None),
    }
}
