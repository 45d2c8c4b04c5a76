//! `sidethread migrate`: brings the database to this build's form and says so. `serve` does the same at its start.

use super::{Failure, say};
use crate::config::Config;
use crate::store::sqlite::SqliteStore;

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    SqliteStore::open(&config.database).map_err(Failure::new)?;
    say(&format!("{} is up to date.", config.database));
    Ok(())
}
