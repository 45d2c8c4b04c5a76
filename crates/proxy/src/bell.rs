//! Something changed: rings, carries nothing.
