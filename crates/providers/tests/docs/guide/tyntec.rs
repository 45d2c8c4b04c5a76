//! tyntec: WhatsApp, Viber, SMS.

use super::Guide;
use crate::endpoint::{By, Endpoint, beside, covered, later};
use model::Channel;

const ACCOUNTS: &str = "/channels/whatsapp/accounts";

pub(super) const GUIDE: Guide = Guide {
    provider: "tyntec",
    title: "tyntec Conversations v3: WhatsApp, Viber and SMS",
    about: "Three channels through one model of messages, with names of tyntec's own. Each channel is an account of its own in the \
        configuration, with its number or service; one API key may serve all of them.",
    links: &["https://api.tyntec.com/reference/conversations/current.html", "https://github.com/tyntec/api-collection"],
    base_url: "https://api.tyntec.com/conversations/v3",
    number: "+15551305686",
    number_is: "The business number in E.164; for Viber the service id; for SMS a number, or a name of up to 11 letters and digits, \
        which nobody can answer.",
    token: "The API key, sent as the header `apikey`. Scopes: messages, callbacks, templates and media.",
    sample: "an-api-key",
    options: &[
        ("account_id", "5637b8a7-51e1-47be-ad0b-b242453dcc1b", "The WhatsApp account whose templates are managed; leave it away for none."),
        (
            "purpose",
            "",
            "What Viber messages are for: `session` (default), `transaction` (texts, lists and carousels alone) or `promotion`.",
        ),
        ("media_key", "", "How an uploaded file is named in a message: `mediaId` (default), or `id` since version 3.19."),
    ],
    narrower: &[(Channel::Viber, "purpose", "transaction")],
    webhooks: "`PUT /configurations/channels/{channel}/phone-numbers/{number}/callbacks` sets the address for messages and statuses of a \
        number (for Viber `service-ids/{id}`); the same can be done on the provider's page. An empty filter means all events.",
    signature: "None. Its webhooks come from 78.110.226.11; one that a gateway adds as `x-hub-signature-256` is checked.",
    notes: &[
        "Inbound SMS needs a two-way number.",
        "A Viber message of a `session` is only delivered to a customer who wrote to the service before; how long a session lasts is not \
         stated, so that nothing is held back here. A late one fails, and says why.",
        "A film over Viber needs a picture, its size and its length, which nobody here knows: it can't be sent.",
        "Up to 20 messages to one customer go out in one request, in order.",
    ],
    sources: &[
        (
            "viber",
            &["cta.label", "card.suggestions.text", "cta.url", "suggestion.url", "image.bytes", "document.bytes", "buttons.title"],
            "not stated; what Viber itself allows, or its nearest neighbour here",
        ),
        ("viber", &[], "tyntec's specification of Viber"),
        ("sms", &[], "tyntec's specification of SMS"),
        ("whatsapp", &[], "the document's schema"),
    ],
    endpoints: &[
        covered("POST", "/messages", "send a message", "text"),
        covered("POST", "/bulks", "send several to one customer", "bulk"),
        beside("GET", "/messages/{id}/status", "how far a message is", "account::message_status"),
        beside("GET", "/messages/{id}/events", "its steps", "account::message_events"),
        covered("POST", "/media", "upload a file", "upload"),
        covered("GET", "/media/{id}", "a file", "download"),
        covered("DELETE", "/media/{id}", "delete an upload", "delete"),
        beside("GET", "/media", "the uploads that are kept", "account::files"),
        covered("PUT", "/channels/whatsapp/messages/{id}", "mark as read, show typing", "read"),
        beside("GET", ACCOUNTS, "the WhatsApp accounts", "account::accounts"),
        beside("GET", "/channels/whatsapp/accounts/{id}", "one of them", "account::account"),
        beside("GET", "/channels/whatsapp/accounts/{id}/phone-numbers", "its numbers", "account::phone_numbers"),
        covered("GET", "/channels/whatsapp/accounts/{id}/templates", "its templates, by pages", "list-templates-of-the-account"),
        covered("POST", "/channels/whatsapp/accounts/{id}/templates", "hand in a template", "create-template"),
        Endpoint {
            by: By::Nobody("the list has all of it"),
            ..covered("GET", "/channels/whatsapp/accounts/{id}/templates/{name}", "one template", "")
        },
        covered("DELETE", "/channels/whatsapp/accounts/{id}/templates/{name}", "delete a template", "delete-template"),
        Endpoint {
            by: By::Nobody("the list has all of it"),
            ..covered("GET", "/channels/whatsapp/accounts/{id}/templates/{name}/localizations", "its languages", "")
        },
        covered("POST", "/channels/whatsapp/accounts/{id}/templates/{name}/localizations", "add a language", "add-localization"),
        covered("PATCH", "/channels/whatsapp/accounts/{id}/templates/{name}/{language}", "change a language", "edit-template"),
        beside("GET", "/channels/whatsapp/phone-numbers", "all numbers", "account::phone_numbers"),
        beside("GET", "/channels/whatsapp/phone-numbers/{number}", "one number", "account::phone_number"),
        covered("GET", "/channels/whatsapp/phone-numbers/{number}/templates", "the templates that it may send", "list-templates"),
        beside("GET", "/configurations/channels/{channel}/phone-numbers/{number}", "scopes and callbacks", "account::configuration"),
        beside("PUT", "/configurations/channels/{channel}/phone-numbers/{number}/callbacks", "where webhooks go", "account::set_callbacks"),
        Endpoint {
            by: By::Nobody("one account is asked for at a time"),
            ..covered("GET", "/configurations/channels/{channel}", "all of a channel", "")
        },
        Endpoint { by: By::Nobody("one account is asked for at a time"), ..covered("GET", "/configurations", "scopes of the key", "") },
        later("GET", "/channels/whatsapp/phone-numbers/{number}/settings/profile", "the profile", "profile"),
        later("PATCH", "/channels/whatsapp/phone-numbers/{number}/settings/profile", "change the profile", "profile"),
        later("GET", "/channels/whatsapp/phone-numbers/{number}/settings/logo", "the logo", "logo"),
        later("PUT", "/channels/whatsapp/phone-numbers/{number}/settings/logo", "change the logo", "logo"),
        later("GET", "/channels/whatsapp/phone-numbers/{number}/settings/commerce", "the settings of the catalogue", "commerce"),
        later("POST", "/channels/whatsapp/phone-numbers/{number}/settings/commerce", "change them", "commerce"),
        later("GET", "/channels/whatsapp/accounts/{id}/flows", "the forms", "flows"),
        later("POST", "/channels/whatsapp/accounts/{id}/flows", "a new form", "flows"),
        later("GET", "/channels/whatsapp/accounts/{id}/flows/{flow}", "one form", "flows"),
        later("POST", "/channels/whatsapp/accounts/{id}/flows/{flow}", "change a form", "flows"),
        later("DELETE", "/channels/whatsapp/accounts/{id}/flows/{flow}", "delete a draft", "flows"),
        later("GET", "/channels/whatsapp/accounts/{id}/flows/{flow}/assets", "its parts", "flows"),
        later("POST", "/channels/whatsapp/accounts/{id}/flows/{flow}/assets", "change its parts", "flows"),
        later("GET", "/channels/whatsapp/accounts/{id}/flows/{flow}/preview", "a look at it", "flows"),
        later("POST", "/channels/whatsapp/accounts/{id}/flows/{flow}/publish", "publish it", "flows"),
        later("POST", "/channels/whatsapp/accounts/{id}/flows/{flow}/deprecate", "take it back", "flows"),
    ],
};
