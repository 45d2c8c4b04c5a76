//! `cargo xtask`: the one front door for people and CI; each command is one file.

use clap::{Parser, Subcommand};
use failure::Outcome;
use repo::Repo;

mod bench;
mod binaries;
mod browser;
mod build;
mod child;
mod demo;
mod docs;
mod failure;
mod fuzz;
mod http;
mod listing;
mod package;
mod repo;
mod run;
mod say;
mod scratch;
mod setup;
mod shots;
mod size;
mod stage;
mod stop;
mod table;
mod test;

/// Builds, shows, tests and measures Sidethread.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts simulator, proxy and a demo contact page on loopback and prints one URL
    Demo(demo::Options),
    /// Runs everything that CI runs, or only the parts named
    Test(test::Options),
    /// Builds the widget into dist/web
    Build,
    /// Prints raw, gzip and brotli size of each artefact and fails over a budget
    Size,
    /// Writes the npm package and the CRMs' archives into dist
    Package,
    /// Measures against the budgets of the design; all parts, or only those named
    Bench(bench::Options),
    /// Feeds the decoders with libFuzzer
    Fuzz(fuzz::Options),
    /// Takes pictures of every state of the panel
    Shots(shots::Options),
    /// Writes docs/providers anew from what the codecs say of themselves
    Docs,
}

fn main() -> std::process::ExitCode {
    let outcome = Repo::find().and_then(|repo| dispatch(&repo, Cli::parse().command));
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            say::failure(&failure);
            std::process::ExitCode::FAILURE
        }
    }
}

fn dispatch(repo: &Repo, command: Command) -> Outcome {
    match command {
        Command::Demo(options) => demo::demo(repo, &options),
        Command::Test(options) => test::test(repo, &options),
        Command::Build => build::command(repo),
        Command::Size => size::command(repo),
        Command::Package => package::command(repo),
        Command::Bench(options) => bench::bench(repo, &options),
        Command::Fuzz(options) => fuzz::fuzz(repo, &options),
        Command::Shots(options) => shots::shots(repo, &options),
        Command::Docs => docs::docs(repo),
    }
}
