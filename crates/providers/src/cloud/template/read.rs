//! A template in Meta's creation form, with what a review adds to it: `status`, `quality_score`, `rejected_reason`.
//!
//! The creation form has no status. A template without one counts as approved: who lists it here says that it can be used,
//! and the provider has the last word. Keywords are read in either case.
//! <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates>

use crate::lenient::{first_text, many, number, text, truth};
use model::template::{
    App, CodeWay, FlowButton, OneTimeCode, TemplateButton, TemplateCard, TemplateCode, TemplateHeader, TemplateOffer, TemplateStatus,
};
use model::{Table, Template};
use serde_json::Value;

/// The most characters of a name.
const NAME_MAX: usize = 512;

/// What an authentication template says; its creation form leaves the words out.
const CODE_BODY: &str = "{{1}} is your verification code.";

/// What it adds where a warning is wanted.
const CODE_WARNING: &str = " For your security, do not share this code.";

/// How Meta lists the button of a one-time code after its review.
const CODE_LINK: &str = "whatsapp.com/otp/";

/// A template out of its definition; `account` is left empty.
///
/// # Errors
/// Everything that is wrong with it, in words.
pub fn read(definition: &Value) -> Result<Template, String> {
    let mut wrong = Vec::new();
    let name = first_text(definition, &["name"]).unwrap_or_default();
    if name.is_empty() || name.len() > NAME_MAX || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        wrong.push(format!("name: 1 to {NAME_MAX} characters of a-z, 0-9 and _ are needed"));
    }
    let language = first_text(definition, &["language"]).or_else(|| first_text(&definition["language"], &["code"])).unwrap_or_default();
    if language.trim().is_empty() {
        wrong.push("language: a code like en or en_US is needed".to_owned());
    }
    let mut template = Template {
        id: first_text(definition, &["id"]),
        name,
        language,
        category: first_text(definition, &["category"]).map(|word| category(&word)),
        status: first_text(definition, &["status"]).map_or(TemplateStatus::Approved, |word| status(&word)),
        quality: quality(&definition["quality_score"]),
        rejection: first_text(definition, &["rejected_reason"]).filter(|reason| reason != "NONE"),
        order_status: first_text(definition, &["sub_category"]).is_some_and(|word| word.eq_ignore_ascii_case("ORDER_STATUS")),
        seconds: whole(&definition["message_send_ttl_seconds"]),
        ..Template::default()
    };
    if template.category.as_deref() == Some("authentication") {
        template.code = Some(TemplateCode::default());
    }
    for component in many(&definition["components"]) {
        read_component(component, &mut template);
    }
    if template.body.trim().is_empty() {
        match &template.code {
            Some(code) => template.body = if code.warning { [CODE_BODY, CODE_WARNING].concat() } else { CODE_BODY.to_owned() },
            None => wrong.push("components: a BODY with a text is needed".to_owned()),
        }
    }
    if wrong.is_empty() { Ok(template) } else { Err(wrong.join("; ")) }
}

/// A component that isn't known makes the template one that can't be sent from here.
fn read_component(component: &Value, template: &mut Template) {
    match keyword(component, "type").as_str() {
        "HEADER" => template.header = Some(header(component)),
        "BODY" => {
            template.body = first_text(component, &["text"]).unwrap_or_default();
            template.examples = examples(&component["example"]);
            if let Some(code) = &mut template.code {
                code.warning = truth(&component["add_security_recommendation"]);
            }
        }
        "FOOTER" => {
            let minutes = whole(&component["code_expiration_minutes"]).and_then(|minutes| u32::try_from(minutes).ok());
            if let (Some(minutes), Some(code)) = (minutes, &mut template.code) {
                code.minutes = Some(minutes);
            }
            let words = || minutes.map(|minutes| format!("This code expires in {minutes} minutes."));
            template.footer = first_text(component, &["text"]).or_else(words);
        }
        "BUTTONS" => template.buttons.extend(many(&component["buttons"]).iter().map(button)),
        "CAROUSEL" => template.cards.extend(many(&component["cards"]).iter().map(card)),
        "LIMITED_TIME_OFFER" => {
            let offer = &component["limited_time_offer"];
            let expires = truth(&offer["has_expiration"]);
            template.offer = Some(TemplateOffer { text: first_text(offer, &["text"]).unwrap_or_default(), expires });
        }
        "CALL_PERMISSION_REQUEST" => template.call_permission = true,
        "ORDER_STATUS" => template.order_status = true,
        _ => template.buttons.push(TemplateButton::Unknown),
    }
}

