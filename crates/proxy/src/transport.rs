//! The one door for HTTP out.
