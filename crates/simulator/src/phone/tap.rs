//! The customer taps a reply button, a list row or a template's quick reply.

use serde_json::{Map, Value, json};

use crate::phone::say::{Said, say};
use crate::phone::{Direction, PhoneMessage};
use crate::provider::Channel;
use crate::tata_tele_rcs::content::suggestions;
use crate::world::{State, World};

/// Taps the choice with this id (of a template button: its payload or its text); answers the answer's wamid.
///
/// # Errors
/// When the message or the choice is not there.
pub fn tap(world: &World, state: &mut State, number: &str, id: &str, choice: &str) -> Result<String, String> {
    let phone = state.phone(number);
    let message = phone.message(id).filter(|m| m.direction == Direction::In).ok_or("this phone got no such message")?;
    let account = message.account.clone();
    let mut answer = answer(message, choice).ok_or("the message offers no such choice")?;
    answer.insert("context".into(), json!({"id": id}));
    say(world, state, number, Said { account, message: answer, ..Said::default() })
}

/// Everything on this message that can be tapped, by id.
#[must_use]
pub fn choices(message: &PhoneMessage) -> Vec<String> {
    let strings = |values: Vec<&Value>| values.into_iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    match message.kind.as_str() {
        _ if message.channel == Channel::Rcs => {
            let offered = suggestions(&message.content).into_iter();
            strings(offered.map(|s| &s.get("reply").unwrap_or(&s["action"])["postBack"]["data"]).collect())
        }
        "interactive" => {
            let ids = buttons(message).into_iter().map(|b| &b["id"]).chain(rows(message).into_iter().map(|r| &r["id"]));
            strings(ids.collect())
        }
        "template" => strings(quick_replies(message).into_iter().map(|b| &b["payload"]).collect()),
        _ => Vec::new(),
    }
}

fn answer(message: &PhoneMessage, choice: &str) -> Option<Map<String, Value>> {
    let chosen = |value: &&Value| value["id"] == choice;
    let answer = if message.channel == Channel::Rcs {
        let data = |s: &&Value| s.get("reply").unwrap_or(&s["action"])["postBack"]["data"] == choice;
        let suggestion = suggestions(&message.content).into_iter().find(data)?;
        return answer_rcs(suggestion).as_object().cloned();
    } else if message.kind == "template" {
        let button = quick_replies(message).into_iter().find(|b| b["payload"] == choice || b["text"] == choice)?;
        json!({"type": "button", "button": {"payload": button["payload"], "text": button["text"]}})
    } else if let Some(reply) = buttons(message).into_iter().find(chosen) {
        json!({"type": "interactive", "interactive": {"type": "button_reply", "button_reply": reply}})
    } else {
        let row = rows(message).into_iter().find(chosen)?;
        json!({"type": "interactive", "interactive": {"type": "list_reply", "list_reply": row}})
    };
    answer.as_object().cloned()
}

/// A reply or an action comes back as it was offered; who shares a location says where that is.
fn answer_rcs(suggestion: &Value) -> Value {
    let action = suggestion.get("action");
    if action.is_some_and(|a| a.get("shareLocation").or(a.get("requestLocation")).is_some()) {
        return json!({"type": "location", "location": {"latitude": 28.6139, "longitude": 77.209}});
    }
    let (inner, kind) = (action.unwrap_or(&suggestion["reply"]), if action.is_some() { "ACTION" } else { "REPLY" });
    let said = json!({"postBack": inner["postBack"], "plainText": inner["plainText"], "type": kind});
    json!({"type": "suggestion", "suggestion": said})
}

fn buttons(message: &PhoneMessage) -> Vec<&Value> {
    list(&message.content["action"]["buttons"]).map(|b| &b["reply"]).collect()
}

fn rows(message: &PhoneMessage) -> Vec<&Value> {
    list(&message.content["action"]["sections"]).flat_map(|s| list(&s["rows"])).collect()
}

fn quick_replies(message: &PhoneMessage) -> Vec<&Value> {
    list(&message.content["rendered"]["buttons"]).filter(|b| b["type"] == "QUICK_REPLY").collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
