//! The one list of providers.

use crate::codec::Codec;
use crate::tata_tele::TataTele;
use crate::tata_tele_rcs::TataTeleRcs;
use crate::tyntec::Tyntec;

/// Every provider.
pub const ALL: &[&dyn Codec] = &[&TataTele, &TataTeleRcs, &Tyntec];

/// The codec whose [`Codec::provider`] is this word.
pub fn by_name(name: &str) -> Option<&'static dyn Codec> {
    ALL.iter().copied().find(|codec| codec.provider() == name)
}
