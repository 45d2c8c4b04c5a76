//! Origins of pages, and the patterns of pages that may frame us.

use url::{Host, Url};

/// What browsers say for a page without an origin: one in a sandbox, for instance.
const OPAQUE: &str = "null";

/// Reads an origin that may call the API: `scheme://host[:port]`, or `null` for pages in a sandbox.
///
/// # Errors
/// Says what is wrong, in words.
pub(super) fn caller(text: &str) -> Result<String, String> {
    if text == OPAQUE { Ok(text.to_owned()) } else { origin(text) }
}

/// Reads `scheme://host[:port]` as browsers write it in `Origin`.
///
/// # Errors
/// Says what is wrong, in words.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|_| form(text))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || text.contains('*') {
        return Err(form(text));
    }
    let normal = url.origin().ascii_serialization();
    if text == normal {
        Ok(normal)
    } else {
        Err(format!("A browser never says “{text}”: write “{normal}”, without path, slash or default port."))
    }
}

/// Reads a pattern of Content-Security-Policy: an origin whose first label may be `*`.
///
/// # Errors
/// Says what is wrong, in words.
pub(super) fn frame_ancestor(text: &str) -> Result<String, String> {
    let Some((scheme, rest)) = text.split_once("://") else { return Err(form(text)) };
    match rest.strip_prefix("*.") {
        Some(host) => {
            let parent = origin(&format!("{scheme}://{host}"))?;
            let is_public_suffix_like = Url::parse(&parent).is_ok_and(|url| match url.host() {
                Some(Host::Domain(host)) => !host.contains('.'),
                _ => true,
            });
            if is_public_suffix_like { Err(format!("“{text}” would let any site frame the panel.")) } else { Ok(text.to_owned()) }
        }
        None => origin(text),
    }
}

fn form(text: &str) -> String {
    format!("“{text}” is not an origin: write scheme://host[:port], with http or https.")
}
