//! A bill and the news of an order, in a message and behind a template's button. Amounts are `{"value", "offset": 100}`.
//!
//! Source: wire-facts 1.5, <https://developers.facebook.com/docs/whatsapp/cloud-api/payments-api/payments-in/pg>

use super::{Object, object, put};
use crate::error::EncodeError;
use model::content::bill::{Bill, BillItem, Charge, Goods, ImporterAddress, PaymentWay};
use model::content::order_status::OrderState;
use serde_json::{Value, json};

/// What an amount is divided by.
const OFFSET: u64 = 100;

/// The parameters of `review_and_pay`.
///
/// # Errors
/// A kind of goods that nobody here knows.
pub fn encode(bill: &Bill) -> Result<Value, EncodeError> {
    let goods = match bill.goods {
        Goods::Physical => "physical-goods",
        Goods::Digital => "digital-goods",
        Goods::Unknown => return Err(EncodeError::Missing("the kind of goods of the bill".to_owned())),
    };
    let items: Vec<_> = bill.items.iter().map(item).collect();
    let mut order = object(json!({"status": "pending", "items": items, "subtotal": amount(bill.subtotal), "tax": charge(&bill.tax)}));
    put(&mut order, "catalog_id", bill.catalog_id.as_deref());
    for (key, value) in [("shipping", &bill.shipping), ("discount", &bill.discount)] {
        order.extend(value.as_ref().map(|value| (key.to_owned(), Value::Object(charge(value)))));
    }
    if let Some(expires) = &bill.expires {
        let mut expiration = object(json!({"timestamp": expires.at.seconds().to_string()}));
        put(&mut expiration, "description", expires.description.as_deref());
        order.insert("expiration".to_owned(), Value::Object(expiration));
    }
    let payments: Vec<_> = bill.payments.iter().map(payment).collect();
    Ok(json!({
        "reference_id": bill.reference_id, "type": goods, "payment_settings": payments, "currency": bill.currency,
        "total_amount": amount(bill.total), "order": order,
    }))
}

/// The parameters of `review_order`.
pub fn news(reference_id: &str, status: OrderState, description: Option<&str>) -> Value {
    let mut order = object(json!({"status": status.as_str()}));
    put(&mut order, "description", description);
    json!({"reference_id": reference_id, "order": order})
}

fn amount(value: u64) -> Value {
    json!({"value": value, "offset": OFFSET})
}

fn charge(charge: &Charge) -> Object {
    let mut wire = object(amount(charge.amount));
    put(&mut wire, "description", charge.description.as_deref());
    put(&mut wire, "discount_program_name", charge.program.as_deref());
    wire
}

fn payment(way: &PaymentWay) -> Value {
    if way.gateway.is_empty() {
        return json!({"type": "payment_configuration", "payment_configuration": {"configuration_name": way.configuration}});
    }
    json!({"type": "payment_gateway", "payment_gateway": {"type": way.gateway, "configuration_name": way.configuration}})
}

fn item(item: &BillItem) -> Object {
    let mut wire = object(json!({
        "retailer_id": item.product_id, "name": item.name, "amount": amount(item.amount), "quantity": item.quantity,
    }));
    wire.extend(item.sale.map(|sale| ("sale_amount".to_owned(), amount(sale))));
    put(&mut wire, "country_of_origin", item.country_of_origin.as_deref());
    put(&mut wire, "importer_name", item.importer_name.as_deref());
    wire.extend(item.importer_address.as_ref().map(|address| ("importer_address".to_owned(), Value::Object(importer(address)))));
    wire
}

fn importer(address: &ImporterAddress) -> Object {
    let mut wire = Object::new();
    for (key, text) in [
        ("address_line1", Some(&address.address_line1)),
        ("address_line2", address.address_line2.as_ref()),
        ("city", Some(&address.city)),
        ("zone_code", address.zone_code.as_ref()),
        ("postal_code", Some(&address.postal_code)),
        ("country_code", Some(&address.country_code)),
    ] {
        put(&mut wire, key, text.map(String::as_str));
    }
    wire
}
