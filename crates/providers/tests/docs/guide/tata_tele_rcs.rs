//! Tata Tele, RCS.

use super::Guide;
use crate::endpoint::covered;

pub(super) const GUIDE: Guide = Guide {
    provider: "tata-tele-rcs",
    title: "Tata Tele Smartflo: RCS",
    about: "Texts, cards and rows of cards of a bot, each with suggestions to tap: replies, links, calls, maps, calendar events. The \
        provider's document shows a plain text alone; the names of all else stand in one table per dialect, and the account \
        chooses the dialect.",
    links: &["https://help.omni.tatatelebusiness.com/pages/api-docs"],
    base_url: "https://api.omni.tatatelebusiness.com",
    number: "65b7341d6b7825728b8bfeb9",
    number_is: "The bot's id.",
    token: "The authorisation token of the panel, as for WhatsApp. `number` is the bot's id.",
    sample: "eyJhbGciOi…",
    options: &[
        ("dialect", "", "`jiocx` (default), whose names fit the document's own, or `google-rbm`."),
        ("source", "", "The label of what we send; `sidethread` if absent."),
        ("auth_prefix", "", "`Bearer` where the token needs it in front; nothing by default."),
    ],
    narrower: &[],
    webhooks: "One address for messages and events of the bot, in the panel.",
    signature: "None is documented. The secret in the path protects the address; a signature that comes as with WhatsApp is checked.",
    notes: &[
        "There is no upload: a file is sent as a public link that expires, which the proxy makes. `public_url` must be reachable.",
        "A message that can't be delivered in its time is taken back, and shown as failed.",
        "RCS has no reply window and no templates.",
    ],
    sources: &[("rcs", &["card.suggestions.count", "carousel.cards"], "the document"), ("rcs", &[], "Google's RCS for Business")],
    endpoints: &[covered("POST", "/rcs/messages", "send a text, a card or a row of cards", "card-dial")],
};
