//! The media store.
