//! What was accepted and not judged yet: one queue per phone, so that a chat keeps its order.

use std::collections::{HashMap, VecDeque};

use http::header::CONTENT_TYPE;
use serde_json::Value;

use crate::account::Account;
use crate::clock::now_ms;
use crate::meta::envelope::Envelope;
use crate::meta::failure::Failure;
use crate::meta::judge::{self, Case, Verdict};
use crate::phone::flight::{self, Flight};
use crate::wamid;
use crate::world::{State, World};

/// Messages that wait for Meta's judgement, by phone.
#[derive(Debug, Default)]
pub struct Queues {
    waiting: HashMap<String, VecDeque<Draft>>,
    next_ticket: u64,
}

/// One accepted message.
#[derive(Debug)]
pub struct Draft {
    /// The account's slug.
    pub account: String,
    /// What the business asked for.
    pub envelope: Envelope,
    /// What Meta got when it fetched the link, if it has one on this machine.
    pub fetched: Option<Fetched>,
    ticket: u64,
    ready: bool,
}

/// What a link gave.
#[derive(Debug, Clone)]
pub enum Fetched {
    /// Bytes of this type and number.
    Media {
        /// Its `content-type`.
        mime: String,
        /// How many bytes.
        size: u64,
    },
    /// Nothing, and why.
    Nothing(String),
}

/// Takes a message; Meta judges it a moment later.
pub fn accept(world: &World, state: &mut State, account: &str, envelope: Envelope) {
    state.queues.next_ticket += 1;
    let ticket = state.queues.next_ticket;
    let link = local_link(&envelope);
    let queue = queue_name(&envelope);
    let Some(owner) = state.accounts.get(account) else { return };
    let thinking = owner.provider.dialect().pace(owner.channel()).thinking;
    if let Some(id) = &envelope.id {
        let number = recipient(state, &envelope).0;
        state.flights.insert(id.clone(), Flight::new(id.clone(), account, &number, &envelope));
        flight::report(world, state, id, "accepted", None, None);
    }
    let draft = Draft { account: account.to_owned(), envelope, fetched: None, ticket, ready: false };
    state.queues.waiting.entry(queue.clone()).or_default().push_back(draft);
    let Some(link) = link else {
        world.after(state, thinking, move |world, state| ready(world, state, &queue, ticket, None));
        return;
    };
    let (fetching, era, busy) = (world.clone(), state.era, state.work.begin());
    world.spawn(async move {
        let fetched = fetch(&fetching, &link).await;
        let mut state = fetching.state();
        if state.era == era {
            ready(&fetching, &mut state, &queue, ticket, Some(fetched));
        }
        drop(busy);
    });
}

fn queue_name(envelope: &Envelope) -> String {
    envelope.to.clone().or_else(|| envelope.recipient.clone()).unwrap_or_default()
}

fn ready(world: &World, state: &mut State, queue: &str, ticket: u64, fetched: Option<Fetched>) {
    if let Some(draft) = state.queues.waiting.get_mut(queue).and_then(|q| q.iter_mut().find(|d| d.ticket == ticket)) {
        draft.ready = true;
        draft.fetched = fetched;
    }
    while let Some(draft) = state.queues.waiting.get_mut(queue).and_then(|q| q.pop_front_if(|d| d.ready)) {
        settle(world, state, &draft);
    }
    if state.queues.waiting.get(queue).is_some_and(VecDeque::is_empty) {
        state.queues.waiting.remove(queue);
    }
}

