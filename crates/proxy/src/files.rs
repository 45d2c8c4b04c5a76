//! The media store: files under the hash of their bytes, and the worker that fetches what customers send.
//!
//! A file is written under a temporary name, brought to the disk and only then given its name, so that a name always means
//! the whole file. The same bytes are kept once.

pub mod fetch;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use thiserror::Error;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

/// The folder for files that are still being written.
const UNFINISHED: &str = "unfinished";
/// Nobody writes any more to an unfinished file that has not changed for so long.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Why a file was not stored.
#[derive(Debug, Error)]
pub enum FileError {
    /// It is larger than this many bytes.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// The place it comes from broke off.
    #[error("the file broke off: {0}")]
    Source(String),
    /// The disk is full or gone.
    #[error("the file can't be written: {0}")]
    Disk(#[from] io::Error),
}

/// A file that is in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// Its first bytes, for [`sniff`].
    pub head: Bytes,
}

/// A folder of files; clones are the same folder.
#[derive(Clone, Debug)]
pub struct Files {
    root: Arc<Path>,
    next: Arc<AtomicU64>,
}

impl Files {
    /// Opens a folder, makes it where it isn't, and clears what an earlier process left unfinished an hour ago or more.
    ///
    /// # Errors
    /// When the folder can't be made or read.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        let unfinished = root.join(UNFINISHED);
        std::fs::create_dir_all(&unfinished)?;
        for entry in std::fs::read_dir(&unfinished)? {
            let entry = entry?;
            // Another process may be writing here too: an import beside the server.
            if entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > ABANDONED) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(Self { root: root.into(), next: Arc::default() })
    }

    /// Stores what comes, up to `limit` bytes.
    ///
    /// # Errors
    /// Nothing is left behind.
    pub async fn put<E: Display>(&self, mut source: impl Stream<Item = Result<Bytes, E>> + Unpin, limit: u64) -> Result<Stored, FileError> {
        let name = format!("{}-{}", std::process::id(), self.next.fetch_add(1, Ordering::Relaxed));
        let unfinished = self.root.join(UNFINISHED).join(name);
        let stored = self.write(&unfinished, &mut source, limit).await;
        if stored.is_err() {
            // It may not even be there; what is left is cleared at the next start.
            let _ = fs::remove_file(&unfinished).await;
        }
        stored
    }

    /// Stores bytes that are at hand.
    ///
    /// # Errors
    /// Nothing is left behind.
    pub async fn put_bytes(&self, bytes: Bytes) -> Result<Stored, FileError> {
        let limit = bytes.len() as u64;
        self.put(futures_util::stream::iter([Ok::<_, io::Error>(bytes)]), limit).await
    }

    async fn write<E: Display>(
        &self,
        unfinished: &Path,
        source: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
        limit: u64,
    ) -> Result<Stored, FileError> {
        let mut file = File::create(unfinished).await?;
        let (mut hash, mut bytes, mut head) = (Sha256::new(), 0_u64, Vec::new());
        while let Some(chunk) = source.next().await {
            let chunk = chunk.map_err(|error| FileError::Source(error.to_string()))?;
            bytes += chunk.len() as u64;
            if bytes > limit {
                return Err(FileError::TooLarge(limit));
            }
            head.extend_from_slice(&chunk[..chunk.len().min(HEAD.saturating_sub(head.len()))]);
            hash.update(&chunk);
            file.write_all(&chunk).await?;
        }
        file.sync_all().await?;
        let sha256 = hex::encode(hash.finalize());
        let folder = self.root.join(&sha256[..2]);
        fs::create_dir_all(&folder).await?;
        fs::rename(unfinished, folder.join(&sha256)).await?;
        File::open(&folder).await?.sync_all().await?;
        File::open(&self.root).await?.sync_all().await?;
        Ok(Stored { sha256, bytes, head: head.into() })
    }

    /// Where the file with this hash lies; `None` if this is no SHA-256 in lower-case hex.
    pub fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| self.root.join(&sha256[..2]).join(sha256))
    }

    /// Opens the file with this hash for reading; gives its size too.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if it isn't there.
    pub async fn read(&self, sha256: &str) -> io::Result<(File, u64)> {
        let path = self.path(sha256).ok_or(io::ErrorKind::NotFound)?;
        let file = File::open(path).await?;
        let bytes = file.metadata().await?.len();
        Ok((file, bytes))
    }
}

const HEAD: usize = 36;

/// The type that the first bytes of a file speak of, for the kinds that a browser may draw; `None` for all else.
pub fn sniff(head: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, magic: &[u8]| head.get(offset..offset + magic.len()) == Some(magic);
    if at(0, b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if at(0, b"GIF8") {
        Some("image/gif")
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some("image/webp")
    } else if at(0, b"OggS") && at(28, b"OpusHead") {
        Some("audio/ogg; codecs=opus")
    } else if at(0, b"OggS") {
        Some("audio/ogg")
    } else if at(0, b"ID3") || (at(0, b"\xff") && head.get(1).is_some_and(|byte| byte & 0xe6 == 0xe2)) {
        Some("audio/mpeg")
    } else if at(0, b"%PDF-") {
        Some("application/pdf")
    } else if at(4, b"ftyp") {
        Some("video/mp4")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use tokio::io::AsyncReadExt;

    fn count(folder: &Path) -> usize {
        let entries = |path: &Path| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
        entries(folder).iter().map(|path| entries(path).len()).sum()
    }

    #[tokio::test]
    async fn the_same_bytes_are_kept_once_under_their_hash() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().join("media")).unwrap();
        let chunks = [Ok::<_, io::Error>(Bytes::from_static(b"ab")), Ok(Bytes::from_static(b"c"))];
        let stored = files.put(stream::iter(chunks), 3).await.unwrap();
        let again = files.put_bytes(Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(stored, again);
        assert_eq!(stored.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(count(&folder.path().join("media")), 1);
        let (mut file, bytes) = files.read(&stored.sha256).await.unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).await.unwrap();
        assert_eq!((text.as_str(), bytes), ("abc", 3));
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_or_breaks_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let large = files.put(stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"abcd"))]), 3).await;
        assert!(matches!(large, Err(FileError::TooLarge(3))));
        let broken = files.put(stream::iter([Ok(Bytes::from_static(b"a")), Err(io::Error::other("cut"))]), 3).await;
        assert!(matches!(broken, Err(FileError::Source(_))));
        assert_eq!(count(folder.path()), 0);
    }

    #[test]
    fn only_a_hash_is_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        for name in ["", "../../etc/passwd", &"A".repeat(64), &"a".repeat(63), &"/".repeat(64)] {
            assert!(files.path(name).is_none(), "{name}");
        }
        assert!(files.path(&"a".repeat(64)).is_some());
    }

    #[test]
    fn first_bytes_tell_the_type() {
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(sniff(b"RIFF\x00\x00\x00\x00WEBPVP8 "), Some("image/webp"));
        assert_eq!(sniff(b"\x00\x00\x00\x18ftypmp42"), Some("video/mp4"));
        assert_eq!(sniff(b"OggS\x00\x02"), Some("audio/ogg"));
        assert_eq!(sniff(b"<svg xmlns="), None);
        assert_eq!(sniff(b""), None);
    }
}
