//! The one list of providers.

use crate::codec::Codec;
use crate::exotel::Exotel;
use crate::redington::Redington;
use crate::tata_comms::TataComms;
use crate::tata_tele::TataTele;
use crate::tata_tele_rcs::TataTeleRcs;
use crate::tyntec::Tyntec;

/// Every provider.
pub const ALL: &[&dyn Codec] = &[&TataTele, &TataTeleRcs, &Tyntec, &TataComms, &Redington, &Exotel];

/// The codec whose [`Codec::provider`] is this word.
pub fn by_name(name: &str) -> Option<&'static dyn Codec> {
    ALL.iter().copied().find(|codec| codec.provider() == name)
}
