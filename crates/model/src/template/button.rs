//! A button of a template, or of one of its cards.
//!
//! Limits: 25 characters of text, a link of 2000, a number of 20; how many of which kind: wire-facts 2.3.

use serde::{Deserialize, Serialize};

/// A button of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TemplateButton {
    /// Sends its text back.
    QuickReply {
        /// What it says.
        text: String,
    },
    /// Opens a page; the link may end in one placeholder.
    Url {
        /// What it says.
        text: String,
        /// The link, with `{{1}}` at its end where it varies.
        url: String,
        /// An example of the whole link or its end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// Calls a number.
    Phone {
        /// What it says.
        text: String,
        /// The number.
        phone: String,
    },
    /// Copies a code chosen at sending.
    CopyCode {
        /// An example code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// Copies a one-time code, or puts it into the customer's app; of authentication templates alone.
    OneTimeCode(OneTimeCode),
    /// Opens a form.
    Flow(FlowButton),
    /// Opens the catalogue.
    Catalogue {
        /// What it says; the provider may insist on `View catalog`.
        text: String,
    },
    /// Opens a choice of products made at sending.
    Products {
        /// What it says; the provider may insist on `View items`.
        text: String,
    },
    /// Opens the product of the header.
    Product {
        /// What it says; the provider may insist on `View`.
        text: String,
    },
    /// Opens a bill made at sending: `Review and pay`, or `Buy now` in marketing.
    OrderDetails {
        /// What it says.
        text: String,
    },
    /// Calls the business over the channel.
    VoiceCall {
        /// What it says.
        text: String,
        /// For how many minutes it works after sending: 1440 to 43,200.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
    },
    /// Sends the customer's number.
    ContactInfo {
        /// What it says, where the provider lets one choose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// A kind that this build doesn't know: the template can't be sent.
    #[serde(other)]
    Unknown,
}

/// A button that brings a one-time code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OneTimeCode {
    /// How the code travels.
    pub way: CodeWay,
    /// What the copying button says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What the filling button says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autofill_text: Option<String>,
    /// The apps that may take it; at most 5.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub apps: Vec<App>,
    /// The business took on the duties of codes without a tap.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub terms_accepted: bool,
}

/// How a one-time code travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeWay {
    /// The customer copies it.
    #[default]
    CopyCode,
    /// A tap fills it in.
    OneTap,
    /// It fills itself in.
    ZeroTap,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// An app that may take a one-time code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct App {
    /// Its package: two segments or more, 224 characters at most.
    pub package: String,
    /// The hash of its signature: 11 characters.
    pub signature: String,
}

/// A button that opens a form. One of `flow_id`, `flow_name` and `definition` names it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FlowButton {
    /// What it says.
    pub text: String,
    /// The form's id at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_id: Option<String>,
    /// The form's name at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_name: Option<String>,
    /// The form itself, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// The form asks the business's own server for its first screen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub data_exchange: bool,
    /// The first screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<String>,
}

impl TemplateButton {
    /// What it says, as far as the template says it.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::QuickReply { text }
            | Self::Url { text, .. }
            | Self::Phone { text, .. }
            | Self::Catalogue { text }
            | Self::Products { text }
            | Self::Product { text }
            | Self::OrderDetails { text }
            | Self::VoiceCall { text, .. } => Some(text),
            Self::Flow(flow) => Some(&flow.text),
            Self::OneTimeCode(code) => code.text.as_deref(),
            Self::ContactInfo { text } => text.as_deref(),
            Self::CopyCode { .. } | Self::Unknown => None,
        }
    }
}
