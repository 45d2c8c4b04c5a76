//! Questions, forms and offers: `{"type": T, "header"?, "body", "footer"?, "action": {…}}`.
//!
//! Source: wire-facts 1.3, <https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-messages>

use super::bill;
use super::{Files, Object, file, named_document, object, put};
use crate::error::EncodeError;
use model::content::products::{ProductSection, ProductsShow};
use model::content::{AddressRequest, Buttons, Cta, Flow, Header, List, OrderDetails, OrderStatus, Products, Request, Section};
use model::limits::is_blank;
use serde_json::{Map, Value, json};

/// The version of the form protocol.
const FLOW_VERSION: &str = "3";

/// What every question is encoded with.
pub(super) struct With<'a> {
    pub(super) provider: &'static str,
    pub(super) files: &'a Files,
}

impl With<'_> {
    pub(super) fn location_request(&self, request: &Request) -> Value {
        plain("location_request_message", &request.body, json!({"name": "send_location"}))
    }

    pub(super) fn contact_request(&self, request: &Request) -> Value {
        plain("request_contact_info", &request.body, json!({"name": "request_contact_info"}))
    }

    pub(super) fn call_request(&self, request: &Request) -> Value {
        plain("call_permission_request", &request.body, json!({"name": "call_permission_request"}))
    }

    pub(super) fn buttons(&self, buttons: &Buttons) -> Result<Value, EncodeError> {
        let replies = buttons.buttons.iter().map(|button| json!({"type": "reply", "reply": {"id": button.id, "title": button.title}}));
        let action = json!({"buttons": replies.collect::<Vec<_>>()});
        self.frame("button", buttons.header.as_ref(), &buttons.body, buttons.footer.as_deref(), action)
    }

    pub(super) fn list(&self, list: &List) -> Result<Value, EncodeError> {
        let sections: Vec<_> = list.sections.iter().map(section).collect();
        let action = json!({"button": list.button, "sections": sections});
        self.worded("list", list.header.as_ref(), &list.body, list.footer.as_deref(), action)
    }

    pub(super) fn cta(&self, cta: &Cta) -> Result<Value, EncodeError> {
        let (name, parameters) = match (&cta.url, &cta.call) {
            (Some(_), Some(_)) => return Err(self.cannot("a button that opens a page and calls")),
            (Some(url), None) => ("cta_url", json!({"display_text": cta.label, "url": url})),
            (None, Some(call)) => {
                let mut parameters = object(json!({"display_text": cta.label}));
                if let Some(minutes) = call.minutes {
                    parameters.insert("ttl_minutes".to_owned(), minutes.into());
                }
                put(&mut parameters, "payload", call.payload.as_deref());
                ("voice_call", Value::Object(parameters))
            }
            (None, None) => return Err(EncodeError::Missing("what the button does".to_owned())),
        };
        let action = json!({"name": name, "parameters": parameters});
        self.frame(name, cta.header.as_ref(), &cta.body, cta.footer.as_deref(), action)
    }

    pub(super) fn products(&self, products: &Products) -> Result<Value, EncodeError> {
        if products.show != ProductsShow::List && !products.sections.is_empty() {
            return Err(self.cannot("sections without a choice of products"));
        }
        let (kind, action) = match products.show {
            ProductsShow::Catalogue => {
                let mut action = object(json!({"name": "catalog_message"}));
                if let Some(thumbnail) = &products.product_id {
                    action.insert("parameters".to_owned(), json!({"thumbnail_product_retailer_id": thumbnail}));
                }
                ("catalog_message", Value::Object(action))
            }
            ProductsShow::Single => ("product", json!({"catalog_id": products.catalog_id, "product_retailer_id": products.product_id})),
            ProductsShow::List => {
                ("product_list", json!({"catalog_id": products.catalog_id, "sections": product_sections(&products.sections)}))
            }
            ProductsShow::Unknown => return Err(self.cannot("this way to show products")),
        };
        self.worded(kind, products.header.as_ref(), &products.body, products.footer.as_deref(), action)
    }

    pub(super) fn flow(&self, flow: &Flow) -> Result<Value, EncodeError> {
        if flow.screen.is_some() && flow.data_exchange || flow.data.is_some() && flow.screen.is_none() {
            return Err(self.cannot("a form whose first screen is not clear"));
        }
        let mut parameters = object(json!({"flow_message_version": FLOW_VERSION, "flow_cta": flow.label}));
        for (key, name) in [("flow_id", &flow.flow_id), ("flow_name", &flow.flow_name)] {
            put(&mut parameters, key, name.as_deref().filter(|name| !is_blank(name)));
        }
        put(&mut parameters, "flow_token", flow.token.as_deref());
        if flow.draft {
            put(&mut parameters, "mode", Some("draft"));
        }
        if flow.data_exchange {
            put(&mut parameters, "flow_action", Some("data_exchange"));
        } else if let Some(screen) = &flow.screen {
            let mut payload = object(json!({"screen": screen}));
            payload.extend(flow.data.clone().map(|data| ("data".to_owned(), data)));
            put(&mut parameters, "flow_action", Some("navigate"));
            parameters.insert("flow_action_payload".to_owned(), Value::Object(payload));
        }
        let action = json!({"name": "flow", "parameters": parameters});
        self.frame("flow", flow.header.as_ref(), &flow.body, flow.footer.as_deref(), action)
    }

    pub(super) fn address_request(&self, request: &AddressRequest) -> Result<Value, EncodeError> {
        let mut parameters = object(json!({"country": request.country}));
        if !request.values.is_empty() {
            parameters.insert("values".to_owned(), json!(request.values));
        }
        if !request.saved.is_empty() {
            let saved: Vec<_> = request.saved.iter().map(|saved| json!({"id": saved.id, "value": saved.values})).collect();
            parameters.insert("saved_addresses".to_owned(), Value::Array(saved));
        }
        if !request.errors.is_empty() {
            parameters.insert("validation_errors".to_owned(), json!(request.errors));
        }
        let action = json!({"name": "address_message", "parameters": parameters});
        self.frame("address_message", request.header.as_ref(), &request.body, request.footer.as_deref(), action)
    }

    pub(super) fn order_details(&self, details: &OrderDetails) -> Result<Value, EncodeError> {
        let action = json!({"name": "review_and_pay", "parameters": bill::encode(&details.bill)?});
        self.frame("order_details", details.header.as_ref(), &details.body, details.footer.as_deref(), action)
    }

    pub(super) fn order_status(&self, status: &OrderStatus) -> Value {
        let parameters = bill::news(&status.reference_id, status.status, status.description.as_deref());
        let mut wire = question("order_status", &status.body, status.footer.as_deref());
        wire.insert("action".to_owned(), json!({"name": "review_order", "parameters": parameters}));
        Value::Object(wire)
    }

    /// With a header of any kind.
    fn frame(&self, kind: &str, header: Option<&Header>, body: &str, footer: Option<&str>, action: Value) -> Result<Value, EncodeError> {
        let mut wire = question(kind, body, footer);
        if let Some(header) = header {
            wire.insert("header".to_owned(), self.header(kind, header)?);
        }
        wire.insert("action".to_owned(), action);
        Ok(Value::Object(wire))
    }

    /// With a line above it, or nothing.
    fn worded(&self, kind: &str, header: Option<&Header>, body: &str, footer: Option<&str>, action: Value) -> Result<Value, EncodeError> {
        match header {
            Some(Header::Text { .. }) | None => self.frame(kind, header, body, footer, action),
            Some(header @ (Header::Image { .. } | Header::Video { .. } | Header::Document { .. } | Header::Location(_))) => {
                let name = if kind == "list" { "a list" } else { "products" };
                Err(self.cannot(&format!("{} above {name}", header.kind())))
            }
        }
    }

    pub(super) fn header(&self, kind: &str, header: &Header) -> Result<Value, EncodeError> {
        match header {
            Header::Text { text } => Ok(json!({"type": "text", "text": text})),
            Header::Image { media } | Header::Video { media } => {
                Ok(json!({"type": header.kind(), header.kind(): file(media, self.files)?}))
            }
            Header::Document { media } => Ok(json!({"type": "document", "document": named_document(media, self.files)?})),
            Header::Location(_) => Err(self.cannot(&format!("location above {}", if kind == "button" { "buttons" } else { kind }))),
        }
    }

    pub(super) fn cannot(&self, what: &str) -> EncodeError {
        EncodeError::Unsupported { provider: self.provider, what: what.to_owned() }
    }
}

