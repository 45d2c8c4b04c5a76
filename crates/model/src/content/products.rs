//! `products`: goods out of a catalogue that the provider knows: the catalogue itself, one product, or a choice of them.
//!
//! Source: wire-facts 1.3 (`catalog_message`, `product`, `product_list`) and 2.1. The answer comes back as [`super::Order`].

use super::frame::{check_footer, check_frame};
use super::header::Header;
use crate::capabilities::Capabilities;
use crate::limits::is_blank;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Goods to look at and to order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Products {
    /// How much of the catalogue is shown.
    pub show: ProductsShow,
    /// A line above: needed for a choice, forbidden for the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words; 1024 characters on WhatsApp. One product may go without.
    pub body: String,
    /// Small print; 60 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The catalogue at the provider; needed for one product and for a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catalog_id: Option<String>,
    /// The one product; or the one whose picture stands for the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_id: Option<String>,
    /// The choice: at most 30 products in 10 sections on WhatsApp.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<ProductSection>,
}

/// How much of a catalogue is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductsShow {
    /// All of it, behind a button.
    #[default]
    Catalogue,
    /// One product.
    Single,
    /// A choice in sections.
    List,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// A part of a choice; it needs a title when there is more than one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductSection {
    /// What stands above its products; 24 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The shop's own ids of the products.
    pub products: Vec<String>,
}

/// One product of one catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductRef {
    /// The catalogue at the provider.
    pub catalog_id: String,
    /// The shop's own id of the product.
    pub product_id: String,
}

impl Products {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        let word = self.show.as_str();
        if self.show == ProductsShow::Unknown || capabilities.lacks("products", word) {
            problems.push(Problem::new("/show", "forbidden", format!("Products can't be shown as “{word}” here.")));
            return;
        }
        match &self.header {
            Some(header) if self.show == ProductsShow::List => header.check("products", capabilities, problems),
            Some(_) => problems.push(Problem::new("/header", "forbidden", "Only a choice of products has a header.")),
            None if self.show == ProductsShow::List => problems.push(Problem::required("/header", "A header")),
            None => {}
        }
        if self.show == ProductsShow::Single && is_blank(&self.body) {
            check_footer("products", self.footer.as_deref(), capabilities, problems);
        } else {
            check_frame("products", None, &self.body, self.footer.as_deref(), capabilities, problems);
        }
        if self.show != ProductsShow::Catalogue && self.catalog_id.as_deref().is_none_or(is_blank) {
            problems.push(Problem::required("/catalog_id", "The catalogue"));
        }
        match self.show {
            ProductsShow::Single if self.product_id.as_deref().is_none_or(is_blank) => {
                problems.push(Problem::required("/product_id", "The product"));
            }
            ProductsShow::List => check_sections(&self.sections, "/sections", capabilities, problems),
            ProductsShow::Catalogue | ProductsShow::Single | ProductsShow::Unknown => {}
        }
        if self.show != ProductsShow::List && !self.sections.is_empty() {
            problems.push(Problem::new("/sections", "forbidden", "Only a choice of products has sections."));
        }
    }
}

impl ProductsShow {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Single => "single",
            Self::List => "list",
            Self::Unknown => "unknown",
        }
    }
}

impl ProductRef {
    pub(crate) fn check(&self, path: &str, problems: &mut Vec<Problem>) {
        for (name, id) in [("catalog_id", &self.catalog_id), ("product_id", &self.product_id)] {
            if is_blank(id) {
                problems.push(Problem::required(format!("{path}/{name}"), "The id"));
            }
        }
    }
}

/// Judges a choice of products; also behind a template's button.
pub(crate) fn check_sections(sections: &[ProductSection], path: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
    let limits = &capabilities.limits;
    if sections.is_empty() {
        problems.push(Problem::required(path, "A product"));
    }
    limits.check_number("products.sections", sections.len() as u64, path, problems);
    limits.check_number("products.count", sections.iter().map(|section| section.products.len() as u64).sum(), path, problems);
    let mut seen = BTreeSet::new();
    for (index, section) in sections.iter().enumerate() {
        let at = format!("{path}/{index}");
        let title = section.title.as_deref().unwrap_or_default();
        if sections.len() > 1 {
            limits.check_required("products.section.title", "A section's title", title, &format!("{at}/title"), problems);
        } else {
            limits.check_text("products.section.title", title, &format!("{at}/title"), problems);
        }
        if section.products.is_empty() {
            problems.push(Problem::required(format!("{at}/products"), "A product"));
        }
        for (place, product) in section.products.iter().enumerate() {
            let at = format!("{at}/products/{place}");
            if is_blank(product) {
                problems.push(Problem::required(at, "The id of the product"));
            } else if !seen.insert(product) {
                problems.push(Problem::new(at, "unique", "This product stands here twice."));
            }
        }
    }
}
