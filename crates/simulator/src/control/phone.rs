//! What a customer does with the phone.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Refused;
use crate::clock::now_ms;
use crate::phone::say::Said;
use crate::phone::{Change, PhoneMessage, e164, flight, mend, react as reaction, report as reporting, say as saying, tap as tapping};
use crate::webhook::{About, enqueue};
use crate::world::World;

type Answer = Result<Json<Value>, Refused>;

/// `PUT /_control/phones/{phone}`: a new phone is talkative unless it or the simulator is told otherwise.
///
/// # Errors
/// Never; the signature is that of its neighbours.
pub async fn put(State(world): State<World>, Path(number): Path<String>, Json(change): Json<Change>) -> Answer {
    let number = e164(&number);
    let mut state = world.state();
    let fresh = !state.phones.contains_key(&number);
    let phone = state.phone(&number);
    phone.talkative |= fresh && !world.config().quiet;
    let back_online = change.online == Some(true);
    phone.change(change);
    if back_online {
        flight::land(&world, &mut state, &number);
    }
    show_phone(&mut state, &number)
}

/// `GET /_control/phones/{phone}`
///
/// # Errors
/// 404 for a phone that does not exist.
pub async fn show(State(world): State<World>, Path(number): Path<String>) -> Answer {
    let number = e164(&number);
    let mut state = world.state();
    known(&state, &number)?;
    show_phone(&mut state, &number)
}

/// `GET /_control/phones`: the numbers alone.
pub async fn list(State(world): State<World>) -> Json<Vec<String>> {
    Json(world.state().phones.keys().cloned().collect())
}

/// `POST /_control/phones/{phone}/messages`
///
/// # Errors
/// 400 without an account or with bytes that are not base64.
pub async fn say(State(world): State<World>, Path(number): Path<String>, Json(mut message): Json<Map<String, Value>>) -> Answer {
    let take = |message: &mut Map<String, Value>, key: &str| message.remove(key);
    let words = |value: Option<Value>| value.and_then(|v| v.as_str().map(ToOwned::to_owned));
    let said = Said {
        account: words(take(&mut message, "account")).ok_or_else(|| Refused::wrong("account is missing"))?,
        id: words(take(&mut message, "id")),
        at: take(&mut message, "at").and_then(|v| v.as_i64()),
        message,
    };
    let id = saying::say(&world, &mut world.state(), &e164(&number), said).map_err(Refused::wrong)?;
    Ok(Json(json!({"id": id})))
}

/// `POST /_control/phones/{phone}/history`: an array of phone messages that both sides already have; nobody is
/// told, and the order is by time. A message needs id, account, direction, type and content.
///
/// # Errors
/// Never; the signature is that of its neighbours.
pub async fn remember(State(world): State<World>, Path(number): Path<String>, Json(past): Json<Vec<PhoneMessage>>) -> Answer {
    let number = e164(&number);
    let mut state = world.state();
    let phone = state.phone(&number);
    for message in past {
        phone.messages.retain(|m| m.id != message.id);
        phone.messages.push(message);
    }
    phone.messages.sort_by_key(|m| m.at);
    phone.touch();
    show_phone(&mut state, &number)
}

/// What the smaller actions take.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Act {
    account: Option<String>,
    message_id: String,
    emoji: String,
    id: String,
    text: String,
}

/// `POST /_control/phones/{phone}/read`
///
/// # Errors
/// 404 for a phone that does not exist.
pub async fn read(State(world): State<World>, Path(number): Path<String>, act: Option<Json<Act>>) -> Answer {
    let number = e164(&number);
    let mut state = world.state();
    known(&state, &number)?;
    let account = act.and_then(|Json(act)| act.account);
    flight::read(&world, &mut state, &number, account.as_deref());
    show_phone(&mut state, &number)
}

/// `POST /_control/phones/{phone}/typing`: tells the account, where the provider tells such things.
///
/// # Errors
/// 404 for an account that does not exist.
pub async fn typing(State(world): State<World>, Path(number): Path<String>, Json(act): Json<Act>) -> Answer {
    let number = e164(&number);
    let slug = act.account.ok_or_else(|| Refused::wrong("account is missing"))?;
    let mut state = world.state();
    let account = state.accounts.get(&slug).cloned().ok_or_else(|| Refused::missing("no such account"))?;
    let notices = account.provider.dialect().typing(&account, state.phone(&number), now_ms());
    for notice in &notices {
        let about = About { phone: number.clone(), ..About::default() };
        enqueue(&world, &mut state, &slug, notice.target, &notice.body, about);
    }
    Ok(Json(json!({"told": !notices.is_empty()})))
}

/// `POST /_control/phones/{phone}/played`
///
/// # Errors
/// 404 when there is no such voice note.
pub async fn played(State(world): State<World>, Path(number): Path<String>, Json(act): Json<Act>) -> Answer {
    let number = e164(&number);
    if flight::play(&world, &mut world.state(), &number, &act.message_id) {
        Ok(Json(json!({"id": act.message_id})))
    } else {
        Err(Refused::missing("the phone got no such voice note"))
    }
}

/// `POST /_control/phones/{phone}/reactions`
///
/// # Errors
/// 404 when the phone holds no such message.
pub async fn react(State(world): State<World>, Path(number): Path<String>, Json(act): Json<Act>) -> Answer {
    sent(reaction::react(&world, &mut world.state(), &e164(&number), &act.message_id, &act.emoji))
}

/// `POST /_control/phones/{phone}/reports`: to Meta, which thinks less of the template.
///
/// # Errors
/// 404 when the phone got no such message, or no template made it.
pub async fn report(State(world): State<World>, Path(number): Path<String>, Json(act): Json<Act>) -> Answer {
    sent(reporting::report(&world, &mut world.state(), &e164(&number), &act.message_id))
}

/// `POST /_control/phones/{phone}/tap`
///
/// # Errors
/// 404 when the message or the choice is not there.
pub async fn tap(State(world): State<World>, Path(number): Path<String>, Json(act): Json<Act>) -> Answer {
    sent(tapping::tap(&world, &mut world.state(), &e164(&number), &act.message_id, &act.id))
}

/// `POST /_control/phones/{phone}/edit`
///
/// # Errors
/// 404 when the phone sent no such message.
pub async fn edit(State(world): State<World>, Path(number): Path<String>, Json(act): Json<Act>) -> Answer {
    sent(mend::edit(&world, &mut world.state(), &e164(&number), &act.message_id, &act.text))
}

/// `POST /_control/phones/{phone}/delete`
///
/// # Errors
/// 404 when the phone sent no such message.
pub async fn delete(State(world): State<World>, Path(number): Path<String>, Json(act): Json<Act>) -> Answer {
    sent(mend::delete(&world, &mut world.state(), &e164(&number), &act.message_id))
}

fn sent(outcome: Result<String, String>) -> Answer {
    outcome.map(|id| Json(json!({"id": id}))).map_err(Refused::missing)
}

fn known(state: &crate::world::State, number: &str) -> Result<(), Refused> {
    if state.phones.contains_key(number) { Ok(()) } else { Err(Refused::missing("no such phone")) }
}

fn show_phone(state: &mut crate::world::State, number: &str) -> Answer {
    serde_json::to_value(state.phone(number)).map(Json).map_err(|e| Refused::wrong(e.to_string()))
}
