//! The only place that writes to the terminal: results on stdout, progress on stderr.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

/// A line of the result. A closed pipe is the reader's choice, not a fault.
pub(crate) fn line(text: impl Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// A line of progress: what takes the time now.
pub(crate) fn step(text: impl Display) {
    let mut out = std::io::stderr().lock();
    let _ = match std::io::stderr().is_terminal() {
        true => writeln!(out, "\x1b[1;36m==>\x1b[0m {text}"),
        false => writeln!(out, "==> {text}"),
    };
}

/// Why the command failed.
pub(crate) fn failure(text: impl Display) {
    let mut out = std::io::stderr().lock();
    let _ = match std::io::stderr().is_terminal() {
        true => writeln!(out, "\x1b[1;31mfailed:\x1b[0m {text}"),
        false => writeln!(out, "failed: {text}"),
    };
}

/// Lines in a box, for the one thing a person looks for.
pub(crate) fn boxed(lines: &[String]) {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let bar = "─".repeat(width + 4);
    line(format!("\n┌{bar}┐"));
    for text in lines {
        line(format!("│  {text:width$}  │"));
    }
    line(format!("└{bar}┘\n"));
}
