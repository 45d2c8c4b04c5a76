//! Questions, goods, bills and cards out of JSON.

use super::{Node, Read, Unreadable, field, field_or_default, filled, words};
use model::content::bill::{Bill, BillItem, Charge, Expiry, Goods, ImporterAddress, PaymentWay};
use model::content::{
    AddressRequest, Call, CallButton, CallState, Card, CardHeight, Carousel, Cta, Flow, Note, OrderDetails, OrderState, OrderStatus,
    Payment, PaymentState, ProductRef, ProductSection, Products, ProductsShow, Request, SavedAddress, SuggestedAction, Suggestion,
};

filled!(Request { ; body });
filled!(Cta { header, footer, url, call; body, label });
filled!(CallButton { minutes, payload });
filled!(Products { header, footer, catalog_id, product_id; show, body, sections });
filled!(ProductSection { title; products });
filled!(ProductRef { ; catalog_id, product_id });
filled!(Flow { header, footer, flow_id, flow_name, token, screen, data; body, label, draft, data_exchange });
filled!(AddressRequest { header, footer; body, country, values, saved, errors });
filled!(SavedAddress { ; id, values });
filled!(OrderDetails { header, footer; body, bill });
filled!(Bill { shipping, discount, catalog_id, expires; reference_id, goods, currency, total, subtotal, tax, items, payments });
filled!(Charge { description, program; amount });
filled!(BillItem {
    sale, country_of_origin, importer_name, importer_address;
    product_id, name, quantity, amount
});
filled!(ImporterAddress { address_line2, zone_code; address_line1, city, postal_code, country_code });
filled!(PaymentWay { ; gateway, configuration });
filled!(Expiry { description; at });
filled!(OrderStatus { footer, description; body, reference_id, status });
filled!(Payment { amount, currency, transaction_id, way, reason; reference_id, status });
filled!(Card { media, height, title, text, product; suggestions, horizontal, chips });
filled!(Carousel { body; cards, narrow, chips });
filled!(Call { seconds, payload; state });
filled!(Note { ; body });
filled!(Suggestion { ; text, data, action });
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
