//! The limits of RCS (Google RBM, wire-facts 5.5), which the gateway leaves to the network behind it.
//!
//! | rule | code |
//! |---|---|
//! | the phone has no RCS | 404 |
//! | text 3072, suggestion 1..25, postback 2048, card title 200, description 2000, link 2048, event 100 and 500 | 400 |
//! | 11 suggestions, one of media, title and description per card, no TALL media on SMALL cards, 250 KB | 400 |
//! | types and sizes of files that lie on this machine | 400 |
//! | links, dial numbers, coordinates, times of an event | 400 |
//!
//! Lengths are UTF-16 units, the stricter reading of "characters".

use serde_json::Value;

use crate::meta::failure::Failure;
use crate::meta::judge::link::is_web;
use crate::meta::judge::seen::is_seen;
use crate::meta::judge::{Case, Verdict};
use crate::meta::shelf::{Media, essence};
use crate::tata_tele_rcs::content::suggestions;

const PAYLOAD: usize = 250 * 1024;
const FILE: usize = 100 * 1024 * 1024;
const TYPES: [&str; 9] =
    ["image/jpeg", "image/png", "image/gif", "video/h263", "video/m4v", "video/mp4", "video/mpeg", "video/webm", "application/pdf"];

/// Judges a message.
///
/// # Errors
/// The first thing that the network dislikes.
pub fn judge(case: &Case<'_>) -> Result<Verdict, Failure> {
    if !case.phone.on_rcs {
        return Err(failure(404, "The phone number is not reachable by the agent"));
    }
    let shown = &case.envelope.content;
    if shown.to_string().len() > PAYLOAD {
        return Err(invalid("The message is larger than 250 KB"));
    }
    if case.envelope.kind == "text" {
        length("text", &shown["body"], 3072)?;
    }
    let chips = ["suggestions", "chips"].iter().filter_map(|key| shown[*key].as_array()).map(Vec::len).sum::<usize>();
    if case.envelope.kind != "card" && chips > 11 || shown["chips"].as_array().is_some_and(|c| c.len() > 11) {
        return Err(invalid("A message can have at most 11 suggestions"));
    }
    if case.envelope.kind == "card" {
        judge_card(case, shown, false)?;
    }
    let small = shown["cardWidth"] == "SMALL_WIDTH";
    for card in shown["cards"].as_array().into_iter().flatten() {
        judge_card(case, card, small)?;
    }
    suggestions(shown).into_iter().try_for_each(judge_suggestion)?;
    Ok(Verdict { category: "service".to_owned(), content: shown.clone() })
}

fn judge_card(case: &Case<'_>, card: &Value, small: bool) -> Result<(), Failure> {
    let has = |key: &str| card.get(key).is_some_and(|v| v.is_object() || v.is_string());
    if !["cardMedia", "cardTitle", "cardDescription"].into_iter().any(has) {
        return Err(invalid("A card needs media, a title or a description"));
    }
    if has("cardTitle") {
        length("card title", &card["cardTitle"], 200)?;
    }
    if has("cardDescription") {
        length("card description", &card["cardDescription"], 2000)?;
    }
    if has("cardMedia") {
        let link = &card["cardMedia"]["contentInfo"]["fileUrl"];
        url(link)?;
        if let Some(file) = case.behind(link.as_str().unwrap_or_default()) {
            judge_file(file)?;
        }
        if small && card["cardMedia"]["mediaHeight"] == "TALL" {
            return Err(invalid("TALL media do not fit cards of SMALL width"));
        }
    }
    Ok(())
}

/// What the network fetches from a link; one that leads elsewhere is taken on trust.
fn judge_file(file: &Media) -> Result<(), Failure> {
    if !TYPES.contains(&essence(&file.mime).as_str()) {
        return Err(invalid(&format!("The media type {} is not supported", file.mime)));
    }
    if file.bytes.len() > FILE { Err(invalid("A file can have at most 100 MB")) } else { Ok(()) }
}

fn judge_suggestion(suggestion: &Value) -> Result<(), Failure> {
    let inner = suggestion.get("reply").unwrap_or(&suggestion["action"]);
    length("suggestion text", &inner["plainText"], 25)?;
    // The gateway saw that it is there; an action may come without anything in it.
    if suggestion.get("reply").is_some() || units(&inner["postBack"]["data"]) > 2048 {
        length("postback data", &inner["postBack"]["data"], 2048)?;
    }
    if let Some(open) = inner.get("openUrl") {
        url(&open["url"])?;
    }
    if let Some(dial) = inner.get("dialerAction") {
        let digits = dial["phoneNumber"].as_str().and_then(|n| n.strip_prefix('+')).unwrap_or_default();
        if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(invalid("phoneNumber must be E.164 with +"));
        }
    }
    if let Some(show) = inner.get("showLocation") {
        let place = show.get("coordinAtes").or(show.get("coordinates")).unwrap_or(&Value::Null);
        for (key, most) in [("latitude", 90.0), ("longitude", 180.0)] {
            if !place[key].as_f64().is_some_and(|n| n.abs() <= most) {
                return Err(invalid(&format!("{key} is out of range")));
            }
        }
    }
    if let Some(event) = inner.get("createCalendarEvent") {
        let said = |key: &str| event[key].as_str().filter(|s| !s.is_empty());
        let (start, end) = (said("startTime").and_then(moment), said("endTime").and_then(moment));
        length("title of an event", &event["title"], 100)?;
        if units(&event["description"]) > 500 {
            return Err(invalid("the description of an event is longer than 500"));
        }
        if start.is_none() || end.is_none() || start >= end {
            return Err(invalid("a calendar event needs a title, and a start before its end in RFC 3339"));
        }
    }
    Ok(())
}

fn moment(text: &str) -> Option<time::OffsetDateTime> {
    time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()
}

fn url(value: &Value) -> Result<(), Failure> {
    if value.as_str().is_some_and(|link| is_web(link) && units(value) <= 2048) {
        Ok(())
    } else {
        Err(invalid("a link must begin with http:// or https:// and have at most 2048 characters"))
    }
}

fn length(what: &str, text: &Value, most: usize) -> Result<(), Failure> {
    if text.as_str().is_some_and(is_seen) && units(text) <= most {
        Ok(())
    } else {
        Err(invalid(&format!("{what} must have 1 to {most} characters")))
    }
}

fn units(text: &Value) -> usize {
    text.as_str().map_or(0, |t| t.encode_utf16().count())
}

fn invalid(details: &str) -> Failure {
    failure(400, details)
}

fn failure(code: i64, details: &str) -> Failure {
    let title = if code == 404 { "NOT_FOUND" } else { "INVALID_ARGUMENT" };
    Failure { title: title.to_owned(), ..Failure::new(code, details) }
}
