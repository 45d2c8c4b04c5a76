//! Which addresses may be fetched.
