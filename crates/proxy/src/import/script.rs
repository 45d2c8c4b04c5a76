//! A file of history as it is written, checked whole: every fault with its path.

use super::{ImportFault, ago};
use model::content::{Media, Unsupported};
use model::message::{Author, AuthorKind, Direction, Provenance, Reaction};
use model::{Content, Fault, Message, PhoneNumber, ProviderMessageId, State, Status, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Everything in a file of history.
pub(super) struct Script {
    pub(super) phone: PhoneNumber,
    pub(super) name: Option<String>,
    pub(super) messages: Vec<Told>,
}

/// A message that is told of.
pub(super) struct Told {
    pub(super) provider_id: String,
    /// The content as it stands in the file; its attachments have to be put in.
    pub(super) content: Value,
    pub(super) attachments: Vec<Attachment>,
    pub(super) quoted: Option<ProviderMessageId>,
    /// All but content, channel and account.
    pub(super) message: Box<Message>,
}

/// A file that goes with a message.
pub(super) struct Attachment {
    /// Where in the content it stands.
    pub(super) slot: String,
    /// Where its bytes lie.
    pub(super) path: PathBuf,
    /// What is known about it.
    pub(super) media: Media,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    contact: Contact,
    messages: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    name: Option<String>,
    phone: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    direction: Direction,
    at: Option<Timestamp>,
    ago: Option<String>,
    author: Author,
    content: Value,
    reply_to: Option<String>,
    status: Option<Reached>,
    #[serde(default)]
    reactions: Vec<Emoji>,
    #[serde(default)]
    edited: bool,
    #[serde(default)]
    deleted: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reached {
    state: State,
    at: Option<Timestamp>,
    fault: Option<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Emoji {
    emoji: String,
    author: AuthorKind,
}

/// Collects faults.
struct Faults(Vec<ImportFault>);

impl Faults {
    fn add(&mut self, path: impl Into<String>, what: impl Into<String>) {
        self.0.push(ImportFault { path: path.into(), what: what.into() });
    }

    /// The value, or a fault with the path of what is wrong in it.
    fn read<'de, T: Deserialize<'de>>(&mut self, path: &str, from: impl serde::Deserializer<'de>) -> Option<T> {
        serde_path_to_error::deserialize(from).map_err(|error| self.add(pointer(path, error.path()), error.inner().to_string())).ok()
    }
}

fn pointer(base: &str, path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut text = base.to_owned();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("/{index}")),
            Segment::Map { key } | Segment::Enum { variant: key } => text.push_str(&format!("/{key}")),
            Segment::Unknown => {}
        }
    }
    text
}

impl Script {
    pub(super) fn read(text: &[u8], folder: &Path, phone: Option<PhoneNumber>, now: Timestamp) -> Result<Self, Vec<ImportFault>> {
        let mut faults = Faults(Vec::new());
        let mut json = serde_json::Deserializer::from_slice(text);
        let Some(whole) = faults.read::<Whole>("", &mut json) else { return Err(faults.0) };
        let phone = phone.or_else(|| own_phone(&whole.contact, &mut faults));
        let lines = whole.messages.into_iter().enumerate();
        let messages = lines.filter_map(|(index, line)| told(&format!("/messages/{index}"), line, folder, now, &mut faults)).collect();
        match phone {
            Some(phone) if faults.0.is_empty() => Ok(Self { phone, name: whole.contact.name, messages }),
            _ => Err(faults.0),
        }
    }
}

fn own_phone(contact: &Contact, faults: &mut Faults) -> Option<PhoneNumber> {
    match contact.phone.as_deref().map(PhoneNumber::parse) {
        Some(Ok(phone)) => return Some(phone),
        Some(Err(error)) => faults.add("/contact/phone", error.to_string()),
        None => faults.add("/contact/phone", "is missing, and no other number is given"),
    }
    None
}

