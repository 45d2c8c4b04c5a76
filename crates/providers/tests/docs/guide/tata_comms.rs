//! Tata Communications, WhatsApp.

use super::Guide;
use crate::endpoint::{By, Endpoint, covered};

pub(super) const GUIDE: Guide = Guide {
    provider: "tata-comms",
    title: "Tata Communications: WhatsApp",
    about: "Meta's messages behind a gateway, with `from` in the body and numbers without `+`. The document knows sending alone: \
        webhooks, answers and files are from integrators, and the form of a webhook (Meta's own, Meta's flattened, or a callback \
        profile of Kaleyra) is told by its keys.",
    links: &["https://www.tatacommunicationsdigo.io/", "https://developers.kaleyra.io/"],
    base_url: "https://api.apigw.tatacommunications.com/v1/whatsapp",
    number: "+15551305683",
    number_is: "The business number in E.164.",
    token: "The auth key of the gateway, sent as it is.",
    sample: "a1b2c3d4",
    options: &[("from", "", "`none` where the gateway shall choose the business number; the account's number by default.")],
    narrower: &[],
    webhooks: "Ask the provider to post messages and statuses to the address. A callback profile of Kaleyra may call by GET: that is taken too.",
    signature: "`x-hub-signature-256`, if the gateway passes Meta's on. None is documented.",
    notes: &[
        "Templates can't be listed: keep their definitions in a file.",
        "The document has no upload: a file is sent as a public link that expires, which the proxy makes. `public_url` must be reachable.",
    ],
    sources: &[("whatsapp", &[], "the document")],
    endpoints: &[
        covered("POST", "/v1/whatsapp/messages", "send a message or a template", "text"),
        covered("POST", "/v1/whatsapp/messages", "mark as read (from integrators)", "read"),
        covered("GET", "/v1/whatsapp/media", "a customer's file (from integrators)", "download-id"),
        Endpoint {
            method: "POST",
            path: "(not named)",
            what: "“Media API”, mentioned and not described",
            by: By::Nobody("nothing is known of it"),
            simulated: false,
        },
    ],
};
