//! Reads history out of a file into a thread. Every fault of the file is told before anything is written; the same file again
//! changes nothing, since a message is known by its provider's name.
//!
//! The form: `{"contact": {"name", "phone"}, "messages": [{"id", "direction", "at" or "ago", "author", "content", "reply_to"?,
//! "status"?, "reactions"?, "edited"?, "deleted"?}]}`, oldest first. `ago` is an ISO 8601 duration before now. A file in a
//! content is `{"file": "media/x.jpg", "mime": …}`, beside the file that names it.

mod ago;
mod script;

use crate::fact::{Imported, Opened, Uploaded};
use crate::files::{FileError, Files, Stored};
use crate::ledger::Ledger;
use crate::store::StoreError;
use model::content::Media;
use model::{AccountSlug, Address, Channel, Content, MediaId, Message, PhoneNumber, TenantId, ThreadId, Timestamp};
use script::{Attachment, Script, Told};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use tokio::fs::File;
use tokio_util::io::ReaderStream;
use ulid::Ulid;

/// Where history goes.
pub struct Target<'a> {
    /// The only writer.
    pub ledger: &'a Ledger,
    /// The media store.
    pub files: &'a Files,
    /// Whose.
    pub tenant: TenantId,
    /// The account that the messages went through.
    pub account: AccountSlug,
    /// Its channel.
    pub channel: Channel,
    /// The customer's number, where another than the file's is meant.
    pub phone: Option<PhoneNumber>,
    /// Now.
    pub now: Timestamp,
}

/// What an import came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// The thread it went into.
    pub thread: ThreadId,
    /// Messages that are new.
    pub messages: u64,
    /// Messages that were there.
    pub known: u64,
    /// Files that went with the new ones.
    pub files: u64,
}

/// One thing that is wrong with a file of history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFault {
    /// Where: a path into the file, like `/messages/3/content/media/file`.
    pub path: String,
    /// What.
    pub what: String,
}

impl fmt::Display for ImportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.what),
            path => write!(f, "{path}: {}", self.what),
        }
    }
}

/// Why a file was not imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It can't be read.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Unreadable(PathBuf, io::Error),
    /// It is wrong in these places; nothing was written.
    #[error("{}", .1.iter().map(|fault| format!("{}: {fault}", .0.display())).collect::<Vec<_>>().join("\n"))]
    Faults(PathBuf, Vec<ImportFault>),
    /// A file that belongs to it can't be stored.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    File(PathBuf, FileError),
    /// The database fails. What was imported until then is kept; the same import again goes on from there.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a file of history into the thread of its contact.
///
/// # Errors
/// See [`ImportError`].
pub async fn import(target: &Target<'_>, path: &Path) -> Result<ImportReport, ImportError> {
    let text = tokio::fs::read(path).await.map_err(|error| ImportError::Unreadable(path.to_owned(), error))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let script = Script::read(&text, folder, target.phone.clone(), target.now);
    let script = script.map_err(|faults| ImportError::Faults(path.to_owned(), faults))?;
    let opened = Opened {
        tenant: target.tenant.clone(),
        addresses: vec![Address::from(script.phone)],
        record: None,
        name: script.name,
        at: target.now,
    };
    let (thread, _) = target.ledger.open_thread(opened).await?;
    let mut report = ImportReport { thread, messages: 0, known: 0, files: 0 };
    for told in script.messages {
        let files = told.attachments.len() as u64;
        let (_, created) = target.ledger.import(imported(target, &report.thread, told).await?).await?;
        if created {
            report.messages += 1;
            report.files += files;
        } else {
            report.known += 1;
        }
    }
    Ok(report)
}

async fn imported(target: &Target<'_>, thread: &ThreadId, told: Told) -> Result<Imported, ImportError> {
    let Told { provider_id, mut content, attachments, quoted, message } = told;
    for attachment in attachments {
        let id = file_id(target, &provider_id, &attachment.slot);
        let media = keep(target, id, &attachment).await?;
        place(&mut content, &attachment, media);
    }
    let content: Content = serde_json::from_value(content).map_err(StoreError::from)?;
    let message = Message { channel: target.channel.clone(), account: target.account.clone(), content, ..*message };
    Ok(Imported { tenant: target.tenant.clone(), thread: thread.clone(), provider_id: provider_id.as_str().into(), message, quoted })
}

