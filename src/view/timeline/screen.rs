//! The scrolling element as numbers, and the row that must not move while things change around it.

use crate::view::page;
use web_sys::{Element, HtmlElement};
use yew::{AttrValue, NodeRef};

/// The scroller and the element that holds the rows.
#[derive(Clone, Default)]
pub(super) struct Screen {
    pub(super) log: NodeRef,
    pub(super) list: NodeRef,
}

/// A row and how far its upper edge lies below the scroller's.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Anchor {
    pub(super) key: AttrValue,
    pub(super) top: f64,
}

/// Closer to the end than this is at the end.
const NEAR_PX: i32 = 48;

impl Screen {
    fn parts(&self) -> Option<(HtmlElement, HtmlElement)> {
        Some((page::element(&self.log)?, page::element(&self.list)?))
    }

    /// How far the rows are scrolled, and how tall the scroller is.
    pub(super) fn view(&self) -> Option<(f64, f64)> {
        let (log, list) = self.parts()?;
        Some((page::edges(&log).0 - page::edges(&list).0, f64::from(log.client_height())))
    }

    pub(super) fn is_at_end(&self) -> bool {
        page::element(&self.log).is_none_or(|log| log.scroll_height() - log.scroll_top() - log.client_height() < NEAR_PX)
    }

    pub(super) fn to_end(&self) {
        if let Some(log) = page::element(&self.log) {
            log.set_scroll_top(log.scroll_height());
        }
    }

    /// The first row of which something can be seen.
    pub(super) fn anchor(&self) -> Option<Anchor> {
        let (log, list) = self.parts()?;
        let (top, bottom) = page::edges(&log);
        let rows = list.children();
        let (mut low, mut high) = (0, rows.length());
        while low < high {
            let middle = u32::midpoint(low, high);
            if page::edges(&rows.item(middle)?).1 > top {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let row = rows.item(low)?;
        let edge = page::edges(&row).0;
        (edge < bottom).then(|| Anchor { key: key(&row), top: edge - top })
    }

    /// Scrolls so that the row stands where it stood.
    pub(super) fn hold(&self, anchor: &Anchor) {
        let (Some((log, _)), Some(row)) = (self.parts(), self.row(&anchor.key)) else { return };
        let moved = page::edges(&row).0 - page::edges(&log).0 - anchor.top;
        if moved.abs() >= 0.5 {
            log.scroll_by_with_x_and_y(0.0, moved);
        }
    }

    /// The row of that name, if it is on the page.
    pub(super) fn row(&self, name: &str) -> Option<Element> {
        let rows = page::element(&self.list)?.children();
        (0..rows.length()).filter_map(|at| rows.item(at)).find(|row| key(row) == *name)
    }
}

/// What a row's element is called.
pub(super) fn key(row: &Element) -> AttrValue {
    row.get_attribute("data-row").unwrap_or_default().into()
}
