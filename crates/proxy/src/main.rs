//! The binary `sidethread`.

use clap::Parser;
use proxy::command::Command;
use std::io::Write;
use std::process::ExitCode;

/// Every request takes and gives back some fifty pieces of memory, half of them in another thread.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Command::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // With standard error gone there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::from(failure.code)
        }
    }
}
