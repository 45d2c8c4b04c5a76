//! The few tolerant readers that careless or hostile JSON needs: they find what is there and never fail.

use model::Timestamp;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The longest text that is taken out of something that can't be read, in characters.
pub const WORDS_MAX: usize = 4096;

/// Where words for people usually stand, best first.
const WORDS: [&str; 12] =
    ["body", "text", "caption", "title", "description", "details", "formatted_name", "name", "message", "emoji", "filename", "address"];

/// Reads JSON. What most writers break is mended first if it must be: a byte order mark, bytes that are not UTF-8, an emoji cut in two.
///
/// # Errors
/// The parser's words on the body as it came.
pub fn json(body: &[u8]) -> Result<Value, serde_json::Error> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    serde_json::from_slice(body).or_else(|error| {
        let text = String::from_utf8_lossy(body);
        serde_json::from_str(&without_lone_surrogates(&text)).map_err(|_| error)
    })
}

/// Replaces each `\ud83d` without its other half, the trace of a text that was cut inside an emoji.
fn without_lone_surrogates(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let length = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(_), _) => {
                mended.push('\u{fffd}');
                rest = &escape[6..];
                continue;
            }
            (None, _) => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    mended.push_str(rest);
    mended
}

fn surrogate(escape: &str) -> Option<u32> {
    let unit = u32::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()?;
    (0xd800..=0xdfff).contains(&unit).then_some(unit)
}

/// One thing or a list of them: as a list. Null is an empty one.
pub fn many(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(list) => list,
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => std::slice::from_ref(value),
    }
}

/// A text, or a number or a truth value written as one; `None` if it is empty or something else.
pub fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) if !text.is_empty() => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text under the first of these keys that has one.
pub fn first_text(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(&value[*key])).map(Cow::into_owned)
}

/// A number, or a text that is one. Never infinite, never NaN.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
    .filter(|number| number.is_finite())
}

/// A truth value, or a text or number that stands for one.
pub fn truth(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::String(text) => matches!(text.as_str(), "true" | "1"),
        Value::Number(number) => number.as_f64() == Some(1.0),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// A moment in seconds or milliseconds since the epoch, as number or text, or in RFC 3339.
/// `None` for what is no moment between the years 1970 and 9999.
pub fn moment(value: &Value) -> Option<Timestamp> {
    const LAST_SECOND: f64 = 253_402_300_799.0;
    if let Some(moment) = value.as_str().and_then(Timestamp::parse) {
        return Some(moment);
    }
    let number = number(value).filter(|number| (1.0..=LAST_SECOND * 1000.0).contains(number))?;
    // Seconds reach eleven digits in the year 5138 only; milliseconds had twelve in 1973.
    let millis = if number < 100_000_000_000.0 { number * 1000.0 } else { number };
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    Some(Timestamp::from_millis(millis as i64))
}

/// The best words for people in anything, wherever they stand, cut at [`WORDS_MAX`].
pub fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(shortened(text, WORDS_MAX)).filter(|text| !model::limits::is_blank(text)),
        Value::Array(list) => list.iter().find_map(words),
        Value::Object(object) => named_words(object).or_else(|| nested(object).find_map(words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn named_words(object: &Map<String, Value>) -> Option<String> {
    WORDS.iter().filter_map(|key| object.get(*key)).find_map(words)
}

fn nested(object: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    object.values().filter(|value| value.is_object() || value.is_array())
}

/// The first characters of a text, with an ellipsis if there were more.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn mends_what_writers_break() {
        assert_eq!(json(b"\xef\xbb\xbf{\"a\":1}").unwrap(), json!({"a": 1}));
        assert_eq!(json(b"{\"a\":\"caf\xe9\"}").unwrap(), json!({"a": "caf\u{fffd}"}));
        assert_eq!(json(br#"{"a":"x\ud83d","b":"\ud83d\ude00 \\ud83d"}"#).unwrap(), json!({"a": "x\u{fffd}", "b": "😀 \\ud83d"}));
        assert!(json(br#"{"a":"\ud83d"#).is_err());
    }

    #[test]
    fn one_or_many() {
        assert_eq!(many(&json!({"a": 1})).len(), 1);
        assert_eq!(many(&json!([1, 2])).len(), 2);
        assert!(many(&json!(null)).is_empty());
    }

    #[test]
    fn seconds_or_milliseconds() {
        let expected = Some(Timestamp::from_seconds(1_744_109_205));
        for value in [json!("1744109205"), json!(1_744_109_205), json!(1_744_109_205_000_i64), json!("2025-04-08T10:46:45Z")] {
            assert_eq!(moment(&value), expected, "{value}");
        }
        for value in [json!("soon"), json!(-5), json!(0), json!(1e300), json!("NaN"), json!({}), json!("9".repeat(400))] {
            assert_eq!(moment(&value), None, "{value}");
        }
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        assert_eq!(words(&json!({"type": "poll", "poll": {"name": "Lunch?", "options": ["a"]}})).as_deref(), Some("Lunch?"));
        assert_eq!(words(&json!({"id": "x", "n": 5})), None);
        assert_eq!(words(&json!({"text": " ", "caption": "yes"})).as_deref(), Some("yes"));
    }
}
