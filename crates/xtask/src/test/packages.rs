//! The CRM packages' own tests: metadata, components and cards, each with its vendor's tools.

use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{run, setup};

/// What `pkg-templates/test.mjs` runs.
pub(super) fn packages(repo: &Repo) -> Outcome {
    setup::packages_in(repo, "pkg-templates")?;
    run::run(&mut repo.node("pkg-templates/test.mjs"))
}
