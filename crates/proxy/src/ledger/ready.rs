//! Makes facts ready in the caller's task: gives ids that grow with time, turns words into JSON.

use crate::fact::ready::{self, About, Arrival, Item, NewFile, NewImport, NewMessage, NewReply, Raw, Word};
use crate::fact::{Imported, Reply, Webhook};
use crate::store::StoreError;
use model::content::MediaState;
use model::inbound::{Inbound, InboundConsent, InboundMessage, InboundMove, InboundTemplate};
use model::message::{AuthorKind, Direction, Provenance};
use model::{Address, Content, MediaId, MessageId, Status, ThreadId, Timestamp};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use ulid::{Generator, Ulid};

/// After so long nobody is writing any more.
const TYPING_MS: i64 = 30_000;

/// Gives ids that sort in the order in which they were given.
#[derive(Default)]
pub(super) struct Ids {
    generator: Mutex<Generator>,
}

impl Ids {
    fn next(&self, now: Timestamp) -> Ulid {
        let mut generator = self.generator.lock().unwrap_or_else(PoisonError::into_inner);
        generator.generate_from_datetime(moment(now)).unwrap_or_else(|overflow| overflow.commit_overflow_increment())
    }

    pub(super) fn thread(&self, now: Timestamp) -> ThreadId {
        ThreadId::new(format!("th_{}", self.next(now)))
    }

    pub(super) fn message(&self, now: Timestamp) -> MessageId {
        MessageId::new(format!("ms_{}", self.next(now)))
    }

    pub(super) fn media(&self, now: Timestamp) -> MediaId {
        // Until it stands in a message, a file is open to whoever knows its id: it must not follow from another one.
        MediaId::new(format!("md_{}", Ulid::from_datetime(moment(now))))
    }

    pub(super) fn arrival(&self, webhook: Webhook) -> Arrival {
        let raw = Raw::New(webhook.raw.clone());
        self.read(raw, webhook)
    }

    pub(super) fn replayed(&self, row: i64, webhook: Webhook) -> Arrival {
        self.read(Raw::Kept(row), webhook)
    }

    /// The epoch stands for a time that the provider did not give: the time of arrival takes its place.
    fn read(&self, raw: Raw, webhook: Webhook) -> Arrival {
        let Webhook { tenant, account, channel, raw: _, inbound, at } = webhook;
        let when = |told: Timestamp| if told == Timestamp::default() { at } else { told };
        let mut arrival = Arrival { tenant, account, channel, raw, items: Vec::with_capacity(inbound.len()), unread: Vec::new(), at };
        for word in inbound {
            match word {
                Inbound::Message(message) if message.party.is_nobody() => arrival.unread.push("message from nobody".to_owned()),
                Inbound::Message(message) => match self.new_message(*message, at) {
                    Ok(message) => arrival.items.push(Item::Message(Box::new(message))),
                    Err(error) => arrival.unread.push(error.to_string()),
                },
                Inbound::Status(status) => arrival.items.push(about(About {
                    target: status.id,
                    correlation: status.correlation,
                    word: Word::Status { status: Status { at: when(status.status.at), ..status.status }, deleted: status.deleted },
                })),
                Inbound::Reaction(reaction) => arrival.items.push(about(About {
                    target: reaction.target,
                    correlation: None,
                    word: Word::Reaction { id: reaction.id, author: AuthorKind::Customer, emoji: reaction.emoji, at: when(reaction.at) },
                })),
                Inbound::Edit(edit) => match serde_json::to_string(&edit.content) {
                    Ok(content) => arrival.items.push(about(About {
                        target: edit.target,
                        correlation: None,
                        word: Word::Edit { id: edit.id, content, at: when(edit.at) },
                    })),
                    Err(error) => arrival.unread.push(error.to_string()),
                },
                Inbound::Revoke(revoke) => {
                    arrival.items.push(about(About {
                        target: revoke.target,
                        correlation: None,
                        word: Word::Revoke { at: when(revoke.at) },
                    }));
                }
                // It is no part of the log: see [`typing`].
                Inbound::Typing(_) => {}
                Inbound::Moved(moved) if moved.party.is_nobody() => arrival.unread.push("a move of nobody".to_owned()),
                Inbound::Moved(moved) => {
                    let moved = InboundMove { at: when(moved.at), ..*moved };
                    arrival.items.push(Item::Moved(Box::new(moved), self.thread(at)));
                }
                Inbound::Consent(consent) if consent.party.is_nobody() => arrival.unread.push("consent of nobody".to_owned()),
                Inbound::Consent(consent) => {
                    let consent = InboundConsent { at: when(consent.at), ..consent };
                    arrival.items.push(Item::Consent(Box::new(consent), self.thread(at)));
                }
                Inbound::Template(news) => {
                    arrival.items.push(Item::Template(Box::new(InboundTemplate { at: placed(news.at, at), ..*news })));
                }
                Inbound::Unsupported(unsupported) => arrival.unread.push(unsupported.label),
            }
        }
        arrival
    }

