//! Google's own names for RCS contents (wire-facts 5.5), which the document's gateway may speak as well, put into those that it shows.

use serde_json::{Map, Value, json};

/// Google's action, and the document's word for it with the names that change inside.
const ACTIONS: [(&str, &str); 5] = [
    ("openUrlAction", "openUrl"),
    ("dialAction", "dialerAction"),
    ("viewLocationAction", "showLocation"),
    ("shareLocationAction", "shareLocation"),
    ("createCalendarEventAction", "createCalendarEvent"),
];

/// Whether a content speaks Google's names.
#[must_use]
pub fn is_spoken(content: &Value) -> bool {
    ["text", "richCard"].iter().any(|key| content.get(key).is_some())
}

/// The same content in the document's names; what has no name there keeps its own, and is refused by it.
#[must_use]
pub fn own(content: &Value) -> Value {
    let mut wire = Map::new();
    for (key, value) in content.as_object().into_iter().flatten() {
        match key.as_str() {
            "text" => wire.insert("plainText".to_owned(), value.clone()),
            "suggestions" => wire.insert(key.clone(), taps(value)),
            "richCard" => wire.insert("richCardDetails".to_owned(), rich(value)),
            _ => wire.insert(key.clone(), value.clone()),
        };
    }
    Value::Object(wire)
}

fn rich(card: &Value) -> Value {
    if let Some(alone) = card.get("standaloneCard") {
        // Google wants to know on which side the picture of a lying card stands.
        let lies = alone["cardOrientation"] == "HORIZONTAL";
        let sided = ["LEFT", "RIGHT"].iter().any(|side| alone["thumbnailImageAlignment"] == *side);
        let orientation = if lies && !sided { &Value::Null } else { &alone["cardOrientation"] };
        return json!({"standalone": {"cardOrientation": orientation, "content": face(&alone["cardContent"])}});
    }
    let row = &card["carouselCard"];
    let width = match row["cardWidth"].as_str() {
        Some("SMALL") => "SMALL_WIDTH",
        Some("MEDIUM") => "MEDIUM_WIDTH",
        _ => "",
    };
    let faces: Vec<Value> = row["cardContents"].as_array().into_iter().flatten().map(face).collect();
    json!({"carousel": {"cardWidth": width, "contents": faces}})
}

fn face(content: &Value) -> Value {
    let mut wire = Map::new();
    for (key, value) in content.as_object().into_iter().flatten() {
        match key.as_str() {
            "title" => wire.insert("cardTitle".to_owned(), value.clone()),
            "description" => wire.insert("cardDescription".to_owned(), value.clone()),
            "media" => wire.insert("cardMedia".to_owned(), json!({"mediaHeight": value["height"], "contentInfo": value["contentInfo"]})),
            "suggestions" => wire.insert(key.clone(), taps(value)),
            _ => wire.insert(key.clone(), value.clone()),
        };
    }
    Value::Object(wire)
}

fn taps(suggestions: &Value) -> Value {
    suggestions.as_array().into_iter().flatten().map(tap).collect()
}

fn tap(suggestion: &Value) -> Value {
    if let Some(reply) = suggestion.get("reply") {
        return json!({"reply": said(reply)});
    }
    let action = &suggestion["action"];
    let mut wire = said(action);
    for (theirs, ours) in ACTIONS {
        if let Some(inner) = action.get(theirs) {
            wire[ours] = inner.clone();
            if ours == "showLocation" {
                wire[ours]["coordinAtes"] = inner["latLong"].clone();
            }
        }
    }
    json!({"action": wire})
}

fn said(inner: &Value) -> Value {
    json!({"plainText": inner["text"], "postBack": {"data": inner["postbackData"]}})
}
