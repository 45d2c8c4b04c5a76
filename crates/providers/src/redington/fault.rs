//! The codes of Redington's own, as data. They come as text, in an answer or as `failureResponse.code` beside Meta's.
//!
//! Source: seed 002 (24), wire-facts 4.3.

use crate::refusal::Entry;
use model::fault::{Retry, Who};

pub(crate) const CODES: &[Entry] = &[
    Entry {
        codes: &["601"],
        title: "Not sent: the provider does not accept a value in the message.",
        action: "Change it and send again.",
        who: Who::Agent,
        retry: Retry::Input,
    },
    Entry {
        codes: &["602"],
        title: "Not sent: the provider says that this is no phone number.",
        action: "Check the number with its country code.",
        who: Who::Agent,
        retry: Retry::Input,
    },
    Entry {
        codes: &["603"],
        title: "Not sent: the text is too long for the provider.",
        action: "Shorten it, or send it in parts.",
        who: Who::Agent,
        retry: Retry::Input,
    },
    Entry {
        codes: &["604"],
        title: "Not sent: the provider can't carry this kind of message.",
        action: "Send it in another form.",
        who: Who::Agent,
        retry: Retry::Input,
    },
];
