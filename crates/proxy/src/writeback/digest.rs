//! A digest in words: a heading, and a line for each answer. Files are named, never carried.

use crate::fact::{Digest, Heading};
use jiff::tz::TimeZone;
use model::{Content, Timestamp};

/// The heading and the lines.
pub(super) fn words(digest: &Digest, zone: &TimeZone) -> Vec<String> {
    let Heading { name, channel, day, .. } = &digest.heading;
    let agent = name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let lines = digest.lines.iter().map(|(at, content)| format!("{} {}: {}", moment(*at, zone, "%H:%M"), channel.label(), said(content)));
    std::iter::once(format!("Sidethread {day}{agent}")).chain(lines).collect()
}

/// A moment in the way of `strftime`; empty for one that no calendar has.
pub(super) fn moment(at: Timestamp, zone: &TimeZone, format: &str) -> String {
    let at = jiff::Timestamp::from_millisecond(at.millis());
    at.map(|at| at.to_zoned(zone.clone()).strftime(format).to_string()).unwrap_or_default()
}

fn said(content: &Content) -> String {
    let words = match content {
        Content::Template(template) => Some(template.name.as_str()),
        content => content.words(),
    };
    let kind = (!matches!(content, Content::Text(_))).then(|| format!("[{}]", content.kind()));
    let file = content.media().first().and_then(|media| media.filename.clone());
    let all: Vec<String> = [kind, file, words.map(str::to_owned)].into_iter().flatten().collect();
    all.iter().flat_map(|part| part.split_whitespace()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Channel;
    use serde_json::json;

    fn content(json: serde_json::Value) -> Content {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_line_says_when_by_what_and_what() {
        let file = json!({"id": "md_1", "state": "ready", "mime": "application/pdf", "filename": "prices.pdf"});
        let at = Timestamp::parse("2026-11-20T20:00:00Z").unwrap();
        let heading = Heading {
            record: "hubspot:contacts:501".into(),
            agent: "hs:1:77".into(),
            name: Some("priya@acme.example".into()),
            channel: Channel::WhatsApp,
            day: "2026-11-21".into(),
        };
        let lines = [
            json!({"type": "text", "body": "The ground\n floor"}),
            json!({"type": "document", "media": file, "caption": "Our prices"}),
            json!({"type": "template", "name": "order_update", "language": "en"}),
            json!({"type": "call_request", "body": ""}),
        ];
        let lines = lines.into_iter().map(|line| (at, content(line))).collect();
        let digest = Digest { row: 1, tenant: "acme".into(), heading, crm_id: None, attempt: 0, lines };
        assert_eq!(
            words(&digest, &TimeZone::get("Asia/Kolkata").unwrap()),
            [
                "Sidethread 2026-11-21, priya@acme.example",
                "01:30 WhatsApp: The ground floor",
                "01:30 WhatsApp: [document] prices.pdf Our prices",
                "01:30 WhatsApp: [template] order_update",
                "01:30 WhatsApp: [call_request]",
            ]
        );
        assert_eq!(moment(at, &TimeZone::get("Asia/Kolkata").unwrap(), "%F"), "2026-11-21");
    }
}
