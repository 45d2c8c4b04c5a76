//! What the host is told when the state goes from one to the next.

use crate::contract::Out;
use crate::json::{Written, write};
use crate::state::{Action, Carried, Connection, Message, Phase, Refusal, State};

/// Everything that `after` has to tell and `before` had not; `message` is the one that an accepted send came back with.
pub(super) fn between(before: &State, after: &State, message: Option<&Message>) -> Vec<Out> {
    let mut news = Vec::new();
    refusals(before, after, &mut news);
    sent(before, after, message, &mut news);
    let unread = |state: &State| (state.unread.unanswered, state.thread.as_ref().and_then(|thread| thread.waiting_since));
    if after.thread.is_some() && unread(before) != unread(after) {
        let (count, since) = unread(after);
        news.push(Out::Unread { count, waiting_since: since.map(|since| since.to_string()) });
    }
    if let Some(thread) = &after.thread
        && before.thread.as_ref().is_none_or(|known| known.contact != thread.contact || known.id != thread.id)
    {
        let phones = thread.contact.addresses.iter().filter_map(|address| address.phone()).map(|phone| phone.as_str().to_owned());
        news.push(Out::Contact { thread: thread.id.to_string(), name: thread.contact.name.clone(), phones: phones.collect() });
    }
    news
}

fn refusals(before: &State, after: &State, news: &mut Vec<Out>) {
    if let (Phase::Refused(refusal), false) = (&after.phase, before.phase == after.phase) {
        news.push(error(refusal));
    }
    match (&before.connection, &after.connection) {
        (Connection::Lost(old), Connection::Lost(new)) if old == new => {}
        (_, Connection::Lost(refusal)) => news.push(error(refusal)),
        _ => {}
    }
}

/// Every echo that gave way to its message.
fn sent(before: &State, after: &State, message: Option<&Message>, news: &mut Vec<Out>) {
    for echo in before.pending.iter().filter(|echo| after.pending.find(&echo.client_id).is_none()) {
        let named = |message: &&Message| message.client_id.as_ref() == Some(&echo.client_id);
        let found = message.filter(named).or_else(|| after.timeline.iter().rev().map(|row| &row.message).find(named));
        if let Some(message) = found {
            news.push(Out::Sent { thread: echo.thread.to_string(), message: Written(write(message)) });
        }
    }
}

fn error(refusal: &Refusal) -> Out {
    let own = match refusal.code.as_str() {
        "no-endpoint" => "Set the attribute endpoint to the address of the proxy, with https://.",
        "no-contact" => "Set the attribute phone, or call open({phone}).",
        "no-token-provider" => "Set the property tokenProvider to a function that gives a promise of a token.",
        "token-failed" => "The function tokenProvider failed or gave no token.",
        "unauthenticated" => "The proxy does not accept the token: check key, kid, aud, tenant, and the clocks.",
        "forbidden" => "The token lacks this phone or scope, or the page's origin is not in the tenant's origins.",
        "bad-request" => "The proxy can't read the phone: write it with its country code.",
        "unreachable" => "The proxy does not answer: check endpoint, the network, and connect-src in the page's CSP.",
        "unreadable" => "What answers at endpoint is not this proxy, or one of another version.",
        _ => "",
    };
    let said = refusal.hint.as_deref().or(refusal.error.as_ref().map(|error| error.title.as_str())).unwrap_or_default();
    let hint = match (own, said) {
        (own, "") => own.to_owned(),
        ("", said) => said.to_owned(),
        (own, said) => [own, " (", said, ")"].concat(),
    };
    Out::Error { code: refusal.code.clone(), hint }
}

/// What an action is about to send, to be shown to the host before it leaves.
pub(super) fn leaving(state: &State, action: &Action) -> Vec<Out> {
    let channel = |state: &State| state.sender().map(|sender| sender.channel.to_string()).unwrap_or_default();
    let contents = match action {
        Action::Send { .. } => state.outgoing().into_iter().map(Carried::from).collect(),
        Action::SendContent { content, .. } => vec![content.clone()],
        Action::PickerSend { .. } => state.outgoing_template().map(Carried::from).into_iter().collect(),
        Action::RetryMessage { message, .. } => state.timeline.find(message).map(|row| row.message.content.clone()).into_iter().collect(),
        _ => Vec::new(),
    };
    contents.iter().map(|content| Out::Sending { content: Written(write(content)), channel: channel(state) }).collect()
}
