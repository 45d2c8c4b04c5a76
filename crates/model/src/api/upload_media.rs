//! `POST /v1/media` (multipart, field `file`; query `account`) answers [`crate::content::Media`]; `GET /v1/media/{id}` streams with Range.

use crate::id::MediaId;

/// The path of an upload.
pub const PATH: &str = "/v1/media";

/// The multipart field that holds the file.
pub const FIELD: &str = "file";

/// Where a file can be had.
pub fn path(id: &MediaId) -> String {
    format!("{PATH}/{id}")
}
