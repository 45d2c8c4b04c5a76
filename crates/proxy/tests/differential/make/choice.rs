//! Questions with answers to tap.

use super::Make;
use model::content::{Button, Buttons, List, Row, Section};

impl Make<'_> {
    pub(crate) fn buttons(&mut self) -> Buttons {
        let buttons = (0..self.dice.count("buttons.count"))
            .map(|place| Button { id: self.dice.id("buttons.id"), title: self.title("buttons.title", place) });
        let buttons = buttons.collect();
        Buttons {
            header: self.maybe_header("buttons"),
            body: self.dice.words("buttons.body"),
            footer: self.maybe_footer("buttons"),
            buttons,
        }
    }

    /// Titles differ, but for the strange cases.
    fn title(&mut self, limit: &str, place: usize) -> String {
        if self.dice.strange(limit) {
            return self.dice.words(limit);
        }
        format!("Choice {place}")
    }

    pub(crate) fn list(&mut self) -> List {
        let rows = self.dice.count("list.rows");
        let sections = if self.dice.strange("list.sections") { self.dice.count("list.sections") } else { 1 + self.dice.below(2) };
        let mut made: Vec<Section> =
            (0..sections).map(|_| Section { title: self.dice.surely(|dice| dice.words("list.section.title")), rows: Vec::new() }).collect();
        if made.len() == 1 && self.dice.once_in(2) {
            made[0].title = None;
        }
        for place in 0..rows.max(if self.dice.wild() { 0 } else { sections }) {
            let row = Row {
                id: self.dice.id("list.row.id"),
                title: self.title("list.row.title", place),
                description: self.dice.maybe_words("list.row.description"),
            };
            if let Some(section) = made.get_mut(place % sections.max(1)) {
                section.rows.push(row);
            }
        }
        List {
            header: self.maybe_header("list"),
            body: self.dice.words("list.body"),
            footer: self.maybe_footer("list"),
            button: self.dice.words("list.button"),
            sections: made,
        }
    }
}
