//! HubSpot's log: a digest becomes a communication on the contact's timeline; a note where HubSpot knows no such channel.
//!
//! <https://developers.hubspot.com/docs/api-reference/2026-03/crm/objects/communications/guide>
//! <https://developers.hubspot.com/docs/api-reference/2026-03/crm/objects/notes/guide>

use super::digest::{moment, words};
use crate::auth::Agent;
use crate::config::HubspotLog;
use crate::fact::{Digest, Heading};
use crate::transport::{Transport, TransportError};
use http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Method};
use model::{Channel, Timestamp};
use providers::wire::UrlOrigin;
use providers::{WireBody, WireRequest, WireResponse};
use serde_json::{Value, json};

/// What stands before the contact's id in the name of a record.
const CONTACT: &str = "hubspot:contacts:";
/// The most letters of a digest, as long as those in other CRMs; HubSpot takes 65,536 in a note.
const LONGEST: usize = 32_000;
/// After so long HubSpot's search finds what was made, in milliseconds.
const FOUND_MS: i64 = 60_000;

/// Why HubSpot did not take a digest; the words are for the log and hold nothing of it.
pub(super) enum Refusal {
    /// The token is wrong or lacks a scope.
    Access(String),
    /// It may go better later, and not before the moment that it may name.
    Busy { why: String, earliest: Option<Timestamp> },
    /// It will go no better.
    Never(String),
}

/// The digest that this agent's answer goes into, if she answers out of a contact of a HubSpot account that logs.
pub fn heading(agent: &Agent, channel: &Channel, now: Timestamp) -> Option<Heading> {
    let app = agent.tenant.hubspot.as_ref()?;
    let log = app.log.as_ref()?;
    let record = agent.record.clone()?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (portal, user) = agent.id.strip_prefix("hs:")?.split_once(':')?;
    let is_ours = app.portal_ids.iter().any(|known| known == portal) && is_number(user);
    (is_ours && record.strip_prefix(CONTACT).is_some_and(is_number)).then(|| Heading {
        record,
        agent: agent.id.clone(),
        name: agent.name.clone(),
        channel: channel.clone(),
        day: moment(now, &log.time_zone, "%F"),
    })
}

/// What HubSpot keeps a digest as.
struct Form {
    object: &'static str,
    body: &'static str,
    channel: Option<&'static str>,
    /// HubSpot's number of the association with a contact.
    association: u32,
}

impl Form {
    fn of(channel: &Channel) -> Self {
        let communication =
            |channel| Self { object: "communications", body: "hs_communication_body", channel: Some(channel), association: 81 };
        match channel {
            Channel::WhatsApp => communication("WHATS_APP"),
            Channel::Sms => communication("SMS"),
            Channel::Rcs | Channel::Viber | Channel::Unknown(_) => {
                Self { object: "notes", body: "hs_note_body", channel: None, association: 202 }
            }
        }
    }
}

/// Brings the digest in HubSpot to what it is here, and gives HubSpot's id of it.
///
/// # Errors
/// It is not there, or nobody knows; the same again does no harm.
pub(super) async fn carry(log: &HubspotLog, transport: &dyn Transport, now: Timestamp, digest: &Digest) -> Result<String, Refusal> {
    let door = Door { log, transport, now, form: Form::of(&digest.heading.channel) };
    let text = body(&words(digest, &log.time_zone));
    let at = digest.lines.first().map_or(now, |(at, _)| *at).millis().to_string();
    let contact = digest.heading.record.strip_prefix(CONTACT).unwrap_or_default();
    let known = match &digest.crm_id {
        Some(id) => Some(id.clone()),
        None => door.find(contact, &at).await?,
    };
    if let Some(id) = known
        && door.update(&id, &text).await?
    {
        return Ok(id);
    }
    let owner = door.owner(&digest.heading.agent).await?;
    door.create(contact, &at, &text, owner).await
}

/// The words as HubSpot's rich text; of what is too long the oldest lines go.
fn body(words: &[String]) -> String {
    let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (heading, lines) = words.split_first().map(|(heading, lines)| (escaped(heading), lines)).unwrap_or_default();
    let mut left = LONGEST.saturating_sub(heading.len());
    let mut kept: Vec<String> = lines
        .iter()
        .rev()
        .map(|line| format!("<br>{}", escaped(line)))
        .take_while(|line| {
            let fits = line.len() <= left;
            left = left.saturating_sub(line.len());
            fits
        })
        .collect();
    kept.push(heading);
    kept.reverse();
    kept.concat()
}

/// The way to one account of HubSpot, for one digest.
struct Door<'a> {
    log: &'a HubspotLog,
    transport: &'a dyn Transport,
    now: Timestamp,
    form: Form,
}

