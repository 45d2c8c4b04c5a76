//! Seeded faults: what goes wrong, how often, and which of it the generator chose this time.
//!
//! The API and the webhooks draw from two streams of one seed, so that the timing of one side does not change
//! the other's luck: the same seed and the same order of events give the same faults.

use std::collections::VecDeque;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde::{Deserialize, Serialize};

/// What `PUT /_control/faults` takes; `{}` is a world without faults.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// Seed of every draw below; without it the simulator's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// On the way to the business.
    pub webhook: WebhookFaults,
    /// In the provider's API.
    pub api: ApiFaults,
    /// The next sends fail later with these codes, one each.
    pub fail_next: VecDeque<Failing>,
}

/// Faults of webhook delivery; probabilities are 0 to 1.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookFaults {
    /// An attempt is lost on the way and tried again later.
    pub drop: f64,
    /// The same webhook is delivered twice.
    pub double: f64,
    /// It leaves its place in the order and arrives some 50 to 400 ms later.
    pub reorder: f64,
    /// A wait before each webhook, in milliseconds, from and to.
    pub delay_ms: [u64; 2],
    /// A copy cut off in the middle arrives first (signed as it is); the true one follows.
    pub error_body: f64,
}

/// Faults of the provider's API; probabilities are 0 to 1.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApiFaults {
    /// 429, nothing done.
    pub too_many: f64,
    /// 500, nothing done.
    pub server_error: f64,
    /// The request is carried out and the connection is cut instead of an answer.
    pub cut_after_accept: f64,
    /// The connection is cut and nothing is done.
    pub cut_before_accept: f64,
    /// A wait before each answer, in milliseconds, from and to.
    pub delay_ms: [u64; 2],
}

/// A code that a coming send fails with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failing {
    /// Meta's code.
    pub code: i64,
    /// Its title, if not the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What exactly is wrong, if not the usual words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

/// What happens to one API request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiFate {
    /// Nothing special.
    Fine,
    /// Answer 429.
    TooMany,
    /// Answer 500.
    ServerError,
    /// Do it, then cut.
    CutAfter,
    /// Cut at once.
    CutBefore,
}

/// What happens to one webhook, whatever the number of its attempts.
#[derive(Debug)]
pub struct WebhookFate {
    /// Delivered twice.
    pub double: bool,
    /// Sent out of order, after this wait.
    pub reorder: Option<Duration>,
    /// Waits in its place.
    pub delay: Duration,
    /// Preceded by a damaged copy.
    pub error_body: bool,
    /// Seeds the generator that decides for each attempt whether it is lost.
    pub luck: u64,
}

/// The plan in force with its generators.
#[derive(Debug)]
pub struct Faults {
    /// What was asked for.
    pub plan: Plan,
    own_seed: u64,
    api: StdRng,
    webhook: StdRng,
}

impl Faults {
    /// No faults, drawn from this seed when a plan without one arrives.
    #[must_use]
    pub fn new(own_seed: u64) -> Self {
        let mut faults = Self { plan: Plan::default(), own_seed, api: StdRng::seed_from_u64(0), webhook: StdRng::seed_from_u64(0) };
        faults.set(Plan::default());
        faults
    }

    /// Takes a plan and starts its generators anew.
    pub fn set(&mut self, plan: Plan) {
        let seed = plan.seed.unwrap_or(self.own_seed);
        self.api = StdRng::seed_from_u64(seed);
        self.webhook = StdRng::seed_from_u64(seed ^ 0x5eed_0f3e_bb00_0001);
        self.plan = plan;
    }

    /// Draws the fate of one API request and how long its answer waits.
    pub fn api(&mut self) -> (ApiFate, Duration) {
        let faults = self.plan.api;
        let mut luck = StdRng::seed_from_u64(self.api.random());
        let delay = between(&mut luck, faults.delay_ms);
        let fate = [
            (faults.cut_before_accept, ApiFate::CutBefore),
            (faults.too_many, ApiFate::TooMany),
            (faults.server_error, ApiFate::ServerError),
            (faults.cut_after_accept, ApiFate::CutAfter),
        ]
        .into_iter()
        .filter(|(p, _)| happens(&mut luck, *p))
        .map(|(_, fate)| fate)
        .next();
        (fate.unwrap_or(ApiFate::Fine), delay)
    }

    /// Draws the fate of one webhook.
    pub fn webhook(&mut self) -> WebhookFate {
        let faults = self.plan.webhook;
        let mut luck = StdRng::seed_from_u64(self.webhook.random());
        let double = happens(&mut luck, faults.double);
        let later = between(&mut luck, [50, 400]);
        let reorder = happens(&mut luck, faults.reorder).then_some(later);
        let delay = between(&mut luck, faults.delay_ms);
        let error_body = happens(&mut luck, faults.error_body);
        WebhookFate { double, reorder, delay, error_body, luck: luck.random() }
    }
}

/// True with this probability; always takes one draw, so that a plan's other draws stay where they are.
pub fn happens(luck: &mut StdRng, probability: f64) -> bool {
    luck.random::<f64>() < probability
}

fn between(luck: &mut StdRng, [from, to]: [u64; 2]) -> Duration {
    Duration::from_millis(luck.random_range(from..=to.max(from)))
}
