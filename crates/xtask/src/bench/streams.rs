//! What ten thousand open streams cost the proxy while nothing happens: memory and processor time.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use crate::binaries::Binaries;
use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::scratch::Scratch;
use crate::stage::{Account, Contact, Plan, Stage};
use crate::table::Table;
use crate::{http, run, say};

const STREAMS: usize = 10_000;
/// The budgets: megabytes in all, and percent of one core.
const MEGABYTES: f64 = 400.0;
const PERCENT: f64 = 2.0;
const PATIENCE: Duration = Duration::from_secs(60);
/// How long nothing happens while it is watched: each stream looks at its log once in this time, and says twice that it lives.
const WATCH: Duration = Duration::from_secs(40);
/// The kernel counts processor time in hundredths of a second.
const TICK_MS: f64 = 10.0;

/// Opens a thread and a stream for each of so many people, each over a connection of its own, then watches.
pub(super) fn streams(repo: &Repo, binaries: &Binaries) -> Outcome {
    let scratch = Scratch::temporary("bench")?;
    let contact = Contact::new("Asha", "+919999999999");
    let www = repo.path("www");
    let accounts = &Account::usual(&www, None)?;
    let plan = Plan { www, binaries, scratch: &scratch, contact: &contact, accounts, guest: None, port: None, quiet: true };
    let stage = Stage::start(repo, &plan)?;
    let config = scratch.path("sidethread.toml");
    let process = process(&config)?;
    let mut ask = repo.command(&binaries.sidethread);
    ask.arg("token").arg("--config").arg(&config).args(["--tenant", "acme", "--agent", "bench", "--phone", "*", "--ttl", "900"]);
    let token = run::read(&mut ask)?.trim().to_owned();
    let empty = memory(process)?;
    say::step(format!("opening {STREAMS} streams"));
    let open = (0..STREAMS).map(|number| stream(stage.proxy_port, &token, number)).collect::<Outcome<Vec<TcpStream>>>()?;
    sleep(Duration::from_secs(5));
    say::step(format!("watching for {} seconds", WATCH.as_secs()));
    let before = processor(process)?;
    sleep(WATCH);
    let percent = (processor(process)? - before) * TICK_MS / 10.0 / WATCH.as_secs_f64();
    let full = memory(process)?;
    drop(open);
    let mut table = Table::new(&["open streams", "memory MB", "KB a stream", "idle % of a core"]);
    table.row(["0".to_owned(), format!("{empty:.0}"), "-".to_owned(), "-".to_owned()]);
    let each = (full - empty) * 1024.0 / STREAMS as f64;
    table.row([STREAMS.to_string(), format!("{full:.0}"), format!("{each:.1}"), format!("{percent:.2}")]);
    say::line(table.text());
    let verdict = if full < MEGABYTES && percent < PERCENT { "holds" } else { "does NOT hold" };
    say::line(format!("budget: {MEGABYTES:.0} MB in all and {PERCENT:.0} % of a core: {verdict}"));
    Ok(())
}

/// Begins a thread and follows it.
fn stream(port: u16, token: &str, number: usize) -> Outcome<TcpStream> {
    let body = json!({"phones": [format!("+9180{number:08}")]}).to_string();
    let opened = http::call("POST", port, "/v1/threads/open", Some(token), &body, PATIENCE)?.success("opening a thread")?;
    let opened: Value = serde_json::from_str(&opened.body)?;
    let thread = opened["thread"]["id"].as_str().ok_or_else(|| Failure::new("the thread has no id"))?;
    let what = format!("stream {number}; `ulimit -n` must allow {} open files", STREAMS + 200);
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).doing(&what)?;
    stream.set_read_timeout(Some(PATIENCE)).doing(&what)?;
    let request = format!("GET /v1/threads/{thread}/events HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).doing(&what)?;
    let mut said = Vec::new();
    while !contains(&said, b"retry:") {
        let mut chunk = [0; 1024];
        match stream.read(&mut chunk).doing(&what)? {
            0 => return Err(Failure::new(format!("{what}: it ended: {}", String::from_utf8_lossy(&said)))),
            length => said.extend_from_slice(&chunk[..length]),
        }
    }
    Ok(stream)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The process that serves with this configuration, as the kernel lists it.
fn process(config: &Path) -> Outcome<u32> {
    let config = config.to_string_lossy().into_owned();
    for entry in std::fs::read_dir("/proc").doing("listing processes")? {
        let Ok(number) = entry?.file_name().to_string_lossy().parse::<u32>() else { continue };
        // One that has ended meanwhile has no words.
        let words = std::fs::read_to_string(format!("/proc/{number}/cmdline")).unwrap_or_default();
        if words.split('\0').any(|word| word == "serve") && words.contains(&config) {
            return Ok(number);
        }
    }
    Err(Failure::new("the proxy's process is not found: this part needs Linux"))
}

/// Resident memory in megabytes.
fn memory(process: u32) -> Outcome<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()).and_then(|text| text.parse::<f64>().ok());
    Ok(kilobytes.ok_or_else(|| Failure::new("no VmRSS"))? / 1024.0)
}

/// Processor time so far, user and system, in ticks.
fn processor(process: u32) -> Outcome<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let numbers = text.rsplit(") ").next().unwrap_or_default();
    let ticks: Option<f64> = numbers.split(' ').skip(11).take(2).map(|text| text.parse::<f64>().ok()).sum();
    ticks.ok_or_else(|| Failure::new("no processor time"))
}
