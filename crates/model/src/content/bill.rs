//! A bill to be paid over the channel: in an `order_details` message, and behind a template's payment button.
//!
//! India on WhatsApp alone. All amounts are whole hundredths of the currency: ₹ 210 is 21000. Source: wire-facts 1.5.

use crate::capabilities::Capabilities;
use crate::limits::is_blank;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// What is to be paid, for what, and how. The total is subtotal + tax + shipping - discount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bill {
    /// The shop's own name of it, unique for each bill: 1 to 35 of A-Z, a-z, 0-9, `_`, `-` and `.`.
    pub reference_id: String,
    /// What is sold.
    pub goods: Goods,
    /// ISO 4217: `INR`.
    pub currency: String,
    /// What is to be paid, in hundredths.
    pub total: u64,
    /// What the items cost together, in hundredths.
    pub subtotal: u64,
    /// Tax.
    pub tax: Charge,
    /// Shipping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping: Option<Charge>,
    /// What is taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<Charge>,
    /// What is bought.
    pub items: Vec<BillItem>,
    /// The catalogue that the items come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catalog_id: Option<String>,
    /// How it can be paid.
    pub payments: Vec<PaymentWay>,
    /// When it can no longer be paid; at least 300 seconds ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Expiry>,
}

/// What kind of thing is sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goods {
    /// Nothing to be shipped.
    #[default]
    Digital,
    /// Something to be shipped.
    Physical,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// An amount with a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Charge {
    /// In hundredths.
    pub amount: u64,
    /// What for; 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The name of a discount programme; 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
}

/// One line of a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillItem {
    /// The shop's own id of the product.
    pub product_id: String,
    /// What it is called; 60 characters.
    pub name: String,
    /// How many, at least one.
    pub quantity: u32,
    /// The price of one, in hundredths.
    pub amount: u64,
    /// The reduced price of one, in hundredths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale: Option<u64>,
    /// Where it was made, in two letters; needed for each item of a bill without a catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_of_origin: Option<String>,
    /// Who imported it; needed like the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importer_name: Option<String>,
    /// Where the importer is; needed like the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importer_address: Option<ImporterAddress>,
}

/// Where an importer is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImporterAddress {
    /// Street and house.
    pub address_line1: String,
    /// What doesn't fit there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    /// Town.
    pub city: String,
    /// Part of the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_code: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// Country in two letters.
    pub country_code: String,
}

/// A way to pay that was set up at the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentWay {
    /// `razorpay`, `payu`, `billdesk`, `zaakpay`; empty for UPI by configuration alone.
    pub gateway: String,
    /// The name of the set-up; 60 characters.
    pub configuration: String,
}

/// An end in time, with a word on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expiry {
    /// The end.
    pub at: crate::Timestamp,
    /// What it means; 120 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The gateways that there are; none is UPI by its configuration.
const GATEWAYS: [&str; 5] = ["", "razorpay", "payu", "billdesk", "zaakpay"];

impl Bill {
    /// What the parts come to; `None` if the discount is greater than all the rest.
    pub fn sum(&self) -> Option<u64> {
        let charge = |charge: &Option<Charge>| charge.as_ref().map_or(0, |charge| charge.amount);
        let all = self.subtotal.checked_add(self.tax.amount)?.checked_add(charge(&self.shipping))?;
        all.checked_sub(charge(&self.discount))
    }

