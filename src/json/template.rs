//! Templates, approved and filled.

use super::shape::{record, variants, words};
use model::Template;
use model::api::list_templates;
use model::content::template::{FilledButton, FilledCard, FilledOffer, Parts, TemplateMessage, Value};
use model::template::{
    App, CodeWay, FlowButton, OneTimeCode, TemplateButton, TemplateCard, TemplateCode, TemplateHeader, TemplateOffer, TemplateStatus,
};

record!(TemplateMessage { name, language; parts; category, values });
record!(Parts { ; body; header, offer, footer, buttons, cards, call_permission });
record!(FilledCard { ; ; header, body, buttons });
record!(FilledOffer { ; text; ends });
record!(Template { name, language, body; account, status; id, category, quality, rejection, header, examples, footer, buttons, cards, offer, code, order_status, call_permission, seconds });
record!(TemplateCard { ; ; header, body, examples, buttons });
record!(TemplateOffer { ; text, expires });
record!(TemplateCode { ; ; warning, minutes });
record!(OneTimeCode { ; way; text, autofill_text, apps, terms_accepted });
record!(App { ; package, signature });
record!(FlowButton { ; text; flow_id, flow_name, definition, data_exchange, screen });
words!(CodeWay { "copy_code" => CopyCode, "one_tap" => OneTap, "zero_tap" => ZeroTap } else Unknown);
record!(list_templates::Response { templates });
words!(TemplateStatus {
    "approved" => Approved, "pending" => Pending, "rejected" => Rejected, "paused" => Paused, "disabled" => Disabled,
    "missing" => Missing,
} else Unknown);

variants!(FilledButton, by "type" {
    "quick_reply" => QuickReply { text },
    "url" => Url { text, url },
    "phone" => Phone { text, phone },
    "copy_code" => CopyCode { code },
    "one_time_code" => OneTimeCode { text },
    "flow" => Flow { text },
    "catalogue" => Catalogue { text },
    "products" => Products { text },
    "product" => Product { text },
    "order_details" => OrderDetails { text },
    "voice_call" => VoiceCall { text },
    "contact_info" => ContactInfo { text },
} else Unknown);

variants!(Value, by "type" {
    "text" => Text { text },
    "code" => Code { code },
    "media" => Media { media },
    "location" => Location(it),
    "currency" => Currency { fallback, code, amount_1000 },
    "date_time" => DateTime { fallback },
    "product" => Product(it),
    "products" => Products { thumbnail, sections },
    "catalogue" => Catalogue { ; thumbnail },
    "bill" => Bill(it),
    "order_status" => OrderStatus { reference_id, status; description },
    "flow" => Flow { ; token, data },
    "expiry" => Expiry { at },
    "call" => Call { ; minutes, payload },
    "payload" => Payload { payload },
});

variants!(TemplateHeader, by "type" {
    "text" => Text { text; example },
    "image" => Image { ; example },
    "video" => Video { ; example },
    "gif" => Gif { ; example },
    "document" => Document { ; example },
    "location" => Location {},
    "product" => Product {},
} else Unknown);

variants!(TemplateButton, by "type" {
    "quick_reply" => QuickReply { text },
    "url" => Url { text, url; example },
    "phone" => Phone { text, phone },
    "copy_code" => CopyCode { ; example },
    "one_time_code" => OneTimeCode(it),
    "flow" => Flow(it),
    "catalogue" => Catalogue { text },
    "products" => Products { text },
    "product" => Product { text },
    "order_details" => OrderDetails { text },
    "voice_call" => VoiceCall { text; minutes },
    "contact_info" => ContactInfo { ; text },
} else Unknown);
