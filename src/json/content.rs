//! Contents. A type or a form that we don't know becomes a labelled row, as `model::Content::parse` does it.

use super::shape::{Fields, record, variants, words};
use super::{Node, Out, Read, Write};
use model::content::{
    Answer, AnswerKind, Button, Buttons, Contact, Contacts, Content, Header, List, Location, Media, MediaMessage, MediaState, Notice,
    Order, OrderItem, Row, Section, Text, Unsupported,
    contacts::{ContactAddress, ContactEmail, ContactOrg, ContactPhone, ContactUrl},
};

/// Word and variant of every content.
macro_rules! contents {
    ($($word:literal => $variant:ident),* $(,)?) => {
        fn known(node: &Node) -> Option<Content> {
            let mut fields = Fields::of(node);
            let content = match fields.take::<String>("type").as_str() {
                $($word => Content::$variant(fields.all()),)*
                _ => return None,
            };
            fields.is_whole.then_some(content)
        }

        impl Write for Content {
            fn fields(&self, out: &mut Out) {
                out.field("type", &self.kind());
                match self {
                    $(Self::$variant(it) => it.fields(out),)*
                }
            }
        }
    };
}

contents! {
    "text" => Text,
    "image" => Image,
    "video" => Video,
    "audio" => Audio,
    "document" => Document,
    "sticker" => Sticker,
    "location" => Location,
    "contacts" => Contacts,
    "buttons" => Buttons,
    "list" => List,
    "location_request" => LocationRequest,
    "contact_request" => ContactRequest,
    "call_request" => CallRequest,
    "cta" => Cta,
    "products" => Products,
    "flow" => Flow,
    "address_request" => AddressRequest,
    "order_details" => OrderDetails,
    "order_status" => OrderStatus,
    "card" => Card,
    "carousel" => Carousel,
    "payment" => Payment,
    "call" => Call,
    "note" => Note,
    "template" => Template,
    "answer" => Answer,
    "order" => Order,
    "notice" => Notice,
    "unsupported" => Unsupported,
}

impl Read for Content {
    fn read(&mut self, node: &Node) -> bool {
        *self = known(node).unwrap_or_else(|| Self::Unsupported(foreign(node)));
        true
    }

    fn blank() -> Self {
        Self::Notice(Notice::default())
    }
}

fn foreign(node: &Node) -> Unsupported {
    let word = |name: &str| node.field(name).and_then(|value| value.text());
    let label = word("type").unwrap_or_else(|| "unreadable".to_owned());
    Unsupported::new(label, word("body").or_else(|| word("text")).or_else(|| word("caption")).or_else(|| word("title")))
}

impl Read for Unsupported {
    fn read(&mut self, node: &Node) -> bool {
        let Self { label, text, detail, raw: _ } = self;
        let mut fields = Fields::of(node);
        fields.needed("label", label);
        fields.perhaps("text", text);
        fields.perhaps("detail", detail);
        fields.is_whole
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Write for Unsupported {
    fn fields(&self, out: &mut Out) {
        out.field("label", &self.label);
        out.field_if_any("text", &self.text);
        out.field_if_any("detail", &self.detail);
    }
}

variants!(Header, by "type" {
    "text" => Text { text },
    "image" => Image { media },
    "video" => Video { media },
    "document" => Document { media },
    "location" => Location(it),
});
words!(MediaState { "ready" => Ready, "fetching" => Fetching, "expired" => Expired, "refused" => Refused } else Unknown);
words!(AnswerKind {
    "button" => Button, "list" => List, "flow" => Flow, "address" => Address, "suggestion" => Suggestion, "permission" => Permission,
} else Unknown);
record!(Text { body; ; preview_url, suggestions });
record!(Media { ; id, state, mime; bytes, sha256, filename, width, height, seconds });
record!(MediaMessage { ; media; caption, voice, animated });
record!(Location { latitude, longitude; ; name, address });
record!(Contacts { contacts });
record!(Contact { ; name; first_name, last_name, phones, emails, addresses, org, urls, birthday });
record!(ContactPhone { ; phone; r#type, wa_id });
record!(ContactEmail { ; email; r#type });
record!(ContactAddress { ; ; street, city, state, zip, country, country_code, r#type });
record!(ContactOrg { ; ; company, department, title });
record!(ContactUrl { ; url; r#type });
record!(Buttons { body, buttons; ; header, footer });
record!(Button { id, title });
record!(List { body, button, sections; ; header, footer });
record!(Section { rows; ; title });
record!(Row { id, title; ; description });
record!(Answer { kind, title; id; description, fields });
record!(Order { ; items; catalog_id, text });
record!(OrderItem { ; product_id, quantity; price, currency });
record!(Notice { code, text });
