//! Files of the checkout that belong together, and one number that changes when any of them does.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Doing, Outcome};

/// All files under a path, sorted; the path itself when it is a file; nothing when it does not exist.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files(under: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![under.to_path_buf()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path).doing(format!("reading {}", path.display()))? {
                open.push(entry?.path());
            }
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Names and contents of all files under these paths, as one number.
///
/// # Errors
/// When one of them cannot be read.
pub(crate) fn fingerprint(of: &[PathBuf], beside: &str) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    beside.hash(&mut hasher);
    for path in of {
        for file in files(path)? {
            file.hash(&mut hasher);
            std::fs::read(&file).doing(format!("reading {}", file.display()))?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}
