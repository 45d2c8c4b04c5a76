//! The proxy's clock.
