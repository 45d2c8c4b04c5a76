//! The customer as a person: reads, thinks, answers what was asked, reacts at times, and speaks up unasked.

use std::time::Duration;

use rand::RngExt as _;
use rand::seq::IndexedRandom as _;
use serde_json::{Value, json};

use crate::clock::now_ms;
use crate::phone::say::{Said, say};
use crate::phone::{Direction, Phone, PhoneMessage, flight, react, tap};
use crate::world::{State, World};

mod lines;

/// Unasked she adds at most so much to what she has said since the business spoke last.
const PATIENCE: usize = 2;
/// And not while the two of them are writing: this long after the last message, in milliseconds.
const PAUSE_MS: i64 = 25_000;

/// Lets customers speak up now and then, unless the simulator is quiet.
pub fn start(world: &World) {
    if world.config().quiet {
        return;
    }
    let speaking = world.clone();
    world.spawn(async move {
        loop {
            let wait = speaking.state().chance.random_range(45..100);
            tokio::time::sleep(Duration::from_secs(wait)).await;
            speak_up(&speaking, &mut speaking.state());
        }
    });
}

fn speak_up(world: &World, state: &mut State) {
    let now = now_ms();
    let talkers: Vec<(String, String, &str)> = state
        .phones
        .values()
        .filter(|phone| phone.talkative && phone.online && !phone.reply_due)
        .filter_map(|phone| {
            let last = phone.messages.last().filter(|message| message.at + PAUSE_MS < now)?;
            let unanswered = phone.messages.iter().rev().take_while(|message| message.direction == Direction::Out).count();
            let line = lines::unasked(|line| has_said(phone, line)).filter(|_| unanswered < PATIENCE)?;
            Some((phone.phone.clone(), last.account.clone(), line))
        })
        .collect();
    if let Some((number, account, line)) = talkers.choose(&mut state.chance).cloned() {
        write(world, state, &number, &account, line);
    }
}

/// The phone got a message: its owner reads and answers in a while, once, however many messages came.
pub fn heard(world: &World, state: &mut State, number: &str, wamid: &str) {
    let phone = state.phone(number);
    if !phone.talkative || phone.reply_due || phone.message(wamid).is_none() {
        return;
    }
    phone.reply_due = true;
    let reads = Duration::from_millis(state.chance.random_range(900..2200));
    let answers = reads + Duration::from_millis(state.chance.random_range(1800..4200));
    let (reader, writer, wamid) = (number.to_owned(), number.to_owned(), wamid.to_owned());
    world.later(state, reads, move |world, state| {
        look(world, state, &reader);
    });
    world.later(state, answers, move |world, state| {
        state.phone(&writer).reply_due = false;
        if look(world, state, &writer) {
            answer(world, state, &writer, &wamid);
        }
    });
}

/// She reads, unless somebody has taken the phone out of her hand or its line is gone; answers whether she could.
fn look(world: &World, state: &mut State, number: &str) -> bool {
    let phone = state.phone(number);
    let can = phone.talkative && phone.online;
    if can {
        flight::read(world, state, number, None);
    }
    can
}

fn answer(world: &World, state: &mut State, number: &str, first: &str) {
    let phone: &Phone = state.phone(number);
    let heard = phone.messages.iter().rev().find(|m| m.direction == Direction::In).or_else(|| phone.message(first));
    let Some(message) = heard.cloned() else { return };
    let reply = lines::reply(&words(&message), &message.kind, |line| has_said(phone, line));
    let choices = tap::choices(&message);
    if let Some(choice) = choices.choose(&mut state.chance).cloned() {
        // A choice that was there a moment ago cannot be gone: messages of the business are never edited.
        let _ = tap::tap(world, state, number, &message.id, &choice);
        return;
    }
    if message.channel.is_whatsapp() && (reply.is_none() || state.chance.random_bool(0.2)) {
        let emoji = ["👍", "❤️", "🙏", "😊"].choose(&mut state.chance).copied().unwrap_or_default();
        let _ = react::react(world, state, number, &message.id, emoji);
    }
    if let Some(line) = reply {
        write(world, state, number, &message.account, line);
    }
}

fn has_said(phone: &Phone, line: &str) -> bool {
    phone.messages.iter().any(|message| message.direction == Direction::Out && message.content["body"] == line)
}

/// The words of a message, as far as it has any.
fn words(message: &PhoneMessage) -> String {
    let content = &message.content;
    [&content["body"], &content["caption"], &content["body"]["text"], &content["rendered"]["body"]]
        .into_iter()
        .filter_map(Value::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

fn write(world: &World, state: &mut State, number: &str, account: &str, text: &str) {
    let message = json!({"type": "text", "text": {"body": text}});
    let message = message.as_object().cloned().unwrap_or_default();
    // The account was read from a message that it took part in; after a reset there is nobody to write to.
    let _ = say(world, state, number, Said { account: account.to_owned(), message, ..Said::default() });
}
