//! `sidethread replay`.
