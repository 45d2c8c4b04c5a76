//! Placeholder line, replaced by the first commit of this crate.