fn card(card: &Value) -> TemplateCard {
    let mut read = TemplateCard::default();
    for component in many(&card["components"]) {
        match keyword(component, "type").as_str() {
            "HEADER" => read.header = Some(header(component)),
            "BODY" => {
                read.body = first_text(component, &["text"]);
                read.examples = examples(&component["example"]);
            }
            "BUTTONS" => read.buttons.extend(many(&component["buttons"]).iter().map(button)),
            _ => read.buttons.push(TemplateButton::Unknown),
        }
    }
    read
}

fn header(component: &Value) -> TemplateHeader {
    let example = &component["example"];
    let file = || first(&example["header_handle"]).or_else(|| first(&example["header_url"]));
    match keyword(component, "format").as_str() {
        "TEXT" | "" => match first_text(component, &["text"]) {
            Some(line) => TemplateHeader::Text {
                text: line,
                example: first(&example["header_text"])
                    .or_else(|| many(&example["header_text_named_params"]).first().and_then(|named| first_text(named, &["example"]))),
            },
            None => TemplateHeader::Unknown,
        },
        "IMAGE" => TemplateHeader::Image { example: file() },
        "VIDEO" => TemplateHeader::Video { example: file() },
        "GIF" => TemplateHeader::Gif { example: file() },
        "DOCUMENT" => TemplateHeader::Document { example: file() },
        "LOCATION" => TemplateHeader::Location,
        "PRODUCT" => TemplateHeader::Product,
        _ => TemplateHeader::Unknown,
    }
}