fn told(path: &str, line: Value, folder: &Path, now: Timestamp, faults: &mut Faults) -> Option<Told> {
    let line: Line = faults.read(path, line)?;
    let at = moment(path, &line, now, faults);
    if line.id.trim().is_empty() {
        faults.add(format!("{path}/id"), "is empty");
    }
    let mut attachments = Vec::new();
    let content_path = format!("{path}/content");
    find(&content_path, "", &line.content, folder, &mut attachments, faults);
    check(&content_path, &line.content, faults);
    let at = at?;
    let status = line.status.map_or_else(
        || Status::new(if line.direction == Direction::Inbound { State::Delivered } else { State::Sent }, at),
        |reached| Status { state: reached.state, at: reached.at.unwrap_or(at), fault: reached.fault },
    );
    let reactions = line.reactions.into_iter().map(|emoji| Reaction { emoji: emoji.emoji, author: emoji.author, at }).collect();
    let message = Message {
        id: String::new().into(),
        seq: 0,
        client_id: None,
        direction: line.direction,
        channel: "".into(),
        account: "".into(),
        author: line.author,
        content: Content::Unsupported(Unsupported::default()),
        at,
        received_at: now,
        status,
        reply_to: None,
        reactions,
        edited: line.edited,
        deleted: line.deleted,
        provenance: Provenance::Import,
        context: None,
    };
    let quoted = line.reply_to.map(Into::into);
    Some(Told { provider_id: line.id, content: line.content, attachments, quoted, message: Box::new(message) })
}

fn moment(path: &str, line: &Line, now: Timestamp, faults: &mut Faults) -> Option<Timestamp> {
    match (line.at, &line.ago) {
        (Some(at), None) => Some(at),
        (None, Some(text)) => {
            let before = ago::millis(text).map(|millis| now.plus_millis(-millis));
            if before.is_none() {
                faults.add(format!("{path}/ago"), "is not a duration like P20DT3H15M");
            }
            before
        }
        (Some(_), Some(_)) => {
            faults.add(path, "has both `at` and `ago`");
            None
        }
        (None, None) => {
            faults.add(path, "has neither `at` nor `ago`");
            None
        }
    }
}

/// Finds the files in a content: every `media` that names a `file`. The `media` of a card has a type and holds the one that is meant.
fn find(base: &str, slot: &str, value: &Value, folder: &Path, found: &mut Vec<Attachment>, faults: &mut Faults) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let slot = format!("{slot}/{}", key.replace('~', "~0").replace('/', "~1"));
                match (key.as_str(), inner) {
                    ("media", Value::Object(media)) if !media.contains_key("type") => {
                        found.extend(attachment(base, slot, media, folder, faults));
                    }
                    _ => find(base, &slot, inner, folder, found, faults),
                }
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                find(base, &format!("{slot}/{index}"), inner, folder, found, faults);
            }
        }
        _ => {}
    }
}

fn attachment(base: &str, slot: String, media: &Map<String, Value>, folder: &Path, faults: &mut Faults) -> Option<Attachment> {
    let path = format!("{base}{slot}");
    let Some(file) = media.get("file").and_then(Value::as_str) else {
        faults.add(format!("{path}/file"), "is missing");
        return None;
    };
    let mut rest = media.clone();
    rest.remove("file");
    let media = faults.read(&path, Value::Object(rest))?;
    let full = folder.join(file);
    if !full.is_file() {
        faults.add(format!("{path}/file"), format!("{} is not there", full.display()));
        return None;
    }
    Some(Attachment { slot, path: full, media })
}

/// A content must be one that we know: what can't be read would come out as a row that says so.
fn check(path: &str, content: &Value, faults: &mut Faults) {
    let meant = content.get("type").and_then(Value::as_str).unwrap_or_default();
    match serde_json::from_value::<Content>(content.clone()) {
        Ok(Content::Unsupported(unsupported)) if meant != "unsupported" => {
            let what = unsupported.detail.unwrap_or_else(|| format!("“{meant}” is not a type of content"));
            faults.add(path, what);
        }
        Ok(_) => {}
        Err(error) => faults.add(path, error.to_string()),
    }
}
