//! What the simulator is started with.

use std::path::PathBuf;

use crate::crm::Crm;

/// Settings of one simulator.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Seed of faults and small talk; `None` takes a random one. Ids are always random, so that a restarted
    /// simulator never repeats the wamids of an earlier life.
    pub seed: Option<u64>,
    /// No simulated customer says anything unasked, and only those answer whose `talkative` was set.
    pub quiet: bool,
    /// Folder of static pages served at `/`.
    pub www: Option<PathBuf>,
    /// The demo CRM; its two routes answer 404 without it.
    pub crm: Option<Crm>,
}
