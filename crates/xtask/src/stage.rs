//! Simulator and proxy running together on loopback, with a tenant, its accounts and a contact: what `demo` shows and
//! `bench` measures.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::binaries::Binaries;
use crate::child::Child;
use crate::failure::{Doing, Outcome};
use crate::repo::Repo;
use crate::scratch::Scratch;
use crate::{http, run, say};

mod account;
mod contact;
mod guest;
mod settings;

pub(crate) use account::Account;
pub(crate) use contact::Contact;
pub(crate) use guest::Guest;
pub(crate) use settings::{ACCOUNT, DATABASE, Secrets};

const PATIENCE: Duration = Duration::from_secs(30);

/// How a stage differs from the next.
pub(crate) struct Plan<'a> {
    /// The two programs.
    pub(crate) binaries: &'a Binaries,
    /// Where configuration, database, media and logs go.
    pub(crate) scratch: &'a Scratch,
    /// Whom the page shows.
    pub(crate) contact: &'a Contact,
    /// The pages that the demo CRM serves.
    pub(crate) www: PathBuf,
    /// The accounts that she is reached by, each with what went over it.
    pub(crate) accounts: &'a [Account],
    /// The page of another origin that shows the thread, if there is one.
    pub(crate) guest: Option<&'a Guest>,
    /// The proxy's port; free ones are taken when none is given. The page is on the next one.
    pub(crate) port: Option<u16>,
    /// The customer says nothing unasked.
    pub(crate) quiet: bool,
}

/// Everything is up. Dropping it ends both programs.
pub(crate) struct Stage {
    proxy: Child,
    simulator: Child,
    /// The proxy's port.
    pub(crate) proxy_port: u16,
    /// The simulator's port, which is the page's too.
    pub(crate) simulator_port: u16,
    /// What was made up for this run.
    pub(crate) secrets: Secrets,
}

impl Stage {
    /// Starts both and waits until they are ready.
    ///
    /// # Errors
    /// When one of them does not start; its last words are in the failure.
    pub(crate) fn start(repo: &Repo, plan: &Plan) -> Outcome<Self> {
        let (proxy_port, simulator_port) = ports(plan.port)?;
        let secrets = Secrets::invent()?;
        let scratch = plan.scratch;
        let accounts = plan.accounts;
        let config = settings::proxy(repo, &secrets, proxy_port, simulator_port, plan);
        let config = scratch.write("sidethread.toml", &config)?;
        let crm = scratch.write("crm.toml", &settings::crm(&secrets, proxy_port, plan.contact, accounts))?;

        let mut command = repo.command(&plan.binaries.simulator);
        command.args(["--listen", &format!("127.0.0.1:{simulator_port}")]);
        command.arg("--www").arg(&plan.www).arg("--crm").arg(crm);
        command.args(plan.quiet.then_some("--quiet"));
        let mut simulator = Child::start("simulator", &mut command, scratch.path("simulator.log"))?;
        simulator.wait_until(PATIENCE, || answers(simulator_port, "/_control/accounts"))?;

        let definitions: Value = serde_json::from_str(&std::fs::read_to_string(repo.path("www/templates.json"))?)?;
        for account in accounts {
            let told = settings::simulated_account(&secrets, proxy_port, account);
            tell(simulator_port, "PUT", &format!("/_control/accounts/{}", account.slug), &told)?;
            tell(simulator_port, "PUT", &format!("/_control/templates/{}", account.slug), &definitions)?;
        }
        let phone = json!({"name": plan.contact.name, "talkative": !plan.quiet, "last_inbound_at": plan.contact.wrote_at()});
        tell(simulator_port, "PUT", &format!("/_control/phones/{}", plan.contact.phone), &phone)?;
        import(repo, plan, &config)?;

        let mut command = proxy_command(repo, plan.binaries);
        command.arg("serve").arg("--config").arg(config);
        let mut proxy = Child::start("proxy", &mut command, scratch.path("proxy.log"))?;
        proxy.wait_until(PATIENCE, || answers(proxy_port, "/readyz"))?;
        Ok(Self { proxy, simulator, proxy_port, simulator_port, secrets })
    }

    /// The contact page.
    pub(crate) fn page(&self) -> String {
        format!("http://127.0.0.1:{}/", self.simulator_port)
    }

    /// Fails if one of the two has ended.
    ///
    /// # Errors
    /// With the last words of the one that ended.
    pub(crate) fn check(&mut self) -> Outcome {
        self.proxy.check()?;
        self.simulator.check()
    }

    /// Asks the simulator.
    ///
    /// # Errors
    /// When it refuses or takes longer than `patience`.
    pub(crate) fn control(&self, method: &str, path: &str, body: &Value, patience: Duration) -> Outcome<Value> {
        let answer = http::call(method, self.simulator_port, path, None, &body.to_string(), patience)?;
        Ok(serde_json::from_str(&answer.success(path)?.body)?)
    }
}

/// Imports each account's history, once for each database.
fn import(repo: &Repo, plan: &Plan, config: &Path) -> Outcome {
    let scratch = plan.scratch;
    for account in plan.accounts {
        let imported = scratch.path(&format!("imported-{}", account.slug));
        let is_new = !(imported.exists() && scratch.path(settings::DATABASE).exists());
        let Some(history) = account.history.as_ref().filter(|_| is_new) else { continue };
        say::step(format!("importing the history of {}", account.slug));
        let mut import = proxy_command(repo, plan.binaries);
        import.arg("import").arg("--config").arg(config);
        import.args(["--tenant", settings::TENANT, "--account", &account.slug, "--phone", &plan.contact.phone]);
        run::read(import.arg(history))?;
        std::fs::write(imported, "")?;
    }
    Ok(())
}

/// The proxy without what the caller's environment would have it do: its variables are configuration keys.
fn proxy_command(repo: &Repo, binaries: &Binaries) -> Command {
    let mut command = repo.command(&binaries.sidethread);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SIDETHREAD_") {
            command.env_remove(name);
        }
    }
    command
}

/// The proxy's port and the page's: the wished one and its neighbour, or free ones.
///
/// # Errors
/// When somebody has one of them already.
pub(crate) fn ports(wished: Option<u16>) -> Outcome<(u16, u16)> {
    let Some(first) = wished else { return Ok((http::free_port()?, http::free_port()?)) };
    let second = first.checked_add(1).unwrap_or(first - 1);
    http::require_free(first)?;
    http::require_free(second)?;
    Ok((first, second))
}

fn answers(port: u16, path: &str) -> bool {
    http::call("GET", port, path, None, "", PATIENCE).is_ok_and(|answer| answer.status == 200)
}

fn tell(port: u16, method: &str, path: &str, body: &Value) -> Outcome {
    let answer = http::call(method, port, path, None, &body.to_string(), PATIENCE)?;
    answer.success(path).map(drop).doing("telling the simulator")
}
