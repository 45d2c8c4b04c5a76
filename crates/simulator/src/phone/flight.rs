//! A message of the business on its way to a phone: sent, delivered, read, played or failed, each with its callback.

use std::time::Duration;

use rand::RngExt as _;
use serde_json::Value;

use crate::account::Target;
use crate::clock::now_ms;
use crate::phone::{By, Direction, PhoneMessage, Progress, customer};
use crate::tata_tele::callback;
use crate::tata_tele::failure::Failure;
use crate::webhook::{About, enqueue};
use crate::world::{State, World};

/// From `sent` to the phone.
const ON_THE_AIR: Duration = Duration::from_millis(60);

/// What the provider remembers of one accepted message.
#[derive(Debug, Clone)]
pub struct Flight {
    /// Meta's id; the business learns it from callbacks alone.
    pub wamid: String,
    /// The account's slug.
    pub account: String,
    /// The phone's number.
    pub phone: String,
    /// Comes back in every callback.
    pub callback_data: Option<String>,
    /// Meta's word for the message's kind.
    pub kind: String,
    /// Pricing category: `service`, `marketing`, `utility`, `authentication`.
    pub category: String,
    /// Whether the 24 h window was open when it left.
    pub in_window: bool,
    /// The object under `kind`, as the phone shows it.
    pub content: Value,
    /// `{id}` of the quoted message.
    pub context: Option<Value>,
}

/// Meta took the message: `sent`, and it shows on the phone once that is online.
pub fn take_off(world: &World, state: &mut State, flight: Flight) {
    let number = flight.phone.clone();
    let wamid = flight.wamid.clone();
    let phone = state.phone(&number);
    if flight.kind != "reaction" {
        phone.typing.remove(&flight.account);
        let mut message = PhoneMessage::new(&wamid, &flight.account, Direction::In, &flight.kind, flight.content.clone());
        message.context.clone_from(&flight.context);
        phone.messages.push(message);
    }
    phone.touch();
    if !phone.blocks_business {
        phone.waiting.push_back(wamid.clone());
    }
    state.flights.insert(wamid.clone(), flight);
    report(world, state, &wamid, "sent", None, None);
    world.after(state, ON_THE_AIR, move |world, state| land(world, state, &number));
}

/// Meta refused the message: `failed`, and the phone never hears of it.
pub fn crash(world: &World, state: &mut State, flight: Flight, failure: &Failure) {
    let wamid = flight.wamid.clone();
    state.flights.insert(wamid.clone(), flight);
    report(world, state, &wamid, "failed", Some(failure), None);
}

/// Everything that waits for this phone arrives, in order, if it is online.
pub fn land(world: &World, state: &mut State, number: &str) {
    while let Some(phone) = state.phones.get_mut(number) {
        if !phone.online {
            return;
        }
        let Some(wamid) = phone.waiting.pop_front() else { return };
        arrive(world, state, number, &wamid);
    }
}

fn arrive(world: &World, state: &mut State, number: &str, wamid: &str) {
    let Some(flight) = state.flights.get(wamid).cloned() else { return };
    let quick = state.chance.random_bool(0.5);
    let phone = state.phone(number);
    let reads_after = match (phone.chat_open, phone.auto_read) {
        (true, _) => Some(150),
        (false, true) => Some(phone.auto_read_ms),
        (false, false) => None,
    };
    let skip_delivered = phone.chat_open && quick && flight.kind != "reaction";
    if flight.kind == "reaction" {
        let text = |key: &str| flight.content.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        phone.set_reaction(&text("message_id"), By::Business, &text("emoji"));
    }
    if let Some(message) = phone.message_mut(wamid) {
        message.status = Progress::Delivered;
    }
    phone.touch();
    if !skip_delivered {
        report(world, state, wamid, "delivered", None, None);
    }
    if let Some(ms) = reads_after
        && flight.kind != "reaction"
    {
        let (number, wamid) = (number.to_owned(), wamid.to_owned());
        world.after(state, Duration::from_millis(ms), move |world, state| {
            read_one(world, state, &number, &wamid);
        });
    }
    customer::heard(world, state, number, wamid);
}

/// The customer looks at the chat: all that is delivered becomes read.
pub fn read(world: &World, state: &mut State, number: &str, account: Option<&str>) {
    let unread: Vec<String> = state
        .phone(number)
        .messages
        .iter()
        .filter(|m| m.direction == Direction::In && m.status == Progress::Delivered)
        .filter(|m| account.is_none_or(|slug| m.account == slug))
        .map(|m| m.id.clone())
        .collect();
    for wamid in unread {
        read_one(world, state, number, &wamid);
    }
}

fn read_one(world: &World, state: &mut State, number: &str, wamid: &str) {
    let phone = state.phone(number);
    let Some(message) = phone.message_mut(wamid).filter(|m| m.status == Progress::Delivered) else { return };
    message.status = Progress::Read;
    phone.touch();
    report(world, state, wamid, "read", None, None);
}

/// The customer plays a voice note for the first time; false if this is none.
pub fn play(world: &World, state: &mut State, number: &str, wamid: &str) -> bool {
    let phone = state.phone(number);
    let is_voice = |m: &&mut PhoneMessage| {
        m.direction == Direction::In
            && m.kind == "audio"
            && m.content.get("voice") == Some(&Value::Bool(true))
            && m.status != Progress::Sent
    };
    let Some(message) = phone.message_mut(wamid).filter(is_voice) else { return false };
    if !message.played {
        message.played = true;
        phone.touch();
        read_one(world, state, number, wamid);
        report(world, state, wamid, "played", None, None);
    }
    true
}

/// Posts one status callback of a message that the provider knows.
pub fn report(world: &World, state: &mut State, wamid: &str, status: &str, failure: Option<&Failure>, at: Option<i64>) {
    let Some(flight) = state.flights.get(wamid).cloned() else { return };
    let Some(account) = state.accounts.get(&flight.account).cloned() else { return };
    let phone = state.phone(&flight.phone);
    let body = callback::status(&account, phone, &flight, status, failure, at.unwrap_or_else(now_ms));
    let about = About { phone: flight.phone.clone(), wamid: Some(flight.wamid.clone()), callback_data: flight.callback_data.clone() };
    enqueue(world, state, &flight.account, Target::Callbacks, &body, about);
}
