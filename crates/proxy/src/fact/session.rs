//! What is written for sessions: codes, proofs that were used, tokens that are revoked.

use model::{TenantId, Timestamp};
use serde::{Deserialize, Serialize};

/// Whom somebody has vouched for, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Whose agent.
    pub tenant: TenantId,
    /// The agent.
    pub agent: String,
    /// The agent's name.
    pub name: Option<String>,
    /// The contact's numbers in E.164, or `["*"]`.
    pub phones: Vec<String>,
    /// The CRM's name of the record.
    pub record: Option<String>,
    /// What the CRM calls the contact.
    pub contact: Option<String>,
    /// Rights, with spaces between them.
    pub scope: String,
    /// The page that alone may use the token.
    pub origin: Option<String>,
    /// The proof's own name: revoking it revokes the token.
    pub by: Option<String>,
    /// The name of the token that a code follows: revoking it ends what would come after it.
    #[serde(default)]
    pub last: Option<String>,
    /// The earliest moment, by our clock, at which the proof may have been made.
    pub at: Timestamp,
}

impl Grant {
    /// By what it can be revoked.
    pub fn mark(&self) -> Mark {
        let ids = [&self.by, &self.last].into_iter().flatten().cloned().collect();
        Mark { tenant: self.tenant.clone(), agent: self.agent.clone(), ids, at: self.at }
    }

    /// What follows a token of that name: the first of them stands for all as the proof's name does.
    #[must_use]
    pub fn after(mut self, token: String) -> Self {
        self.by.get_or_insert_with(|| token.clone());
        self.last = Some(token);
        self
    }
}

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
    /// When the proof is no longer accepted anyway.
    pub end: End,
    /// Now.
    pub at: Timestamp,
}

/// When a proof ends by itself.
#[derive(Clone, Debug)]
pub enum End {
    /// At this moment.
    At(Timestamp),
    /// It says no time: as long as its signer has the secret of this name.
    WithSecret(String),
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
