//! Durable webhooks per second over HTTP, beside the same rows written bare into the same file system.

use std::time::Duration;

use serde_json::{Value, json};

use crate::binaries::Binaries;
use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::scratch::Scratch;
use crate::stage::{ACCOUNT, Account, Contact, DATABASE, Plan, Stage};
use crate::table::Table;
use crate::{run, say};

/// Webhooks in one round; the first round only warms up.
const WEBHOOKS: u64 = 100_000;
const WARM_UP: u64 = 10_000;
/// Customers who write at once.
const PHONES: u64 = 1_000;
const CONNECTIONS: [u64; 3] = [32, 128, 512];
/// Then the database grows to this many messages, and once more over so many connections.
const GROWN: u64 = 500_000;
const GROWN_CONNECTIONS: u64 = 128;
const BUDGET: f64 = 20_000.0;
const PATIENCE: Duration = Duration::from_secs(600);

/// What one round of load came to.
struct Round {
    connections: u64,
    messages: u64,
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
}

/// Measures and prints. The floor writes the rows that the proxy has just written, so it comes second.
pub(super) fn webhooks(repo: &Repo, binaries: &Binaries) -> Outcome {
    let scratch = Scratch::temporary("bench")?;
    run::run(&mut repo.cargo(["build", "--release", "-p", "xtask", "--example", "floor"]))?;
    let rounds = rounds(repo, binaries, &scratch)?;
    let mut table = Table::new(&["durable writes", "per second", "p50 ms", "p99 ms", "of the floor"]);
    let mut floor = 0.0_f64;
    for group in ["64", "256"] {
        say::step(format!("the same rows, bare, in groups of {group}"));
        let written = (GROWN + WEBHOOKS).to_string();
        let mut command = repo.command(repo.target("release/examples/floor"));
        command.arg(scratch.path(DATABASE)).arg(scratch.path(&format!("floor-{group}.db")));
        let said = run::read(command.args([&written, &WEBHOOKS.to_string(), group]))?;
        let rate: f64 = said.trim().parse().map_err(|_| Failure::new(format!("the floor said {said:?}")))?;
        floor = floor.max(rate);
        table.row([format!("floor, groups of {group}"), format!("{rate:.0}"), "-".into(), "-".into(), "-".into()]);
    }
    for round in &rounds {
        table.row([
            format!("webhooks, {} connections, on top of {}", round.connections, round.messages),
            format!("{:.0}", round.per_second),
            format!("{:.1}", round.p50_ms),
            format!("{:.1}", round.p99_ms),
            format!("{:.2}", round.per_second / floor),
        ]);
    }
    say::line(table.text());
    let best = rounds.iter().map(|round| round.per_second).fold(0.0, f64::max);
    let verdict = if best >= BUDGET && best * 3.0 >= floor { "holds" } else { "does NOT hold" };
    let share = best / floor;
    say::line(format!("budget: {BUDGET:.0} a second and a third of the floor; best {best:.0}, {share:.2} of it: {verdict}"));
    Ok(())
}

fn rounds(repo: &Repo, binaries: &Binaries, scratch: &Scratch) -> Outcome<Vec<Round>> {
    let contact = Contact::new("Asha", "+919999999999");
    let www = repo.path("www");
    let accounts = &Account::usual(&www, None)?;
    let plan = Plan { www, binaries, scratch, contact: &contact, accounts, guest: None, port: None, quiet: true };
    let stage = Stage::start(repo, &plan)?;
    load(&stage, WARM_UP, CONNECTIONS[0])?;
    let round = |connections, messages| {
        say::step(format!("webhooks over {connections} connections, on top of {messages}"));
        let said = load(&stage, WEBHOOKS, connections)?;
        let failed = number(&said, "failed")?;
        if failed > 0.0 {
            return Err(Failure::new(format!("{failed} of {WEBHOOKS} webhooks were not accepted")));
        }
        let per_second = number(&said, "accepted")? / number(&said, "seconds")?;
        Ok(Round { connections, messages, per_second, p50_ms: number(&said, "p50_ms")?, p99_ms: number(&said, "p99_ms")? })
    };
    let mut rounds = Vec::new();
    let mut messages = WARM_UP;
    for connections in CONNECTIONS {
        rounds.push(round(connections, messages)?);
        messages += WEBHOOKS;
    }
    say::step(format!("growing to {GROWN} messages"));
    load(&stage, GROWN - messages, GROWN_CONNECTIONS)?;
    rounds.push(round(GROWN_CONNECTIONS, GROWN)?);
    Ok(rounds)
}

fn load(stage: &Stage, webhooks: u64, connections: u64) -> Outcome<Value> {
    let body = json!({"account": ACCOUNT, "webhooks": webhooks, "concurrency": connections, "phones": PHONES});
    stage.control("POST", "/_control/load", &body, PATIENCE).doing("loading the proxy")
}

fn number(answer: &Value, name: &str) -> Outcome<f64> {
    answer[name].as_f64().ok_or_else(|| Failure::new(format!("the load generator did not say {name}")))
}
