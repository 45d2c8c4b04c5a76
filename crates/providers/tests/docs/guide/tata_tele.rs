//! Tata Tele, WhatsApp.

use super::Guide;
use crate::endpoint::{beside, covered, later};

pub(super) const GUIDE: Guide = Guide {
    provider: "tata-tele",
    title: "Tata Tele Smartflo: WhatsApp",
    about: "Meta's messages in envelopes of its own. A send is answered with an id of the gateway's; statuses bear Meta's, and our own \
        id, sent along as `custom_callback_data`, joins the two. Templates can be handed in, not listed: keep their definitions in \
        a file.",
    links: &["https://help.omni.tatatelebusiness.com/pages/api-docs"],
    base_url: "https://wb.omni.tatatelebusiness.com",
    number: "+15551305682",
    number_is: "The business number in E.164.",
    token: "The authorisation token of the panel: Settings, Channels, WhatsApp.",
    sample: "eyJhbGciOi…",
    options: &[
        ("source", "", "The label of what we send; `sidethread` if absent."),
        ("auth_prefix", "", "`Bearer` where the token needs it in front; nothing by default."),
    ],
    narrower: &[],
    webhooks: "The panel has two addresses, one for messages and one for callbacks: both take the same one.",
    signature: "`x-hub-signature-256`: HMAC-SHA256 over the raw body with the partner token, as `sha256=<hex>` or bare hex. Some \
        deployments report that none comes: set `require_signature = true` only after you have seen one.",
    notes: &[
        "A 200 on a send means queued. A closed window and a wrong number come later, as `failed`.",
        "A file lies behind a signed link for 15 minutes; it is fetched as soon as the webhook is kept.",
    ],
    sources: &[],
    endpoints: &[
        covered("POST", "/whatsapp-cloud/messages", "send a message or a template", "text"),
        covered("POST", "/whatsapp-cloud/messages/{wamid}", "mark as read, show typing (from integrators)", "read-and-typing"),
        covered("POST", "/whatsapp-cloud/media", "upload a file", "upload"),
        covered("GET", "/whatsapp-cloud/media/download/{id}", "where a customer's file lies", "download"),
        covered("DELETE", "/whatsapp-cloud/media/{id}", "delete an upload", "delete"),
        covered("POST", "/templates", "hand in a template", "create-text"),
        covered("POST", "/whatsapp-cloud/media/handle", "upload the sample of a header", "sample-of-a-header"),
        beside("POST", "/business/optin_optout", "opt customers in or out", "TataTele::opt_in, TataTele::opt_out"),
        later("GET", "/templates/insights", "figures of templates", "insights"),
        later("GET", "/templates/insights-by-name", "figures of one template", "insights"),
        later("POST", "/templates/insights/optin", "turn figures on", "insights"),
        later("POST", "/whatsapp-cloud/calls", "calls", "calls"),
        later("GET", "/whatsapp-cloud/settings", "settings of the number", "settings"),
        later("POST", "/whatsapp-cloud/settings", "settings of the number", "settings"),
    ],
};
