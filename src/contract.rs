//! The promise to hosts as plain data: the context that comes in, the events that go out. Knows nothing of ours but how to write JSON.

use crate::json::{self, Out as Json, Write, Written, record};

/// Whose thread to show and how: the element's attributes, or the argument of `open(context)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Where the proxy is: `https://threads.example`. No slash at the end.
    pub endpoint: String,
    /// The channel to answer on when the customer hasn't shown another: `whatsapp`.
    pub channel: Option<String>,
    /// BCP 47 language tag of words, dates and numbers.
    pub locale: Option<String>,
    /// The table of words in the language of `locale`, as the text of its file; absent where English is spoken.
    pub words: Option<String>,
}

record!(Context { ; endpoint; channel, locale, words });

/// An event that the element dispatches; all of them bubble and are composed.
#[derive(Debug)]
pub enum Out {
    /// `side-thread-ready`: the thread is on the screen.
    Ready {
        /// Its id.
        thread: String,
    },
    /// `side-thread-error`: the panel can't do its work; it says so itself too.
    Error {
        /// A stable word.
        code: String,
        /// What to do, for the developer.
        hint: String,
    },
    /// `side-thread-sending`: an answer is about to leave; `preventDefault()` keeps it back.
    Sending {
        /// What, as the proxy will get it.
        content: Written,
        /// On which channel.
        channel: String,
    },
    /// `side-thread-sent`: the proxy has taken an answer.
    Sent {
        /// The id of the thread it went into, which may not be the one on the screen any more.
        thread: String,
        /// The message, as in the API.
        message: Written,
    },
    /// `side-thread-unread`: one of the two changed.
    Unread {
        /// How many of the customer's messages nobody here has seen.
        count: u32,
        /// Since when the customer waits for an answer, RFC 3339; null if she doesn't.
        waiting_since: Option<String>,
    },
    /// `side-thread-contact`: who the thread is with became known or changed.
    Contact {
        /// The thread's id.
        thread: String,
        /// What we call the person.
        name: Option<String>,
        /// Every number that reaches her, E.164.
        phones: Vec<String>,
    },
}

impl Out {
    /// The event's name without the `side-thread-`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ready { .. } => "ready",
            Self::Error { .. } => "error",
            Self::Sending { .. } => "sending",
            Self::Sent { .. } => "sent",
            Self::Unread { .. } => "unread",
            Self::Contact { .. } => "contact",
        }
    }

    /// The event's `detail` as JSON.
    pub fn detail(&self) -> String {
        json::write(self)
    }
}

impl Write for Out {
    fn fields(&self, out: &mut Json) {
        match self {
            Self::Ready { thread } => out.field("thread", thread),
            Self::Error { code, hint } => {
                out.field("code", code);
                out.field("hint", hint);
            }
            Self::Sending { content, channel } => {
                out.field("content", content);
                out.field("channel", channel);
            }
            Self::Sent { thread, message } => {
                out.field("thread", thread);
                out.field("message", message);
            }
            Self::Unread { count, waiting_since } => {
                out.field("count", count);
                out.field("waitingSince", waiting_since);
            }
            Self::Contact { thread, name, phones } => {
                out.field("thread", thread);
                out.field("name", name);
                out.field("phones", phones);
            }
        }
    }
}
