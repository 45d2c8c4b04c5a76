//! Templates with values: each placeholder gets a value of its kind, or in the strange cases none, another, or too much of it.

use super::Make;
use model::content::template::{FilledButton, TemplateMessage, Value};
use model::template::{PlaceholderKind, Values};
use model::{Template, Timestamp};
use serde_json::json;

impl Make<'_> {
    pub(crate) fn template(&mut self) -> TemplateMessage {
        let template = self.choose();
        let mut values = Values::new();
        for placeholder in template.placeholders() {
            if placeholder.optional && self.dice.once_in(2) || self.dice.hardly(|_| ()).is_some() {
                continue;
            }
            let kind = if self.dice.hardly(|_| ()).is_some() { self.dice.pick(&KINDS) } else { placeholder.kind };
            let value = self.value(kind);
            values.insert(placeholder.key, value);
        }
        let filled = template.fill(&values);
        for (place, button) in filled.parts.buttons.iter().enumerate() {
            if matches!(button, FilledButton::QuickReply { .. }) && self.dice.once_in(3) {
                values.insert(format!("buttons.{place}"), Value::Payload { payload: self.payload() });
            }
        }
        if self.dice.hardly(|_| ()).is_some() {
            let stray = self.dice.pick(&[
                "body.9",
                "header",
                "header.1",
                "buttons.0",
                "buttons.7",
                "offer",
                "cards.0.body.1",
                "order_status",
                "body.name",
            ]);
            let kind = self.dice.pick(&KINDS);
            let value = self.value(kind);
            values.insert(stray.to_owned(), value);
        }
        TemplateMessage { name: template.name.clone(), language: template.language.clone(), values, ..TemplateMessage::default() }
    }

    /// One whose values have the limit that this case is about, if it is about one.
    fn choose(&mut self) -> Template {
        let wanted = match self.dice.aim().and_then(|aim| aim.split('.').next()) {
            Some("image") => PlaceholderKind::Image,
            Some("video") => PlaceholderKind::Video,
            Some("document") => PlaceholderKind::Document,
            Some("location") => PlaceholderKind::Location,
            Some("products") => PlaceholderKind::Products,
            Some("bill") => PlaceholderKind::Bill,
            Some("order_status") => PlaceholderKind::OrderStatus,
            Some("call") => PlaceholderKind::Call,
            _ => return self.dice.pick(self.templates),
        };
        let fitting: Vec<&Template> =
            self.templates.iter().filter(|it| it.placeholders().iter().any(|place| place.kind == wanted)).collect();
        self.dice.pick(&fitting).clone()
    }

    fn payload(&mut self) -> String {
        if self.dice.wild() { "p".repeat(self.dice.pick(&[0, 1, 127, 128, 129])) } else { "a-payload".to_owned() }
    }

    fn words_in_template(&mut self) -> String {
        if !self.dice.wild() {
            return self.dice.plain();
        }
        match self.dice.below(3) {
            0 => self.dice.pick(&["a\nb", "a\tb", "a    b", "a     b", "a\rb", "{{1}}", "{{2}}"]).to_owned(),
            1 => "v".repeat(self.dice.pick(&[8, 9, 10, 11, 15, 16, 17, 18, 60, 1000, 1024, 1025])),
            _ => self.dice.words("template.body"),
        }
    }

    fn value(&mut self, kind: PlaceholderKind) -> Value {
        match kind {
            PlaceholderKind::Text => match self.dice.below(8) {
                0 => Value::Currency {
                    fallback: self.words_in_template(),
                    code: if self.dice.wild() { self.dice.pick(&["", "inr", "EURO"]) } else { "INR" }.to_owned(),
                    amount_1000: 210_500,
                },
                1 => Value::DateTime { fallback: self.words_in_template() },
                _ => Value::text(self.words_in_template()),
            },
            PlaceholderKind::UrlSuffix if self.dice.wild() => Value::text(self.words_in_template()),
            PlaceholderKind::UrlSuffix => Value::text("room?id=7"),
            PlaceholderKind::Code => {
                let strange = ["", " ", "A-1", "1234567890123456", "नमस्ते", "A 1", "x\n"];
                Value::Code {
                    code: if self.dice.wild() { self.dice.pick(&strange) } else { self.dice.pick(&["GOA25", "123456789012345"]) }
                        .to_owned(),
                }
            }
            PlaceholderKind::Image => Value::Media { media: self.media("image") },
            PlaceholderKind::Video => Value::Media { media: self.media("video") },
            PlaceholderKind::Document => Value::Media { media: self.media("document") },
            PlaceholderKind::Location => Value::Location(self.location()),
            PlaceholderKind::Product => Value::Product(self.product()),
            PlaceholderKind::Products => Value::Products { thumbnail: self.dice.id("products.id"), sections: self.product_sections() },
            PlaceholderKind::Catalogue => Value::Catalogue { thumbnail: self.dice.maybe(|dice| dice.id("products.id")) },
            PlaceholderKind::Bill => Value::Bill(Box::new(self.bill())),
            PlaceholderKind::OrderStatus => Value::OrderStatus {
                reference_id: self.reference(),
                status: self.order_state(),
                description: self.dice.maybe_words("order_status.description"),
            },
            PlaceholderKind::Flow => Value::Flow {
                token: self.dice.maybe(|dice| dice.id("flow.token")),
                data: self
                    .dice
                    .maybe(|dice| if dice.wild() { dice.pick(&[json!({}), json!([1]), json!("x")]) } else { json!({"name": "Asha"}) }),
            },
            PlaceholderKind::Expiry => Value::Expiry { at: Timestamp::from_seconds(4_000_000_000) },
            PlaceholderKind::Call => Value::Call {
                minutes: self.dice.maybe(|_| ()).map(|()| u32::try_from(self.dice.number("call.minutes")).unwrap()),
                payload: self.dice.maybe_words("call.payload"),
            },
        }
    }
}

const KINDS: [PlaceholderKind; 15] = [
    PlaceholderKind::Text,
    PlaceholderKind::UrlSuffix,
    PlaceholderKind::Code,
    PlaceholderKind::Image,
    PlaceholderKind::Video,
    PlaceholderKind::Document,
    PlaceholderKind::Location,
    PlaceholderKind::Product,
    PlaceholderKind::Products,
    PlaceholderKind::Catalogue,
    PlaceholderKind::Bill,
    PlaceholderKind::OrderStatus,
    PlaceholderKind::Flow,
    PlaceholderKind::Expiry,
    PlaceholderKind::Call,
];
