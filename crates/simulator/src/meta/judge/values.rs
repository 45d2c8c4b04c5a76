//! A template send against the template's definition: name, language, state, and each value in its place.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::seen::is_seen;
use super::{Case, Verdict, fillings, interactive, judge_location, list, media, missing, order, text, units};
use crate::meta::failure::Failure;
use crate::meta::template::{Definition, component, placeholders};

const BODY: usize = 1024;
const CARD_BODY: usize = 160;

/// Judges the object under `template`; the phone shows it with `rendered`.
pub(super) fn judge(case: &Case<'_>, content: &Value) -> Result<Verdict, Failure> {
    let template = find(case, content)?;
    let category = template.category.to_ascii_lowercase();
    if category == "authentication" && case.envelope.to.is_none() {
        return Err(Failure::new(131_062, "Authentication templates need a phone number."));
    }
    if category == "marketing" && case.opted_out {
        return Err(Failure::usual(131_050, None));
    }
    let given = list(content, "components");
    let mut rendered = fill(case, category == "authentication", &template.components, given, BODY)?;
    judge_news(template, given)?;
    let cards = component(&template.components, "CAROUSEL").map_or(&[][..], |c| list(c, "cards"));
    let sent = component(given, "carousel").map_or(&[][..], |c| list(c, "cards"));
    if cards.len() != sent.len() {
        return Err(format_wrong(&format!("carousel: expected {} cards, received {}", cards.len(), sent.len())));
    }
    let filled: Result<Vec<Value>, Failure> = cards
        .iter()
        .zip(sent)
        .map(|(card, sent)| fill(case, false, list(card, "components"), list(sent, "components"), CARD_BODY))
        .collect();
    if !cards.is_empty() {
        rendered["cards"] = Value::Array(filled?);
    }
    let mut shown = content.clone();
    shown["rendered"] = rendered;
    Ok(Verdict { category, content: shown })
}

fn find<'a>(case: &'a Case<'_>, content: &Value) -> Result<&'a Definition, Failure> {
    let name = text(content, "name").unwrap_or_default();
    let language = text(&content["language"], "code").unwrap_or_default();
    let found = case.templates.iter().find(|t| t.name == name && t.language == language);
    match found.map(|t| t.status.as_str()) {
        Some("PAUSED") => Err(Failure::new(132_015, format!("Template {name} is paused due to low quality."))),
        Some("DISABLED") => Err(Failure::new(132_016, format!("Template {name} has been disabled."))),
        Some("APPROVED") => found.ok_or_else(|| unknown(name, language)),
        _ => Err(unknown(name, language)),
    }
}

fn unknown(name: &str, language: &str) -> Failure {
    Failure::new(132_001, format!("template name ({name}) does not exist in {language}"))
}

/// Fills the parts of a template or of one card.
fn fill(case: &Case<'_>, is_code: bool, parts: &[Value], given: &[Value], body_most: usize) -> Result<Value, Failure> {
    let mut rendered = json!({});
    let parameters = |kind: &str| component(given, kind).map_or(&[][..], |c| list(c, "parameters"));
    match component(parts, "HEADER") {
        Some(header) => rendered["header"] = fill_header(case, header, parameters("header"))?,
        None => count("header", parameters("header").len(), 0)?,
    }
    if is_code {
        count("body", parameters("body").len(), 1)?;
        fillings::code("text", text(&parameters("body")[0], "text").unwrap_or_default())?;
    }
    match component(parts, "BODY").and_then(|b| text(b, "text")) {
        Some(body) => rendered["body"] = json!(fill_text("body", body, parameters("body"), body_most)?),
        // An authentication template has its text from Meta; the code is its one value.
        None if component(parts, "BODY").is_some() => {
            let code = parameters("body").first().and_then(|parameter| text(parameter, "text")).unwrap_or_default();
            rendered["body"] = json!(format!("{code} is your verification code."));
        }
        None => count("body", parameters("body").len(), 0)?,
    }
    if let Some(footer) = component(parts, "FOOTER").and_then(|f| text(f, "text")) {
        rendered["footer"] = json!(footer);
    }
    match component(parts, "LIMITED_TIME_OFFER") {
        Some(offer) => judge_offer(offer, parameters("limited_time_offer"))?,
        None => count("limited_time_offer", parameters("limited_time_offer").len(), 0)?,
    }
    let buttons = component(parts, "BUTTONS").map_or(&[][..], |b| list(b, "buttons"));
    rendered["buttons"] = Value::Array(fillings::fill(buttons, given)?);
    Ok(rendered)
}

