//! The draft of those who draw by themselves: its words, whom it answers, and its files from choosing to ready.

use crate::json::{Out, Write};
use crate::state::picker::Upload;
use crate::state::{Attachment, AttachmentId, AttachmentStage, Composer};
use model::content::Media;
use model::{MessageId, Problem};

pub(super) struct Draft<'a> {
    text: &'a str,
    reply_to: Option<&'a MessageId>,
    /// Send was pressed while files were on their way: it goes out with the last of them.
    waits: bool,
}

/// A file of the draft, or of a template's value.
pub(super) struct Attached<'a> {
    id: AttachmentId,
    /// The value's placeholder; a file of the draft has none.
    key: Option<&'a str>,
    name: &'a str,
    bytes: u64,
    /// A `blob:` URL of a picture of the draft.
    preview: Option<&'a str>,
    stage: &'a AttachmentStage,
}

impl<'a> Draft<'a> {
    pub(super) fn of(composer: &'a Composer) -> Self {
        Self { text: &composer.text, reply_to: composer.reply_to.as_ref(), waits: composer.waits }
    }
}

impl<'a> Attached<'a> {
    pub(super) fn of_draft(file: &'a Attachment) -> Self {
        let Attachment { id, name, mime: _, bytes, preview, stage } = file;
        Self { id: *id, key: None, name, bytes: *bytes, preview: preview.as_deref(), stage }
    }

    pub(super) fn of_value(upload: &'a Upload) -> Self {
        let Upload { key, id, name, bytes, stage } = upload;
        Self { id: *id, key: Some(key), name, bytes: *bytes, preview: None, stage }
    }
}

impl Write for Draft<'_> {
    fn fields(&self, out: &mut Out) {
        out.field("text", &self.text);
        out.field("reply_to", &self.reply_to);
        out.field("waits", &self.waits);
    }
}

impl Write for Attached<'_> {
    fn fields(&self, out: &mut Out) {
        let (mut sent, mut media, mut problems, mut error): (u64, Option<&Media>, &[Problem], Option<&str>) = (0, None, &[], None);
        let state = match self.stage {
            AttachmentStage::Uploading { sent: so_far } => {
                sent = *so_far;
                "uploading"
            }
            AttachmentStage::Ready(ready) => {
                (sent, media) = (self.bytes, Some(ready));
                "ready"
            }
            AttachmentStage::Unfit(wrong) => {
                problems = wrong;
                "unfit"
            }
            AttachmentStage::Failed(fault) => {
                error = Some(fault.as_ref().map_or("", |fault| fault.title.as_str()));
                "failed"
            }
        };
        out.field("id", &self.id.0);
        out.field("key", &self.key);
        out.field("name", &self.name);
        out.field("bytes", &self.bytes);
        out.field("preview", &self.preview);
        out.field("state", &state);
        out.field("sent", &sent.min(self.bytes));
        out.field("media", &media);
        out.field("problems", &problems);
        out.field("error", &error);
    }
}
