//! Questions, goods, bills and cards out of JSON.

use super::{Node, Read, Unreadable, field, field_or_default, record, words};
use model::content::bill::{Bill, BillItem, Charge, Expiry, Goods, ImporterAddress, PaymentWay};
use model::content::{
    AddressRequest, Call, CallButton, CallState, Card, CardHeight, Carousel, Cta, Flow, Note, OrderDetails, OrderState, OrderStatus,
    Payment, PaymentState, ProductRef, ProductSection, Products, ProductsShow, Request, SavedAddress, SuggestedAction, Suggestion,
};

record!(Request { ; body });
record!(Cta { header, footer, url, call; body, label });
record!(CallButton { minutes, payload });
record!(Products { header, footer, catalog_id, product_id; show, body, sections });
record!(ProductSection { title; products });
record!(ProductRef { ; catalog_id, product_id });
record!(Flow { header, footer, flow_id, flow_name, token, screen, data; body, label, draft, data_exchange });
record!(AddressRequest { header, footer; body, country, values, saved, errors });
record!(SavedAddress { ; id, values });
record!(OrderDetails { header, footer; body, bill });
record!(Bill { shipping, discount, catalog_id, expires; reference_id, goods, currency, total, subtotal, tax, items, payments });
record!(Charge { description, program; amount });
record!(BillItem {
    sale, country_of_origin, importer_name, importer_address;
    product_id, name, quantity, amount
});
record!(ImporterAddress { address_line2, zone_code; address_line1, city, postal_code, country_code });
record!(PaymentWay { ; gateway, configuration });
record!(Expiry { description; at });
record!(OrderStatus { footer, description; body, reference_id, status });
record!(Payment { amount, currency, transaction_id, way, reason; reference_id, status });
record!(Card { media, height, title, text, product; suggestions, horizontal, chips });
record!(Carousel { body; cards, narrow, chips });
record!(Call { seconds, payload; state });
record!(Note { ; body });
record!(Suggestion { ; text, data, action });
words!(Goods { "digital" => Digital, "physical" => Physical } else Unknown);
words!(ProductsShow { "catalogue" => Catalogue, "single" => Single, "list" => List } else Unknown);
words!(CardHeight { "short" => Short, "medium" => Medium, "tall" => Tall } else Unknown);
words!(OrderState {
    "pending" => Pending, "processing" => Processing, "partially_shipped" => PartiallyShipped, "shipped" => Shipped,
    "completed" => Completed, "canceled" => Canceled,
} else Unknown);
words!(PaymentState { "pending" => Pending, "captured" => Captured, "failed" => Failed } else Unknown);
words!(CallState {
    "ringing" => Ringing, "accepted" => Accepted, "rejected" => Rejected, "ended" => Ended, "missed" => Missed, "failed" => Failed,
} else Unknown);

impl Read for SuggestedAction {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(match field::<String>(node, "type")?.as_str() {
            "reply" => Self::Reply,
            "open_url" => Self::OpenUrl { url: field(node, "url")? },
            "dial" => Self::Dial { phone: field(node, "phone")? },
            "show_location" => Self::ShowLocation(Read::read(node)?),
            "share_location" => Self::ShareLocation,
            "calendar_event" => Self::CalendarEvent {
                title: field(node, "title")?,
                description: field_or_default(node, "description")?,
                start: field(node, "start")?,
                end: field(node, "end")?,
            },
            _ => Self::Unknown,
        })
    }
}
