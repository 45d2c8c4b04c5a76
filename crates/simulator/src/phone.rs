//! A customer's phone: what it is, what it holds, and what it shows.

pub mod customer;
pub mod flight;
pub mod mend;
pub mod message;
pub mod react;
pub mod report;
pub mod say;
pub mod tap;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::watch;

use crate::clock::now_ms;
use crate::world::{State, World};

pub use crate::phone::message::{By, Direction, PhoneMessage, Progress, Reaction};

/// The 24 h reply window, in milliseconds.
pub const WINDOW_MS: i64 = 24 * 60 * 60 * 1000;

/// One customer.
#[derive(Debug, Serialize)]
pub struct Phone {
    /// The number, E.164 with `+`.
    pub phone: String,
    /// The profile name.
    pub name: String,
    /// Messages wait at `sent` while this is false.
    pub online: bool,
    /// Sends fail with 131026 while this is false.
    pub on_whatsapp: bool,
    /// Viber sends fail while this is false.
    pub on_viber: bool,
    /// RCS sends fail while this is false.
    pub on_rcs: bool,
    /// Reads what is delivered by itself.
    pub auto_read: bool,
    /// After this many milliseconds.
    pub auto_read_ms: u64,
    /// Lies open on the chat: reads at once, and `delivered` is at times skipped.
    pub chat_open: bool,
    /// Answers and speaks of its own accord.
    pub talkative: bool,
    /// The business-scoped user id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The number is left out of webhooks; the user id stands alone.
    pub hide_number: bool,
    /// Messages of the business never get past `sent`.
    pub blocks_business: bool,
    /// When it last wrote to each business number (`+…`; `viber:…` and so on beside WhatsApp), in ms: the 24 h window counts from
    /// here.
    pub last_inbound_at: BTreeMap<String, i64>,
    /// Until when (ms) each account is shown as typing.
    pub typing: BTreeMap<String, i64>,
    /// The chat, oldest first.
    pub messages: Vec<PhoneMessage>,
    /// Messages of the business that have not arrived yet, in order.
    #[serde(skip)]
    pub waiting: VecDeque<String>,
    /// The customer is already about to answer.
    #[serde(skip)]
    pub reply_due: bool,
    #[serde(skip)]
    changed: watch::Sender<u64>,
}

/// What `PUT /_control/phones/{phone}` may change.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields of Phone under the same names")]
pub struct Change {
    pub name: Option<String>,
    pub online: Option<bool>,
    pub on_whatsapp: Option<bool>,
    pub on_viber: Option<bool>,
    pub on_rcs: Option<bool>,
    pub auto_read: Option<bool>,
    pub auto_read_ms: Option<u64>,
    pub chat_open: Option<bool>,
    pub talkative: Option<bool>,
    pub user_id: Option<String>,
    pub hide_number: Option<bool>,
    pub blocks_business: Option<bool>,
    pub last_inbound_at: Option<BTreeMap<String, i64>>,
}

impl Phone {
    /// A silent customer with every channel, whom nobody has met yet.
    #[must_use]
    pub fn new(number: &str) -> Self {
        Self {
            phone: number.to_owned(),
            name: format!("Customer {}", number.get(number.len().saturating_sub(4)..).unwrap_or(number)),
            online: true,
            on_whatsapp: true,
            on_viber: true,
            on_rcs: true,
            auto_read: false,
            auto_read_ms: 1500,
            chat_open: false,
            talkative: false,
            user_id: None,
            hide_number: false,
            blocks_business: false,
            last_inbound_at: BTreeMap::new(),
            typing: BTreeMap::new(),
            messages: Vec::new(),
            waiting: VecDeque::new(),
            reply_due: false,
            changed: watch::Sender::new(0),
        }
    }

