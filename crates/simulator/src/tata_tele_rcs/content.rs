//! The object under `content`: which of its forms it is, and whether it has the parts that the gateway needs.
//!
//! A phone shows `text` {body, suggestions}, `card` {…, suggestions} or `carousel` {cards[], suggestions}.

use serde_json::{Value, json};

/// The actions that a suggestion can carry; two have a second spelling in public clients.
const ACTIONS: [&str; 6] = ["openUrl", "dialerAction", "showLocation", "shareLocation", "requestLocation", "createCalendarEvent"];

/// Reads a content; answers the kind and what the phone shows.
///
/// # Errors
/// The first thing wrong, in words.
pub fn read(content: &Value) -> Result<(&'static str, Value), String> {
    let object = content.as_object().ok_or("content should not be empty")?;
    if let Some(key) = object.keys().find(|key| !["plainText", "suggestions", "richCardDetails"].contains(&key.as_str())) {
        return Err(format!("property {key} should not exist"));
    }
    let suggestions = read_suggestions(content)?;
    match (content.get("plainText"), content.get("richCardDetails")) {
        (Some(text), None) => {
            let body = text.as_str().filter(|t| !t.is_empty()).ok_or("content.plainText should not be empty")?;
            Ok(("text", json!({"body": body, "suggestions": suggestions})))
        }
        (None, Some(rich)) => read_rich(rich, suggestions),
        _ => Err("content must have exactly one of plainText and richCardDetails".to_owned()),
    }
}

fn read_rich(rich: &Value, suggestions: Value) -> Result<(&'static str, Value), String> {
    match (rich.get("standalone"), rich.get("carousel")) {
        (Some(alone), None) => {
            let orientation = alone["cardOrientation"].as_str().unwrap_or_default();
            if !["VERTICAL", "HORIZONTAL"].contains(&orientation) {
                return Err("cardOrientation must be one of VERTICAL, HORIZONTAL".to_owned());
            }
            let mut shown = read_card(&alone["content"])?;
            shown["cardOrientation"] = json!(orientation);
            shown["chips"] = suggestions;
            Ok(("card", shown))
        }
        (None, Some(carousel)) => {
            let width = carousel["cardWidth"].as_str().unwrap_or_default();
            if !["SMALL_WIDTH", "MEDIUM_WIDTH"].contains(&width) {
                return Err("cardWidth must be one of SMALL_WIDTH, MEDIUM_WIDTH".to_owned());
            }
            let cards = carousel["contents"].as_array().ok_or("carousel.contents must be an array")?;
            if !(2..=10).contains(&cards.len()) {
                return Err("A carousel must include minimum 2 cards and maximum 10 cards".to_owned());
            }
            let cards: Vec<Value> = cards.iter().map(read_card).collect::<Result<_, _>>()?;
            Ok(("carousel", json!({"cardWidth": width, "cards": cards, "suggestions": suggestions})))
        }
        _ => Err("richCardDetails must have exactly one of standalone and carousel".to_owned()),
    }
}

fn read_card(card: &Value) -> Result<Value, String> {
    if !card.is_object() {
        return Err("a card must be an object".to_owned());
    }
    let suggestions = read_suggestions(card)?;
    if suggestions.as_array().is_some_and(|s| s.len() > 4) {
        return Err("A rich card can include up to 4 buttons".to_owned());
    }
    let media = card.get("cardMedia").filter(|m| !m.is_null());
    if let Some(media) = media {
        let height = media["mediaHeight"].as_str().unwrap_or_default();
        if !["SHORT", "MEDIUM", "TALL"].contains(&height) {
            return Err("mediaHeight must be one of SHORT, MEDIUM, TALL".to_owned());
        }
        if !media["contentInfo"]["fileUrl"].is_string() {
            return Err("contentInfo.fileUrl should not be empty".to_owned());
        }
    }
    let mut shown = card.clone();
    shown["suggestions"] = suggestions;
    Ok(shown)
}

fn read_suggestions(holder: &Value) -> Result<Value, String> {
    let Some(given) = holder.get("suggestions").filter(|s| !s.is_null()) else { return Ok(json!([])) };
    let list = given.as_array().ok_or("suggestions must be an array")?;
    for suggestion in list {
        let (inner, is_action) = match (suggestion.get("reply"), suggestion.get("action")) {
            (Some(reply), None) => (reply, false),
            (None, Some(action)) => (action, true),
            _ => return Err("a suggestion must have exactly one of reply and action".to_owned()),
        };
        if !inner["plainText"].is_string() || !inner["postBack"]["data"].is_string() {
            return Err("a suggestion needs plainText and postBack.data".to_owned());
        }
        let actions = ACTIONS.iter().filter(|name| inner.get(**name).is_some_and(Value::is_object)).count();
        if is_action && actions != 1 {
            return Err(format!("an action must have exactly one of {}", ACTIONS.join(", ")));
        }
    }
    Ok(given.clone())
}

/// Every suggestion that a shown message offers, the cards' own with the rest.
#[must_use]
pub fn suggestions(shown: &Value) -> Vec<&Value> {
    let cards = list(&shown["cards"]).flat_map(|card| list(&card["suggestions"]));
    list(&shown["suggestions"]).chain(list(&shown["chips"])).chain(cards).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
