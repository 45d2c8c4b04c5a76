//! The one list of providers, and of the codes that each says in its own name.

use crate::codec::Codec;
use crate::exotel::{self, Exotel};
use crate::redington::{self, Redington};
use crate::refusal::Entry;
use crate::tata_comms::{self, TataComms};
use crate::tata_tele::{self, TataTele};
use crate::tata_tele_rcs::{self, TataTeleRcs};
use crate::tyntec::{self, Tyntec};

/// Every provider.
pub const ALL: &[&dyn Codec] = &[&TataTele, &TataTeleRcs, &Tyntec, &TataComms, &Redington, &Exotel];

/// The codec whose [`Codec::provider`] is this word.
pub fn by_name(name: &str) -> Option<&'static dyn Codec> {
    ALL.iter().copied().find(|codec| codec.provider() == name)
}

/// The fault catalogue of each provider: what its own codes and words mean. Beside them all may pass on Meta's
/// ([`crate::cloud::fault::catalogue`]), and HTTP's ([`crate::refusal::statuses`]) where nothing else is said.
pub const FAULTS: &[(&str, &[Entry])] = &[
    (tata_tele::PROVIDER, tata_tele::fault::TABLE),
    (tata_tele_rcs::PROVIDER, tata_tele_rcs::fault::TABLE),
    (tyntec::PROVIDER, tyntec::fault::TABLE),
    (tata_comms::PROVIDER, &[]),
    (redington::PROVIDER, redington::fault::CODES),
    (exotel::PROVIDER, exotel::fault::CODES),
];
