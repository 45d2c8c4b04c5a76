//! Texts as parts of a URL.

use std::fmt::Write;

/// A text as one segment of a path or one value of a query: wamids hold `/`, `+` and `=`.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b'.' => encoded.push(char::from(byte)),
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

/// The pairs of a query or a form, both halves decoded; what has no `=` is left out.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(key, value)| (decoded(key), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escape = (*first == b'%').then(|| after.get(..2)).flatten().and_then(|digits| hex::decode(digits).ok());
        bytes.push(match (first, &escape) {
            (_, Some(byte)) => byte[0],
            (b'+', None) => b' ',
            (other, None) => *other,
        });
        rest = if escape.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a link lies on the same host as an address of the configuration, so that our authorization may go with it.
pub(crate) fn is_at(link: &str, base: &str) -> bool {
    origin(link).is_some_and(|at| Some(at) == origin(base))
}

/// Scheme and host, without a word about a user.
fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + 3;
    let end = url[start..].find(['/', '?', '#', '\\']).map_or(url.len(), |end| start + end);
    (!url[start..end].contains('@')).then_some(&url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_segment() {
        assert_eq!(encoded("wamid.HB/g+A=="), "wamid.HB%2Fg%2BA%3D%3D");
        assert_eq!(encoded("../é"), "..%2F%C3%A9");
    }

    #[test]
    fn only_the_very_host_is_trusted() {
        let base = "https://api.example.com/v2";
        assert!(is_at("https://api.example.com/media/1?a=b", base) && is_at("https://api.example.com", base));
        for link in
            ["https://api.example.com.evil/1", "http://api.example.com/1", "https://api.example.com@evil/1", "//api.example.com", ""]
        {
            assert!(!is_at(link, base), "{link}");
        }
        assert!(!is_at("https://evil\\@api.example.com/", base));
    }
}