fn plain(kind: &str, body: &str, action: Value) -> Value {
    let mut wire = question(kind, body, None);
    wire.insert("action".to_owned(), action);
    Value::Object(wire)
}

/// Body and footer; an empty body is left out, which one product and a question for leave to call may do.
pub(super) fn question(kind: &str, body: &str, footer: Option<&str>) -> Object {
    let mut wire = object(json!({"type": kind}));
    if !is_blank(body) {
        wire.insert("body".to_owned(), json!({"text": body}));
    }
    if let Some(footer) = footer {
        wire.insert("footer".to_owned(), json!({"text": footer}));
    }
    wire
}

fn section(section: &Section) -> Object {
    let rows = section.rows.iter().map(|row| {
        let mut wire = object(json!({"id": row.id, "title": row.title}));
        put(&mut wire, "description", row.description.as_deref());
        wire
    });
    let mut wire = object(json!({"rows": rows.collect::<Vec<_>>()}));
    put(&mut wire, "title", section.title.as_deref());
    wire
}

/// Products in sections; also behind a template's button.
pub(in crate::cloud) fn product_sections(sections: &[ProductSection]) -> Vec<Map<String, Value>> {
    let section = |section: &ProductSection| {
        let items: Vec<_> = section.products.iter().map(|product| json!({"product_retailer_id": product})).collect();
        let mut wire = object(json!({"product_items": items}));
        put(&mut wire, "title", section.title.as_deref());
        wire
    };
    sections.iter().map(section).collect()
}
