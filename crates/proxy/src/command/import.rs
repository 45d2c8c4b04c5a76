//! `sidethread import`.
