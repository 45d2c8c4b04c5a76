//! Writes one fact: the only place that changes a row.
//!
//! [`StoreError::NotFound`] is answered before anything is written; the writer relies on it.

mod digest;
mod end;
mod import;
mod media;
mod message;
mod person;
mod reply;
pub(super) mod session;
mod settle;
mod template;
mod webhook;
mod word;

use super::claim;
use super::key::{Key, Keyed};
use crate::fact::{Fact, Written};
use crate::store::{Committed, StoreError};
use model::ThreadId;
use rusqlite::{Connection, OptionalExtension, Params, Row};

/// A transaction that is being filled.
pub(super) struct Group<'c> {
    connection: &'c Connection,
    /// Something may be parked: new names have to be looked up.
    parked: bool,
    /// Threads that the fact in hand has changed.
    changed: Vec<Key>,
    /// The row of the last message; `None` until it was looked up.
    last_message: Option<i64>,
}

/// What an event says has changed; the number is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A message came or has a new face.
    Message = 0,
    /// A message came a step further.
    Status = 1,
    /// The emojis on a message changed.
    Reaction = 2,
    /// A message was changed or deleted.
    Edit = 3,
    /// The head of the thread changed.
    Thread = 4,
}

impl Kind {
    /// The kind of a kept number.
    pub(super) fn from_column(number: i64) -> Option<Self> {
        [Self::Message, Self::Status, Self::Reaction, Self::Edit, Self::Thread].into_iter().find(|kind| *kind as i64 == number)
    }
}

impl<'c> Group<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        let parked = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM parked)")?.query_row([], |row| row.get(0))?;
        Ok(Self { connection, parked, changed: Vec::new(), last_message: None })
    }

    pub(super) fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// Runs a statement that stays prepared.
    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }

    /// The only row, if there is one.
    fn one<T>(&self, sql: &str, params: impl Params, read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>) -> Result<Option<T>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    /// The row of the next message. Nobody else writes while this transaction is open.
    fn next_message(&mut self) -> Result<i64, StoreError> {
        let last = match self.last_message {
            Some(last) => last,
            None => self.one("SELECT coalesce(max(id), 0) FROM message", [], |row| row.get(0))?.unwrap_or_default(),
        };
        self.last_message = Some(last + 1);
        Ok(last + 1)
    }
}

/// Writes one fact into the group's transaction.
pub(super) fn write(group: &mut Group<'_>, fact: &Fact) -> Result<Committed, StoreError> {
    group.changed.clear();
    let written = match fact {
        Fact::Webhook(arrival) => webhook::webhook(group, arrival)?,
        Fact::Opened(opened, id) => person::opened(group, opened, id)?,
        Fact::Reply(reply) => reply::reply(group, reply)?,
        Fact::Reaction(reaction) => reply::reaction(group, reaction)?,
        Fact::Read(read) => reply::read(group, read)?,
        Fact::Claim(claim) => claim::claim(group, claim)?,
        Fact::Abandoned(abandoned) => settle::abandoned(group, abandoned)?,
        Fact::Settled(settled) => settle::settled(group, settled)?,
        Fact::File(settled) => media::settled(group, settled)?,
        Fact::Uploaded(uploaded) => media::uploaded(group, uploaded)?,
        Fact::AtProvider(at_provider) => media::at_provider(group, at_provider)?,
        Fact::Templates(tenant, templates, at) => template::templates(group, tenant, templates, *at)?,
        Fact::TemplatesNamed(tenant, templates, written) => template::named(group, tenant, templates, *written)?,
        Fact::Listed(listed) => template::listed(group, listed)?,
        Fact::TemplatesGone(tenant, templates) => template::gone(group, tenant, templates)?,
        Fact::Import(import) => import::import(group, import)?,
        Fact::Issued(issued) => session::issued(group, issued)?,
        Fact::Redeemed(redeemed) => session::redeemed(group, redeemed)?,
        Fact::Used(used) => session::used(group, used)?,
        Fact::Revoked(revoked) => session::revoked(group, revoked)?,
        Fact::Digests(taken) => digest::take(group, taken)?,
        Fact::DigestSettled(settled) => digest::settled(group, settled)?,
        Fact::Probe(at) => {
            group.execute("INSERT INTO probe (id, at) VALUES (1, ?1) ON CONFLICT DO UPDATE SET at = excluded.at", [at.millis()])?;
            Written::Done
        }
    };
    group.changed.dedup();
    Ok(Committed { written, threads: group.changed.drain(..).map(ThreadId::of).collect() })
}
