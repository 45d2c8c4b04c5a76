//! Bills, and news of orders. Their sums are right, but for the strange cases.

use super::Make;
use model::Timestamp;
use model::content::bill::{Bill, BillItem, Charge, Expiry, Goods, ImporterAddress, PaymentWay};
use model::content::{OrderDetails, OrderState, OrderStatus};

/// A moment that no test run reaches: how near an end may be depends on a clock, and `check` has none.
const FAR: i64 = 4_000_000_000;

impl Make<'_> {
    pub(crate) fn order_details(&mut self) -> OrderDetails {
        OrderDetails {
            header: self.maybe_header("order_details"),
            body: self.dice.words("order_details.body"),
            footer: self.maybe_footer("order_details"),
            bill: self.bill(),
        }
    }

    pub(crate) fn order_status(&mut self) -> OrderStatus {
        OrderStatus {
            body: self.dice.words("order_status.body"),
            footer: self.maybe_footer("order_status"),
            reference_id: self.reference(),
            status: self.order_state(),
            description: self.dice.maybe_words("order_status.description"),
        }
    }

    pub(crate) fn order_state(&mut self) -> OrderState {
        let good = [OrderState::Processing, OrderState::PartiallyShipped, OrderState::Shipped, OrderState::Completed, OrderState::Canceled];
        if self.dice.wild() { self.dice.pick(&[OrderState::Pending, OrderState::Unknown]) } else { self.dice.pick(&good) }
    }

    pub(crate) fn reference(&mut self) -> String {
        if !self.dice.strange("bill.reference_id") {
            return "order_17.a-B".to_owned();
        }
        match if self.dice.aims("bill.reference_id") { 0 } else { self.dice.below(3) } {
            0 => "x".repeat(self.dice.words_of("bill.reference_id")),
            1 => self.dice.pick(&["a b", "नमस्ते", "a/b", "", " ", "a\n"]).to_owned(),
            _ => self.dice.words("bill.reference_id"),
        }
    }

    pub(crate) fn bill(&mut self) -> Bill {
        let catalog_id = self.dice.maybe(|dice| dice.id("bill.catalog"));
        let items: Vec<BillItem> = (0..self.dice.count("bill.items")).map(|_| self.item(catalog_id.is_some())).collect();
        let sum: u64 = items.iter().map(|item| item.sale.unwrap_or(item.amount) * u64::from(item.quantity)).sum();
        let subtotal = if self.dice.wild() && self.dice.once_in(3) { sum + 1 } else { sum };
        let (tax, shipping) = (self.charge(500), self.dice.maybe(|_| ()).map(|()| self.charge(300)));
        let discount = self.dice.maybe(|_| ()).map(|()| if self.dice.wild() { self.charge(10_000_000) } else { self.charge(1) });
        let mut bill = Bill {
            reference_id: self.reference(),
            goods: if self.dice.once_in(40) { Goods::Unknown } else { self.dice.pick(&[Goods::Digital, Goods::Physical]) },
            currency: if self.dice.wild() { self.dice.pick(&["USD", "inr", "", "RUPEE"]) } else { "INR" }.to_owned(),
            total: 0,
            subtotal,
            tax,
            shipping,
            discount,
            items,
            catalog_id,
            payments: self.payments(),
            expires: self.dice.maybe(|dice| Expiry { at: Timestamp::from_seconds(FAR), description: dice.maybe_words("bill.expiry") }),
        };
        bill.total = bill.sum().unwrap_or_default() + u64::from(self.dice.wild() && self.dice.once_in(3));
        bill
    }

    fn charge(&mut self, amount: u64) -> Charge {
        Charge {
            amount,
            description: self.dice.maybe_words("bill.description"),
            program: self.dice.hardly(|dice| dice.words("bill.description")),
        }
    }

    fn payments(&mut self) -> Vec<PaymentWay> {
        let count = if self.dice.wild() { self.dice.below(3) } else { 1 };
        let gateways = ["razorpay", "payu", "billdesk", "zaakpay", ""];
        (0..count)
            .map(|_| PaymentWay {
                gateway: if self.dice.wild() { "paypal" } else { self.dice.pick(&gateways) }.to_owned(),
                configuration: self.dice.words("bill.configuration"),
            })
            .collect()
    }

    fn item(&mut self, in_catalogue: bool) -> BillItem {
        let amount = if self.dice.wild() { self.dice.pick(&[0, 1, 1_000_000]) } else { 12_500 };
        let named = !in_catalogue || self.dice.once_in(3);
        BillItem {
            product_id: self.dice.id("bill.product"),
            name: self.dice.words("bill.name"),
            quantity: if self.dice.wild() { self.dice.pick(&[0, 1, 999]) } else { 2 },
            amount,
            sale: self.dice.once_in(4).then(|| if self.dice.wild() { amount } else { amount / 2 }),
            country_of_origin: if named {
                self.dice.surely(|dice| if dice.wild() { dice.words("bill.country") } else { "IN".to_owned() })
            } else {
                None
            },
            importer_name: if named { self.dice.surely(|dice| dice.words("bill.importer")) } else { None },
            importer_address: if named { self.dice.surely(|_| ()).map(|()| self.importer()) } else { None },
        }
    }

    fn importer(&mut self) -> ImporterAddress {
        let part = |make: &mut Self, words: &str| if make.dice.wild() { make.dice.words("bill.address") } else { words.to_owned() };
        ImporterAddress {
            address_line1: part(self, "1 Beach Road"),
            address_line2: None,
            city: part(self, "Goa"),
            zone_code: None,
            postal_code: part(self, "403001"),
            country_code: part(self, "IN"),
        }
    }
}