/// The same file of the same message has the same id each time.
fn file_id(target: &Target<'_>, provider_id: &str, slot: &str) -> MediaId {
    let mut hash = Sha256::new();
    for part in [target.tenant.as_str(), target.account.as_str(), provider_id, slot] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    MediaId::new(format!("md_{}", Ulid::from_bytes(bytes)))
}

async fn keep(target: &Target<'_>, id: MediaId, attachment: &Attachment) -> Result<Media, ImportError> {
    let failed = |error| ImportError::File(attachment.path.clone(), error);
    let file = File::open(&attachment.path).await.map_err(|error| failed(error.into()))?;
    let Stored { sha256, bytes, .. } = target.files.put(ReaderStream::new(file), u64::MAX).await.map_err(failed)?;
    let media = Media { id, bytes: Some(bytes), sha256: Some(sha256), ..attachment.media.clone() };
    Ok(target.ledger.record_upload(Uploaded { tenant: target.tenant.clone(), media, by: None, at: target.now }).await?)
}

/// Puts the file's record where the file stood.
fn place(content: &mut serde_json::Value, attachment: &Attachment, media: Media) {
    if let (Some(slot), Ok(media)) = (content.pointer_mut(&attachment.slot), serde_json::to_value(media)) {
        *slot = media;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bell::Bell;
    use crate::store::sqlite::SqliteStore;
    use model::content::MediaState;
    use std::sync::Arc;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

    async fn read(ledger: &Ledger, files: &Files, path: &Path) -> Result<ImportReport, ImportError> {
        let (tenant, account, channel) = ("acme".into(), "acme-wa".into(), Channel::WhatsApp);
        import(&Target { ledger, files, tenant, account, channel, phone: None, now: NOW }, path).await
    }

    #[tokio::test]
    async fn the_demo_is_read_once_with_every_file() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let ledger = Ledger::new(Arc::new(SqliteStore::open(":memory:").unwrap()), Bell::new());
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/demo.json");
        let first = read(&ledger, &files, &demo).await.unwrap();
        assert!(first.messages > 40 && first.known == 0 && first.files > 5, "{first:?}");
        let view = ledger.store().view(&"acme".into(), &first.thread, 200).await.unwrap();
        for message in &view.newest.messages {
            for media in message.content.media() {
                assert_eq!(media.state, MediaState::Ready);
                assert!(files.read(media.sha256.as_deref().unwrap()).await.is_ok());
                assert_eq!(ledger.store().media(&"acme".into(), &media.id).await.unwrap().threads, std::slice::from_ref(&first.thread));
            }
        }
        assert!(view.last_inbound[0].2.since(NOW) > -86_400_000, "the window is open");
        let again = read(&ledger, &files, &demo).await.unwrap();
        assert_eq!((again.messages, again.known), (0, first.messages));
        assert_eq!(ledger.store().view(&"acme".into(), &first.thread, 200).await.unwrap().newest, view.newest);
    }

    #[tokio::test]
    async fn every_fault_is_told_with_its_place_and_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().join("media")).unwrap();
        let ledger = Ledger::new(Arc::new(SqliteStore::open(":memory:").unwrap()), Bell::new());
        let path = folder.path().join("history.json");
        let script = r#"{"contact":{"phone":"99999"},"messages":[
            {"id":"1","direction":"inbound","ago":"P1D","author":{"kind":"customer"},"content":{"type":"text","body":"fine"}},
            {"id":"2","direction":"sideways","ago":"P1D","author":{"kind":"customer"},"content":{"type":"text","body":"x"}},
            {"id":"3","direction":"inbound","ago":"yesterday","author":{"kind":"customer"},"content":{"type":"text","body":5}},
            {"id":"4","direction":"inbound","at":"2026-01-01T00:00:00Z","author":{"kind":"customer"},
             "content":{"type":"image","media":{"file":"no.jpg","mime":"image/jpeg"}}}]}"#;
        std::fs::write(&path, script).unwrap();
        let error = read(&ledger, &files, &path).await.expect_err("it was taken");
        assert!(error.to_string().lines().all(|line| line.starts_with(&format!("{}: /", path.display()))), "{error}");
        let ImportError::Faults(_, faults) = error else { panic!("{error}") };
        let places: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
        let expected =
            ["/contact/phone", "/messages/1/direction", "/messages/2/ago", "/messages/2/content", "/messages/3/content/media/file"];
        assert_eq!(places, expected, "{faults:#?}");
    }
}
