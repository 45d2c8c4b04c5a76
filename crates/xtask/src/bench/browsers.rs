//! The parts that look at a screen: scripts in tests/bench drive Chromium against a stage of ours.

use std::fmt::Write;

use crate::binaries::Binaries;
use crate::failure::{Doing, Outcome};
use crate::repo::Repo;
use crate::scratch::Scratch;
use crate::stage::{ACCOUNT, Account, Contact, Plan, Stage};
use crate::{browser, run, say};

/// From a webhook to its bubble.
pub(super) fn latency(repo: &Repo, binaries: &Binaries) -> Outcome {
    say::step("measuring webhook to bubble");
    drive(repo, binaries, "tests/bench/latency.mjs", 50)
}

/// From the page to its first bubble, with a short and a long thread.
pub(super) fn open(repo: &Repo, binaries: &Binaries) -> Outcome {
    for messages in [50, 100_000] {
        say::step(format!("measuring open with a thread of {messages}"));
        drive(repo, binaries, "tests/bench/open.mjs", messages)?;
    }
    Ok(())
}

fn drive(repo: &Repo, binaries: &Binaries, script: &str, messages: u32) -> Outcome {
    let scratch = Scratch::temporary("bench")?;
    let contact = Contact::new("Asha", "+919999999999");
    let history = scratch.write("history.json", &history(&contact, messages))?;
    let accounts = &Account::usual(&repo.path("www"), Some(history))?;
    let www = scratch.path("www");
    run::make_folder(&www)?;
    let plan = Plan { www: www.clone(), binaries, scratch: &scratch, contact: &contact, accounts, guest: None, port: None, quiet: true };
    let stage = Stage::start(repo, &plan)?;
    let mut node = browser::node(repo, binaries)?;
    node.arg(repo.path(script))
        .env("BENCH_PAGE", stage.page())
        .env("BENCH_WWW", &www)
        .env("BENCH_PROXY", format!("http://127.0.0.1:{}", stage.proxy_port))
        .env("BENCH_HOOK", format!("http://127.0.0.1:{}/hooks/{ACCOUNT}/{}", stage.proxy_port, stage.secrets.hook))
        .env("BENCH_SIGNING_SECRET", &stage.secrets.signing)
        .env("BENCH_ACCOUNT", ACCOUNT)
        .env("BENCH_PHONE", &contact.phone)
        .env("BENCH_MESSAGES", messages.to_string());
    run::run(&mut node).doing(script)
}

/// A thread of one-line messages, a minute apart, as `sidethread import` reads it.
fn history(contact: &Contact, messages: u32) -> String {
    let (name, phone) = (&contact.name, &contact.phone);
    let mut text = format!(r#"{{"contact":{{"name":"{name}","phone":"{phone}"}},"messages":["#);
    for at in 0..messages {
        let direction = if at % 3 == 0 { "outbound" } else { "inbound" };
        let kind = if at % 3 == 0 { "agent" } else { "customer" };
        let comma = if at == 0 { "" } else { "," };
        let minutes = messages - at;
        let _ = write!(
            text,
            r#"{comma}{{"id":"bench-{at}","direction":"{direction}","ago":"PT{minutes}M","author":{{"kind":"{kind}"}},"content":{{"type":"text","body":"Message {at}: could you look at this once more before noon, please?"}},"status":{{"state":"read"}}}}"#
        );
    }
    text.push_str("]}");
    text
}
