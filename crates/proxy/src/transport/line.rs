//! A line: a business account with the dialect that is spoken on it.

use model::{AccountSlug, Channel, TenantId};
use providers::{Account, Codec};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A business account, ready to be spoken on.
#[derive(Clone)]
pub struct Line {
    /// Whose.
    pub tenant: TenantId,
    /// Its channel.
    pub channel: Channel,
    /// Its provider's dialect.
    pub codec: &'static dyn Codec,
    /// Its address and secrets there.
    pub account: Account,
}

/// All lines of a deployment, by slug.
pub type Lines = Arc<BTreeMap<AccountSlug, Line>>;
