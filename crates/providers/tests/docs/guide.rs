//! What a person has to know to use a provider, as data: one file each.

mod exotel;
mod redington;
mod tata_comms;
mod tata_tele;
mod tata_tele_rcs;
mod tyntec;

use crate::endpoint::Endpoint;
use model::{Capabilities, Channel};
use providers::{Account, Codec, registry};

/// One provider.
pub(crate) struct Guide {
    /// The word in the configuration.
    pub(crate) provider: &'static str,
    pub(crate) title: &'static str,
    /// One paragraph.
    pub(crate) about: &'static str,
    /// The provider's own pages.
    pub(crate) links: &'static [&'static str],
    pub(crate) base_url: &'static str,
    pub(crate) number: &'static str,
    /// What `number` may be.
    pub(crate) number_is: &'static str,
    /// What the token is, and where it is found.
    pub(crate) token: &'static str,
    /// A token of the right form.
    pub(crate) sample: &'static str,
    /// Its options: name, a sample (empty where the example leaves it away), what it means.
    pub(crate) options: &'static [(&'static str, &'static str, &'static str)],
    /// Accounts of a channel that carry less, by the option that makes them so: the channel, the option's name and word.
    pub(crate) narrower: &'static [(Channel, &'static str, &'static str)],
    /// Where our address is told to the provider, and what comes there.
    pub(crate) webhooks: &'static str,
    /// How webhooks are signed, if they are.
    pub(crate) signature: &'static str,
    /// What else is worth a warning.
    pub(crate) notes: &'static [&'static str],
    /// Where limits come from that are not Meta's: first those with a source of their own, by channel and name, at last the rest
    /// of a channel.
    pub(crate) sources: &'static [(&'static str, &'static [&'static str], &'static str)],
    pub(crate) endpoints: &'static [Endpoint],
}

/// In the registry's order.
pub(crate) const GUIDES: [&Guide; 6] =
    [&tata_tele::GUIDE, &tata_tele_rcs::GUIDE, &tyntec::GUIDE, &tata_comms::GUIDE, &redington::GUIDE, &exotel::GUIDE];

impl Guide {
    pub(crate) fn codec(&self) -> &'static dyn Codec {
        registry::by_name(self.provider).unwrap()
    }

    /// The account of the example.
    pub(crate) fn account(&self, channel: &Channel) -> Account {
        let options = self.options.iter().filter(|(_, sample, _)| !sample.is_empty());
        Account {
            channel: channel.clone(),
            base_url: self.base_url.to_owned(),
            token: self.sample.to_owned(),
            number: self.number.to_owned(),
            options: options.map(|(name, sample, _)| ((*name).to_owned(), (*sample).to_owned())).collect(),
            ..Account::default()
        }
    }

    /// What an account of this channel carries when nothing else is said.
    pub(crate) fn capabilities(&self, channel: &Channel) -> Capabilities {
        self.codec().capabilities(&self.account(channel))
    }

    /// Where a limit comes from that is not Meta's.
    pub(crate) fn source(&self, channel: &Channel, limit: &str) -> &'static str {
        let named = |names: &[&str]| names.is_empty() || names.contains(&limit);
        let found = self.sources.iter().find(|(of, names, _)| *of == channel.as_str() && named(names));
        found.unwrap_or_else(|| panic!("{}: where does {limit} of {channel} come from?", self.provider)).2
    }
}
