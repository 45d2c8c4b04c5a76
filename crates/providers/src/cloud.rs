//! Meta's Cloud dialect.