impl Door<'_> {
    /// What was made of this digest already, though its name was lost: HubSpot keeps no name of ours.
    async fn find(&self, contact: &str, at: &str) -> Result<Option<String>, Refusal> {
        let filter = |name: &str, value: &str| json!({"propertyName": name, "operator": "EQ", "value": value});
        let mut filters = vec![filter("associations.contact", contact), filter("hs_timestamp", at)];
        filters.extend(self.form.channel.map(|channel| filter("hs_communication_channel_type", channel)));
        let wanted = json!({"filterGroups": [{"filters": filters}], "limit": 1});
        let found = self.ask(Method::POST, &format!("/crm/objects/2026-03/{}/search", self.form.object), Some(wanted)).await?;
        Ok(found["results"][0]["id"].as_str().map(str::to_owned))
    }

    /// Whether it is still there.
    async fn update(&self, id: &str, text: &str) -> Result<bool, Refusal> {
        let path = format!("/crm/objects/2026-03/{}/{id}", self.form.object);
        let response = self.send(Method::PATCH, &path, Some(json!({"properties": {self.form.body: text}}))).await?;
        if response.status.as_u16() == 404 { Ok(false) } else { self.judge(&response).map(|_| true) }
    }

    async fn create(&self, contact: &str, at: &str, text: &str, owner: Option<String>) -> Result<String, Refusal> {
        let mut properties = json!({"hs_timestamp": at, self.form.body: text});
        if let Some(channel) = self.form.channel {
            properties["hs_communication_channel_type"] = json!(channel);
            properties["hs_communication_logged_from"] = json!("CRM");
        }
        if let Some(owner) = owner {
            properties["hubspot_owner_id"] = json!(owner);
        }
        let association = json!({"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": self.form.association});
        let new = json!({"properties": properties, "associations": [{"to": {"id": contact}, "types": [association]}]});
        // It may be there for all we know: it is looked for when it can be found.
        let unknown = |refusal| match refusal {
            Refusal::Busy { why, earliest } => Refusal::Busy { why, earliest: earliest.max(Some(self.now.plus_millis(FOUND_MS))) },
            other => other,
        };
        let path = format!("/crm/objects/2026-03/{}", self.form.object);
        let response = self.send(Method::POST, &path, Some(new)).await.map_err(unknown)?;
        let made = self.judge(&response).map_err(|refusal| if response.status.is_server_error() { unknown(refusal) } else { refusal })?;
        made["id"].as_str().map(str::to_owned).ok_or_else(|| Refusal::Never("the answer names no id".to_owned()))
    }

    /// The owner that this agent is, where HubSpot tells.
    async fn owner(&self, agent: &str) -> Result<Option<String>, Refusal> {
        let user = agent.rsplit(':').next().unwrap_or_default();
        match self.ask(Method::GET, &format!("/crm/owners/2026-03/{user}?idProperty=userId"), None).await {
            Ok(owner) => Ok(owner["id"].as_str().map(str::to_owned)),
            Err(Refusal::Access(_) | Refusal::Never(_)) => Ok(None),
            Err(busy) => Err(busy),
        }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, Refusal> {
        let response = self.send(method, path, body).await?;
        self.judge(&response)
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Result<WireResponse, Refusal> {
        let token = HeaderValue::try_from(format!("Bearer {}", self.log.access_token.expose()));
        let token = token.map_err(|_| Refusal::Access("the token can't stand in a header".to_owned()))?;
        let json = HeaderValue::from_static("application/json");
        let request = WireRequest {
            method,
            url: format!("{}{path}", self.log.api_base),
            headers: HeaderMap::from_iter([(AUTHORIZATION, token), (CONTENT_TYPE, json)]),
            body: body.map_or(WireBody::Empty, |body| WireBody::Json(body.to_string())),
            origin: UrlOrigin::Configuration,
        };
        self.transport.send(request, None).await.map_err(|error| match error {
            TransportError::Refused(why) => Refusal::Never(why),
            error => Refusal::Busy { why: error.to_string(), earliest: None },
        })
    }

    fn judge(&self, response: &WireResponse) -> Result<Value, Refusal> {
        let said: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let why = format!("{} {}", response.status.as_u16(), said["category"].as_str().unwrap_or_default());
        match response.status.as_u16() {
            200..300 => Ok(said),
            401 | 403 => Err(Refusal::Access(why)),
            408 | 423 | 429 | 477 | 500.. => {
                let seconds = response.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
                let earliest = seconds.map(|seconds| self.now.plus_millis(seconds.clamp(0, 86_400) * 1000));
                Err(Refusal::Busy { why, earliest })
            }
            _ => Err(Refusal::Never(why)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_lines_of_what_is_too_long_go() {
        assert_eq!(body(&["a".to_owned(), "<b> & c".to_owned()]), "a<br>&lt;b&gt; &amp; c");
        let words: Vec<String> = std::iter::once("heading".to_owned()).chain((0..9).map(|line| line.to_string().repeat(7_000))).collect();
        let text = body(&words);
        assert!(text.len() <= LONGEST && text.starts_with("heading<br>5555"), "{}", text.len());
        assert!(text.ends_with("8888"));
    }
}