    fn new_message(&self, message: InboundMessage, received: Timestamp) -> serde_json::Result<NewMessage> {
        let InboundMessage { id, party, at, mut content, files, quoted, provenance, context } = message;
        let mut new_files = Vec::with_capacity(files.len());
        let mut remote = files.into_iter();
        for media in content.media_mut() {
            media.id = self.media(received);
            match remote.next() {
                Some(file) => {
                    media.state = MediaState::Fetching;
                    new_files.push(NewFile { media: media.clone(), reference: file.reference, sha256: file.sha256 });
                }
                None => media.state = MediaState::Expired,
            }
        }
        Ok(NewMessage {
            id: self.message(received),
            provider_id: id,
            party,
            direction: if provenance == Provenance::Echo { Direction::Outbound } else { Direction::Inbound },
            at: placed(at, received),
            opens: content.opens_window().then(|| if at == Timestamp::default() { received } else { at.min(received) }),
            content: serde_json::to_string(&content)?,
            files: new_files,
            quoted,
            provenance,
            context: context.as_ref().map(serde_json::to_string).transpose()?,
        })
    }

    pub(super) fn reply(&self, reply: Reply) -> Result<NewReply, StoreError> {
        let content = json(&reply.content)?;
        let files = reply.content.media().into_iter().map(|media| media.id.clone()).collect();
        Ok(NewReply { id: self.message(reply.at), content, files, reply })
    }

    pub(super) fn import(&self, imported: Imported) -> Result<NewImport, StoreError> {
        let Imported { tenant, thread, provider_id, mut message, quoted } = imported;
        message.id = self.message(message.received_at);
        let content = json(&message.content)?;
        Ok(NewImport { tenant, thread, provider_id, message, content, quoted })
    }
}

/// Where something stands in the order of people. Providers tell whole seconds: what was written in the second in which it came,
/// or in the one before, would stand above what was written here in between, so that the time of arrival takes its place. It does
/// too for what a clock ahead of ours dates to the future, below which every answer would stand for a while.
fn placed(told: Timestamp, received: Timestamp) -> Timestamp {
    let is_just_now = told.millis() % 1000 == 0 && received.seconds() - told.seconds() <= 1;
    if told == Timestamp::default() || told > received || is_just_now { received } else { told }
}

/// Who was writing as this webhook came, by all that is known of each. What comes late says nothing of now.
pub(super) fn typing(webhook: &Webhook) -> Vec<Vec<Address>> {
    let is_now = |told: Timestamp| told == Timestamp::default() || webhook.at.since(told) < TYPING_MS;
    let typing = webhook.inbound.iter().filter_map(|word| match word {
        Inbound::Typing(typing) if is_now(typing.at) => Some(ready::addresses(&typing.party, &webhook.channel)),
        _ => None,
    });
    typing.collect()
}

impl Arrival {
    pub(super) fn has_files(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Message(message) if !message.files.is_empty()))
    }
}

fn moment(now: Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(u64::try_from(now.millis()).unwrap_or_default())
}

fn about(about: About) -> Item {
    Item::About(Box::new(about))
}

fn json(content: &Content) -> Result<String, StoreError> {
    serde_json::to_string(content).map_err(|error| StoreError::Broken(error.to_string()))
}
