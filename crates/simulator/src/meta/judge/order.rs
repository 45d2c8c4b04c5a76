//! Bills and news of orders: `review_and_pay`, `review_order`, and the same in templates (wire-facts 1.5).
//!
//! That a `reference_id` is used once, and that an expiration is 300 s ahead, is the payment provider's business.

use serde_json::Value;

use super::seen::is_seen;
use super::{bad, length, list, missing, text, units};
use crate::meta::failure::Failure;

const REFERENCE: usize = 35;
const NAME: usize = 60;
const WORDS: usize = 60;
const DESCRIPTION: usize = 120;
const GOODS: [&str; 2] = ["digital-goods", "physical-goods"];
const GATEWAYS: [&str; 4] = ["razorpay", "payu", "billdesk", "zaakpay"];
const STATUSES: [&str; 5] = ["processing", "partially_shipped", "shipped", "completed", "canceled"];

/// Judges the parameters of a bill.
pub(super) fn judge_bill(bill: &Value) -> Result<(), Failure> {
    judge_reference(bill)?;
    if !text(bill, "type").is_some_and(|goods| GOODS.contains(&goods)) {
        return Err(bad("Param type must be one of {digital-goods, physical-goods}."));
    }
    judge_ways(list(bill, "payment_settings"))?;
    if text(bill, "currency") != Some("INR") {
        return Err(bad("Param currency must be INR."));
    }
    let order = &bill["order"];
    if text(order, "status") != Some("pending") {
        return Err(bad("Order status must be pending."));
    }
    let in_catalogue = text(order, "catalog_id").is_some_and(is_seen);
    let items = list(order, "items");
    if items.is_empty() {
        return Err(missing("order['items']"));
    }
    let mut sum = 0;
    for item in items {
        sum += judge_item(item, in_catalogue)?;
    }
    if amount(&order["subtotal"], "subtotal")? != sum {
        return Err(bad("Order subtotal does not match the amounts of its items."));
    }
    let mut total = sum + charge(&order["tax"], "tax")?;
    for (key, sign) in [("shipping", 1), ("discount", -1)] {
        if let Some(part) = order.get(key) {
            total += sign * charge(part, key)?;
        }
    }
    if amount(&bill["total_amount"], "total_amount")? != total {
        return Err(bad("Order total must be subtotal + tax + shipping - discount."));
    }
    if let Some(end) = order.get("expiration") {
        text(end, "timestamp").filter(|t| t.parse::<i64>().is_ok()).ok_or_else(|| missing("expiration['timestamp']"))?;
        short(end, "description", DESCRIPTION)?;
    }
    Ok(())
}

/// Judges how far an order is said to be.
pub(super) fn judge_news(news: &Value) -> Result<(), Failure> {
    judge_reference(news)?;
    let order = &news["order"];
    if !text(order, "status").is_some_and(|status| STATUSES.contains(&status)) {
        return Err(bad(format!("Order status must be one of {{{}}}.", STATUSES.join(", "))));
    }
    short(order, "description", DESCRIPTION)
}

fn judge_reference(holder: &Value) -> Result<(), Failure> {
    let reference = text(holder, "reference_id").ok_or_else(|| missing("reference_id"))?;
    length("reference_id", reference, REFERENCE)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if reference.chars().all(fits) { Ok(()) } else { Err(bad("reference_id may hold letters, digits, underscores, dashes and dots.")) }
}

/// Gateways by type, or the configuration that UPI goes by.
fn judge_ways(ways: &[Value]) -> Result<(), Failure> {
    if ways.is_empty() {
        return Err(missing("payment_settings"));
    }
    for way in ways {
        let kind = text(way, "type").unwrap_or_default();
        let inner = match kind {
            "payment_gateway" if text(&way[kind], "type").is_some_and(|gateway| GATEWAYS.contains(&gateway)) => &way[kind],
            "payment_configuration" => &way[kind],
            _ => return Err(bad(format!("Payment gateway must be one of {{{}}}.", GATEWAYS.join(", ")))),
        };
        length("configuration_name", text(inner, "configuration_name").unwrap_or_default(), NAME)?;
    }
    Ok(())
}

/// Answers what the item costs, in hundredths.
fn judge_item(item: &Value, in_catalogue: bool) -> Result<i128, Failure> {
    if !text(item, "retailer_id").is_some_and(is_seen) {
        return Err(missing("item['retailer_id']"));
    }
    length("Item name", text(item, "name").unwrap_or_default(), NAME)?;
    let quantity = item["quantity"].as_u64().filter(|n| *n > 0).ok_or_else(|| bad("Item quantity must be at least 1."))?;
    let full = amount(&item["amount"], "amount")?;
    let price = match item.get("sale_amount") {
        Some(sale) => amount(sale, "sale_amount")?,
        None => full,
    };
    if item.get("sale_amount").is_some() && price >= full {
        return Err(bad("Item sale_amount must be less than its amount."));
    }
    if !in_catalogue {
        for key in ["country_of_origin", "importer_name"] {
            if !text(item, key).is_some_and(is_seen) {
                return Err(missing(&format!("item['{key}']")));
            }
        }
        if !item["importer_address"].is_object() {
            return Err(missing("item['importer_address']"));
        }
    }
    Ok(price * i128::from(quantity))
}

fn charge(part: &Value, name: &str) -> Result<i128, Failure> {
    short(part, "description", WORDS)?;
    short(part, "discount_program_name", WORDS)?;
    amount(part, name)
}

fn amount(part: &Value, name: &str) -> Result<i128, Failure> {
    if part["offset"] != 100 {
        return Err(bad(format!("{name}['offset'] must be 100.")));
    }
    part["value"].as_u64().map(i128::from).ok_or_else(|| bad(format!("{name}['value'] must be a whole number.")))
}

fn short(holder: &Value, key: &str, most: usize) -> Result<(), Failure> {
    match text(holder, key) {
        Some(words) if units(words) > most => Err(bad(format!("{key} length invalid. Max length: {most}.")).long()),
        _ => Ok(()),
    }
}