fn settle(world: &World, state: &mut State, draft: &Draft) {
    let Some(account) = state.accounts.get(&draft.account).cloned() else { return };
    let envelope = &draft.envelope;
    let (number, known) = recipient(state, envelope);
    let asked = state.faults.plan.fail_next.pop_front();
    let phone = state.phone(&number);
    if !known {
        // A user id of nobody: there is no phone behind it, and no number to tell in the status.
        phone.on_whatsapp = false;
        phone.hide_number = true;
        phone.user_id.clone_from(&envelope.recipient);
    }
    let in_window = phone.window_open(&account.window_key(), now_ms());
    let id = envelope.id.clone().unwrap_or_else(|| wamid::outbound(phone.digits()));
    let dialect = account.provider.dialect();
    let verdict = match (asked, case(state, &account, &number, envelope, draft.fetched.as_ref())) {
        (Some(asked), _) => Err(Failure::asked(asked)),
        (None, None) => Err(Failure::usual(131_026, None)),
        (None, Some(case)) => dialect.judge(&case),
    };
    let (failure, verdict) = match verdict {
        Ok(verdict) => (None, verdict),
        Err(failure) => (Some(failure), Verdict { category: "service".to_owned(), content: envelope.content.clone() }),
    };
    let known_before = state.flights.remove(&id);
    let flight = Flight {
        category: verdict.category,
        in_window,
        content: verdict.content,
        log: known_before.map(|f| f.log).unwrap_or_default(),
        ..Flight::new(id, &account.slug, &number, envelope)
    };
    match failure {
        None => flight::take_off(world, state, flight),
        Some(failure) => flight::crash(world, state, flight, &failure),
    }
}

/// The number that a message goes to, and whether anybody has it.
fn recipient(state: &State, envelope: &Envelope) -> (String, bool) {
    let by_user = |id: &String| state.phones.values().find(|p| p.user_id.as_ref() == Some(id)).map(|p| p.phone.clone());
    let known = envelope.to.clone().or_else(|| envelope.recipient.as_ref().and_then(by_user));
    let is_known = known.is_some();
    (known.or_else(|| envelope.recipient.clone()).unwrap_or_default(), is_known)
}

fn case<'a>(
    state: &'a State,
    account: &'a Account,
    number: &str,
    envelope: &'a Envelope,
    fetched: Option<&'a Fetched>,
) -> Option<Case<'a>> {
    let phone = state.phones.get(number)?;
    let now = now_ms();
    let key = (account.slug.clone(), number.to_owned());
    let until = state.optouts.get(&key).copied();
    Some(Case {
        account,
        phone,
        owner: account.provider.dialect().shelf(account),
        media: &state.media,
        templates: state.templates.get(&account.slug).map_or(&[], Vec::as_slice),
        opted_out: until.is_some_and(|until| until.is_none_or(|until| now < until)),
        blocked: state.blocks.contains(&key),
        envelope,
        fetched,
        rules: account.provider.dialect().rules(),
        in_window: phone.window_open(&account.window_key(), now),
        now,
    })
}

/// What Meta says to this message in its answer, for providers that wait for it.
pub fn refused_at_once(state: &mut State, account: &Account, envelope: &Envelope) -> Option<Failure> {
    let (number, _) = recipient(state, envelope);
    state.phone(&number);
    let case = case(state, account, &number, envelope, None)?;
    judge::form(&case).err().filter(|failure| judge::is_immediate(envelope, failure))
}

/// What the whole journey would come to, with nothing sent: the judgement alone.
///
/// # Errors
/// The first thing that the channel dislikes.
pub fn foretell(state: &mut State, account: &Account, envelope: &Envelope) -> Result<(), Failure> {
    let (number, _) = recipient(state, envelope);
    state.phone(&number);
    match case(state, account, &number, envelope, None) {
        Some(case) => account.provider.dialect().judge(&case).map(drop),
        None => Err(Failure::usual(131_026, None)),
    }
}

/// The link of a media message, when it points at this machine: those alone are fetched, since the simulator
/// must not reach out of it. Other links are taken on trust.
fn local_link(envelope: &Envelope) -> Option<String> {
    let link = envelope.content.get("link").and_then(Value::as_str)?;
    let host = url::Url::parse(link).ok()?.host_str()?.to_owned();
    matches!(host.as_str(), "127.0.0.1" | "localhost" | "[::1]").then(|| link.to_owned())
}

async fn fetch(world: &World, link: &str) -> Fetched {
    let answer = match world.http().get(link).send().await.and_then(reqwest::Response::error_for_status) {
        Ok(answer) => answer,
        Err(e) => {
            let why = e.status().map_or("no answer".to_owned(), |s| format!("http code {}", s.as_u16()));
            return Fetched::Nothing(why);
        }
    };
    let mime = answer.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    match answer.bytes().await {
        Ok(bytes) => Fetched::Media { mime, size: bytes.len() as u64 },
        Err(_) => Fetched::Nothing("the body ended early".to_owned()),
    }
}
