//! Templates, approved and filled, out of JSON.

use super::{Node, Read, Unreadable, field, filled, record, words};
use model::Template;
use model::api::list_templates;
use model::content::template::{FilledButton, FilledCard, FilledOffer, Parts, TemplateMessage, Value};
use model::template::{
    App, CodeWay, FlowButton, OneTimeCode, TemplateButton, TemplateCard, TemplateCode, TemplateHeader, TemplateOffer, TemplateStatus,
};

filled!(TemplateMessage { name, language, category; parts, values });
filled!(Parts { header, offer, footer; body, buttons, cards, call_permission });
filled!(FilledCard { header, body; buttons });
filled!(FilledOffer { ends; text });
filled!(Template {
    id, name, language, category, quality, rejection, header, body, footer, offer, code, seconds;
    account, status, examples, buttons, cards, order_status, call_permission
});
filled!(TemplateCard { header, body; examples, buttons });
filled!(TemplateOffer { ; text, expires });
filled!(TemplateCode { minutes; warning });
filled!(OneTimeCode { text, autofill_text; way, apps, terms_accepted });
filled!(App { ; package, signature });
filled!(FlowButton { flow_id, flow_name, definition, screen; text, data_exchange });
words!(CodeWay { "copy_code" => CopyCode, "one_tap" => OneTap, "zero_tap" => ZeroTap } else Unknown);
record!(list_templates::Response { templates });
words!(TemplateStatus {
    "approved" => Approved, "pending" => Pending, "rejected" => Rejected, "paused" => Paused, "disabled" => Disabled,
} else Unknown);

fn kind(node: &Node) -> Result<String, Unreadable> {
    field(node, "type")
}

impl Read for FilledButton {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(match kind(node)?.as_str() {
            "quick_reply" => Self::QuickReply { text: field(node, "text")? },
            "url" => Self::Url { text: field(node, "text")?, url: field(node, "url")? },
            "phone" => Self::Phone { text: field(node, "text")?, phone: field(node, "phone")? },
            "copy_code" => Self::CopyCode { code: field(node, "code")? },
            "one_time_code" => Self::OneTimeCode { text: field(node, "text")? },
            "flow" => Self::Flow { text: field(node, "text")? },
            "catalogue" => Self::Catalogue { text: field(node, "text")? },
            "products" => Self::Products { text: field(node, "text")? },
            "product" => Self::Product { text: field(node, "text")? },
            "order_details" => Self::OrderDetails { text: field(node, "text")? },
            "voice_call" => Self::VoiceCall { text: field(node, "text")? },
            "contact_info" => Self::ContactInfo { text: field(node, "text")? },
            _ => Self::Unknown,
        })
    }
}

impl Read for Value {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(match kind(node)?.as_str() {
            "text" => Self::Text { text: field(node, "text")? },
            "code" => Self::Code { code: field(node, "code")? },
            "media" => Self::Media { media: field(node, "media")? },
            "location" => Self::Location(Read::read(node)?),
            "currency" => {
                Self::Currency { fallback: field(node, "fallback")?, code: field(node, "code")?, amount_1000: field(node, "amount_1000")? }
            }
            "date_time" => Self::DateTime { fallback: field(node, "fallback")? },
            "product" => Self::Product(Read::read(node)?),
            "products" => Self::Products { thumbnail: field(node, "thumbnail")?, sections: field(node, "sections")? },
            "catalogue" => Self::Catalogue { thumbnail: field(node, "thumbnail")? },
            "bill" => Self::Bill(Read::read(node)?),
            "order_status" => Self::OrderStatus {
                reference_id: field(node, "reference_id")?,
                status: field(node, "status")?,
                description: field(node, "description")?,
            },
            "flow" => Self::Flow { token: field(node, "token")?, data: field(node, "data")? },
            "expiry" => Self::Expiry { at: field(node, "at")? },
            "call" => Self::Call { minutes: field(node, "minutes")?, payload: field(node, "payload")? },
            "payload" => Self::Payload { payload: field(node, "payload")? },
            _ => return Err(Unreadable),
        })
    }
}

impl Read for TemplateHeader {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(match kind(node)?.as_str() {
            "text" => Self::Text { text: field(node, "text")?, example: field(node, "example")? },
            "image" => Self::Image { example: field(node, "example")? },
            "video" => Self::Video { example: field(node, "example")? },
            "gif" => Self::Gif { example: field(node, "example")? },
            "document" => Self::Document { example: field(node, "example")? },
            "location" => Self::Location,
            "product" => Self::Product,
            _ => Self::Unknown,
        })
    }
}

impl Read for TemplateButton {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(match kind(node)?.as_str() {
            "quick_reply" => Self::QuickReply { text: field(node, "text")? },
            "url" => Self::Url { text: field(node, "text")?, url: field(node, "url")?, example: field(node, "example")? },
            "phone" => Self::Phone { text: field(node, "text")?, phone: field(node, "phone")? },
            "copy_code" => Self::CopyCode { example: field(node, "example")? },
            "one_time_code" => Self::OneTimeCode(Read::read(node)?),
            "flow" => Self::Flow(Read::read(node)?),
            "catalogue" => Self::Catalogue { text: field(node, "text")? },
            "products" => Self::Products { text: field(node, "text")? },
            "product" => Self::Product { text: field(node, "text")? },
            "order_details" => Self::OrderDetails { text: field(node, "text")? },
            "voice_call" => Self::VoiceCall { text: field(node, "text")?, minutes: field(node, "minutes")? },
            "contact_info" => Self::ContactInfo { text: field(node, "text")? },
            _ => Self::Unknown,
        })
    }
}
