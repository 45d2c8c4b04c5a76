//! Questions, goods, bills and cards.

use super::shape::{record, variants, words};
use model::content::bill::{Bill, BillItem, Charge, Expiry, Goods, ImporterAddress, PaymentWay};
use model::content::{
    AddressRequest, Call, CallButton, CallState, Card, CardHeight, Carousel, Cta, Flow, Note, OrderDetails, OrderState, OrderStatus,
    Payment, PaymentState, ProductRef, ProductSection, Products, ProductsShow, Request, SavedAddress, SuggestedAction, Suggestion,
};

record!(Request { ; body });
record!(Cta { ; body, label; header, footer, url, call });
record!(CallButton { ; ; minutes, payload });
record!(Products { ; show, body; header, footer, catalog_id, product_id, sections });
record!(ProductSection { ; products; title });
record!(ProductRef { ; catalog_id, product_id });
record!(Flow { ; body, label; header, footer, flow_id, flow_name, token, draft, data_exchange, screen, data });
record!(AddressRequest { ; body, country; header, footer, values, saved, errors });
record!(SavedAddress { ; id, values });
record!(OrderDetails { ; body, bill; header, footer });
record!(Bill { ; reference_id, goods, currency, total, subtotal, tax, items, payments; shipping, discount, catalog_id, expires });
record!(Charge { ; amount; description, program });
record!(BillItem { ; product_id, name, quantity, amount; sale, country_of_origin, importer_name, importer_address });
record!(ImporterAddress { ; address_line1, city, postal_code, country_code; address_line2, zone_code });
record!(PaymentWay { ; gateway, configuration });
record!(Expiry { ; at; description });
record!(OrderStatus { ; body, reference_id, status; footer, description });
record!(Payment { ; reference_id, status; amount, currency, transaction_id, way, reason });
record!(Card { ; ; media, height, title, text, product, suggestions, horizontal, chips });
record!(Carousel { ; cards; body, narrow, chips });
record!(Call { ; state; seconds, payload });
record!(Note { ; body });
record!(Suggestion { ; text, action; data });
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

variants!(SuggestedAction, by "type" {
    "reply" => Reply {},
    "open_url" => OpenUrl { url },
    "dial" => Dial { phone },
    "show_location" => ShowLocation(place),
    "share_location" => ShareLocation {},
    "calendar_event" => CalendarEvent { title, start, end; description },
} else Unknown);
