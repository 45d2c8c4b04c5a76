//! The customer reacts to a message.

use serde_json::{Value, json};

use crate::phone::By;
use crate::phone::say::{Said, say};
use crate::world::{State, World};

/// Reacts with an emoji, or takes the reaction back when it is empty; answers the reaction's own wamid.
///
/// # Errors
/// When the phone holds no such message.
pub fn react(world: &World, state: &mut State, number: &str, id: &str, emoji: &str) -> Result<String, String> {
    let phone = state.phone(number);
    let message = phone.message(id).ok_or("this phone holds no such message")?;
    if !message.channel.is_whatsapp() {
        return Err("only WhatsApp has reactions".to_owned());
    }
    let account = message.account.clone();
    phone.set_reaction(id, By::Me, emoji);
    // Meta leaves `emoji` out when a reaction is taken back.
    let reaction = if emoji.is_empty() { json!({"message_id": id}) } else { json!({"message_id": id, "emoji": emoji}) };
    let message = json!({"type": "reaction", "reaction": reaction});
    let message = if let Value::Object(map) = message { map } else { serde_json::Map::new() };
    say(world, state, number, Said { account, message, ..Said::default() })
}
