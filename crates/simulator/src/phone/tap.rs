//! The customer taps a reply button, a list row or a template's quick reply.

use serde_json::{Map, Value, json};

use crate::phone::say::{Said, say};
use crate::phone::{Direction, PhoneMessage};
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
    let answer = if message.kind == "template" {
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
