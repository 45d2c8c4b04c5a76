//! Where a row stands among its neighbours: days, groups, the divider. Looks at one row on each side and no further.

use super::ledger::Ledger;
use crate::state::State;
use crate::view::row::{Item, Place};
use crate::words::Words;
use model::Content;
use model::message::AuthorKind;
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
    let said_before = if is_new_day { None } else { before.and_then(agent) };
    let who = agent(item).filter(|who| is_first && said_before != Some(*who));
    Place {
        day: is_new_day.then(|| AttrValue::from(words.day(item.at(), state.now))),
        is_unread: is_unread(item),
        is_first,
        is_last,
        who: who.map(|who| AttrValue::from(who.to_owned())),
    }
}

fn is_one_group(a: &Item, b: &Item) -> bool {
    let is_notice = |item: &Item| matches!(item.content(), Content::Notice(_));
    let is_close = b.at().since(a.at()) <= SILENCE_MS;
    a.is_outbound() == b.is_outbound()
        && is_close
        && !is_notice(a)
        && !is_notice(b)
        && (agent(a) == agent(b) || agent(a).is_none() || agent(b).is_none())
}

/// The colleague who wrote it.
fn agent(item: &Item) -> Option<&str> {
    let author = &item.message().filter(|_| item.is_outbound())?.author;
    author.name.as_deref().filter(|name| author.kind == AuthorKind::Agent && !name.is_empty())
}
