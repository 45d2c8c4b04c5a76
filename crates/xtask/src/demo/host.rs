//! `cargo xtask demo --host`: a simulated CRM page on an origin of its own, from `www/hosts`, with the real package in it.

use std::time::Duration;

use clap::ValueEnum;

use crate::child::Child;
use crate::failure::Outcome;
use crate::repo::Repo;
use crate::scratch::Scratch;
use crate::stage::{Guest, Stage};
use crate::{http, setup};

/// Compiling a component or a card takes some seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// The simulated hosts.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Host {
    /// A Lightning record page with the deployed component
    Salesforce,
    /// A CRM record with the widget in a related list and behind a button
    Zoho,
    /// A contact record with the app card
    Hubspot,
    /// A page of your own with one tag
    Plain,
    /// A page whose policy allows nothing of others but one frame
    Strict,
    /// An old application that tears views out and moves nodes
    Spa,
}

impl Host {
    /// Its place among the origins.
    ///
    /// # Errors
    /// When no port is free.
    pub(super) fn guest(self) -> Outcome<Guest> {
        Guest::new(self.to_possible_value().as_ref().map_or("", |value| value.get_name()))
    }
}

/// The host's server, up and answering.
///
/// # Errors
/// When the packages' tools cannot be installed, or the server does not start; its last words are in the failure.
pub(super) fn start(repo: &Repo, scratch: &Scratch, guest: &Guest, stage: &Stage) -> Outcome<Child> {
    setup::packages_in(repo, "pkg-templates")?;
    let settings = scratch.write("host.json", &guest.settings(&stage.secrets, stage.proxy_port).to_string())?;
    let mut server = Child::start("host", repo.node("www/hosts/server.mjs").arg(settings), scratch.path("host.log"))?;
    server.wait_until(PATIENCE, || http::call("GET", guest.port, "/", None, "", PATIENCE).is_ok_and(|answer| answer.status == 200))?;
    Ok(server)
}

/// The one URL, and what to try first.
pub(super) fn welcome(guest: &Guest, phone: &str, customer: &str) -> Vec<String> {
    vec![
        format!("Sidethread in a simulated host: {}", guest.name),
        guest.origin(),
        String::new(),
        "1  Answer in the panel, then look at what the host has logged".to_owned(),
        "2  Go to another record; edit a phone number".to_owned(),
        format!("3  Be {customer}: {phone}"),
        "4  Open “What this page assumes” at the bottom".to_owned(),
        String::new(),
        "Ctrl-C ends it".to_owned(),
    ]
}
