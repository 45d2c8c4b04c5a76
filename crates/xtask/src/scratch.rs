//! A folder for one run: temporary and removed at the end, or kept where the person said.

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::child::Guard;
use crate::failure::{Doing, Failure, Outcome};

/// The folder; dropping it removes it unless it is kept.
pub(crate) struct Scratch {
    path: PathBuf,
    /// Removes the folder when we are killed outright; none when it is kept.
    guard: Option<Guard>,
    /// Held for as long as we use a kept folder.
    _lock: Option<File>,
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
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => {
                    let guard = Guard::new("sleep 1; rm -rf -- \"$1\"", path.as_os_str());
                    let mut scratch = Self { path, guard: None, _lock: None };
                    scratch.guard = Some(guard.inspect_err(|_| scratch.remove())?);
                    return Ok(scratch);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).doing(format!("making {}", path.display())),
            }
        }
        Err(Failure::new(format!("{} is full of old folders of ours", parent.display())))
    }

    /// A folder that stays, and is ours alone while we use it.
    ///
    /// # Errors
    /// When it cannot be made, or another run uses it.
    pub(crate) fn kept(path: &Path) -> Outcome<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(path).doing(format!("making {}", path.display()))?;
        let lock = File::create(path.join("lock")).doing(format!("writing in {}", path.display()))?;
        lock.try_lock().map_err(|_| Failure::new(format!("{} is in use by another run", path.display())))?;
        Ok(Self { path: path.canonicalize()?, guard: None, _lock: Some(lock) })
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
        assert!(Scratch::kept(&temporary.path("inside")).is_err(), "two at once");
        let (outer, inner) = (temporary.path("."), kept.path("."));
        drop(kept);
        assert!(inner.exists());
        drop(Scratch::kept(&temporary.path("inside")).unwrap());
        drop(temporary);
        assert!(!outer.exists());
    }
}