fn fill_header(case: &Case<'_>, header: &Value, given: &[Value]) -> Result<Value, Failure> {
    let format = text(header, "format").unwrap_or("TEXT");
    if format == "TEXT" {
        let words = fill_text("header", text(header, "text").unwrap_or_default(), given, 60)?;
        return Ok(json!({"type": "text", "text": words}));
    }
    let kind = if format == "GIF" { "video".to_owned() } else { format.to_ascii_lowercase() };
    let received = given.first().and_then(|p| text(p, "type")).unwrap_or("UNKNOWN");
    if given.len() != 1 || received != kind {
        let received = received.to_ascii_uppercase();
        return Err(format_wrong(&format!("header: Format mismatch, expected {format}, received {received}")));
    }
    let value = &given[0][kind.as_str()];
    if kind == "location" {
        return Ok(json!({"type": kind, "location": judge_location(value)?}));
    }
    if kind == "product" {
        interactive::need(value, &["catalog_id", "product_retailer_id"])?;
        return Ok(json!({"type": kind, "product": value}));
    }
    let shown = media::judge(case, &kind, value, value)?;
    Ok(json!({"type": kind, kind: shown}))
}

fn fill_text(part: &str, words: &str, given: &[Value], most: usize) -> Result<String, Failure> {
    let names = placeholders(words);
    count(part, given.len(), names.len())?;
    let positional = names.iter().all(|n| n.parse::<usize>().is_ok());
    let mut values = HashMap::new();
    for (i, parameter) in given.iter().enumerate() {
        let name = if positional {
            (i + 1).to_string()
        } else {
            let name = text(parameter, "parameter_name").unwrap_or_default();
            if !names.contains(&name) {
                return Err(Failure::new(100, format!("{part}: Parameter name {name} is missing or empty")));
            }
            name.to_owned()
        };
        values.insert(name, value(part, parameter)?);
    }
    let mut filled = words.to_owned();
    for name in names {
        let Some(value) = values.get(name) else { return Err(missing(&format!("{part}: {name}"))) };
        filled = filled.replace(&format!("{{{{{name}}}}}"), value);
    }
    if units(&filled) > most {
        return Err(Failure::new(132_005, format!("{part}: text is longer than {most} characters")).long());
    }
    Ok(filled)
}

fn value(part: &str, parameter: &Value) -> Result<String, Failure> {
    let kind = text(parameter, "type").unwrap_or("UNKNOWN");
    let words = match kind {
        "text" => text(parameter, "text"),
        "currency" => {
            judge_currency(&parameter[kind])?;
            text(&parameter[kind], "fallback_value")
        }
        "date_time" => text(&parameter[kind], "fallback_value"),
        other => {
            let received = other.to_ascii_uppercase();
            return Err(format_wrong(&format!("{part}: Format mismatch, expected TEXT, received {received}")));
        }
    };
    let words = words.filter(|w| is_seen(w)).ok_or_else(|| missing(&format!("{part} text")))?;
    if words.contains(['\n', '\r', '\t']) || words.contains("     ") {
        let why = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces";
        return Err(Failure::new(132_018, why));
    }
    Ok(words.to_owned())
}

fn judge_currency(currency: &Value) -> Result<(), Failure> {
    let code = text(currency, "code").unwrap_or_default();
    let fits = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) && currency["amount_1000"].is_i64();
    if fits { Ok(()) } else { Err(format_wrong("currency: code must be an ISO 4217 code and amount_1000 a whole number")) }
}

/// A template about an order says how far it is, and no other does.
fn judge_news(template: &Definition, given: &[Value]) -> Result<(), Failure> {
    let tells = template.rest.get("sub_category").and_then(Value::as_str) == Some("ORDER_STATUS");
    let news = component(given, "order_status").map_or(&[][..], |c| list(c, "parameters"));
    count("order_status", news.len(), usize::from(tells))?;
    news.iter().try_for_each(|parameter| order::judge_news(&parameter["order_status"]))
}

fn judge_offer(offer: &Value, given: &[Value]) -> Result<(), Failure> {
    let needed = offer["limited_time_offer"]["has_expiration"] == true;
    let end = given.first().and_then(|p| p["limited_time_offer"]["expiration_time_ms"].as_i64());
    if needed && end.is_none() { Err(missing("limited_time_offer['expiration_time_ms']")) } else { Ok(()) }
}

fn count(part: &str, given: usize, expected: usize) -> Result<(), Failure> {
    if given == expected {
        return Ok(());
    }
    let why = format!("{part}: number of localizable_params ({given}) does not match the expected number of params ({expected})");
    Err(Failure::new(132_000, why))
}

fn format_wrong(details: &str) -> Failure {
    Failure::new(132_012, details)
}
