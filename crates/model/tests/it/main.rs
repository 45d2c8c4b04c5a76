//! The model as its peers see it: what is on the wire, what survives a round trip, and the laws of its rules.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod golden;
mod limits;
mod lint;
mod problems;
mod round_trip;
mod sample;
mod status;
mod template;
