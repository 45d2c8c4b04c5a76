//! A program that stays: started with its output in a file, watched, and ended for certain.
//!
//! Each child has a guard, a shell that waits on a pipe from us: if we are killed outright, the pipe closes and the
//! guard kills the child. Nothing we start outlives us.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Doing, Failure, Outcome};

/// How long a child may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(8);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A running program of ours.
pub(crate) struct Child {
    name: &'static str,
    process: std::process::Child,
    _guard: Guard,
    log: PathBuf,
}

impl Child {
    /// Starts it in a process group of its own, so that Ctrl-C reaches us and not it.
    ///
    /// # Errors
    /// When the log cannot be made or the program cannot be started.
    pub(crate) fn start(name: &'static str, command: &mut Command, log: PathBuf) -> Outcome<Self> {
        let out = File::create(&log).doing(format!("making {}", log.display()))?;
        let process = command
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .process_group(0)
            .spawn()
            .doing(format!("starting the {name}"))?;
        let pid = process.id().to_string();
        let guard = Guard::new("kill -KILL \"$1\" 2>/dev/null", pid.as_ref());
        let mut child = Self { name, process, _guard: Guard::none(), log };
        match guard {
            Ok(guard) => child._guard = guard,
            Err(failure) => {
                child.stop();
                return Err(failure);
            }
        }
        Ok(child)
    }

    /// A failure with its last words, if it has ended by itself.
    ///
    /// # Errors
    /// When it is no longer running.
    pub(crate) fn check(&mut self) -> Outcome {
        match self.process.try_wait()? {
            None => Ok(()),
            Some(status) => Err(self.ended(status)),
        }
    }

    /// Waits until `ready` says yes, looking after the child meanwhile.
    ///
    /// # Errors
    /// When the child ends, we are asked to stop, or the time is over.
    pub(crate) fn wait_until(&mut self, patience: Duration, mut ready: impl FnMut() -> bool) -> Outcome {
        let end = Instant::now() + patience;
        while !ready() {
            self.check()?;
            if crate::stop::asked() {
                return Err(Failure::new("stopped"));
            }
            if Instant::now() > end {
                let (name, last) = (self.name, self.last_lines());
                let patience = patience.as_secs();
                return Err(Failure::new(format!("the {name} is not ready after {patience} s; its last words:\n{last}")));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    /// Asks it to end, then ends it, and waits until it is gone.
    pub(crate) fn stop(&mut self) {
        if matches!(self.process.try_wait(), Ok(Some(_))) {
            return;
        }
        interrupt(self.process.id());
        let end = Instant::now() + GRACE;
        while Instant::now() < end {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(LOOK_EVERY);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    fn ended(&self, status: ExitStatus) -> Failure {
        let last = self.last_lines();
        Failure::new(format!("the {} ended with {status}; its last words:\n{last}", self.name))
    }

    fn last_lines(&self) -> String {
        last_lines(&self.log, 20)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A shell that does one thing when we are gone without having said good-bye.
pub(crate) struct Guard(Option<std::process::Child>);

impl Guard {
    /// `script` sees `argument` as `$1`.
    ///
    /// # Errors
    /// When no shell can be started.
    pub(crate) fn new(script: &str, argument: &std::ffi::OsStr) -> Outcome<Self> {
        let shell = Command::new("sh")
            .args(["-c", &format!("read -r _; {script}"), "guard"])
            .arg(argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .doing("starting a guard")?;
        Ok(Self(Some(shell)))
    }

    fn none() -> Self {
        Self(None)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(mut shell) = self.0.take() {
            let _ = shell.kill();
            let _ = shell.wait();
        }
    }
}

/// SIGINT by way of the shell's own `kill`, since a small machine may have no other.
fn interrupt(pid: u32) {
    let mut command = Command::new("sh");
    command.args(["-c", "kill -INT \"$1\"", "interrupt", &pid.to_string()]);
    let _ = command.stdin(Stdio::null()).stderr(Stdio::null()).status();
}

/// The end of a log file.
fn last_lines(log: &Path, count: usize) -> String {
    let text = std::fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    match lines.len() {
        0 => "    (it said nothing)".to_owned(),
        all => lines[all.saturating_sub(count)..].iter().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n"),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::{Child, Guard};
    use crate::scratch::Scratch;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn is_alive(pid: u32) -> bool {
        shell(&format!("kill -0 {pid} 2>/dev/null")).status().unwrap().success()
    }

    #[test]
    fn a_child_that_ends_is_reported_with_its_last_words() {
        let scratch = Scratch::temporary("child-test").unwrap();
        let mut script = shell("echo began; echo no such key >&2; exit 2");
        let mut child = Child::start("proxy", &mut script, scratch.path("log")).unwrap();
        let said = child.wait_until(Duration::from_secs(30), || false).unwrap_err().to_string();
        assert!(said.contains("the proxy ended with exit status: 2"), "{said}");
        assert!(said.ends_with("    began\n    no such key"), "{said}");
    }

    #[test]
    fn dropping_a_child_ends_it() {
        let scratch = Scratch::temporary("child-test").unwrap();
        let mut script = shell("trap 'echo good-bye; exit 0' INT; echo up; while :; do sleep 0.05; done");
        let log = scratch.path("log");
        let mut child = Child::start("proxy", &mut script, log.clone()).unwrap();
        let heard = |word: &str| std::fs::read_to_string(&log).unwrap().contains(word);
        child.wait_until(Duration::from_secs(30), || heard("up")).unwrap();
        let pid = child.process.id();
        assert!(is_alive(pid));
        drop(child);
        assert!(!is_alive(pid));
        assert!(heard("good-bye"), "it was not asked to end before it was ended");
    }

    #[test]
    fn a_guard_acts_only_when_we_are_gone() {
        let scratch = Scratch::temporary("child-test").unwrap();
        let file = scratch.write("victim", "").unwrap();
        drop(Guard::new("rm -- \"$1\"", file.as_os_str()).unwrap());
        assert!(file.exists());
        let mut orphaned = Guard::new("rm -- \"$1\"", file.as_os_str()).unwrap();
        // What the system does to our end of the pipe when we are killed.
        let shell = orphaned.0.as_mut().unwrap();
        drop(shell.stdin.take());
        shell.wait().unwrap();
        assert!(!file.exists());
    }
}
