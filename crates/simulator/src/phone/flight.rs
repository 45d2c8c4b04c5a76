//! A message of the business on its way to a phone: sent, delivered, read, played or failed, each with its callback.

use std::time::Duration;

use rand::RngExt as _;
use serde_json::{Value, json};

use crate::clock::now_ms;
use crate::dialect::News;
use crate::meta::envelope::Envelope;
use crate::meta::failure::Failure;
use crate::phone::{By, Direction, PhoneMessage, Progress, customer};
use crate::webhook::{About, enqueue};
use crate::world::{State, World};

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
    /// Where its statuses go, if not to the account's own URL.
    pub callback_url: Option<String>,
    /// What became of it so far, oldest first.
    pub log: Vec<Step>,
}

/// Something that happened to a message.
#[derive(Debug, Clone)]
pub struct Step {
    /// The status, in Meta's words.
    pub status: String,
    /// When, in ms.
    pub at: i64,
    /// Why it failed.
    pub failure: Option<Failure>,
}

impl Flight {
    /// An accepted message that nobody has judged yet.
    #[must_use]
    pub fn new(wamid: String, account: &str, number: &str, envelope: &Envelope) -> Self {
        Self {
            wamid,
            account: account.to_owned(),
            phone: number.to_owned(),
            callback_data: envelope.callback_data.clone(),
            kind: envelope.kind.clone(),
            category: "service".to_owned(),
            in_window: false,
            content: envelope.content.clone(),
            context: envelope.context.as_ref().map(|id| json!({"id": id})),
            callback_url: envelope.callback_url.clone(),
            log: Vec::new(),
        }
    }

    /// When it came to this status, in ms.
    #[must_use]
    pub fn when(&self, status: &str) -> Option<i64> {
        self.log.iter().find(|step| step.status == status).map(|step| step.at)
    }
}

/// Meta took the message: `sent`, and it shows on the phone once that is online.
pub fn take_off(world: &World, state: &mut State, flight: Flight) {
    let number = flight.phone.clone();
    let wamid = flight.wamid.clone();
    let Some(account) = state.accounts.get(&flight.account) else { return };
    let (channel, time_to_live) = (account.channel(), account.options.ttl_ms);
    let on_the_air = account.provider.dialect().pace(channel).on_the_air;
    let phone = state.phone(&number);
    if flight.kind != "reaction" {
        phone.typing.remove(&flight.account);
        let mut message = PhoneMessage::new(&wamid, &flight.account, Direction::In, &flight.kind, flight.content.clone());
        message.context.clone_from(&flight.context);
        message.channel = channel;
        phone.messages.push(message);
    }
    phone.touch();
    if !phone.blocks_business {
        phone.waiting.push_back(wamid.clone());
    }
    state.flights.insert(wamid.clone(), flight);
    report(world, state, &wamid, "sent", None, None);
    if let Some(ms) = time_to_live {
        let (number, wamid) = (number.clone(), wamid.clone());
        world.later(state, Duration::from_millis(ms), move |world, state| expire(world, state, &number, &wamid));
    }
    world.after(state, on_the_air, move |world, state| land(world, state, &number));
}

/// A message that did not arrive in its time is taken back.
fn expire(world: &World, state: &mut State, number: &str, wamid: &str) {
    let phone = state.phone(number);
    let Some(message) = phone.message_mut(wamid).filter(|m| m.status == Progress::Sent) else { return };
    message.status = Progress::Failed;
    phone.waiting.retain(|id| id != wamid);
    phone.touch();
    report(world, state, wamid, "expired", None, None);
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

/// Writes down what became of a message that the provider knows, and posts what the provider tells about it.
pub fn report(world: &World, state: &mut State, wamid: &str, status: &str, failure: Option<&Failure>, at: Option<i64>) {
    let at = at.unwrap_or_else(now_ms);
    let Some(flight) = state.flights.get_mut(wamid) else { return };
    flight.log.push(Step { status: status.to_owned(), at, failure: failure.cloned() });
    let flight = flight.clone();
    let Some(account) = state.accounts.get(&flight.account).cloned() else { return };
    let phone = state.phone(&flight.phone);
    let news = News { account: &account, phone, flight: &flight, status, failure, at };
    for notice in account.provider.dialect().status(&news) {
        let about = About {
            phone: flight.phone.clone(),
            wamid: Some(flight.wamid.clone()),
            callback_data: flight.callback_data.clone(),
            url: flight.callback_url.clone(),
        };
        enqueue(world, state, &flight.account, notice.target, &notice.body, about);
    }
}
