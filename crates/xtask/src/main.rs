//! `cargo xtask`: the one front door for people and CI.

fn main() {}
