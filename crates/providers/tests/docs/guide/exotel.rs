//! Exotel, WhatsApp.

use super::Guide;
use crate::endpoint::{beside, covered};

pub(super) const GUIDE: Guide = Guide {
    provider: "exotel",
    title: "Exotel: WhatsApp",
    about: "Meta's objects wrapped as `whatsapp.messages[].content`, each with a result of its own. Templates are listed, handed in, \
        changed and deleted in bulk, with an answer for each. The document shows templates alone; sends and webhooks are from the \
        provider's public pages.",
    links: &["https://developer.exotel.com/api/send-messages-api", "https://developer.exotel.com/api/error-code"],
    base_url: "https://api.in.exotel.com",
    number: "+15551305685",
    number_is: "The business number in E.164.",
    token: "API key and API token, written as `key:token`; it goes out as Basic authorisation. Singapore is at \
        `https://api.exotel.com`.",
    sample: "key:token",
    options: &[
        ("account_sid", "acme1", "The account; the API settings page shows it."),
        ("waba_id", "439507711055", "The WhatsApp Business account, for its templates."),
        ("status_callback", "", "The address for statuses, where it is not the one of the provider's page."),
        ("verify_token", "", "The word that comes with a verification, where webhooks are set by request."),
    ],
    narrower: &[],
    webhooks: "The WhatsApp page of the dashboard has one address for messages and one for statuses: both take the same one. A \
        verification (`{\"type\": \"verification\", \"challenge\": …}`) is answered by itself.",
    signature: "`x-exotel-signature`: HMAC-SHA256 over the raw body, as `sha256=<hex>` or bare hex. Newer pages name it; integrators often \
        see none.",
    notes: &[
        "Reasons are told by a word (`EX_…`) and by a number. An older page gives the numbers other meanings: the word goes first.",
        "A template with a form can't be handed in by request.",
        "There is no upload for messages: a file is sent as a public link that expires, which the proxy makes. `public_url` must be \
            reachable.",
    ],
    sources: &[("whatsapp", &[], "the document")],
    endpoints: &[
        covered("GET", "/v2/accounts/{sid}/templates", "the templates, with filters and cursors", "list-templates"),
        covered("POST", "/v2/accounts/{sid}/templates", "hand in one or many", "create-two"),
        covered("PUT", "/v2/accounts/{sid}/templates", "change one", "edit"),
        covered("DELETE", "/v2/accounts/{sid}/templates", "delete many, in all languages of a name", "delete"),
        covered("POST", "/v2/accounts/{sid}/templates/sample", "upload the sample of a header", "sample"),
        covered("POST", "/v2/accounts/{sid}/messages", "send one message or many", "text"),
        beside("PUT", "/v2/accounts/{sid}/whatsapp/webhook", "tell where webhooks go", "Exotel::point_webhooks"),
    ],
};
