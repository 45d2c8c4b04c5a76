//! Visiting cards.

use super::Make;
use model::content::contacts::{ContactAddress, ContactEmail, ContactOrg, ContactPhone, ContactUrl};
use model::content::{Contact, Contacts};

impl Make<'_> {
    pub(crate) fn contacts(&mut self) -> Contacts {
        let count = self.dice.count("contacts.count");
        let first = self.contact();
        // Many different cards cost time and show nothing more.
        Contacts { contacts: if count > 3 { vec![first; count] } else { (0..count).map(|_| self.contact()).collect() } }
    }

    fn contact(&mut self) -> Contact {
        let days = ["1990-02-29", "1990-13-01", "1990-1-1", "", "19900101", "१९९०-०१-०१"];
        let birthday = self.dice.once_in(4).then(|| if self.dice.wild() { self.dice.pick(&days) } else { "1990-02-28" }.to_owned());
        Contact {
            name: self.dice.words("contacts.name"),
            first_name: self.dice.maybe_words("contacts.part"),
            last_name: self.dice.maybe_words("contacts.part"),
            phones: if self.dice.once_in(2) { vec![self.phone()] } else { Vec::new() },
            emails: self
                .dice
                .maybe(|dice| ContactEmail { email: dice.words("contacts.email"), r#type: Some("WORK".to_owned()) })
                .into_iter()
                .collect(),
            addresses: self
                .dice
                .maybe(|dice| ContactAddress { city: Some(dice.plain()), country_code: Some("in".to_owned()), ..ContactAddress::default() })
                .into_iter()
                .collect(),
            org: self.dice.maybe(|dice| ContactOrg { company: Some(dice.plain()), ..ContactOrg::default() }),
            urls: self.dice.maybe(|dice| ContactUrl { url: dice.words("contacts.url"), r#type: None }).into_iter().collect(),
            birthday,
        }
    }

    fn phone(&mut self) -> ContactPhone {
        let phone = if self.dice.wild() { self.dice.words("contacts.phone") } else { "+91 99999 99999".to_owned() };
        ContactPhone { phone, r#type: self.dice.maybe(|_| "CELL".to_owned()), wa_id: self.dice.maybe(|_| "919999999999".to_owned()) }
    }
}
