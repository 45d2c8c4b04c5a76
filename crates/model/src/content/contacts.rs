//! `contacts`: one or more visiting cards.

use crate::capabilities::Capabilities;
use crate::limits::is_blank;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// Visiting cards in one message; WhatsApp takes 257 at most (wire-facts 1.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    /// The cards.
    pub contacts: Vec<Contact>,
}

/// One card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// The name as it is shown.
    pub name: String,
    /// Given name, where it is told apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name, where it is told apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<ContactPhone>,
    /// Mail addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<ContactEmail>,
    /// Postal addresses, each as lines of text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<ContactAddress>,
    /// Company, department, title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<ContactOrg>,
    /// Web pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<ContactUrl>,
    /// `YYYY-MM-DD`, as the provider gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<String>,
}

/// A number on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactPhone {
    /// As written on the card.
    pub phone: String,
    /// `CELL`, `HOME`, `WORK` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// The WhatsApp id of that number, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wa_id: Option<String>,
}

/// A mail address on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactEmail {
    /// The address.
    pub email: String,
    /// `HOME`, `WORK` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
}

/// A postal address on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactAddress {
    /// Street and house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    /// Country in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Country in two letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// `HOME`, `WORK` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
}

/// Where a person works.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactOrg {
    /// Company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A web page on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactUrl {
    /// The link.
    pub url: String,
    /// `HOME`, `WORK` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
}

impl Contacts {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        if self.contacts.is_empty() {
            problems.push(Problem::required("/contacts", "A contact"));
        }
        capabilities.limits.check_number("contacts.count", self.contacts.len() as u64, "/contacts", problems);
        for (index, contact) in self.contacts.iter().enumerate() {
            capabilities.limits.check_required("contacts.name", "A name", &contact.name, &format!("/contacts/{index}/name"), problems);
            for (place, phone) in contact.phones.iter().enumerate() {
                if is_blank(&phone.phone) {
                    problems.push(Problem::required(format!("/contacts/{index}/phones/{place}/phone"), "A number"));
                }
            }
            if contact.birthday.as_deref().is_some_and(|day| !day.is_empty() && !is_date(day)) {
                problems.push(Problem::new(format!("/contacts/{index}/birthday"), "format", "A birthday is written as YYYY-MM-DD."));
            }
        }
    }
}

fn is_date(day: &str) -> bool {
    day.len() == 10
        && day.bytes().enumerate().all(|(place, byte)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}
