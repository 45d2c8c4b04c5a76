//! What the agent is writing: words, files, whom it answers, and everything that is wrong with it.

use super::pending::SenderKey;
use model::api::ErrorBody;
use model::content::{Media, MediaMessage, Text};
use model::thread::{Consent, Sender};
use model::{Content, MessageId, Problem, Timestamp};

/// A draft of one thread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composer {
    /// The words.
    pub text: String,
    /// The way the agent chose; `None` means the one the customer used last.
    pub sender: Option<SenderKey>,
    /// The way in use when the draft was begun: what the customer writes elsewhere meanwhile does not move it.
    pub held: Option<SenderKey>,
    /// The message it quotes.
    pub reply_to: Option<MessageId>,
    /// The files, in order.
    pub attachments: Vec<Attachment>,
    /// What was wrong when the agent pressed Send; gone with the next change.
    pub problems: Vec<Problem>,
    /// Send was pressed while files were still on their way: the draft goes out with the last of them.
    pub waits: bool,
}

/// Names a chosen file in this element, before the proxy knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttachmentId(pub u32);

/// A chosen file.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its name here.
    pub id: AttachmentId,
    /// The file's name.
    pub name: String,
    /// Its MIME type; empty if the browser doesn't know.
    pub mime: String,
    /// Its size.
    pub bytes: u64,
    /// A `blob:` URL of a picture, to look at.
    pub preview: Option<String>,
    /// How far it is.
    pub stage: AttachmentStage,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq)]
pub enum AttachmentStage {
    /// So many bytes of [`Attachment::bytes`] have left.
    Uploading {
        /// Bytes that have left.
        sent: u64,
    },
    /// The proxy has it.
    Ready(Media),
    /// It can't be sent on this channel, whatever is tried.
    Unfit(Vec<Problem>),
    /// The upload failed. `None` means the proxy wasn't reached.
    Failed(Option<ErrorBody>),
}

/// Why nothing can be written now.
#[derive(Clone, Debug, PartialEq)]
pub enum Lock {
    /// There is no business account that could send.
    NoSender,
    /// The customer doesn't want messages on this channel.
    OptedOut,
    /// The reply window is closed; `templates` says whether a template can still go out.
    WindowClosed {
        /// Whether a template can go out.
        templates: bool,
    },
}

/// Why free text can't go out by this sender at `now`.
pub fn lock(sender: Option<&Sender>, now: Timestamp) -> Option<Lock> {
    match sender {
        None => Some(Lock::NoSender),
        Some(sender) if sender.consent == Consent::OptedOut => Some(Lock::OptedOut),
        Some(sender) if !sender.window.open_at(now) => Some(Lock::WindowClosed { templates: sender.capabilities.templates }),
        Some(_) => None,
    }
}

impl Composer {
    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        model::limits::is_blank(&self.text) && self.attachments.is_empty()
    }

    /// Whether a file is still on its way.
    pub fn is_uploading(&self) -> bool {
        self.attachments.iter().any(|file| matches!(file.stage, AttachmentStage::Uploading { .. }))
    }

    /// Whether every file can go out.
    pub fn files_ready(&self) -> bool {
        self.attachments.iter().all(|file| matches!(file.stage, AttachmentStage::Ready(_)))
    }

    /// The messages this draft becomes: one for each file, the words under the first file that takes a caption, else before.
    pub fn contents(&self, sender: &Sender) -> Vec<Content> {
        let capabilities = &sender.capabilities;
        let mut words = (!model::limits::is_blank(&self.text)).then(|| self.text.trim_end().to_owned());
        let mut contents = Vec::new();
        for file in &self.attachments {
            let AttachmentStage::Ready(media) = &file.stage else { continue };
            let kind = capabilities.kind_for(&media.essence()).unwrap_or("document");
            let mut message = MediaMessage::new(media.clone());
            if kind != "audio" && words.as_ref().is_some_and(|words| fits(sender, kind, words)) {
                message.caption = words.take();
            }
            contents.push(match kind {
                "image" => Content::Image(message),
                "video" => Content::Video(message),
                "audio" => Content::Audio(message),
                _ => Content::Document(message),
            });
        }
        if let Some(words) = words {
            let preview_url = words.contains("https://") || words.contains("http://");
            contents.insert(0, Content::Text(Text { preview_url, ..Text::new(words) }));
        }
        contents
    }

    /// Everything that is wrong with sending this now, files included.
    pub fn check(&self, sender: &Sender) -> Vec<Problem> {
        self.contents(sender).iter().flat_map(|content| content.check_draft(&sender.capabilities)).collect()
    }
}

fn fits(sender: &Sender, kind: &str, words: &str) -> bool {
    let limit = sender.capabilities.limits.get(&[kind, ".caption"].concat());
    limit.is_none_or(|limit| model::limits::count(words, limit.unit) <= limit.max)
}

/// What is wrong with a file before it is uploaded: its type and its size, judged as the proxy will.
pub fn judge(name: &str, mime: &str, bytes: u64, kinds: &[&str], sender: &Sender) -> Vec<Problem> {
    let media =
        Media { id: "chosen".into(), mime: mime.to_owned(), bytes: Some(bytes), filename: Some(name.to_owned()), ..Media::default() };
    let capabilities = &sender.capabilities;
    let kind = match kinds {
        [only] => only,
        _ => capabilities.kind_for(&media.essence()).unwrap_or("document"),
    };
    let message = MediaMessage::new(media);
    let content = match kind {
        "image" => Content::Image(message),
        "video" => Content::Video(message),
        "audio" => Content::Audio(message),
        _ => Content::Document(message),
    };
    content.check_draft(capabilities)
}