    pub(crate) fn check(&self, capabilities: &Capabilities, at: &str, problems: &mut Vec<Problem>) {
        check_reference(&self.reference_id, &format!("{at}/reference_id"), capabilities, problems);
        if self.goods == Goods::Unknown {
            problems.push(Problem::new(format!("{at}/goods"), "forbidden", "Goods are digital or physical."));
        }
        if self.currency.len() != 3 || !self.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            problems.push(Problem::new(format!("{at}/currency"), "format", "A currency is written in three capital letters."));
        } else if capabilities.lacks("bill", "currency") && self.currency != "INR" {
            problems.push(Problem::new(format!("{at}/currency"), "forbidden", "Only rupees (INR) can be paid here."));
        }
        if self.sum() != Some(self.total) {
            problems.push(Problem::new(format!("{at}/total"), "sum", "The total must be subtotal + tax + shipping - discount."));
        }
        let items: u64 = self
            .items
            .iter()
            .map(|item| item.sale.unwrap_or(item.amount).saturating_mul(item.quantity.into()))
            .fold(0, u64::saturating_add);
        if items != self.subtotal {
            problems.push(Problem::new(format!("{at}/subtotal"), "sum", "The subtotal must be what the items cost together."));
        }
        let charges = [("tax", Some(&self.tax)), ("shipping", self.shipping.as_ref()), ("discount", self.discount.as_ref())];
        for (name, charge) in charges {
            let Some(charge) = charge else { continue };
            for (part, text) in [("description", &charge.description), ("program", &charge.program)] {
                let text = text.as_deref().unwrap_or_default();
                capabilities.limits.check_text("bill.description", text, &format!("{at}/{name}/{part}"), problems);
            }
        }
        if self.items.is_empty() {
            problems.push(Problem::required(format!("{at}/items"), "An item"));
        }
        // A blank name of a catalogue names none, and is not sent.
        let in_catalogue = self.catalog_id.as_deref().is_some_and(|id| !is_blank(id));
        for (index, item) in self.items.iter().enumerate() {
            item.check(in_catalogue, capabilities, &format!("{at}/items/{index}"), problems);
        }
        let end = self.expires.as_ref().and_then(|expires| expires.description.as_deref()).unwrap_or_default();
        capabilities.limits.check_text("bill.expiry", end, &format!("{at}/expires/description"), problems);
        if self.payments.is_empty() {
            problems.push(Problem::required(format!("{at}/payments"), "A way to pay"));
        }
        for (index, way) in self.payments.iter().enumerate() {
            let path = format!("{at}/payments/{index}/configuration");
            if !GATEWAYS.contains(&way.gateway.as_str()) {
                problems.push(Problem::new(format!("{at}/payments/{index}/gateway"), "forbidden", "This way to pay isn't known."));
            }
            capabilities.limits.check_required("bill.configuration", "The name of the set-up", &way.configuration, &path, problems);
        }
    }
}

impl BillItem {
    fn check(&self, in_catalogue: bool, capabilities: &Capabilities, at: &str, problems: &mut Vec<Problem>) {
        if is_blank(&self.product_id) {
            problems.push(Problem::required(format!("{at}/product_id"), "The id of the product"));
        }
        capabilities.limits.check_required("bill.name", "A name", &self.name, &format!("{at}/name"), problems);
        if self.quantity == 0 {
            problems.push(Problem::required(format!("{at}/quantity"), "A quantity"));
        }
        if self.sale.is_some_and(|sale| sale >= self.amount) {
            problems.push(Problem::new(format!("{at}/sale"), "range", "A reduced price is less than the full one."));
        }
        if !in_catalogue {
            let blank = |text: &Option<String>| text.as_deref().is_none_or(is_blank);
            let missing = [
                ("country_of_origin", "The country of origin", blank(&self.country_of_origin)),
                ("importer_name", "The importer's name", blank(&self.importer_name)),
                ("importer_address", "The importer's address", self.importer_address.is_none()),
            ];
            for (name, what, _) in missing.into_iter().filter(|(_, _, missing)| *missing) {
                problems.push(Problem::required(format!("{at}/{name}"), what));
            }
        }
    }
}

/// Judges the shop's own name of a bill.
pub(crate) fn check_reference(reference: &str, path: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
    capabilities.limits.check_required("bill.reference_id", "The reference", reference, path, problems);
    if !reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')) {
        problems.push(Problem::new(path, "format", "A reference is made of A-Z, a-z, 0-9, _, - and the dot."));
    }
}
