//! Runs a program to its end; for programs that stay, see `child`.

use std::process::{Command, Stdio};

use crate::failure::{Doing, Failure, Outcome};

/// Runs it with our output and no input.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let name = named(command);
    let status = command.stdin(Stdio::null()).status().map_err(|error| missing(&name, &error))?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!("`{name}` ended with {status}"))),
    }
}

/// Runs it and answers what it printed.
///
/// # Errors
/// When it cannot be started or does not succeed; its own words are in the failure.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let name = named(command);
    let output = command.stdin(Stdio::null()).output().map_err(|error| missing(&name, &error))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|_| Failure::new(format!("`{name}` printed something that is not UTF-8")));
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    Err(Failure::new(format!("`{name}` ended with {}\n{}", output.status, said.trim_end())))
}

/// Whether a program of this name can be started.
pub(crate) fn find(program: &str) -> Option<std::path::PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(program)).find(|at| at.is_file())
}

/// Makes the folder and all above it.
///
/// # Errors
/// When the system refuses.
pub(crate) fn make_folder(at: &std::path::Path) -> Outcome {
    std::fs::create_dir_all(at).doing(format!("making {}", at.display()))
}

fn named(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}

fn missing(name: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{name}` could not be started: {error}"))
}
