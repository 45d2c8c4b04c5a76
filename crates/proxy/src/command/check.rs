//! `sidethread check`: everything that is wrong with the configuration, at once.

use super::{Failure, say};
use crate::config::Config;
use std::path::Path;

pub(super) fn run(file: Option<&Path>) -> Result<(), Failure> {
    let config = Config::load(file, std::env::vars()).map_err(|faults| Failure::configuration(&faults))?;
    for tenant in &config.tenants {
        say(&format!("tenant {}: {} origins, {} keys", tenant.id, tenant.origins.len(), tenant.keys.len()));
        for account in &tenant.accounts {
            say(&format!("  account {}: {}, {} templates", account.slug, account.label, account.templates.len()));
        }
    }
    say("The configuration is good.");
    Ok(())
}
