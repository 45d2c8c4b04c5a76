//! Buttons that open or call, products, forms, questions for an address.

use super::Make;
use model::Table;
use model::content::{AddressRequest, CallButton, Cta, Flow, ProductRef, ProductSection, Products, ProductsShow, SavedAddress};
use serde_json::json;

impl Make<'_> {
    pub(crate) fn cta(&mut self) -> Cta {
        let calls = self.dice.aim().is_some_and(|aim| aim.starts_with("call."))
            || !self.dice.aims("cta.url") && !self.capabilities.lacks("cta", "call") && self.dice.once_in(3)
            || self.dice.wild() && self.dice.once_in(4);
        let opens = if calls { self.dice.wild() && self.dice.once_in(4) } else { !self.dice.wild() || self.dice.once_in(2) };
        let url = opens.then(|| self.url("cta.url"));
        let call = calls.then(|| self.call());
        Cta {
            header: self.maybe_header("cta"),
            body: self.dice.words("cta.body"),
            footer: self.maybe_footer("cta"),
            label: self.dice.words("cta.label"),
            url,
            call,
        }
    }

    fn call(&mut self) -> CallButton {
        let minutes = self.dice.maybe(|_| ()).map(|()| u32::try_from(self.dice.number("call.minutes")).unwrap());
        CallButton { minutes, payload: self.dice.maybe_words("call.payload") }
    }

    pub(crate) fn products(&mut self) -> Products {
        let show = if self.dice.once_in(40) {
            ProductsShow::Unknown
        } else if self.dice.aim().is_some_and(|aim| aim.starts_with("products.") && !aim.ends_with(".footer")) {
            ProductsShow::List
        } else {
            self.dice.pick(&[ProductsShow::Catalogue, ProductsShow::Single, ProductsShow::List])
        };
        let is_list = show == ProductsShow::List;
        let strange = self.dice.wild() && self.dice.once_in(3);
        let header = if is_list != strange { Some(self.header("products")) } else { None };
        let body = if show == ProductsShow::Single && self.dice.once_in(2) { String::new() } else { self.dice.words("products.body") };
        let catalog_id = if show == ProductsShow::Catalogue {
            self.dice.hardly(|dice| dice.id("products.id"))
        } else {
            self.dice.surely(|dice| dice.id("products.id"))
        };
        let product_id =
            if is_list { self.dice.hardly(|dice| dice.id("products.id")) } else { self.dice.surely(|dice| dice.id("products.id")) };
        let sections = if is_list != (self.dice.wild() && self.dice.once_in(4)) { self.product_sections() } else { Vec::new() };
        Products { show, header, body, footer: self.maybe_footer("products"), catalog_id, product_id, sections }
    }

    pub(crate) fn product_sections(&mut self) -> Vec<ProductSection> {
        let products = self.dice.count("products.count");
        let sections = if self.dice.strange("products.sections") { self.dice.count("products.sections") } else { 1 + self.dice.below(2) };
        let mut made: Vec<ProductSection> = (0..sections)
            .map(|_| ProductSection { title: self.dice.surely(|dice| dice.words("products.section.title")), products: Vec::new() })
            .collect();
        for place in 0..products.max(if self.dice.wild() { 0 } else { sections }) {
            let product = if self.dice.wild() { self.dice.id("products.id") } else { format!("sku-{place}") };
            if let Some(section) = made.get_mut(place % sections.max(1)) {
                section.products.push(product);
            }
        }
        made
    }

    pub(crate) fn product(&mut self) -> ProductRef {
        ProductRef { catalog_id: self.dice.id("products.id"), product_id: self.dice.id("products.id") }
    }

    pub(crate) fn flow(&mut self) -> Flow {
        let by_name = !self.capabilities.lacks("flow", "flow_name") && self.dice.once_in(4);
        let both = self.dice.hardly(|_| ()).is_some();
        let none = self.dice.hardly(|_| ()).is_some();
        let data_exchange = self.dice.once_in(4);
        let has_screen = if data_exchange { self.dice.hardly(|_| ()).is_some() } else { self.dice.once_in(2) };
        let has_data = if has_screen { self.dice.once_in(2) } else { self.dice.hardly(|_| ()).is_some() };
        Flow {
            header: self.maybe_header("flow"),
            body: self.dice.words("flow.body"),
            footer: self.maybe_footer("flow"),
            flow_id: ((!by_name || both) && !none).then(|| self.dice.id("flow.id")),
            flow_name: ((by_name || both) && !none).then(|| self.dice.id("flow.id")),
            label: self.dice.words("flow.label"),
            token: self.dice.maybe(|dice| dice.id("flow.token")),
            draft: self.dice.once_in(5),
            data_exchange,
            screen: has_screen.then(|| self.dice.id("flow.screen")),
            data: has_data.then(|| {
                if self.dice.wild() {
                    self.dice.pick(&[json!({}), json!([]), json!("x"), json!(null), json!({"a": [1]})])
                } else {
                    json!({"name": "Asha"})
                }
            }),
        }
    }

    pub(crate) fn address_request(&mut self) -> AddressRequest {
        let country = if self.dice.wild() { self.dice.pick(&["", "US", "in", "IND"]) } else { self.dice.pick(&["IN", "SG"]) };
        let saved = if self.dice.once_in(3) {
            (0..1 + self.dice.below(2))
                .map(|_| SavedAddress { id: self.dice.id("address_request.id"), values: self.address(country) })
                .collect()
        } else {
            Vec::new()
        };
        let values = if self.dice.once_in(2) { self.address(country) } else { Table::new() };
        let errors = if self.dice.once_in(5) { [("name".to_owned(), self.dice.plain())].into_iter().collect() } else { Table::new() };
        AddressRequest {
            header: self.maybe_header("address_request"),
            body: self.dice.words("address_request.body"),
            footer: self.maybe_footer("address_request"),
            country: country.to_owned(),
            values,
            saved,
            errors,
        }
    }

    fn address(&mut self, country: &str) -> Table<String> {
        let code = if country == "SG" { "sg_post_code" } else { "in_pin_code" };
        let digits =
            if self.dice.wild() { self.dice.pick(&["", "12345", "1234567", "12345a", "१२३४५६", "123 56"]) } else { "400063" };
        [(code.to_owned(), digits.to_owned()), ("city".to_owned(), self.dice.plain())].into_iter().collect()
    }
}
