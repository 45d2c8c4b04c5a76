//! Templates, approved and filled, out of JSON.

use super::{Node, Read, Unreadable, field, record, words};
use model::Template;
use model::api::list_templates;
use model::content::template::{FilledButton, Parts, TemplateMessage, Value};
use model::template::{TemplateButton, TemplateHeader, TemplateStatus};

record!(TemplateMessage { name, language, category; parts, values });
record!(Parts { ; header, body, footer, buttons });
record!(Template { name, language, category, quality, rejection, header, body, footer; account, status, examples, buttons });
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
            _ => return Err(Unreadable),
        })
    }
}

impl Read for TemplateHeader {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(match kind(node)?.as_str() {
            "text" => Self::Text { text: field(node, "text")?, example: field(node, "example")? },
            "image" => Self::Image,
            "video" => Self::Video,
            "document" => Self::Document,
            "location" => Self::Location,
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
            _ => Self::Unknown,
        })
    }
}
