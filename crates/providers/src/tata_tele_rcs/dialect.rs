//! The names of fields that the document doesn't show, one table a dialect. A name is a path: `a.b` is `{"a": {"b": …}}`.
//!
//! `jiocx` is the dialect whose names the document's own fit (`plainText`, `postBack`, `botId`, `entityType`); integrators send
//! replies, links and single cards in it to this very address. `google-rbm` is Google's own. Source: wire-facts 5.5.

use crate::codec::Account;
use crate::tata_tele::option;

/// What one dialect calls things.
#[derive(Debug)]
pub(super) struct Dialect {
    /// The word of the option.
    pub(super) name: &'static str,
    /// A plain text, in `content`.
    pub(super) text: &'static str,
    /// What can be tapped under a message, in `content`.
    pub(super) chips: &'static str,
    /// A single card, in `content`.
    pub(super) card: Card,
    /// A row of cards, in `content`.
    pub(super) row: Row,
    /// What a card holds.
    pub(super) face: Face,
    /// What can be tapped.
    pub(super) tap: Tap,
}

/// A single card.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) face: &'static str,
    pub(super) orientation: &'static str,
    /// On which side of a horizontal card the picture stands, where that must be said.
    pub(super) side: Option<&'static str>,
}

/// A row of cards.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) faces: &'static str,
    pub(super) width: &'static str,
    pub(super) narrow: &'static str,
    pub(super) wide: &'static str,
}

/// What a card holds.
#[derive(Debug)]
pub(super) struct Face {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) height: &'static str,
    pub(super) file: &'static str,
    pub(super) buttons: &'static str,
}

/// What can be tapped.
#[derive(Debug)]
pub(super) struct Tap {
    pub(super) reply_text: &'static str,
    pub(super) reply_data: &'static str,
    pub(super) action_text: &'static str,
    pub(super) action_data: &'static str,
    pub(super) url: &'static str,
    pub(super) phone: &'static str,
    pub(super) latitude: &'static str,
    pub(super) longitude: &'static str,
    pub(super) label: &'static str,
    pub(super) share: &'static str,
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
}

/// Every dialect; the first is the default.
pub(super) const ALL: [Dialect; 2] = [
    Dialect {
        name: "jiocx",
        text: "plainText",
        chips: "suggestions",
        card: Card { face: "richCardDetails.standalone.content", orientation: "richCardDetails.standalone.cardOrientation", side: None },
        row: Row {
            faces: "richCardDetails.carousel.contents",
            width: "richCardDetails.carousel.cardWidth",
            narrow: "SMALL_WIDTH",
            wide: "MEDIUM_WIDTH",
        },
        face: Face {
            title: "cardTitle",
            text: "cardDescription",
            height: "cardMedia.mediaHeight",
            file: "cardMedia.contentInfo.fileUrl",
            buttons: "suggestions",
        },
        tap: Tap {
            reply_text: "reply.plainText",
            reply_data: "reply.postBack.data",
            action_text: "action.plainText",
            action_data: "action.postBack.data",
            url: "action.openUrl.url",
            phone: "action.dialerAction.phoneNumber",
            latitude: "action.showLocation.coordinAtes.latitude",
            longitude: "action.showLocation.coordinAtes.longitude",
            label: "action.showLocation.label",
            share: "action.shareLocation",
            start: "action.createCalendarEvent.startTime",
            end: "action.createCalendarEvent.endTime",
            title: "action.createCalendarEvent.title",
            description: "action.createCalendarEvent.description",
        },
    },
    Dialect {
        name: "google-rbm",
        text: "text",
        chips: "suggestions",
        card: Card {
            face: "richCard.standaloneCard.cardContent",
            orientation: "richCard.standaloneCard.cardOrientation",
            side: Some("richCard.standaloneCard.thumbnailImageAlignment"),
        },
        row: Row { faces: "richCard.carouselCard.cardContents", width: "richCard.carouselCard.cardWidth", narrow: "SMALL", wide: "MEDIUM" },
        face: Face {
            title: "title",
            text: "description",
            height: "media.height",
            file: "media.contentInfo.fileUrl",
            buttons: "suggestions",
        },
        tap: Tap {
            reply_text: "reply.text",
            reply_data: "reply.postbackData",
            action_text: "action.text",
            action_data: "action.postbackData",
            url: "action.openUrlAction.url",
            phone: "action.dialAction.phoneNumber",
            latitude: "action.viewLocationAction.latLong.latitude",
            longitude: "action.viewLocationAction.latLong.longitude",
            label: "action.viewLocationAction.label",
            share: "action.shareLocationAction",
            start: "action.createCalendarEventAction.startTime",
            end: "action.createCalendarEventAction.endTime",
            title: "action.createCalendarEventAction.title",
            description: "action.createCalendarEventAction.description",
        },
    },
];

/// The dialect of an account, if its option names one that is known.
pub(super) fn of(account: &Account) -> Option<&'static Dialect> {
    static DIALECTS: &[Dialect] = &ALL;
    match option(account, "dialect") {
        "" => DIALECTS.first(),
        name => DIALECTS.iter().find(|dialect| dialect.name == name),
    }
}
