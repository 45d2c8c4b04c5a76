//! What is written for sessions: codes, proofs that were used, tokens that are revoked.

use crate::auth::Grant;
use model::{TenantId, Timestamp};

/// The SHA-256 of a code.
pub type CodeDigest = [u8; 32];

/// A code that can be exchanged once.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Its digest.
    pub digest: CodeDigest,
    /// What it stands for.
    pub grant: Grant,
    /// When it is no longer good.
    pub until: Timestamp,
    /// Now.
    pub at: Timestamp,
}

/// A code that is exchanged.
#[derive(Clone, Debug)]
pub struct Redeemed {
    /// Its digest.
    pub digest: CodeDigest,
    /// Now.
    pub at: Timestamp,
}

/// A proof that is good once, and was shown.
#[derive(Clone, Debug)]
pub struct Used {
    /// Whose.
    pub tenant: TenantId,
    /// The proof's own name.
    pub name: String,
    /// When the proof is no longer accepted anyway; `None` if that never comes.
    pub until: Option<Timestamp>,
    /// Now.
    pub at: Timestamp,
}

/// Tokens that are no longer believed.
#[derive(Clone, Debug)]
pub struct Revoked {
    /// Whose.
    pub tenant: TenantId,
    /// Which.
    pub what: Which,
    /// Until when they could have lived.
    pub until: Timestamp,
    /// Now.
    pub at: Timestamp,
}

/// Which tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one of that name, and those that were given for a proof of that name.
    Name(String),
    /// All that this agent was given until now.
    Agent(String),
}

/// By what a token can be revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose.
    pub tenant: TenantId,
    /// The agent.
    pub agent: String,
    /// Its own name, and that of the proof it was given for.
    pub ids: Vec<String>,
    /// The earliest moment, by our clock, at which it may have been given.
    pub at: Timestamp,
}
