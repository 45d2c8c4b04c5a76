//! The customer edits or deletes what the phone sent.

use serde_json::{Value, json};

use crate::clock::now_ms;
use crate::phone::say::tell;
use crate::phone::{Direction, Phone, PhoneMessage};
use crate::world::{State, World};

/// Replaces a message's text, or the caption of a media message; answers the edit's own wamid.
///
/// # Errors
/// When the phone sent no such message.
pub fn edit(world: &World, state: &mut State, number: &str, id: &str, text: &str) -> Result<String, String> {
    let message = own(state.phone(number), id)?;
    let field = if message.kind == "text" { "body" } else { "caption" };
    let content = message.content.as_object_mut().ok_or("a message of this type has no words to edit")?;
    content.insert(field.to_owned(), json!(text));
    message.edited = true;
    let mut content = message.content.clone();
    if let Some(object) = content.as_object_mut() {
        object.remove("url");
    }
    let kind = message.kind.clone();
    let told = json!({
        "type": "edit",
        "edit": {"original_message_id": id, "message": {"type": kind.as_str(), kind.as_str(): content}},
    });
    Ok(send(world, state, number, id, &told))
}

/// Deletes a message for everyone; answers the deletion's own wamid.
///
/// # Errors
/// When the phone sent no such message.
pub fn delete(world: &World, state: &mut State, number: &str, id: &str) -> Result<String, String> {
    own(state.phone(number), id)?.deleted = true;
    let told = json!({"type": "revoke", "revoke": {"original_message_id": id}});
    Ok(send(world, state, number, id, &told))
}

fn own<'a>(phone: &'a mut Phone, id: &str) -> Result<&'a mut PhoneMessage, String> {
    let message = phone.message_mut(id).filter(|m| m.direction == Direction::Out && !m.deleted);
    let message = message.ok_or_else(|| "this phone sent no such message".to_owned())?;
    if message.channel.is_whatsapp() { Ok(message) } else { Err("only WhatsApp takes a message back".to_owned()) }
}

fn send(world: &World, state: &mut State, number: &str, about: &str, told: &Value) -> String {
    let phone = state.phone(number);
    phone.touch();
    let slug = phone.message(about).map(|m| m.account.clone()).unwrap_or_default();
    let (Some(account), Some(told)) = (state.accounts.get(&slug).cloned(), told.as_object()) else { return String::new() };
    let id = account.provider.dialect().inbound_id(&account, state.phone(number));
    tell(world, state, &account, number, &id, now_ms(), told);
    id
}
