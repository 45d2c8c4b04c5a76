//! The writer thread: owns the one connection that writes, and makes a group of facts one transaction.

use super::write::{self, Group};
use crate::fact::Fact;
use crate::store::{Committed, StoreError};
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

type Answers = Vec<Result<Committed, StoreError>>;
/// Something to be done on the writer's connection.
pub(super) type Job = Box<dyn FnOnce(&Connection) + Send>;

/// A handle to the thread, which ends when this is dropped.
pub(super) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    facts: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let work = move || waiting.into_iter().for_each(|job| job(&connection));
        let thread = std::thread::Builder::new().name("sqlite writer".to_owned()).spawn(work);
        let thread = thread.map_err(|error| StoreError::Broken(error.to_string()))?;
        Ok(Self { jobs: Some(jobs), facts: Arc::default(), thread: Some(thread) })
    }

    /// The way to its connection; it ends when the last one is dropped.
    pub(super) fn jobs(&self) -> Option<mpsc::Sender<Job>> {
        self.jobs.clone()
    }

    /// How many facts it was given so far.
    pub(super) fn facts(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.facts)
    }

    /// Does something on the writer's connection, after everything that was asked before.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let gone = || StoreError::Unavailable("the writer is gone".to_owned());
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Who asked may have gone; what was done is done.
            let _ = answer.send(job(connection));
        });
        self.jobs.as_ref().ok_or_else(gone)?.send(job).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    pub(super) async fn commit(&self, facts: Vec<Fact>) -> Answers {
        let count = facts.len();
        self.facts.fetch_add(count as u64, Ordering::Relaxed);
        match self.run(move |connection| Ok(commit(connection, &facts))).await {
            Ok(answers) => answers,
            Err(error) => vec![Err(error); count],
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has nothing left to write.
            let _ = thread.join();
        }
    }
}

/// All in one transaction. Only when one of them breaks is the group done again with a savepoint for each, so that the
/// others don't suffer: a savepoint costs a copy of every page that is touched.
fn commit(connection: &Connection, facts: &[Fact]) -> Answers {
    match transaction(connection, facts, plain) {
        Ok(answers) => answers,
        Err(error @ StoreError::Unavailable(_)) => vec![Err(error); facts.len()],
        Err(_) => transaction(connection, facts, guarded).unwrap_or_else(|error| vec![Err(error); facts.len()]),
    }
}

/// What came of one fact; the outer error ends the transaction.
type Step = Result<Result<Committed, StoreError>, StoreError>;

fn transaction(connection: &Connection, facts: &[Fact], step: fn(&mut Group<'_>, &Fact) -> Step) -> Result<Answers, StoreError> {
    let run = || {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut group = Group::new(connection)?;
        let answers = facts.iter().map(|fact| step(&mut group, fact)).collect::<Result<Answers, StoreError>>()?;
        connection.execute_batch("COMMIT")?;
        Ok(answers)
    };
    let answers = run();
    if answers.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    answers
}

/// `NotFound` is given before anything is written, so it is an answer like any other.
fn plain(group: &mut Group<'_>, fact: &Fact) -> Step {
    match write::write(group, fact) {
        Err(error) if error != StoreError::NotFound => Err(error),
        answer => Ok(answer),
    }
}

/// A fact that breaks is undone alone.
fn guarded(group: &mut Group<'_>, fact: &Fact) -> Step {
    group.connection().execute_batch("SAVEPOINT fact")?;
    let answer = write::write(group, fact);
    match &answer {
        Err(error @ StoreError::Unavailable(_)) => return Err(error.clone()),
        Err(_) => group.connection().execute_batch("ROLLBACK TO fact; RELEASE fact")?,
        Ok(_) => group.connection().execute_batch("RELEASE fact")?,
    }
    Ok(answer)
}
