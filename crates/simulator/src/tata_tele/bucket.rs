//! The presigned links of media downloads: S3's manners, as far as a careless client would trip over them.

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::clock::now_ms;
use crate::signature::mac;
use crate::world::World;

/// A link works for 900 s (seed 000).
const LIFE_S: i64 = 900;
const KEY: &[u8] = b"the bucket's own key";

/// `/tata-tele-s3/…`
pub fn routes() -> Router<World> {
    Router::new().route("/{key}", get(object))
}

/// A link to this file on this host that works from now on.
#[must_use]
pub fn presign(host: &str, id: &str, now: i64) -> String {
    let date = now.div_euclid(1000);
    format!(
        "http://{host}/tata-tele-s3/{id}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date={date}&X-Amz-Expires={LIFE_S}\
         &X-Amz-Signature={}&X-Amz-SignedHeaders=host",
        seal(id, date)
    )
}

fn seal(id: &str, date: i64) -> String {
    hex::encode(mac(KEY, format!("{id}/{date}/{LIFE_S}").as_bytes()))
}

#[derive(Deserialize)]
struct Proof {
    #[serde(rename = "X-Amz-Date")]
    date: i64,
    #[serde(rename = "X-Amz-Signature")]
    signature: String,
}

async fn object(
    State(world): State<World>,
    Path(id): Path<String>,
    proof: Result<Query<Proof>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    if headers.contains_key(AUTHORIZATION) {
        return refuse(StatusCode::BAD_REQUEST, "InvalidArgument", "Only one auth mechanism allowed");
    }
    let Some(Query(proof)) = proof.ok().filter(|p| p.signature == seal(&id, p.date)) else {
        return refuse(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", "The request signature does not match");
    };
    if now_ms().div_euclid(1000) >= proof.date + LIFE_S {
        return refuse(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired");
    }
    match world.state().media.get(&id) {
        Some(media) => {
            let tag = format!("\"{}\"", &hex::encode(mac(KEY, &media.bytes))[..32]);
            ([(CONTENT_TYPE, media.mime.clone()), (ETAG, tag)], media.bytes.clone()).into_response()
        }
        None => refuse(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist."),
    }
}

fn refuse(status: StatusCode, code: &str, message: &str) -> Response {
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>");
    (status, [(CONTENT_TYPE, "application/xml")], xml).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_sealed_with_its_date() {
        assert_ne!(seal("1", 100), seal("1", 101));
        assert!(presign("127.0.0.1:1", "42", 1_700_000_000_999).contains("X-Amz-Date=1700000000&X-Amz-Expires=900&"));
    }
}
