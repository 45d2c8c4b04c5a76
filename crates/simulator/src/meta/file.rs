//! The one file of a multipart upload.

use axum::extract::Multipart;
use bytes::BytesMut;

use crate::clock::now_ms;
use crate::meta::shelf::{Media, UPLOAD_LIFE_MS, size_limit};

/// Why an upload gave no file.
#[derive(Debug)]
pub enum NoFile {
    /// The form cannot be read.
    Unreadable(String),
    /// There is no field `file`, or it is empty.
    Missing,
    /// It is bigger than Meta takes for its type.
    TooBig,
}

/// Reads the field `file` for this account.
///
/// # Errors
/// When there is none, or too much of it.
pub async fn read(account: String, mut form: Multipart) -> Result<Media, NoFile> {
    loop {
        let Some(mut field) = form.next_field().await.map_err(|e| NoFile::Unreadable(e.to_string()))? else {
            return Err(NoFile::Missing);
        };
        if field.name() != Some("file") {
            continue;
        }
        let filename = field.file_name().map(ToOwned::to_owned);
        let mime = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let limit = size_limit(&mime);
        let mut bytes = BytesMut::new();
        let mut size = 0;
        // The rest is read and thrown away, or the client would see a broken pipe instead of the answer.
        while let Some(chunk) = field.chunk().await.map_err(|e| NoFile::Unreadable(e.to_string()))? {
            size += chunk.len();
            if size <= limit {
                bytes.extend_from_slice(&chunk);
            }
        }
        if size > limit {
            return Err(NoFile::TooBig);
        }
        if size == 0 {
            return Err(NoFile::Missing);
        }
        return Ok(Media { account, bytes: bytes.freeze(), mime, filename, expires_at: now_ms() + UPLOAD_LIFE_MS });
    }
}
