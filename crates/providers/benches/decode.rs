//! Webhooks decoded per second on one core, and the bytes that each allocates, for each provider over its fixtures.
//!
//! The counting allocator takes its few nanoseconds from every rate alike.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench panics when it can't measure, and prints what it measured")]

use criterion::{Criterion, Throughput};
use providers::{Account, Codec, registry};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const GROUP: &str = "decode";

/// What one provider came to.
struct Line {
    provider: &'static str,
    webhooks: usize,
    size: usize,
    bytes: usize,
    allocations: usize,
}

fn main() {
    let mut criterion = Criterion::default()
        .output_directory(&output())
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    let lines: Vec<Line> = registry::ALL.iter().map(|codec| measure(&mut criterion, *codec)).collect();
    criterion.final_summary();
    println!(
        "{:<16} {:>9} {:>12} {:>16} {:>14} {:>12}",
        "provider", "webhooks", "bytes each", "decoded a second", "bytes alloc'd", "allocations"
    );
    for line in lines {
        let rate = rate(&line).map_or("-".to_owned(), |rate| format!("{rate:.0}"));
        println!("{:<16} {:>9} {:>12} {rate:>16} {:>14} {:>12}", line.provider, line.webhooks, line.size, line.bytes, line.allocations);
    }
}

fn measure(criterion: &mut Criterion, codec: &dyn Codec) -> Line {
    let bodies = webhooks(codec);
    let account = Account { channel: codec.channels()[0].clone(), number: "+15551305682".to_owned(), ..Account::default() };
    let all = || {
        for body in &bodies {
            black_box(codec.decode(&account, &account.channel, black_box(body)));
        }
    };
    all();
    let region = Region::new(ALLOCATOR);
    all();
    let change = region.change();
    let mut group = criterion.benchmark_group(GROUP);
    group.throughput(Throughput::Elements(bodies.len() as u64));
    group.bench_function(codec.provider(), |bencher| bencher.iter(all));
    group.finish();
    let each = |sum: usize| sum / bodies.len();
    Line {
        provider: codec.provider(),
        webhooks: bodies.len(),
        size: each(bodies.iter().map(Vec::len).sum()),
        bytes: each(change.bytes_allocated),
        allocations: each(change.allocations + change.reallocations),
    }
}

/// The webhooks of the fixtures that are JSON at all.
fn webhooks(codec: &dyn Codec) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(codec.provider().replace('-', "_")).join("in");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let bodies = paths.filter(|path| !path.to_string_lossy().ends_with(".expected.json")).map(|path| std::fs::read(path).unwrap());
    bodies.filter(|body| serde_json::from_slice::<serde_json::Value>(body).is_ok()).collect()
}

/// As criterion has just estimated it; nothing where it was told not to measure.
fn rate(line: &Line) -> Option<f64> {
    let path = output().join(GROUP).join(line.provider).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    Some(line.webhooks as f64 * 1e9 / estimates["mean"]["point_estimate"].as_f64()?)
}

fn output() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("criterion")
}
