//! `cargo xtask demo`: the whole thing on one machine, and one URL to look at it.

use std::path::PathBuf;
use std::time::Duration;

use crate::binaries::{self, Profile};
use crate::failure::{Doing, Outcome};
use crate::repo::Repo;
use crate::scratch::Scratch;
use crate::stage::{self, Account, Contact, Plan, Stage};
use crate::{build, say, stop};

mod host;

const LOOK_EVERY: Duration = Duration::from_millis(100);

/// How the demo is shown.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The proxy's port; the page is on the next one [default: free ports]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// Whose channels: a provider of the configuration, or all of them in one thread
    #[arg(long, value_name = "NAME", default_value = "tata-tele")]
    provider: String,
    /// Show the real package in this simulated CRM page
    #[arg(long, value_name = "NAME")]
    host: Option<host::Host>,
    /// The simulated customer says nothing unasked
    #[arg(long)]
    quiet: bool,
    /// Keep database, configuration, media and logs in this folder and use them again
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Runs until Ctrl-C.
///
/// # Errors
/// When something does not build or start, or ends by itself.
pub(crate) fn demo(repo: &Repo, options: &Options) -> Outcome {
    // A port that is taken is said before the long steps, not after them.
    stage::ports(options.port)?;
    let www = repo.path("www");
    let accounts = &Account::of(&www, &options.provider)?;
    let contact = &Contact::read(accounts)?;
    build::widget(repo)?;
    let binaries = binaries::build(repo, Profile::Dev)?;
    stop::listen()?;
    let scratch = match &options.keep {
        Some(folder) => Scratch::kept(folder)?,
        None => Scratch::temporary("demo")?,
    };
    let guest = options.host.map(host::Host::guest).transpose()?;
    let guest = guest.as_ref();
    let plan = Plan { www, binaries: &binaries, scratch: &scratch, contact, accounts, guest, port: options.port, quiet: options.quiet };
    let stage = Stage::start(repo, &plan);
    if stop::asked() {
        return Ok(());
    }
    let mut stage = stage.doing(advice(options))?;
    let mut server = guest.map(|guest| host::start(repo, &scratch, guest, &stage)).transpose()?;
    let page = stage.page();
    let words = guest.map(|guest| host::welcome(guest, &page, &contact.name));
    say::boxed(&words.unwrap_or_else(|| welcome(&page, &contact.name)));
    while !stop::asked() {
        stage.check()?;
        server.as_mut().map(|server| server.check()).transpose()?;
        std::thread::sleep(LOOK_EVERY);
    }
    say::step("stopping");
    Ok(())
}

/// The one URL, and what to try first.
fn welcome(page: &str, customer: &str) -> Vec<String> {
    let first = customer.split_whitespace().next().unwrap_or(customer);
    vec![
        "Sidethread demo".to_owned(),
        page.to_owned(),
        String::new(),
        format!("1  Answer {first} in the panel: the ticks climb, and turn blue when she reads"),
        format!("2  Be {first}: type on her phone, tap its buttons, send a photo, go offline"),
        "3  Press the bug above the phone and let things go wrong".to_owned(),
        String::new(),
        "Ctrl-C ends it".to_owned(),
    ]
}

fn advice(options: &Options) -> &'static str {
    match options.keep {
        Some(_) => "the demo could not start (a kept folder of an older version can be the cause: try without --keep)",
        None => "the demo could not start (try again with --keep DIR to look at its configuration and logs)",
    }
}
