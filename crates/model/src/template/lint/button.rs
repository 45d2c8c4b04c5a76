//! Buttons: how many of which kind, in which order, and what each says.

use super::text::is_emoji;
use super::{Findings, PARAMETER, TOO_LONG};
use crate::address::PhoneNumber;
use crate::limits::is_blank;
use crate::template::button::{CodeWay, OneTimeCode};
use crate::template::placeholder::{COUPON_MAX, names};
use crate::template::{Template, TemplateButton};

const TEXT_MAX: u64 = 25;
const URL_MAX: u64 = 2000;
const PHONE_MAX: u64 = 20;
const BUTTONS_MAX: usize = 10;
const PACKAGE_MAX: usize = 224;
const SIGNATURE: usize = 11;
const APPS_MAX: usize = 5;

/// How many of a kind there may be.
type Most = (&'static str, usize, fn(&TemplateButton) -> bool);

const MOST: [Most; 9] = [
    ("links", 2, |button| matches!(button, TemplateButton::Url { .. })),
    ("numbers to call", 1, |button| matches!(button, TemplateButton::Phone { .. })),
    ("codes to copy", 1, |button| matches!(button, TemplateButton::CopyCode { .. })),
    ("forms", 1, |button| matches!(button, TemplateButton::Flow(_))),
    ("catalogues", 1, |button| {
        matches!(button, TemplateButton::Catalogue { .. } | TemplateButton::Products { .. } | TemplateButton::Product { .. })
    }),
    ("bills", 1, |button| matches!(button, TemplateButton::OrderDetails { .. })),
    ("calls", 1, |button| matches!(button, TemplateButton::VoiceCall { .. })),
    ("requests for the number", 1, |button| matches!(button, TemplateButton::ContactInfo { .. })),
    ("one-time codes", 1, |button| matches!(button, TemplateButton::OneTimeCode(_))),
];

pub(super) fn lint(template: &Template, findings: &mut Findings) {
    lint_all(&template.buttons, "/buttons", findings);
    for (index, card) in template.cards.iter().enumerate() {
        lint_all(&card.buttons, &format!("/cards/{index}/buttons"), findings);
    }
    let is_code = |button: &TemplateButton| matches!(button, TemplateButton::OneTimeCode(_));
    match (template.is_authentication(), template.buttons.iter().filter(|button| is_code(button)).count()) {
        (true, 0) => findings.refuse(PARAMETER, "/buttons", "required", "A button for the code is needed."),
        (true, _) if template.buttons.len() > 1 => {
            findings.refuse(PARAMETER, "/buttons", "max-items", "Beside the button for the code there can't be others.");
        }
        (false, 1..) => findings.refuse(PARAMETER, "/buttons", "forbidden", "Only an authentication template brings a one-time code."),
        (_, _) => {}
    }
}

fn lint_all(buttons: &[TemplateButton], path: &str, findings: &mut Findings) {
    if buttons.len() > BUTTONS_MAX {
        findings.refuse(PARAMETER, path, "max-items", format!("At most {BUTTONS_MAX} buttons are allowed."));
    }
    for (what, most, is) in MOST {
        if buttons.iter().filter(|button| is(button)).count() > most {
            findings.refuse(PARAMETER, path, "max-items", format!("At most {most} of these: {what}."));
        }
    }
    if !is_grouped(buttons) {
        let words = "Quick replies stand together, before all others or after them.";
        findings.refuse(PARAMETER, path, "grouping", words);
    }
    for (index, button) in buttons.iter().enumerate() {
        lint_one(button, &format!("{path}/{index}"), findings);
    }
    for (index, button) in buttons.iter().enumerate() {
        let Some(text) = button.text() else { continue };
        if buttons[..index].iter().any(|other| other.text() == Some(text)) {
            findings.refuse(PARAMETER, format!("{path}/{index}/text"), "unique", "Two buttons say the same.");
        }
    }
}

/// Quick replies in one block at either end.
fn is_grouped(buttons: &[TemplateButton]) -> bool {
    let quick: Vec<bool> = buttons.iter().map(|button| matches!(button, TemplateButton::QuickReply { .. })).collect();
    quick.windows(2).filter(|pair| pair[0] != pair[1]).count() <= 1
}

fn lint_one(button: &TemplateButton, path: &str, findings: &mut Findings) {
    if let Some(text) = button.text() {
        lint_text(text, &format!("{path}/text"), findings);
    }
    match button {
        TemplateButton::Url { url, example, .. } => lint_url(url, example.as_deref(), path, findings),
        TemplateButton::Phone { phone, .. } => {
            findings.length(phone, PHONE_MAX, format!("{path}/phone"));
            if PhoneNumber::parse(phone).is_err() && PhoneNumber::from_digits(phone).is_err() {
                findings.refuse(
                    PARAMETER,
                    format!("{path}/phone"),
                    "format",
                    "Write the number with its country code, such as +911234567890.",
                );
            }
        }
        TemplateButton::CopyCode { example } => match example {
            None => findings.refuse(PARAMETER, format!("{path}/example"), "required", "An example of the code is needed."),
            Some(code) if code.len() > COUPON_MAX || !code.chars().all(|c| c.is_ascii_alphanumeric()) => {
                findings.refuse(
                    TOO_LONG,
                    format!("{path}/example"),
                    "format",
                    format!("A code has at most {COUPON_MAX} letters and digits."),
                );
            }
            Some(_) => {}
        },
        TemplateButton::OneTimeCode(code) => lint_code(code, path, findings),
        TemplateButton::Flow(flow) => {
            let named = [&flow.flow_id, &flow.flow_name, &flow.definition].into_iter().flatten().count();
            if named != 1 {
                findings.refuse(PARAMETER, format!("{path}/flow_id"), "required", "Name the form once: by id, by name or by itself.");
            }
            if !flow.data_exchange && flow.screen.is_none() && flow.definition.is_none() {
                findings.warn(PARAMETER, format!("{path}/screen"), "required", "Without a first screen the form may be refused.");
            }
        }
        TemplateButton::VoiceCall { minutes, .. } => {
            if minutes.is_some_and(|minutes| !(1440..=43_200).contains(&minutes)) {
                findings.refuse(PARAMETER, format!("{path}/minutes"), "range", "The button works for 1440 to 43200 minutes.");
            }
        }
        TemplateButton::ContactInfo { text } => {
            if text.as_deref().is_some_and(|text| text != "Share Contact Info") {
                findings.refuse(PARAMETER, format!("{path}/text"), "format", "This button says “Share Contact Info”, or nothing.");
            }
        }
        TemplateButton::Unknown => findings.refuse(PARAMETER, path, "format", "This kind of button isn't known."),
        TemplateButton::QuickReply { .. }
        | TemplateButton::Catalogue { .. }
        | TemplateButton::Products { .. }
        | TemplateButton::Product { .. }
        | TemplateButton::OrderDetails { .. } => {}
    }
}

fn lint_text(text: &str, path: &str, findings: &mut Findings) {
    findings.length(text, TEXT_MAX, path);
    if is_blank(text) {
        findings.refuse(PARAMETER, path, "required", "The button says nothing.");
    }
    if text.contains("{{") || text.contains(['\n', '\r']) {
        findings.refuse(PARAMETER, path, "format", "A button's text is one line without variables.");
    }
    if text.contains(['*', '~', '`']) || text.chars().any(is_emoji) {
        findings.refuse(PARAMETER, path, "no-emoji", "A button's text can't hold markup or emoji.");
    }
}

fn lint_url(url: &str, example: Option<&str>, path: &str, findings: &mut Findings) {
    let at = format!("{path}/url");
    findings.length(url, URL_MAX, at.as_str());
    if !url.starts_with("https://") && !url.starts_with("http://") || url.contains(char::is_whitespace) {
        findings.refuse(PARAMETER, at.as_str(), "format", "A link begins with https:// or http:// and holds no spaces.");
    }
    if url.contains("wa.me/") || url.contains("api.whatsapp.com/") {
        findings.refuse(PARAMETER, at.as_str(), "forbidden", "A link can't lead back to WhatsApp.");
    }
    let variables = names(url);
    if variables.len() > 1 || (variables.len() == 1 && !url.ends_with("}}")) {
        findings.refuse(PARAMETER, at, "variable", "A link has at most one variable, at its end.");
    }
    if !variables.is_empty() && example.is_none_or(is_blank) {
        findings.refuse(PARAMETER, format!("{path}/example"), "required", "An example of the whole link is needed.");
    }
}

fn lint_code(code: &OneTimeCode, path: &str, findings: &mut Findings) {
    if let Some(text) = &code.autofill_text {
        findings.length(text, TEXT_MAX, format!("{path}/autofill_text"));
    }
    match code.way {
        CodeWay::CopyCode => return,
        CodeWay::OneTap => {}
        CodeWay::ZeroTap if !code.terms_accepted => {
            findings.refuse(PARAMETER, format!("{path}/terms_accepted"), "required", "The terms of codes without a tap must be accepted.");
        }
        CodeWay::ZeroTap => {}
        CodeWay::Unknown => findings.refuse(PARAMETER, format!("{path}/way"), "format", "This way for a code isn't known."),
    }
    if code.apps.is_empty() || code.apps.len() > APPS_MAX {
        findings.refuse(PARAMETER, format!("{path}/apps"), "required", format!("Name 1 to {APPS_MAX} apps that may take the code."));
    }
    for (index, app) in code.apps.iter().enumerate() {
        let segments: Vec<&str> = app.package.split('.').collect();
        let is_segment = |segment: &&str| {
            segment.starts_with(|c: char| c.is_ascii_alphabetic())
                && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        if app.package.len() > PACKAGE_MAX || segments.len() < 2 || !segments.iter().all(is_segment) {
            let words = "A package has two parts or more, each beginning with a letter: com.example.app.";
            findings.refuse(PARAMETER, format!("{path}/apps/{index}/package"), "format", words);
        }
        let is_hash = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        if app.signature.len() != SIGNATURE || !app.signature.bytes().all(is_hash) {
            let words = format!("The hash of the app's signature has exactly {SIGNATURE} characters of A-Z, a-z, 0-9, +, / and =.");
            findings.refuse(PARAMETER, format!("{path}/apps/{index}/signature"), "format", words);
        }
    }
}
