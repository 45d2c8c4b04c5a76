//! What the providers that pass Meta's WhatsApp on have in common: Meta's judgement, its words, its media.
//!
//! Nothing here knows which provider is asking; what differs between them (the window of a text, what is answered
//! at once and what comes later) is data in [`judge::Rules`] or belongs to the provider's own folder.

pub mod envelope;
pub mod error;
pub mod failure;
pub mod file;
pub mod judge;
pub mod object;
pub mod queue;
pub mod review;
pub mod shelf;
pub mod template;
