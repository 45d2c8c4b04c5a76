//! Kills the real binary at random moments under load, starts it again, and holds it to invariants 1 to 5 at the end.
//!
//! `CRASH_ROUNDS` says how often it is killed (20), `CRASH_SEED` repeats a run. The provider is the simulator, in this
//! process: its journal and its phones are the witness that the proxy does not write itself.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod load;
mod proof;
mod proxy;
mod stage;

use load::Load;
use proxy::Proxy;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use stage::Stage;
use std::time::Duration;

/// How long anything may take before it counts as stuck.
const PATIENCE: Duration = Duration::from_secs(240);
/// A kill comes after so many more facts at most.
const FACTS: u64 = 120;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_stuck_when_it_is_killed() {
    let number = |name: &str, default: u64| std::env::var(name).ok().map_or(default, |text| text.parse().unwrap());
    let rounds = number("CRASH_ROUNDS", 20);
    let seed = number("CRASH_SEED", rand::random());
    println!("CRASH_SEED={seed} CRASH_ROUNDS={rounds}");
    let mut dice = StdRng::seed_from_u64(seed);

    let stage = Stage::build(seed).await;
    stage.faults(&faults(seed)).await;
    let mut process = Proxy::start(&stage).await;
    let load = Load::start(&stage, process.token());
    for round in 1..=rounds {
        let (facts, then) = (load.facts(), dice.random_range(1..=FACTS));
        load.until(facts + then).await;
        process.kill();
        process = Proxy::start(&stage).await;
        load.renew(process.token());
        println!("round {round}: killed after {then} facts, {} so far", load.facts());
    }
    stage.faults(&json!({})).await;
    let said = load.finish().await;
    println!("{} messages from phones, {} answers; waiting for the rest", said.inbound.len(), said.outbound.len());
    stage.calm(&process).await;
    proof::check(&stage, &process, &said).await;
    process.kill();
}

/// A bad day at the provider.
fn faults(seed: u64) -> serde_json::Value {
    json!({
        "seed": seed,
        "webhook": {"drop": 0.03, "double": 0.1, "reorder": 0.1},
        "api": {"too_many": 0.03, "server_error": 0.03, "cut_after_accept": 0.03, "cut_before_accept": 0.03, "delay_ms": [0, 20]},
    })
}
