//! What the binary can be told: one file a word.

mod check;
mod failure;
mod import;
mod migrate;
mod replay;
mod serve;
mod token;

pub use failure::Failure;

use crate::config::Config;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;

/// Customers' threads in the contact page of the CRM that you already have.
#[derive(Debug, Parser)]
#[command(name = "sidethread", version, arg_required_else_help = true)]
pub struct Command {
    /// The configuration; `sidethread.toml` in this folder, if it is there, when nothing is said.
    #[arg(long, env = "SIDETHREAD_CONFIG", value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    word: Word,
}

#[derive(Debug, Subcommand)]
enum Word {
    /// Serves until it is told to end.
    Serve,
    /// Says everything that is wrong with the configuration; exit code 2 if anything is.
    Check,
    /// Prints an agent token, signed with the tenant's first symmetric key.
    Token(token::Args),
    /// Reads history out of a file. The same file again changes nothing.
    Import(import::Args),
    /// Decodes kept webhooks again, after a mend.
    Replay(replay::Args),
    /// Brings the database to this build's form.
    Migrate,
}

impl Command {
    /// Carries it out.
    ///
    /// # Errors
    /// The words to end with, and the exit code.
    pub fn run(&self) -> Result<(), Failure> {
        match &self.word {
            Word::Check => check::run(self.config.as_deref()),
            Word::Serve => serve::run(self.load()?),
            Word::Token(args) => token::run(&self.load()?, args),
            Word::Import(args) => import::run(&self.load()?, args),
            Word::Replay(args) => replay::run(&self.load()?, args),
            Word::Migrate => migrate::run(&self.load()?),
        }
    }

    fn load(&self) -> Result<Config, Failure> {
        Config::load(self.config.as_deref(), std::env::vars()).map_err(|faults| Failure::configuration(&faults))
    }
}

/// Prints a line; a closed pipe is no fault.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
