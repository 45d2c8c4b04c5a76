//! How a SQLite database is opened.

use crate::store::StoreError;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::path::Path;
use std::time::Duration;

/// Statements that stay prepared on a connection.
const STATEMENTS: usize = 128;

/// What can be set.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Memory for pages, in KiB, for the writer and for each reader.
    pub cache_kib: (u32, u32),
    /// Pages in the log before the writer itself carries them over into the database; a thread of its own does so long before.
    pub checkpoint_pages: u32,
    /// How long to wait for a lock of another process.
    pub busy: Duration,
    /// Look up every row that another one points at. It costs as many look-ups as inserts and finds faults of this program alone,
    /// so that development builds, and with them all tests, do it.
    pub references: bool,
}

impl Default for Settings {
    fn default() -> Self {
        // More would not be quicker: SQLite looks through the writer's whole cache at the end of most groups.
        Self { cache_kib: (8_192, 8_192), checkpoint_pages: 65_536, busy: Duration::from_secs(5), references: cfg!(debug_assertions) }
    }
}

pub(super) fn open_writer(path: &Path, settings: Settings) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(path)?;
    shape(&connection, settings, settings.cache_kib.0)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", settings.checkpoint_pages)?;
    // The log keeps its size, so that a commit writes where something was written before and the file's own table stays as it is.
    connection.pragma_update(None, "journal_size_limit", 268_435_456)?;
    let migrations = Migrations::new(vec![
        M::up(include_str!("../../../migrations/sqlite/0001_threads.sql")),
        M::up(include_str!("../../../migrations/sqlite/0002_consent.sql")),
        M::up(include_str!("../../../migrations/sqlite/0003_sessions.sql")),
        M::up(include_str!("../../../migrations/sqlite/0004_chains.sql")),
        M::up(include_str!("../../../migrations/sqlite/0005_digests.sql")),
        M::up(include_str!("../../../migrations/sqlite/0006_holders.sql")),
    ]);
    migrations.to_latest(&mut connection).map_err(|error| StoreError::Broken(error.to_string()))?;
    Ok(connection)
}

/// One that carries the log over while the writer goes on.
pub(super) fn open_carrier(path: &Path, settings: Settings) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    shape(&connection, settings, settings.cache_kib.1)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

pub(super) fn open_reader(path: &Path, settings: Settings) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    shape(&connection, settings, settings.cache_kib.1)?;
    Ok(connection)
}

fn shape(connection: &Connection, settings: Settings, cache_kib: u32) -> Result<(), StoreError> {
    connection.busy_timeout(settings.busy)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", settings.references)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -i64::from(cache_kib))?;
    Ok(())
}
