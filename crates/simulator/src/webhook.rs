//! How the provider delivers webhooks: in order per phone, signed, kept trying until a 2xx.
//!
//! A lane holds what is due for one phone of one account, so that order is kept where people would notice and
//! lanes go side by side. A receiver that cannot be reached holds its lane: nothing overtakes while the business
//! is down. An attempt that was answered with something else than 2xx, or lost by a fault, leaves the lane and is
//! tried again on its own, as providers do (when, and how often, is the provider's); then later webhooks may overtake it.

pub mod attempt;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::Value;
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;

use crate::account::Target;
use crate::dialect::Retries;
use crate::webhook::attempt::Outcome;
use crate::work::Busy;
use crate::world::{State, World};

/// Waits before the second, third … attempt; the last one repeats for ever.
pub const RETRIES: [Duration; 6] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(60),
    Duration::from_secs(300),
];

/// Requests to one receiver at a time, all accounts together.
const CONCURRENCY: usize = 64;

type Key = (String, String);

/// What waits to be delivered, by (account slug, phone).
#[derive(Debug)]
pub struct Lanes {
    waiting: HashMap<Key, VecDeque<Delivery>>,
    permits: Arc<Semaphore>,
    hurry: Arc<Notify>,
}

impl Default for Lanes {
    fn default() -> Self {
        Self { waiting: HashMap::new(), permits: Arc::new(Semaphore::new(CONCURRENCY)), hurry: Arc::new(Notify::new()) }
    }
}

impl Lanes {
    /// Makes every webhook that waits for its next attempt due now.
    pub fn hurry(&self) {
        self.hurry.notify_waiters();
    }
}

/// One webhook with what its delivery needs to know.
#[derive(Debug)]
pub struct Delivery {
    pub(crate) account: String,
    pub(crate) phone: String,
    pub(crate) target: Target,
    pub(crate) body: Bytes,
    pub(crate) wamid: Option<String>,
    pub(crate) callback_data: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) attempt: u32,
    pub(crate) luck: StdRng,
    /// Not before this moment, which counts from the event and not from its turn.
    due: Instant,
    _busy: Busy,
}

/// What a webhook is about.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The phone whose lane it takes.
    pub phone: String,
    /// The message.
    pub wamid: Option<String>,
    /// The business's own mark on it.
    pub callback_data: Option<String>,
    /// Where it goes, if not to the account's own URL.
    pub url: Option<String>,
}

/// Puts a webhook into its lane, with the faults that the plan asks for.
pub fn enqueue(world: &World, state: &mut State, account: &str, target: Target, body: &Value, about: About) {
    let fate = state.faults.webhook();
    let body = Bytes::from(body.to_string());
    let mut copies = Vec::new();
    if fate.error_body {
        copies.push((Bytes::copy_from_slice(&body[..body.len() / 2]), None));
    }
    copies.push((body.clone(), fate.reorder));
    if fate.double {
        copies.push((body, Some(Duration::from_millis(30))));
    }
    for (luck, (body, aside)) in (0..).zip(copies) {
        let delivery = Delivery {
            account: account.to_owned(),
            phone: about.phone.clone(),
            target,
            body,
            wamid: about.wamid.clone(),
            callback_data: about.callback_data.clone(),
            url: about.url.clone(),
            attempt: 0,
            luck: StdRng::seed_from_u64(fate.luck.wrapping_add(luck)),
            due: Instant::now() + aside.unwrap_or(fate.delay),
            _busy: state.work.begin(),
        };
        if aside.is_some() {
            world.spawn(alone(world.clone(), state.era, delivery, false));
        } else {
            into_lane(world, state, delivery);
        }
    }
}

fn into_lane(world: &World, state: &mut State, delivery: Delivery) {
    let key = (delivery.account.clone(), delivery.phone.clone());
    if let Some(lane) = state.lanes.waiting.get_mut(&key) {
        lane.push_back(delivery);
        return;
    }
    state.lanes.waiting.insert(key.clone(), VecDeque::from([delivery]));
    world.spawn(run_lane(world.clone(), state.era, key));
}

async fn run_lane(world: World, era: u64, key: Key) {
    while let Some(mut delivery) = next(&world, era, &key) {
        tokio::time::sleep_until(delivery.due).await;
        loop {
            match try_once(&world, era, &mut delivery).await {
                Some(Outcome::Unreachable) => pause(&world, era, &delivery).await,
                Some(Outcome::Refused | Outcome::Dropped) => {
                    world.spawn(alone(world.clone(), era, delivery, true));
                    break;
                }
                Some(Outcome::Accepted) | None => break,
            }
        }
    }
}

fn next(world: &World, era: u64, key: &Key) -> Option<Delivery> {
    let mut state = world.state();
    if state.era != era {
        return None;
    }
    let delivery = state.lanes.waiting.get_mut(key).and_then(VecDeque::pop_front);
    if delivery.is_none() {
        state.lanes.waiting.remove(key);
    }
    delivery
}

async fn alone(world: World, era: u64, mut delivery: Delivery, tried: bool) {
    if tried {
        if is_given_up(&world, &delivery) {
            return;
        }
        pause(&world, era, &delivery).await;
    } else {
        tokio::time::sleep_until(delivery.due).await;
    }
    while let Some(outcome) = try_once(&world, era, &mut delivery).await {
        let over = outcome == Outcome::Accepted || outcome != Outcome::Unreachable && is_given_up(&world, &delivery);
        if over {
            return;
        }
        pause(&world, era, &delivery).await;
    }
}

async fn try_once(world: &World, era: u64, delivery: &mut Delivery) -> Option<Outcome> {
    let permits = {
        let state = world.state();
        (state.era == era).then(|| state.lanes.permits.clone())?
    };
    let _permit = permits.acquire_owned().await.ok()?;
    attempt::attempt(world, era, delivery).await
}

fn retries(state: &State, delivery: &Delivery) -> Retries {
    let account = state.accounts.get(&delivery.account);
    account.map_or(Retries { waits: &RETRIES, most: None }, |a| a.provider.dialect().retries(a, delivery.target))
}

/// Whether the provider has tried this webhook as often as it does; not counted while nobody answers.
fn is_given_up(world: &World, delivery: &Delivery) -> bool {
    retries(&world.state(), delivery).most.is_some_and(|most| delivery.attempt >= most)
}

async fn pause(world: &World, era: u64, delivery: &Delivery) {
    let step = usize::try_from(delivery.attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    let (hurry, wait) = {
        let state = world.state();
        if state.era != era {
            return;
        }
        let waits = retries(&state, delivery).waits;
        (state.lanes.hurry.clone(), waits.get(step).or(waits.last()).copied().unwrap_or(RETRIES[0]))
    };
    tokio::select! { () = tokio::time::sleep(wait) => {}, () = hurry.notified() => {} }
}
