//! Pages of a bare array: `x-total-pages`, `x-total-items`, `x-page-size`, `x-current-page` and `Link` (RFC 5988).
//!
//! The seed names the headers and not the query; `page` (from 1) and `size` stand in the links that are given out.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::LINK;
use serde::Deserialize;
use serde_json::Value;

/// Which page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    page: Option<usize>,
    size: Option<usize>,
}

/// Answers one page of these; `address` is where the list lives.
pub fn answer(all: Vec<Value>, wanted: &Wanted, address: &str) -> Response {
    let size = wanted.size.unwrap_or(20).clamp(1, 100);
    let pages = all.len().div_ceil(size).max(1);
    let page = wanted.page.unwrap_or(1).max(1);
    let items = all.len();
    let shown: Vec<Value> = all.into_iter().skip((page - 1).saturating_mul(size)).take(size).collect();
    let link = |rel: &str, n: usize| format!("<{address}?page={n}&size={size}>; rel=\"{rel}\"");
    let mut links = vec![link("first", 1), link("current", page), link("last", pages)];
    if page > 1 {
        links.push(link("previous", page - 1));
    }
    if page < pages {
        links.push(link("next", page + 1));
    }
    let headers = [
        ("x-total-pages", pages.to_string()),
        ("x-total-items", items.to_string()),
        ("x-page-size", size.to_string()),
        ("x-current-page", page.to_string()),
        (LINK.as_str(), links.join(", ")),
    ];
    (headers, Json(shown)).into_response()
}
