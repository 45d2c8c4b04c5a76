//! What is written for a CRM's own log: the digest that an answer goes into, digests to be carried there, what came of them.

use model::{Channel, Content, TenantId, Timestamp};
use serde::Serialize;

/// Which digest an answer goes into: there is one for each record, agent, channel and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The CRM's name of the record.
    pub record: String,
    /// The agent.
    pub agent: String,
    /// The agent's name.
    pub name: Option<String>,
    /// The channel.
    pub channel: Channel,
    /// The day in the tenant's time zone: `2026-11-20`.
    pub day: String,
}

/// Digests to take.
#[derive(Clone, Debug)]
pub struct TakeDigests {
    /// At most so many.
    pub limit: usize,
    /// Until when they are the taker's; then they are due again.
    pub until: Timestamp,
    /// Those in trouble are due at once: somebody may have mended what it was.
    pub afresh: bool,
    /// Now.
    pub at: Timestamp,
}

/// A digest that has to be carried into the CRM.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    /// The row.
    pub row: i64,
    /// Whose.
    pub tenant: TenantId,
    /// What it is of.
    pub heading: Heading,
    /// The CRM's name of it, if it was ever told.
    pub crm_id: Option<String>,
    /// How often carrying it has failed in a row.
    pub attempt: u32,
    /// Its answers, oldest first.
    pub lines: Vec<(Timestamp, Content)>,
}

/// What came of carrying a digest into the CRM.
#[derive(Clone, Debug)]
pub struct DigestSettled {
    /// The row.
    pub row: i64,
    /// What came of it.
    pub outcome: DigestOutcome,
    /// Now.
    pub at: Timestamp,
}

/// What came of carrying a digest into the CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigestOutcome {
    /// The CRM has it.
    Logged {
        /// The CRM's name of it.
        id: String,
        /// How many answers stand in it there.
        lines: usize,
    },
    /// Try again then.
    Later {
        /// When.
        due: Timestamp,
        /// What a person has to mend, if it is that.
        trouble: Option<Trouble>,
    },
    /// It is not tried again before there is another answer.
    GivenUp(Option<Trouble>),
}

impl DigestOutcome {
    /// The word for figures.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Logged { .. } => "logged",
            Self::Later { .. } => "later",
            Self::GivenUp(_) => "given_up",
        }
    }
}

/// Why answers are not in the CRM's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The CRM does not let us in: the key is wrong or lacks a right.
    Access,
    /// The CRM does not take it, or could not for too long.
    Refused,
}

impl Trouble {
    /// The word that is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refused => "refused",
        }
    }

    /// The trouble of a kept word.
    pub fn of(word: &str) -> Self {
        if word == Self::Access.as_str() { Self::Access } else { Self::Refused }
    }
}
