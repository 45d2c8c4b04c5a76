//! Where a row stands among its neighbours: days, groups, the divider. Looks at one row on each side and no further.

use super::ledger::Ledger;
use crate::state::State;
use crate::view::row::{Item, Place};
use crate::words::Words;
use model::message::AuthorKind;
use model::{AccountSlug, Content};
use yew::AttrValue;

/// A longer silence begins a new group.
const SILENCE_MS: i64 = 5 * 60_000;

/// The place of the row `at`, which is `items[place]`.
pub(super) fn of(
    ledger: &Ledger,
    at: usize,
    before: Option<&Item>,
    item: &Item,
    behind: Option<&Item>,
    state: &State,
    words: &Words,
) -> Place {
    let is_unread = |item: &Item| item.message().is_some_and(|message| state.unread.divider.as_ref() == Some(&message.id));
    let is_new_day = before.is_none() || ledger.day(at) != ledger.day(at - 1);
    let is_first = is_new_day || is_unread(item) || before.is_none_or(|before| !is_one_group(before, item));
    let is_last = behind.is_none_or(|behind| ledger.day(at + 1) != ledger.day(at) || is_unread(behind) || !is_one_group(item, behind));
    let said_before = before.filter(|_| !is_new_day);
    let who = agent(item).filter(|who| is_first && said_before.and_then(agent) != Some(*who));
    let by = way(item, state).filter(|_| is_first && said_before.is_none_or(|before| !is_one_way(before, item)));
    Place {
        day: is_new_day.then(|| AttrValue::from(words.day(item.at(), state.now))),
        is_unread: is_unread(item),
        is_first,
        is_last,
        who: who.map(str::to_owned).into_iter().chain(by).reduce(|who, by| [who, by].join(" · ")).map(AttrValue::from),
    }
}

fn is_one_group(a: &Item, b: &Item) -> bool {
    let is_notice = |item: &Item| matches!(item.content(), Content::Notice(_));
    let is_close = b.at().since(a.at()) <= SILENCE_MS;
    a.is_outbound() == b.is_outbound()
        && is_close
        && is_one_way(a, b)
        && !is_notice(a)
        && !is_notice(b)
        && (agent(a) == agent(b) || agent(a).is_none() || agent(b).is_none())
}

/// Both went over the same account.
fn is_one_way(a: &Item, b: &Item) -> bool {
    account(a) == account(b)
}

/// Over which number or bot it went, where there are several.
fn way(item: &Item, state: &State) -> Option<String> {
    let sender = state.senders.iter().find(|sender| sender.account == *account(item));
    sender.filter(|_| state.senders.len() > 1).map(|sender| sender.label.clone())
}

fn account(item: &Item) -> &AccountSlug {
    match item {
        Item::Message(row) => &row.message.account,
        Item::Echo(echo) => &echo.sender.account,
    }
}

/// The colleague who wrote it.
fn agent(item: &Item) -> Option<&str> {
    let author = &item.message().filter(|_| item.is_outbound())?.author;
    author.name.as_deref().filter(|name| author.kind == AuthorKind::Agent && !name.is_empty())
}
