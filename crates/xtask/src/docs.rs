//! `cargo xtask docs`: writes `docs/providers` anew from what the codecs say of themselves.

use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{run, say};

/// Lets the test that compares the pages write them instead.
///
/// # Errors
/// When a guide says what is not true, or something does not compile.
pub(crate) fn docs(repo: &Repo) -> Outcome {
    run::run(repo.cargo(["test", "--quiet", "-p", "providers", "--test", "docs"]).env("BLESS", "1"))?;
    say::line("docs/providers is current");
    Ok(())
}
