//! What the browser knows about text, so that its tables need not be downloaded again: letters' cases, numbers, quotes.
//! Outside a browser the standard library says the same.

#[cfg(target_arch = "wasm32")]
use browser as platform;
#[cfg(not(target_arch = "wasm32"))]
use native as platform;

/// In small letters.
pub fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { platform::lower(text) }
}

/// In capitals.
pub fn upper(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { platform::upper(text) }
}

/// A number in digits, as short as it can be read back.
pub fn decimal(number: f64) -> String {
    platform::decimal(number)
}

/// The number that a text is: digits with a sign, a point and an exponent.
pub fn number(text: &str) -> Option<f64> {
    let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    if text.is_empty() || !text.bytes().all(is_plain) {
        return None;
    }
    Some(platform::number(text)).filter(|number| !number.is_nan())
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    platform::quoted(text)
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{JSON, JsString};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = Number)]
        pub(super) fn number(text: &str) -> f64;
        #[wasm_bindgen(js_name = String)]
        pub(super) fn decimal(number: f64) -> String;
    }

    pub(super) fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub(super) fn upper(text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }

    pub(super) fn quoted(text: &str) -> String {
        JSON::stringify(&JsString::from(text)).map(String::from).unwrap_or_default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    pub(super) fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub(super) fn upper(text: &str) -> String {
        text.to_uppercase()
    }

    pub(super) fn decimal(number: f64) -> String {
        number.to_string()
    }

    pub(super) fn number(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn quoted(text: &str) -> String {
        serde_json::Value::from(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_make_a_number() {
        for (text, meant) in [("12.50", Some(12.5)), ("-1e3", Some(-1000.0)), (".5", Some(0.5)), ("+7", Some(7.0))] {
            assert_eq!(number(text), meant, "{text}");
        }
        for text in ["", " ", "inf", "NaN", "0x10", "1 2", "1,5", "1-2", "e", "."] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_quoted_is_json() {
        let text = "\"\\\n\u{1}é";
        assert_eq!(serde_json::from_str::<String>(&quoted(text)).expect("JSON"), text);
    }

    #[test]
    fn letters_of_every_script_change_their_case() {
        assert_eq!(
            (lower("ÅSA Я"), lower("ASA"), upper("straße"), upper("a1")),
            ("åsa я".into(), "asa".into(), "STRASSE".into(), "A1".into())
        );
    }
}
