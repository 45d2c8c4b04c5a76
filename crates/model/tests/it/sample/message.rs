//! A message of a customer, and one of an agent with everything a message can have.

use super::{at, fault, product};
use model::content::Content;
use model::context::{Context, Forwarded, Referral};
use model::message::{Author, AuthorKind, Direction, Message, Provenance, Reaction};
use model::{AccountSlug, Channel, ClientId, MessageId, State, Status};

/// The message of the contract's example.
pub(crate) fn message() -> Message {
    Message {
        id: MessageId::new("ms_01K"),
        seq: 7,
        client_id: None,
        direction: Direction::Inbound,
        channel: Channel::WhatsApp,
        account: AccountSlug::new("acme-wa"),
        author: Author { kind: AuthorKind::Customer, name: Some("User Name".to_owned()) },
        content: Content::text("hi"),
        at: at("2025-04-08T10:46:45Z"),
        received_at: at("2026-11-20T08:00:00Z"),
        status: Status::new(State::Delivered, at("2025-04-08T10:46:45Z")),
        reply_to: None,
        reactions: Vec::new(),
        edited: false,
        deleted: false,
        provenance: Provenance::Live,
        context: None,
    }
}

/// An answer of an agent that failed, with everything a message can have.
pub(crate) fn full_message() -> Message {
    Message {
        client_id: Some(ClientId::new("c-1")),
        direction: Direction::Outbound,
        author: Author { kind: AuthorKind::Agent, name: Some("Meera".to_owned()) },
        status: Status::failed(at("2026-11-20T08:00:00Z"), fault()),
        reply_to: Some(MessageId::new("ms_01J")),
        reactions: vec![reaction()],
        edited: true,
        deleted: true,
        provenance: Provenance::Echo,
        context: Some(Box::new(Context {
            forwarded: Some(Forwarded::Often),
            referral: Some(Referral {
                url: Some("https://ad.example/1".to_owned()),
                id: Some("120".to_owned()),
                kind: Some("ad".to_owned()),
                headline: Some("Rooms".to_owned()),
                body: Some("By the sea".to_owned()),
                click_id: Some("Aff-1".to_owned()),
                welcome: Some("Hello!".to_owned()),
            }),
            referred_product: Some(product()),
        })),
        ..message()
    }
}

pub(super) fn reaction() -> Reaction {
    Reaction { emoji: "❤️".to_owned(), author: AuthorKind::Customer, at: at("2026-11-20T08:01:00Z") }
}
