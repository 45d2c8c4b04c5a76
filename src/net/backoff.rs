//! How long to wait before the next attempt. Pure: the jitter comes in.

/// The first wait at its longest, in milliseconds.
pub const FIRST_MS: u32 = 500;
/// The longest wait, in milliseconds.
pub const LONGEST_MS: u32 = 15_000;

/// Milliseconds to wait after so many failures in a row (from 1): doubling, with the upper half left to chance, so that a
/// thousand panels don't come back in one instant. `jitter` is from 0 to 1.
pub fn delay(failures: u32, jitter: f64) -> u32 {
    let full = FIRST_MS.saturating_mul(2u32.saturating_pow(failures.saturating_sub(1))).min(LONGEST_MS);
    let half = full / 2;
    half + (f64::from(full - half) * jitter.clamp(0.0, 1.0)) as u32
}

/// The same, but never sooner than the server asked for (`Retry-After`, in seconds), and never later than five minutes.
pub fn delay_after(failures: u32, jitter: f64, retry_after: Option<u32>) -> u32 {
    delay(failures, jitter).max(retry_after.unwrap_or(0).min(300).saturating_mul(1000))
}
