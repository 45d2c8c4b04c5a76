//! Decodes kept webhooks again.
