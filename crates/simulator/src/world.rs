//! All state of the simulated world behind one lock, and the timers that move it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio_util::sync::CancellationToken;

use crate::account::Account;
use crate::config::Config;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::meta::queue::Queues;
use crate::meta::shelf::Shelf;
use crate::meta::template::Definition;
use crate::phone::Phone;
use crate::phone::flight::Flight;
use crate::redington::contact::Contact;
use crate::webhook::Lanes;
use crate::work::Work;

/// A handle on the simulated world; cheap to clone.
#[derive(Debug, Clone)]
pub struct World(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: Config,
    http: reqwest::Client,
    stop: CancellationToken,
    origin: OnceLock<String>,
    state: Mutex<State>,
}

/// What the world consists of.
#[derive(Debug)]
pub struct State {
    /// Counts resets: what was begun in an earlier era must not touch this one.
    pub era: u64,
    /// The accounts by slug.
    pub accounts: BTreeMap<String, Account>,
    /// The phones by number, E.164 with `+`.
    pub phones: BTreeMap<String, Phone>,
    /// Media by id.
    pub media: Shelf,
    /// Templates by account slug.
    pub templates: HashMap<String, Vec<Definition>>,
    /// Whom a business blocked, by (account slug, number).
    pub blocks: HashSet<(String, String)>,
    /// Redington's contacts by account slug.
    pub contacts: HashMap<String, Vec<Contact>>,
    /// Who opted out of marketing, by (account slug, number), until when (ms) if not for ever.
    pub optouts: HashMap<(String, String), Option<i64>>,
    /// Messages of the business on their way, by wamid.
    pub flights: HashMap<String, Flight>,
    /// Accepted sends that Meta has not judged yet.
    pub queues: Queues,
    /// Webhooks that wait their turn.
    pub lanes: Lanes,
    /// What goes wrong.
    pub faults: Faults,
    /// What crossed the wire.
    pub journal: Journal,
    /// What is due or under way.
    pub work: Work,
    /// Small talk and other harmless chance.
    pub chance: StdRng,
}

impl State {
    fn new(era: u64, seed: u64) -> Self {
        Self {
            era,
            accounts: BTreeMap::new(),
            phones: BTreeMap::new(),
            media: Shelf::default(),
            templates: HashMap::new(),
            blocks: HashSet::new(),
            contacts: HashMap::new(),
            optouts: HashMap::new(),
            flights: HashMap::new(),
            queues: Queues::default(),
            lanes: Lanes::default(),
            faults: Faults::new(seed),
            journal: Journal::default(),
            work: Work::default(),
            chance: StdRng::seed_from_u64(seed),
        }
    }

    /// The phone with this number; an unknown number is a silent customer who is on WhatsApp.
    pub fn phone(&mut self, number: &str) -> &mut Phone {
        self.phones.entry(number.to_owned()).or_insert_with(|| Phone::new(number))
    }
}

impl World {
    /// An empty world.
    #[must_use]
    pub fn new(config: Config, stop: CancellationToken) -> Self {
        let seed = config.seed.unwrap_or_else(|| rand::rng().random());
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(20))
            .pool_idle_timeout(Duration::from_secs(60))
            .tcp_nodelay(true)
            .no_proxy()
            .build()
            .unwrap_or_default();
        Self(Arc::new(Inner { config, http, stop, origin: OnceLock::new(), state: Mutex::new(State::new(0, seed)) }))
    }

    /// What it was started with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The client that all requests of the provider leave through, with kept-alive connections.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// Where this simulator listens, `http://…`; links to files begin with it.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.0.origin.get().map_or("http://127.0.0.1", String::as_str)
    }

    /// Says where it listens, once.
    pub fn set_origin(&self, origin: String) {
        let _ = self.0.origin.set(origin);
    }

    /// Told when the process ends: open streams must end themselves then.
    #[must_use]
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    /// The state; never hold it across an await.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything; what is still under way ends without effect.
    pub fn reset(&self) {
        let mut state = self.state();
        let era = state.era + 1;
        let seed = self.0.config.seed.unwrap_or_else(|| rand::rng().random());
        *state = State::new(era, seed);
    }

    /// Runs until it is done or the process ends.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let stop = self.0.stop.clone();
        tokio::spawn(async move {
            tokio::select! { () = stop.cancelled() => {}, () = task => {} }
        });
    }

    /// Acts on the state after a while, unless the world was reset meanwhile. Counts as work until then.
    pub fn after(&self, state: &State, delay: Duration, act: impl FnOnce(&World, &mut State) + Send + 'static) {
        let busy = state.work.begin();
        self.later(state, delay, move |world, state| {
            act(world, state);
            drop(busy);
        });
    }

    /// The same for what nobody should wait for: small talk, a typing sign that fades.
    pub fn later(&self, state: &State, delay: Duration, act: impl FnOnce(&World, &mut State) + Send + 'static) {
        let (era, world) = (state.era, self.clone());
        self.spawn(async move {
            tokio::time::sleep(delay).await;
            let mut state = world.state();
            if state.era == era {
                act(&world, &mut state);
            }
        });
    }
}
