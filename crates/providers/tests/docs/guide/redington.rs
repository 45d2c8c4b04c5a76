//! Redington, WhatsApp.

use super::Guide;
use crate::endpoint::{beside, covered, later};

pub(super) const GUIDE: Guide = Guide {
    provider: "redington",
    title: "Redington: WhatsApp",
    about: "Meta's messages on sending; words of its own for templates, contacts and webhooks. Everything stands under a project and is \
        opened by the project's password. Only what the document names is sent: text, image, document and template.",
    links: &[],
    base_url: "https://apis.whatsapp.redingtongroup.com",
    number: "+15551305684",
    number_is: "The business number in E.164.",
    token: "The project's API password.",
    sample: "the-project-password",
    options: &[(
        "project_id",
        "664b97befdf4713a4a265e59",
        "The project; needed unless `base_url` holds it (`…/project-apis/v1/project/664b…`).",
    )],
    narrower: &[],
    webhooks: "The project's page has one address; choose the topics `message.sender.user`, `message.status.updated` and \
        `wa_template.status.updated`.",
    signature: "None is documented; one that a gateway adds as `x-hub-signature-256` is checked.",
    notes: &[
        "A 200 with a wamid means queued: the send may still fail.",
        "There is no correlation string: the wamid joins a status to its message.",
        "A template's language is a name when it is handed in (`English (US)`) and a code when it is sent (`en_US`).",
    ],
    sources: &[("whatsapp", &[], "the document")],
    endpoints: &[
        covered("POST", "/media", "upload a file", "upload"),
        covered("POST", "/messages", "send a message or a template", "text"),
        beside("GET", "/messages/{id}", "one message", "Redington::message"),
        covered("POST", "/wa_template", "hand in a template", "create-text"),
        covered("GET", "/wa_template", "the templates, by pages", "list-templates"),
        beside("GET", "/wa_template/{id}", "one template", "Redington::template_by_id"),
        covered("DELETE", "/wa_template/{id}", "delete a template", "delete-template"),
        beside("POST", "/contact", "a new contact", "redington::contact"),
        beside("GET", "/contact/{id}", "a contact by id", "redington::contact"),
        beside("GET", "/contact", "a contact by number", "redington::contact"),
        beside("PATCH", "/contact/{id}", "name, opt-in and block of a contact", "redington::contact"),
        later("POST", "/campaign/api", "a new campaign", "campaigns"),
        later("POST", "/campaign/api/send", "send by a campaign", "campaigns"),
        later("GET", "/campaign/api", "the campaigns", "campaigns"),
        later("GET", "/campaign/api/{id}", "one campaign", "campaigns"),
        later("POST", "/campaign/analytics/{id}", "figures of a campaign", "analytics"),
        later("GET", "/campaign/audience/{id}", "who got a campaign", "analytics"),
        later("POST", "(printed as that of the audience)", "the campaigns, by pages", "campaigns"),
    ],
};
