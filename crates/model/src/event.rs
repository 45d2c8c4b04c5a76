//! The unit of the live stream: one change of one thread, with its place in the log.

use crate::content::Content;
use crate::id::MessageId;
use crate::message::{Message, Reaction};
use crate::status::Status;
use crate::thread::Thread;
use serde::de::DeserializeOwned;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;

/// One change. On the wire `{"seq":8,"kind":"message","message":{…}}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<C = Content> {
    /// Its place in the thread's log: 1, 2, 3 … without holes. [`Change::Typing`] has none of its own and repeats the last.
    pub seq: u64,
    /// What changed.
    pub change: Change<C>,
}

/// What changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<C = Content> {
    /// `message`: a new message, or one with a new face. Same id: an update, never a second bubble.
    Message(Box<Message<C>>),
    /// `status`: a message came a step further.
    Status {
        /// Which message.
        message_id: MessageId,
        /// Its merged status.
        status: Status,
    },
    /// `reaction`: all reactions that are now on a message.
    Reaction {
        /// Which message.
        message_id: MessageId,
        /// All of them.
        reactions: Vec<Reaction>,
    },
    /// `edit`: the customer changed or deleted a message.
    Edit {
        /// Which message.
        message_id: MessageId,
        /// What it carries now.
        content: Box<C>,
        /// It was changed.
        edited: bool,
        /// It was deleted.
        deleted: bool,
    },
    /// `typing`: somebody writes; it ends by itself after some seconds.
    Typing {
        /// Who: `customer` or an agent's name.
        who: String,
    },
    /// `thread`: the head of the thread changed.
    Thread(Box<Thread>),
    /// `reset`: the log is no longer kept that far back; open the thread again. Drafts, unsent and failed rows stay.
    Reset,
    /// A kind of a newer peer: the whole event as JSON text, passed on byte for byte. It still moves the log on. Empty where an
    /// event could not be read at all.
    Unknown(String),
}

impl<C> Event<C> {
    /// The word in `kind`, which is also the SSE event name.
    pub fn kind(&self) -> &str {
        match &self.change {
            Change::Message(_) => "message",
            Change::Status { .. } => "status",
            Change::Reaction { .. } => "reaction",
            Change::Edit { .. } => "edit",
            Change::Typing { .. } => "typing",
            Change::Thread(_) => "thread",
            Change::Reset => "reset",
            Change::Unknown(json) => kind_of(json),
        }
    }

    /// Whether it has a place of its own in the log.
    pub fn is_logged(&self) -> bool {
        !matches!(self.change, Change::Typing { .. } | Change::Reset)
    }
}

/// The word in `kind` as it is written in the JSON, escapes and all, so that it can stand in one line.
fn kind_of(json: &str) -> &str {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow)]
        kind: &'a RawValue,
    }
    serde_json::from_str::<Kind<'_>>(json).map_or("unknown", |it| it.kind.get().trim_matches('"'))
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Change::Unknown(json) = &self.change
            && let Ok(raw) = RawValue::from_string(json.clone())
        {
            return raw.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("seq", &self.seq)?;
        map.serialize_entry("kind", self.kind())?;
        match &self.change {
            Change::Message(message) => map.serialize_entry("message", message)?,
            Change::Status { message_id, status } => {
                map.serialize_entry("message_id", message_id)?;
                map.serialize_entry("status", status)?;
            }
            Change::Reaction { message_id, reactions } => {
                map.serialize_entry("message_id", message_id)?;
                map.serialize_entry("reactions", reactions)?;
            }
            Change::Edit { message_id, content, edited, deleted } => {
                map.serialize_entry("message_id", message_id)?;
                map.serialize_entry("content", content)?;
                map.serialize_entry("edited", edited)?;
                map.serialize_entry("deleted", deleted)?;
            }
            Change::Typing { who } => map.serialize_entry("who", who)?,
            Change::Thread(thread) => map.serialize_entry("thread", thread)?,
            Change::Reset | Change::Unknown(_) => {}
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Head {
            seq: u64,
            kind: String,
        }
        #[derive(Deserialize)]
        struct MessageBody {
            message: Message,
        }
        #[derive(Deserialize)]
        struct StatusBody {
            message_id: MessageId,
            status: Status,
        }
        #[derive(Deserialize)]
        struct ReactionBody {
            message_id: MessageId,
            reactions: Vec<Reaction>,
        }
        #[derive(Deserialize)]
        struct EditBody {
            message_id: MessageId,
            content: Content,
            #[serde(default)]
            edited: bool,
            #[serde(default)]
            deleted: bool,
        }
        #[derive(Deserialize)]
        struct TypingBody {
            who: String,
        }
        #[derive(Deserialize)]
        struct ThreadBody {
            thread: Thread,
        }
        fn body<T: DeserializeOwned, E: de::Error>(text: &str) -> Result<T, E> {
            serde_json::from_str(text).map_err(E::custom)
        }
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let json = raw.get();
        let Head { seq, kind } = body::<Head, D::Error>(json)?;
        let change = match kind.as_str() {
            "message" => Change::Message(Box::new(body::<MessageBody, D::Error>(json)?.message)),
            "status" => {
                let StatusBody { message_id, status } = body::<_, D::Error>(json)?;
                Change::Status { message_id, status }
            }
            "reaction" => {
                let ReactionBody { message_id, reactions } = body::<_, D::Error>(json)?;
                Change::Reaction { message_id, reactions }
            }
            "edit" => {
                let EditBody { message_id, content, edited, deleted } = body::<_, D::Error>(json)?;
                Change::Edit { message_id, content: Box::new(content), edited, deleted }
            }
            "typing" => Change::Typing { who: body::<TypingBody, D::Error>(json)?.who },
            "thread" => Change::Thread(Box::new(body::<ThreadBody, D::Error>(json)?.thread)),
            "reset" => Change::Reset,
            _ => Change::Unknown(json.to_owned()),
        };
        Ok(Self { seq, change })
    }
}
