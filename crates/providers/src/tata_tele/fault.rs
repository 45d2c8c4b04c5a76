//! The words that Tata Tele writes under `error` and `error_code`, as data. Most wrap an error of Meta's, whose code goes first.
//!
//! Source: seed 000 (responses), wire-facts 4.5 and 5.2.

use crate::refusal::Entry;
use model::fault::{Retry, Who};

pub(crate) const TABLE: &[Entry] = &[
    Entry {
        codes: &["AUTH_FAILED", "AUTH_TOKEN_INVALID", "AUTH_TOKEN_NOT_FOUND"],
        title: "Not sent: the provider does not accept our access token.",
        action: "Ask your administrator to renew the token, then send again.",
        who: Who::Admin,
        retry: Retry::Never,
    },
    Entry {
        codes: &["MESSAGE_TEMPLATE_NOT_FOUND"],
        title: "Not sent: this template does not exist in this language, or is not approved.",
        action: "Choose another template or language.",
        who: Who::Agent,
        retry: Retry::Template,
    },
    Entry {
        codes: &["UPLOAD_MEDIA"],
        title: "Not sent: WhatsApp did not take the file.",
        action: "Use another format or a smaller file.",
        who: Who::Agent,
        retry: Retry::Input,
    },
    Entry {
        codes: &["GET_MEDIA_URL"],
        title: "The customer's file could not be fetched.",
        action: "Ask the customer to send it again.",
        who: Who::Customer,
        retry: Retry::Never,
    },
    Entry {
        codes: &["DELETE_MEDIA"],
        title: "The file was not deleted at the provider.",
        action: "Leave it: it goes by itself after its time.",
        who: Who::Provider,
        retry: Retry::Never,
    },
    Entry {
        codes: &["GET_MESSAGE_TEMPLATE_INSIGHTS"],
        title: "The figures of the template can't be read.",
        action: "Ask your administrator to turn insights on.",
        who: Who::Admin,
        retry: Retry::Never,
    },
    Entry {
        codes: &["WHATSAPP_CALL_UPDATE"],
        title: "No call: WhatsApp did not take it.",
        action: "Write instead, or call by phone.",
        who: Who::Admin,
        retry: Retry::Never,
    },
    Entry {
        codes: &["PHONE_NUMBER_SETTINGS", "PHONE_NUMBER_SETTINGS_UPDATE"],
        title: "WhatsApp did not give or take the settings of our number.",
        action: "Ask your administrator to check the rights of the account.",
        who: Who::Admin,
        retry: Retry::Never,
    },
];
