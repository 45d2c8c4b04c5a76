//! A template in Redington's own form, put into Meta's and read as such.
//!
//! A listed `text` has the buttons appended, ` | [Title,link] | [Quick]`; `sample_text` repeats the text with the examples in
//! square brackets. Languages have names here. Source: seed 002 (8 and 9), wire-facts 7.2.

use crate::cloud;
use crate::lenient::{first_text, many, text};
use crate::redington::language;
use model::Template;
use model::template::placeholder::names;
use serde_json::{Value, json};

/// What stands before each button at the end of a listed text.
const MARK: &str = " | [";

pub(in crate::redington) fn read(definition: &Value) -> Result<Template, String> {
    let of = |key: &str| first_text(definition, &[key]);
    let mut buttons = buttons(definition);
    let listed = of("text").unwrap_or_default();
    let (body, tail) = split(&listed, &buttons);
    // The tail tells the order in which the phone shows them, which their two lists don't.
    buttons.sort_by_key(|button| tail.iter().position(|word| word.starts_with(title(button))).unwrap_or(usize::MAX));
    let mut components = Vec::new();
    components.extend(header(definition));
    let examples = of("sample_text").map(|sample| examples(body, &sample)).unwrap_or_default();
    let mut words = json!({"type": "BODY", "text": body});
    if !examples.is_empty() {
        words["example"] = json!({"body_text": [examples]});
    }
    components.push(words);
    components.extend(of("footer_text").map(|footer| json!({"type": "FOOTER", "text": footer})));
    let offer = ["limited_time_Offer", "limited_time_offer"].into_iter().map(|key| &definition[key]).find(|offer| offer.is_object());
    components.extend(offer.map(|offer| json!({"type": "LIMITED_TIME_OFFER", "limited_time_offer": offer})));
    if of("type").as_deref() == Some("ORDER_DETAILS") {
        buttons.push(json!({"type": "ORDER_DETAILS"}));
    }
    if !buttons.is_empty() {
        components.push(json!({"type": "BUTTONS", "buttons": buttons}));
    }
    if !many(&definition["carousel_cards"]).is_empty() {
        components.push(json!({"type": "CAROUSEL", "cards": definition["carousel_cards"]}));
    }
    let mut template = cloud::template::read(&json!({
        "id": definition["id"], "name": definition["name"], "language": of("language").map(|name| language::code(&name)),
        "category": definition["category"], "status": definition["status"], "rejected_reason": definition["rejected_reason"],
        "quality_score": definition["quality_score"], "components": components,
    }))?;
    template.rejection = template.rejection.filter(|reason| !reason.eq_ignore_ascii_case("none"));
    Ok(template)
}

/// The type names the file above the text; a line of text stands in a field of its own.
fn header(definition: &Value) -> Option<Value> {
    let word = |key: &str| first_text(definition, &[key]).unwrap_or_default().to_ascii_uppercase();
    let format = match (word("type").as_str(), word("header_type").as_str()) {
        ("IMAGE", _) | (_, "IMAGE") => "IMAGE",
        ("VIDEO", _) | (_, "VIDEO") => "VIDEO",
        ("FILE", _) | (_, "FILE" | "DOCUMENT") => "DOCUMENT",
        ("LOCATION", _) | (_, "LOCATION") => "LOCATION",
        _ => {
            let line = first_text(definition, &["header_text"])?;
            return Some(json!({"type": "HEADER", "format": "TEXT", "text": line}));
        }
    };
    Some(json!({"type": "HEADER", "format": format}))
}

fn buttons(definition: &Value) -> Vec<Value> {
    let actions = many(&definition["call_to_action"]).iter().map(|action| {
        let of = |key: &str| first_text(action, &[key]);
        match of("type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "phone number" | "phone_number" => {
                json!({"type": "PHONE_NUMBER", "text": of("button_title"), "phone_number": of("button_value")})
            }
            "url" => json!({"type": "URL", "text": of("button_title"), "url": of("button_value")}),
            other => json!({"type": other, "text": of("button_title")}),
        }
    });
    let replies = many(&definition["quick_replies"]).iter().filter_map(text).map(|reply| json!({"type": "QUICK_REPLY", "text": reply}));
    actions.chain(replies).collect()
}

fn title(button: &Value) -> &str {
    button["text"].as_str().unwrap_or("\u{0}")
}

/// The words, and what was appended for the buttons: only what names one of them, and no more than there are.
fn split<'a>(listed: &'a str, buttons: &[Value]) -> (&'a str, Vec<&'a str>) {
    let mut body = listed;
    let mut tail = Vec::new();
    while tail.len() < buttons.len()
        && let Some((before, last)) = body.strip_suffix(']').and_then(|open| open.rsplit_once(MARK))
        && buttons.iter().any(|button| last.starts_with(title(button)))
    {
        tail.insert(0, last);
        body = before;
    }
    (body, tail)
}

/// The examples in the order of their numbers, as far as the sample follows the text.
fn examples(body: &str, sample: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut body, mut sample) = (body, sample);
    for name in names(body) {
        let place = format!("{{{{{name}}}}}");
        let Some((before, after)) = body.split_once(place.as_str()) else { break };
        let Some(open) = sample.strip_prefix(before).and_then(|rest| rest.strip_prefix('[')) else { break };
        let literal = after.split("{{").next().unwrap_or_default();
        let close = format!("]{literal}");
        // After the last value nothing follows that could end it sooner.
        let Some(end) = (if after.is_empty() { open.rfind(&close) } else { open.find(&close) }) else { break };
        found.push((name.parse::<u32>().unwrap_or_default(), open[..end].to_owned()));
        body = after;
        sample = &open[end + 1..];
    }
    found.sort_unstable();
    found.into_iter().map(|(_, example)| example).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_gives_its_examples() {
        assert_eq!(examples("Hello {{1}}, from {{2}}", "Hello [Asha], from [[us]]"), ["Asha", "[us]"]);
        assert_eq!(examples("Hello {{1}} [sic] {{2}}", "Hello [A] [sic] [B]"), ["A", "B"]);
        assert_eq!(examples("{{2}} of {{1}}", "[B] of [A]"), ["A", "B"]);
        assert!(examples("Hello {{1}}", "Bye [A]").is_empty() && examples("Hello", "Hello").is_empty());
    }

    #[test]
    fn only_buttons_are_cut_off() {
        let buttons = [json!({"text": "Yes"}), json!({"text": "Go"})];
        assert_eq!(split("Come | [now] | [Yes] | [Go,https://a.example]", &buttons), ("Come | [now]", vec!["Yes", "Go,https://a.example"]));
        assert_eq!(split("Come | [Yes]", &[]), ("Come | [Yes]", vec![]));
    }
}
