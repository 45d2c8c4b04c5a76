//! Reads a history out of a file.
