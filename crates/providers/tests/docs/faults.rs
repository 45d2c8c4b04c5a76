//! The codes that every WhatsApp provider passes on, and the rows of those that a provider has of its own.

use crate::page::HOW;
use crate::table::table;
use model::fault::{Fault, Retry, Who};
use providers::cloud::fault::catalogue;
use providers::refusal::{self, Entry};

pub(crate) const HEADS: [&str; 5] = ["code", "what the agent reads", "what to do", "who", "again"];

/// A row of a provider's own catalogue.
pub(crate) fn own_row(entry: &Entry) -> [String; 5] {
    let codes: Vec<_> = entry.codes.iter().map(|code| format!("`{code}`")).collect();
    row(codes.join(" "), entry.title, entry.action, entry.who, entry.retry)
}

fn row(codes: String, title: &str, action: &str, who: Who, retry: Retry) -> [String; 5] {
    [codes, title.to_owned(), action.to_owned(), someone(who).to_owned(), again(retry).to_owned()]
}

fn someone(who: Who) -> &'static str {
    match who {
        Who::Agent => "agent",
        Who::Admin => "administrator",
        Who::Provider => "provider",
        Who::Customer => "customer",
        Who::Unknown => "unknown",
    }
}

fn again(retry: Retry) -> &'static str {
    match retry {
        Retry::Backoff => "yes, in a moment",
        Retry::After => "later",
        Retry::Never => "no",
        Retry::Template => "with a template",
        Retry::Input => "after a change",
        Retry::Unknown => "unknown",
    }
}

/// `whatsapp.md`.
pub(crate) fn write() -> String {
    let meta: Vec<_> = catalogue()
        .iter()
        .map(|entry| {
            let codes: Vec<_> = entry.codes.iter().map(u32::to_string).collect();
            row(codes.join(" "), entry.title, entry.action, entry.who, entry.retry)
        })
        .collect();
    let statuses: Vec<_> = refusal::statuses()
        .map(|(statuses, Fault { title, action, who, retry, .. })| {
            let statuses: Vec<_> = statuses.iter().map(u16::to_string).collect();
            row(statuses.join(" "), &title, &action, who, retry)
        })
        .collect();
    format!(
        "{HOW}# When WhatsApp refuses\n\nMeta's codes, as every provider passes them on: in an answer, or later in a status. They are told by \
         the code alone, since texts and HTTP statuses vary. 200 stands for 200 to 299, 131200 for 131200 to 131299.\n\n{}\n\
         ## Statuses of HTTP\n\nWhat an answer means that says nothing else. A 5xx or an answer that never came is no refusal: the message is \
         shown as “not known” until the provider says more, and is not sent again.\n\n{}",
        table(HEADS, &meta),
        table(["status", "what the agent reads", "what to do", "who", "again"], &statuses)
    )
}
