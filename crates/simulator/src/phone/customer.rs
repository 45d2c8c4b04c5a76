//! The customer as a person: reads, thinks, answers what was asked, reacts at times, and speaks up unasked.

use std::time::Duration;

use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

use crate::phone::say::{Said, say};
use crate::phone::{Direction, PhoneMessage, flight, react, tap};
use crate::world::{State, World};

/// What a message says, in words that it may hold, and what a customer answers to it.
const SCRIPT: [(&[&str], &[&str]); 9] = [
    (
        &["hello", "hi ", "hey", "good morning", "good afternoon", "namaste"],
        &["Hi! Thanks for getting back to me", "Hello, nice to hear from you", "Hi 👋"],
    ),
    (
        &["price", "cost", "discount", "offer", "quote", "₹", "$"],
        &["Is that with tax?", "Could you do a little better on the price?", "Okay, that fits our budget"],
    ),
    (
        &["deliver", "ship", "arrive", "courier", "tracking"],
        &["Can it come before Friday?", "Great, someone will be at the office till 6", "Please ask them to call before they come"],
    ),
    (
        &["invoice", "payment", "paid", "bill", "receipt"],
        &["I'll forward it to accounts today", "Could you put our GST number on it?", "Paid just now, please check"],
    ),
    (
        &["call", "meet", "schedule", "tomorrow", "time"],
        &["Tomorrow after 11 works for me", "Can we do 4 pm instead?", "Sure, call me on this number"],
    ),
    (
        &["sorry", "apolog", "delay"],
        &["No problem, thanks for telling me", "Alright. Please keep me posted", "Hmm okay. When will it be ready then?"],
    ),
    (&["thank", "thanks"], &["You're welcome 😊", "Thank you!", "👍"]),
    (
        &["document", "attached", "brochure", "photo", "picture", "catalog"],
        &["Got it, let me have a look", "Looks good!", "Could you send it in higher quality?"],
    ),
    (&["?"], &["Yes please", "Let me check and tell you", "I think so, yes", "Not sure, what would you suggest?"]),
];

const OTHERWISE: [&str; 6] =
    ["Okay 👍", "Got it, thanks", "Sounds good", "Alright, let me think about it", "Perfect", "Can you tell me a bit more?"];

const UNASKED: [&str; 6] = [
    "Hi, any news about my order?",
    "One more question: do you also deliver on Saturdays?",
    "Could you send me the invoice once more please",
    "My colleague would like two as well. Same price?",
    "Is the grey one back in stock?",
    "Thanks again for the quick help yesterday 🙏",
];

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
    let talkers: Vec<(String, String)> = state
        .phones
        .values()
        .filter(|p| p.talkative && p.online && !p.reply_due)
        .filter_map(|p| p.messages.last().map(|m| (p.phone.clone(), m.account.clone())))
        .collect();
    let Some((number, account)) = talkers.choose(&mut state.chance).cloned() else { return };
    let text = one_of(state, &UNASKED);
    write(world, state, &number, &account, &text);
}

/// The phone got a message: its owner reads and answers in a while, once, however many messages came.
pub fn heard(world: &World, state: &mut State, number: &str, wamid: &str) {
    if world.config().quiet {
        return;
    }
    let phone = state.phone(number);
    if !phone.talkative || phone.reply_due || phone.message(wamid).is_none() {
        return;
    }
    phone.reply_due = true;
    let reads = Duration::from_millis(state.chance.random_range(900..2200));
    let answers = reads + Duration::from_millis(state.chance.random_range(1800..4200));
    let (reader, writer, wamid) = (number.to_owned(), number.to_owned(), wamid.to_owned());
    world.later(state, reads, move |world, state| flight::read(world, state, &reader, None));
    world.later(state, answers, move |world, state| {
        state.phone(&writer).reply_due = false;
        flight::read(world, state, &writer, None);
        answer(world, state, &writer, &wamid);
    });
}

fn answer(world: &World, state: &mut State, number: &str, first: &str) {
    let phone = state.phone(number);
    let heard = phone.messages.iter().rev().find(|m| m.direction == Direction::In).or_else(|| phone.message(first));
    let Some(message) = heard.cloned() else { return };
    let choices = tap::choices(&message);
    if let Some(choice) = choices.choose(&mut state.chance).cloned() {
        // A choice that was there a moment ago cannot be gone: messages of the business are never edited.
        let _ = tap::tap(world, state, number, &message.id, &choice);
        return;
    }
    if state.chance.random_bool(0.2) && message.channel.is_whatsapp() {
        let emoji = one_of(state, &["👍", "❤️", "🙏", "😊"]);
        let _ = react::react(world, state, number, &message.id, &emoji);
        if state.chance.random_bool(0.5) {
            return;
        }
    }
    let text = words(&message).to_lowercase();
    let script = SCRIPT.iter().find(|(cues, _)| cues.iter().any(|cue| text.contains(cue)));
    let reply = one_of(state, script.map_or(&OTHERWISE[..], |(_, replies)| replies));
    write(world, state, number, &message.account, &reply);
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

fn one_of(state: &mut State, lines: &[&str]) -> String {
    let mut luck = rand::rngs::StdRng::seed_from_u64(state.chance.random());
    lines.choose(&mut luck).copied().unwrap_or_default().to_owned()
}