    /// Takes what was asked for and leaves the rest.
    pub fn change(&mut self, change: Change) {
        fn set<T>(place: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *place = value;
            }
        }
        set(&mut self.name, change.name);
        set(&mut self.online, change.online);
        set(&mut self.on_whatsapp, change.on_whatsapp);
        set(&mut self.on_viber, change.on_viber);
        set(&mut self.on_rcs, change.on_rcs);
        set(&mut self.auto_read, change.auto_read);
        set(&mut self.auto_read_ms, change.auto_read_ms);
        set(&mut self.chat_open, change.chat_open);
        set(&mut self.talkative, change.talkative);
        set(&mut self.hide_number, change.hide_number);
        set(&mut self.blocks_business, change.blocks_business);
        if change.user_id.is_some() {
            self.user_id = change.user_id;
        }
        for (key, at) in change.last_inbound_at.unwrap_or_default() {
            // `viber:+…` is said in full; a number alone may be written in any way.
            let key = if key.contains(':') { key } else { e164(&key) };
            self.last_inbound_at.insert(key, at);
        }
        self.touch();
    }

    /// Tells everyone who watches this phone.
    pub fn touch(&self) {
        self.changed.send_modify(|n| *n += 1);
    }

    /// Hears of every change.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// The number without its `+`, as Meta writes it.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.phone.trim_start_matches('+')
    }

    /// The message with this id.
    #[must_use]
    pub fn message(&self, id: &str) -> Option<&PhoneMessage> {
        self.messages.iter().find(|m| m.id == id)
    }

    /// The message with this id, to change.
    pub fn message_mut(&mut self, id: &str) -> Option<&mut PhoneMessage> {
        self.messages.iter_mut().find(|m| m.id == id)
    }

    /// Whether free-form messages from this business number may reach it now.
    #[must_use]
    pub fn window_open(&self, business: &str, now: i64) -> bool {
        self.last_inbound_at.get(business).is_some_and(|last| now < last + WINDOW_MS)
    }

    /// Sets one side's reaction on a message; an empty emoji removes it.
    pub fn set_reaction(&mut self, id: &str, by: By, emoji: &str) {
        if let Some(message) = self.message_mut(id) {
            message.reactions.retain(|r| r.by != by);
            if !emoji.is_empty() {
                message.reactions.push(Reaction { emoji: emoji.to_owned(), by });
            }
        }
        self.touch();
    }
}

/// A number in E.164 with `+`, whatever it was written with.
#[must_use]
pub fn e164(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    format!("+{digits}")
}

/// The business's webhook took a message of this phone: its tick becomes two.
pub fn reached_business(state: &mut State, phone: &str, wamid: &str) {
    let Some(phone) = state.phones.get_mut(phone) else { return };
    if let Some(message) = phone.message_mut(wamid)
        && message.direction == Direction::Out
        && message.status == Progress::Sent
    {
        message.status = Progress::Delivered;
        phone.touch();
    }
}

/// The business read this message and all before it; with `typing` it is shown as typing for 25 s.
///
/// Answers false when the phone never sent such a message to this account.
pub fn read_by_business(state: &mut State, account: &str, wamid: &str) -> Option<String> {
    let phone =
        state.phones.values_mut().find(|p| p.message(wamid).is_some_and(|m| m.direction == Direction::Out && m.account == account))?;
    for message in &mut phone.messages {
        if message.direction == Direction::Out && message.account == account {
            message.status = Progress::Read;
        }
        if message.id == wamid {
            break;
        }
    }
    phone.touch();
    Some(phone.phone.clone())
}

/// The business is shown as typing for so long, or until it sends.
pub fn type_as_business(world: &World, state: &mut State, account: &str, number: &str, how_long: Duration) {
    let until = now_ms() + i64::try_from(how_long.as_millis()).unwrap_or(0);
    let phone = state.phone(number);
    phone.typing.insert(account.to_owned(), until);
    phone.touch();
    let (account, number) = (account.to_owned(), number.to_owned());
    world.later(state, how_long, move |_, state| {
        let phone = state.phone(&number);
        if phone.typing.get(&account).is_some_and(|end| *end <= until) {
            phone.typing.remove(&account);
            phone.touch();
        }
    });
}

/// The object of `content` under construction, or an empty one.
fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
