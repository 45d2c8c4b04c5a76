//! Meta's rules for a template's definition (wire-facts 2.3), judged at creation.

use serde_json::Value;

use super::{list, text, units};
use crate::meta::template::{Definition, placeholders};

/// Judges a definition; the words are those of the first rule it breaks.
///
/// # Errors
/// In words.
pub fn judge(template: &Definition) -> Result<(), String> {
    let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    ensure(
        template.name.len() <= 512 && template.name.chars().all(named),
        "Invalid template name: lowercase letters, digits and underscores, at most 512",
    )?;
    let categories = ["MARKETING", "UTILITY", "AUTHENTICATION"];
    ensure(categories.contains(&template.category.as_str()), "Param category must be one of {MARKETING, UTILITY, AUTHENTICATION}")?;
    judge_life(template)?;
    if template.category == "AUTHENTICATION" {
        return judge_authentication(template);
    }
    let body = template.component("BODY").and_then(|b| text(b, "text")).unwrap_or_default();
    ensure(!body.is_empty(), "Component of type BODY is missing expected field(s) (text)")?;
    let offer = template.component("LIMITED_TIME_OFFER").is_some();
    ensure(units(body) <= if offer { 600 } else { 1024 }, "Message body is too long")?;
    judge_body_variables(body)?;
    examples(template.component("BODY"), body, "body_text")?;
    if let Some(header) = template.component("HEADER") {
        judge_header(header)?;
    }
    if let Some(footer) = template.component("FOOTER") {
        let words = text(footer, "text").unwrap_or_default();
        ensure(!offer, "Footer is not allowed in limited-time offer templates")?;
        ensure((1..=60).contains(&units(words)), "Message footer must be 1 to 60 characters")?;
        ensure(placeholders(words).is_empty(), "Message footer can't have any variables")?;
    }
    match template.component("BUTTONS") {
        Some(buttons) => judge_buttons(list(buttons, "buttons")),
        None => Ok(()),
    }
}

fn judge_life(template: &Definition) -> Result<(), String> {
    let Some(life) = template.rest.get("message_send_ttl_seconds") else { return Ok(()) };
    let (least, most) = match template.category.as_str() {
        "AUTHENTICATION" => (30, 900),
        "UTILITY" => (30, 43_200),
        _ => (43_200, 2_592_000),
    };
    let fits = life.as_i64().is_some_and(|s| s == -1 || (least..=most).contains(&s));
    ensure(fits, &format!("message_send_ttl_seconds must be between {least} and {most}"))
}

fn judge_authentication(template: &Definition) -> Result<(), String> {
    let buttons = template.component("BUTTONS").map_or(&[][..], |b| list(b, "buttons"));
    let one_otp = buttons.len() == 1 && text(&buttons[0], "type").is_some_and(|t| t.eq_ignore_ascii_case("OTP"));
    ensure(one_otp, "Authentication templates need exactly one OTP button")
}

fn judge_header(header: &Value) -> Result<(), String> {
    match text(header, "format").unwrap_or("TEXT") {
        "TEXT" => {
            let words = text(header, "text").unwrap_or_default();
            ensure((1..=60).contains(&units(words)) && !words.contains('\n'), "Message header must be 1 to 60 characters in one line")?;
            ensure(placeholders(words).len() <= 1, "Message header can have at most one variable")?;
            examples(Some(header), words, "header_text")
        }
        "IMAGE" | "VIDEO" | "DOCUMENT" | "GIF" => {
            ensure(!list(&header["example"], "header_handle").is_empty(), "Media header needs example.header_handle")
        }
        "LOCATION" => Ok(()),
        other => Err(format!("Header format {other} is not valid")),
    }
}

fn judge_body_variables(body: &str) -> Result<(), String> {
    let names = placeholders(body);
    let numbers: Vec<usize> = names.iter().filter_map(|n| n.parse().ok()).collect();
    ensure(numbers.is_empty() || numbers.len() == names.len(), "Positional and named variables cannot be mixed")?;
    let mut sorted = numbers;
    sorted.sort_unstable();
    ensure(sorted.iter().enumerate().all(|(i, n)| *n == i + 1), "Variables must be numbered from 1 without gaps")?;
    let edges = body.trim();
    ensure(!edges.starts_with("{{") && !edges.ends_with("}}"), "Variables can't be at the start or end of the template")?;
    ensure(!body.contains("}}{{"), "Variables must not touch")
}

fn examples(component: Option<&Value>, words: &str, key: &str) -> Result<(), String> {
    let names = placeholders(words);
    let Some(example) = component.and_then(|c| c.get("example")).or(Some(&Value::Null)) else { return Ok(()) };
    let named = list(example, &format!("{key}_named_params")).len();
    let plain = list(example, key);
    let positional = plain.first().and_then(Value::as_array).map_or(plain.len(), Vec::len);
    ensure(names.is_empty() || named.max(positional) >= names.len(), &format!("Every variable needs an example in example.{key}"))
}

fn judge_buttons(buttons: &[Value]) -> Result<(), String> {
    ensure((1..=10).contains(&buttons.len()), "Templates can have 1 to 10 buttons")?;
    let kind = |b: &Value| text(b, "type").unwrap_or_default().to_ascii_uppercase();
    let count = |word: &str| buttons.iter().filter(|b| kind(b) == word).count();
    ensure(count("URL") <= 2, "Templates can have at most 2 URL buttons")?;
    for single in ["PHONE_NUMBER", "COPY_CODE", "FLOW", "CATALOG", "MPM", "SPM"] {
        ensure(count(single) <= 1, &format!("Templates can have at most 1 {single} button"))?;
    }
    let quick: Vec<bool> = buttons.iter().map(|b| kind(b) == "QUICK_REPLY").collect();
    let changes = quick.windows(2).filter(|pair| pair[0] != pair[1]).count();
    ensure(changes <= 1, "Quick reply buttons must be grouped, first or last")?;
    buttons.iter().try_for_each(|button| judge_button(button, &kind(button)))
}

fn judge_button(button: &Value, kind: &str) -> Result<(), String> {
    let label = text(button, "text").unwrap_or_default();
    ensure(kind == "COPY_CODE" || (1..=25).contains(&units(label)), "Button text must be 1 to 25 characters")?;
    if kind != "URL" {
        return Ok(());
    }
    let url = text(button, "url").unwrap_or_default();
    let variables = placeholders(url);
    ensure((1..=2000).contains(&url.len()), "Button url must be 1 to 2000 characters")?;
    ensure(variables.is_empty() || (variables.len() == 1 && url.ends_with("}}")), "Button url can have one variable at its end")?;
    let example = button.get("example").is_some_and(|e| e.is_string() || e.as_array().is_some_and(|a| !a.is_empty()));
    ensure(variables.is_empty() || example, "Button url with a variable needs an example")
}

fn ensure(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise.to_owned()) }
}
