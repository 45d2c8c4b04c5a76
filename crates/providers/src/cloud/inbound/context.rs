//! What stands around a customer's message: `context.forwarded`, `context.referred_product`, `referral`.

use crate::lenient::{first_text, truth};
use model::content::ProductRef;
use model::context::{Context, Forwarded, Referral};
use serde_json::Value;

/// What is known of it, or nothing.
pub(super) fn decode(message: &Value) -> Option<Box<Context>> {
    let around = &message["context"];
    let forwarded = if truth(&around["frequently_forwarded"]) {
        Some(Forwarded::Often)
    } else {
        truth(&around["forwarded"]).then_some(Forwarded::Once)
    };
    Context { forwarded, referral: referral(&message["referral"]), referred_product: product(&around["referred_product"]) }.known()
}

fn product(product: &Value) -> Option<ProductRef> {
    let product_id = first_text(product, &["product_retailer_id"])?;
    Some(ProductRef { catalog_id: first_text(product, &["catalog_id"]).unwrap_or_default(), product_id })
}

fn referral(referral: &Value) -> Option<Referral> {
    let of = |key: &str| first_text(referral, &[key]);
    let read = Referral {
        url: of("source_url"),
        id: of("source_id"),
        kind: of("source_type"),
        headline: of("headline"),
        body: of("body"),
        click_id: of("ctwa_clid"),
        welcome: first_text(&referral["welcome_message"], &["text"]),
    };
    (read != Referral::default()).then_some(read)
}
