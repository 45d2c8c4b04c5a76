//! The template picker of those who draw by themselves: the list, the chosen one, its values, and the message as it will be.

use super::draft::Attached;
use super::news::Way;
use crate::json::{Out, Write};
use crate::state::{Listing, Picker};
use model::template::{Placeholder, PlaceholderKind, Values};
use model::{Content, Problem, Template};
use std::rc::Rc;

pub(super) struct Picking<'a> {
    sender: Way<'a>,
    listing: &'a str,
    error: Option<&'a str>,
    query: &'a str,
    /// What matches the query; none if it is what was told last.
    templates: Option<Vec<Entry>>,
    chosen: Option<Entry>,
    values: &'a Values,
    files: Vec<Attached<'a>>,
    problems: &'a [Problem],
    preview: Option<Content>,
}

/// A template with the places where values go, and why it can't be sent, if so.
struct Entry(Rc<Template>);

/// One place where a value goes.
struct Place(Placeholder);

impl<'a> Picking<'a> {
    pub(super) fn of(picker: &'a Picker, before: Option<&Picker>) -> Self {
        let Picker { sender, listing, query, chosen, values, uploads, problems, touched: _ } = picker;
        let is_told = before.is_some_and(|before| before.listing == *listing && before.query == *query);
        let (state, error) = match listing {
            Listing::Loading => ("loading", None),
            Listing::Ready(_) => ("ready", None),
            Listing::Failed(error) => ("failed", error.as_ref().map(|error| error.title.as_str())),
        };
        Self {
            sender: Way { account: &sender.account, channel: sender.channel.as_ref() },
            listing: state,
            error,
            query,
            templates: (!is_told).then(|| picker.matches().into_iter().map(Entry).collect()),
            chosen: chosen.clone().map(Entry),
            values,
            files: uploads.iter().map(Attached::of_value).collect(),
            problems,
            preview: chosen.as_ref().map(|template| Content::Template(template.fill(values))),
        }
    }
}

impl Write for Picking<'_> {
    fn fields(&self, out: &mut Out) {
        let Self { sender, listing, error, query, templates, chosen, values, files, problems, preview } = self;
        out.field("sender", sender);
        out.field("listing", listing);
        out.field("error", error);
        out.field("query", query);
        out.field("templates", templates);
        out.field("chosen", chosen);
        out.field("values", values);
        out.field("files", files);
        out.field("problems", problems);
        out.field("preview", preview);
    }
}

impl Write for Entry {
    fn fields(&self, out: &mut Out) {
        self.0.fields(out);
        out.field("placeholders", &self.0.placeholders().into_iter().map(Place).collect::<Vec<_>>());
        out.field("obstacle", &self.0.obstacle());
    }
}

impl Write for Place {
    fn fields(&self, out: &mut Out) {
        let Placeholder { key, kind, example, optional } = &self.0;
        out.field("key", key);
        out.field("kind", &word(*kind));
        out.field("example", example);
        out.field("optional", optional);
    }
}

fn word(kind: PlaceholderKind) -> &'static str {
    match kind {
        PlaceholderKind::Text => "text",
        PlaceholderKind::UrlSuffix => "url_suffix",
        PlaceholderKind::Code => "code",
        PlaceholderKind::Image => "image",
        PlaceholderKind::Video => "video",
        PlaceholderKind::Document => "document",
        PlaceholderKind::Location => "location",
        PlaceholderKind::Product => "product",
        PlaceholderKind::Products => "products",
        PlaceholderKind::Catalogue => "catalogue",
        PlaceholderKind::Bill => "bill",
        PlaceholderKind::OrderStatus => "order_status",
        PlaceholderKind::Flow => "flow",
        PlaceholderKind::Expiry => "expiry",
        PlaceholderKind::Call => "call",
    }
}
