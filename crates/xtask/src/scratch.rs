//! A folder for one run: temporary and removed at the end, or kept where the person said.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::child::Guard;
use crate::failure::{Doing, Failure, Outcome};
use crate::run;

/// The folder; dropping it removes it unless it is kept.
pub(crate) struct Scratch {
    path: PathBuf,
    /// Removes the folder when we are killed outright; none when it is kept.
    guard: Option<Guard>,
}

impl Scratch {
    /// A new folder that only we may read, since a configuration with secrets goes into it.
    ///
    /// # Errors
    /// When the system's temporary folder cannot be written.
    pub(crate) fn temporary(name: &str) -> Outcome<Self> {
        let parent = std::env::temp_dir();
        for attempt in 0..1000 {
            let path = parent.join(format!("sidethread-{name}-{}-{attempt}", std::process::id()));
            match std::fs::DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => {
                    let guard = Guard::new("sleep 1; rm -rf -- \"$1\"", path.as_os_str());
                    let mut scratch = Self { path, guard: None };
                    scratch.guard = Some(guard.inspect_err(|_| scratch.remove())?);
                    return Ok(scratch);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).doing(format!("making {}", path.display())),
            }
        }
        Err(Failure::new(format!("{} is full of old folders of ours", parent.display())))
    }

    /// A folder that stays.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn kept(path: &Path) -> Outcome<Self> {
        run::make_folder(path)?;
        Ok(Self { path: path.canonicalize()?, guard: None })
    }

    /// A path inside.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.path.join(inside)
    }

    /// Writes a file inside.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn write(&self, inside: &str, text: &str) -> Outcome<PathBuf> {
        let path = self.path(inside);
        std::fs::write(&path, text).doing(format!("writing {}", path.display()))?;
        Ok(path)
    }

    fn remove(&self) {
        if let Err(error) = std::fs::remove_dir_all(&self.path) {
            crate::say::failure(format!("{} could not be removed: {error}", self.path.display()));
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(guard) = self.guard.take() {
            self.remove();
            drop(guard);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scratch;

    #[test]
    fn a_temporary_folder_goes_and_a_kept_one_stays() {
        let temporary = Scratch::temporary("scratch-test").unwrap();
        temporary.write("secret", "s").unwrap();
        let kept = Scratch::kept(&temporary.path("inside")).unwrap();
        let (outer, inner) = (temporary.path("."), kept.path("."));
        drop(kept);
        assert!(inner.exists());
        drop(temporary);
        assert!(!outer.exists());
    }
}
