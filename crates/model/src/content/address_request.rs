//! `address_request`: a form for a postal address. It comes back as [`super::Answer`] of kind `address`.
//!
//! WhatsApp has it in India (`IN`) and Singapore (`SG`) alone, between numbers of the same country. Source: wire-facts 1.3.

use super::frame::{check_frame, check_id};
use super::header::Header;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use crate::table::Table;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A question for an address. Field names are WhatsApp's own: `name`, `phone_number`, `in_pin_code`, `city` …
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressRequest {
    /// A line or a file above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The question; 1024 characters on WhatsApp.
    pub body: String,
    /// Small print; 60 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The country in two letters: ISO 3166.
    pub country: String,
    /// What is filled in already, by field.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub values: Table<String>,
    /// Addresses to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub saved: Vec<SavedAddress>,
    /// What was wrong with an earlier answer, by field.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub errors: Table<String>,
}

/// An address to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedAddress {
    /// Comes back when it is chosen; unique in the message.
    pub id: String,
    /// The address, by field.
    pub values: Table<String>,
}

/// The countries that have the form, each with the field of its postal code and that code's digits.
const COUNTRIES: [(&str, &str, usize); 2] = [("IN", "in_pin_code", 6), ("SG", "sg_post_code", 6)];

impl AddressRequest {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_frame("address_request", self.header.as_ref(), &self.body, self.footer.as_deref(), capabilities, problems);
        let country = COUNTRIES.iter().find(|(country, _, _)| *country == self.country);
        match country {
            None if self.country.is_empty() => problems.push(Problem::required("/country", "A country")),
            None => problems.push(Problem::new("/country", "forbidden", "There is a form for India (IN) and Singapore (SG) alone.")),
            Some((_, field, digits)) => {
                let mut check_code = |values: &Table<String>, path: String| {
                    if values.get(field).is_some_and(|code| code.len() != *digits || !code.bytes().all(|byte| byte.is_ascii_digit())) {
                        problems.push(Problem::new(format!("{path}/{field}"), "format", format!("A postal code has {digits} digits.")));
                    }
                };
                check_code(&self.values, "/values".to_owned());
                for (index, saved) in self.saved.iter().enumerate() {
                    check_code(&saved.values, format!("/saved/{index}/values"));
                }
            }
        }
        let mut ids = BTreeSet::new();
        for (index, saved) in self.saved.iter().enumerate() {
            check_id("address_request.id", &saved.id, &format!("/saved/{index}"), &mut ids, capabilities, problems);
        }
    }
}
