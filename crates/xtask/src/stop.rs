//! Ctrl-C, a termination signal or a closed terminal: one flag that long-running commands look at.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::{Failure, Outcome};

static ASKED: AtomicBool = AtomicBool::new(false);
static LISTENING: OnceLock<Result<(), String>> = OnceLock::new();

/// From here on a signal sets the flag instead of ending us, so that what was started can be ended in order.
///
/// # Errors
/// When the system refuses the handler.
pub(crate) fn listen() -> Outcome {
    LISTENING
        .get_or_init(|| ctrlc::set_handler(|| ASKED.store(true, Ordering::SeqCst)).map_err(|error| error.to_string()))
        .clone()
        .map_err(Failure::new)
}

/// Whether somebody asked us to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