fn button(button: &Value) -> TemplateButton {
    let words = first_text(button, &["text"]);
    let of = |key: &str| first_text(button, &[key]);
    match (keyword(button, "type").as_str(), words) {
        ("QUICK_REPLY", Some(text)) => TemplateButton::QuickReply { text },
        ("URL", Some(text)) => match of("url") {
            Some(url) if url.contains(CODE_LINK) => {
                let way = code_way(url.split("otp_type=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default());
                TemplateButton::OneTimeCode(OneTimeCode { way, text: Some(text), ..OneTimeCode::default() })
            }
            Some(url) => TemplateButton::Url { text, url, example: first(&button["example"]) },
            None => TemplateButton::Unknown,
        },
        ("PHONE_NUMBER", Some(text)) => of("phone_number").map_or(TemplateButton::Unknown, |phone| TemplateButton::Phone { text, phone }),
        ("COPY_CODE", _) => TemplateButton::CopyCode { example: first(&button["example"]) },
        ("OTP", text) => TemplateButton::OneTimeCode(OneTimeCode {
            way: code_way(&of("otp_type").unwrap_or_default()),
            text,
            autofill_text: of("autofill_text"),
            apps: apps(button),
            terms_accepted: truth(&button["zero_tap_terms_accepted"]),
        }),
        ("FLOW", Some(text)) => TemplateButton::Flow(FlowButton {
            text,
            flow_id: of("flow_id"),
            flow_name: of("flow_name"),
            definition: of("flow_json"),
            data_exchange: keyword(button, "flow_action") == "DATA_EXCHANGE",
            screen: of("navigate_screen"),
        }),
        ("CATALOG", text) => TemplateButton::Catalogue { text: text.unwrap_or_else(|| "View catalog".to_owned()) },
        ("MPM", text) => TemplateButton::Products { text: text.unwrap_or_else(|| "View items".to_owned()) },
        ("SPM", text) => TemplateButton::Product { text: text.unwrap_or_else(|| "View".to_owned()) },
        ("ORDER_DETAILS", text) => TemplateButton::OrderDetails { text: text.unwrap_or_else(|| "Review and pay".to_owned()) },
        ("VOICE_CALL", Some(text)) => {
            let minutes = whole(&button["ttl_minutes"]).and_then(|minutes| u32::try_from(minutes).ok());
            TemplateButton::VoiceCall { text, minutes }
        }
        ("REQUEST_CONTACT_INFO", text) => TemplateButton::ContactInfo { text },
        _ => TemplateButton::Unknown,
    }
}

fn code_way(word: &str) -> CodeWay {
    match word.to_ascii_uppercase().as_str() {
        "COPY_CODE" => CodeWay::CopyCode,
        "ONE_TAP" => CodeWay::OneTap,
        "ZERO_TAP" => CodeWay::ZeroTap,
        _ => CodeWay::Unknown,
    }
}

/// `supported_apps` is the form of today, a flat package and hash the one before.
fn apps(button: &Value) -> Vec<App> {
    let read = |app: &Value| {
        Some(App { package: first_text(app, &["package_name"])?, signature: first_text(app, &["signature_hash"]).unwrap_or_default() })
    };
    let listed: Vec<_> = many(&button["supported_apps"]).iter().filter_map(read).collect();
    if listed.is_empty() { read(button).into_iter().collect() } else { listed }
}

/// `body_text: [["Asha", "24"]]` by number, `body_text_named_params: [{param_name, example}]` by name.
fn examples(example: &Value) -> Table<String> {
    let lists = many(&example["body_text"]);
    let positional = lists.first().filter(|first| first.is_array()).map_or(lists, |first| many(first));
    let positional = positional.iter().zip(1..).filter_map(|(value, place)| Some((format!("{place}"), text(value)?.into_owned())));
    let named = many(&example["body_text_named_params"])
        .iter()
        .filter_map(|named| Some((first_text(named, &["param_name"])?, first_text(named, &["example"])?)));
    positional.chain(named).collect()
}

fn first(examples: &Value) -> Option<String> {
    many(examples).first().and_then(text).map(Into::into)
}

fn keyword(value: &Value, key: &str) -> String {
    first_text(value, &[key]).unwrap_or_default().to_ascii_uppercase()
}

fn whole(value: &Value) -> Option<i64> {
    const MOST: f64 = 1e12;
    let number = number(value).filter(|number| number.fract() == 0.0 && number.abs() < MOST)?;
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    Some(number as i64)
}

/// A category in our words; the old ones by what became of them.
fn category(word: &str) -> String {
    match word.to_ascii_uppercase().as_str() {
        "TRANSACTIONAL" => "utility".to_owned(),
        "OTP" => "authentication".to_owned(),
        other => other.to_ascii_lowercase(),
    }
}

/// Where a review stands, out of any provider's word for it.
pub fn status(word: &str) -> TemplateStatus {
    match word.to_ascii_uppercase().as_str() {
        "APPROVED" | "ACTIVE" | "REINSTATED" | "FLAGGED" | "UNFLAGGED" => TemplateStatus::Approved,
        "PENDING" | "IN_APPEAL" | "SUBMITTED" | "REQUESTED" => TemplateStatus::Pending,
        "REJECTED" | "SUBMIT_FAILED" => TemplateStatus::Rejected,
        "PAUSED" | "LIMIT_EXCEEDED" => TemplateStatus::Paused,
        "DISABLED" | "PENDING_DELETION" | "DELETION_PENDING" | "DELETED" | "ARCHIVED" => TemplateStatus::Disabled,
        _ => TemplateStatus::Unknown,
    }
}

/// How customers take a template, out of `"GREEN"` or `{"score": "GREEN"}`.
pub fn quality(score: &Value) -> Option<String> {
    let word = text(score).map(Into::into).or_else(|| first_text(score, &["score"]))?.to_ascii_lowercase();
    matches!(word.as_str(), "green" | "yellow" | "red").then_some(word)
}
