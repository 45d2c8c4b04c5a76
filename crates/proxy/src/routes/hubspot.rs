//! `POST /v1/hubspot/thread` and `/v1/hubspot/reply`: the small thread in a HubSpot card, which can run no widget. HubSpot signs
//! each request, and repeats it once when it got no answer: both may be asked twice.

use super::json::{self, Json};
use super::session::card_grant;
use super::{open, reply as messages};
use crate::auth::Agent;
use crate::auth::claims::SCOPE;
use crate::auth::hubspot::{Caller, verify};
use crate::error::AppError;
use crate::fact::{Grant, Trouble};
use crate::state::AppState;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use model::api::open_session::Card;
use model::api::open_thread::{Request as Open, Snapshot};
use model::api::send_reply::Request as Reply;
use model::content::Text;
use model::message::Direction;
use model::thread::Sender;
use model::{AccountSlug, Channel, ClientId, Content, Message, Status, ThreadId, Timestamp, Window};
use serde::{Deserialize, Serialize};

/// The path of the thread.
pub const THREAD: &str = "/v1/hubspot/thread";
/// The path of an answer.
pub const REPLY: &str = "/v1/hubspot/reply";

/// What a seal is for.
const SEAL: &str = "hubspot";
/// How many messages a card shows.
const NEWEST: usize = 5;

/// A thread as a card shows it.
#[derive(Debug, Serialize)]
pub struct Thread {
    /// What an answer names: the thread and the contact's record, sealed for this agent.
    thread: String,
    /// The newest messages, oldest first.
    messages: Vec<Line>,
    /// How an answer goes out, unless the agent chooses; absent if the tenant has no account.
    #[serde(flatten)]
    way: Option<Way>,
    /// Every way to answer.
    channels: Vec<Way>,
    /// Since when the customer waits for an answer.
    waiting_since: Option<Timestamp>,
    /// Why what this agent answered is not in HubSpot's log; absent if it is or will be.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_logged: Option<Trouble>,
}

/// One way to answer.
#[derive(Clone, Debug, Serialize)]
struct Way {
    channel: Channel,
    account: AccountSlug,
    label: String,
    window: Window,
}

/// A message in one line.
#[derive(Debug, Serialize)]
struct Line {
    direction: Direction,
    r#type: String,
    text: String,
    at: Timestamp,
    status: Status,
}

/// An answer out of a card.
#[derive(Debug, Deserialize)]
struct Answer {
    thread: String,
    client_id: ClientId,
    channel: Channel,
    account: AccountSlug,
    body: String,
}

/// The contact's thread.
///
/// # Errors
/// 401 without HubSpot's signature, 422 for what is no number.
pub async fn thread(State(state): State<AppState>, request: Request) -> Result<axum::Json<Thread>, AppError> {
    let (parts, body) = json::raw(request, &state).await?;
    let caller = verify(&state.config, &parts, &body, state.clock.now())?;
    let tenant = caller.tenant.clone();
    let grant = card_grant(caller, json::read::<Card>(&body)?)?;
    let agent = Agent::vouched(&state, tenant, &grant).await?;
    let open = Open { phones: grant.phones.clone(), record: grant.record.clone(), name: grant.contact.clone(), ..Open::default() };
    let axum::Json(snapshot) = open::post(State(state.clone()), agent, Json(open)).await?;
    let record = grant.record.as_deref().unwrap_or_default();
    let not_logged = state.ledger.store().digest_trouble(&grant.tenant, record, &grant.agent).await?;
    Ok(axum::Json(face(&state, &grant, snapshot, not_logged)))
}

/// An answer of the agent's.
///
/// # Errors
/// 401 without HubSpot's signature, 404 for a thread that this agent wasn't shown, and those of [`messages::post`].
pub async fn reply(State(state): State<AppState>, request: Request) -> Result<(StatusCode, axum::Json<Message>), AppError> {
    let (parts, body) = json::raw(request, &state).await?;
    let caller = verify(&state.config, &parts, &body, state.clock.now())?;
    let answer: Answer = json::read(&body)?;
    let (sealed, seal) = answer.thread.rsplit_once('.').unwrap_or_default();
    let (thread, record) = sealed.split_once('.').unwrap_or_default();
    if !state.keyring.has_sealed(&[SEAL, caller.tenant.id.as_str(), &caller.agent, thread, record], seal) {
        return Err(AppError::not_found().because("hubspot: the thread isn't sealed for this agent"));
    }
    let agent = Agent::vouched(&state, caller.tenant.clone(), &any(&caller, record)).await?;
    let content = Content::Text(Text { body: answer.body, ..Text::default() });
    let reply = Reply { client_id: answer.client_id, channel: answer.channel, account: answer.account, content, reply_to: None };
    messages::post(State(state.clone()), agent, Path(ThreadId::new(thread)), Json(reply)).await
}

/// Any thread: the seal says which.
fn any(caller: &Caller, record: &str) -> Grant {
    Grant {
        tenant: caller.tenant.id.clone(),
        agent: caller.agent.clone(),
        name: caller.email.clone(),
        phones: vec!["*".to_owned()],
        record: Some(record.to_owned()),
        contact: None,
        scope: SCOPE.to_owned(),
        origin: None,
        by: None,
        last: None,
        at: caller.at,
    }
}

fn face(state: &AppState, grant: &Grant, snapshot: Snapshot, not_logged: Option<Trouble>) -> Thread {
    let id = snapshot.thread.id.as_str();
    let record = grant.record.as_deref().unwrap_or_default();
    let newest = snapshot.messages.last().map(|message| message.account.clone());
    let channels: Vec<Way> = snapshot.channels.into_iter().map(way).collect();
    let by_newest = channels.iter().find(|way| Some(&way.account) == newest.as_ref());
    let earlier = snapshot.messages.len().saturating_sub(NEWEST);
    Thread {
        thread: format!("{id}.{record}.{}", state.keyring.seal(&[SEAL, grant.tenant.as_str(), &grant.agent, id, record])),
        messages: snapshot.messages.iter().skip(earlier).map(line).collect(),
        way: by_newest.or(channels.first()).cloned(),
        waiting_since: snapshot.thread.waiting_since,
        channels,
        not_logged,
    }
}

fn way(sender: Sender) -> Way {
    Way { channel: sender.channel, account: sender.account, label: sender.label, window: sender.window }
}

/// What has no words is named by its type.
fn line(message: &Message) -> Line {
    let kind = message.content.kind();
    Line {
        direction: message.direction,
        r#type: kind.to_owned(),
        text: message.content.words().map_or_else(|| kind.replace('_', " "), str::to_owned),
        at: message.at,
        status: message.status.clone(),
    }
}
