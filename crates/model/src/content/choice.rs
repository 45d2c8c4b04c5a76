//! `buttons` and `list`: questions that are answered by a tap. The answer comes back as [`super::Answer`].
//!
//! Limits: wire-facts 2.1. A list has at most 10 rows in all its sections together.

use super::frame::{check_frame, check_id};
use super::header::Header;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A question with one to three reply buttons.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Buttons {
    /// A line or a file above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The question.
    pub body: String,
    /// Small print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The answers.
    pub buttons: Vec<Button>,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// Comes back when it is tapped; unique in the message.
    pub id: String,
    /// What it says; unique in the message.
    pub title: String,
}

/// A question with a menu behind a button.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// A line above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The question.
    pub body: String,
    /// Small print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// What the button that opens the menu says.
    pub button: String,
    /// The menu.
    pub sections: Vec<Section>,
}

/// A part of a menu; it needs a title when there is more than one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What stands above its rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The answers.
    pub rows: Vec<Row>,
}

/// One answer of a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Comes back when it is tapped; unique in the message.
    pub id: String,
    /// What it says.
    pub title: String,
    /// A second line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl Buttons {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_frame("buttons", self.header.as_ref(), &self.body, self.footer.as_deref(), capabilities, problems);
        let limits = &capabilities.limits;
        if self.buttons.is_empty() {
            problems.push(Problem::required("/buttons", "A button"));
        }
        limits.check_number("buttons.count", self.buttons.len() as u64, "/buttons", problems);
        let (mut ids, mut titles) = (BTreeSet::new(), BTreeSet::new());
        for (index, button) in self.buttons.iter().enumerate() {
            let path = format!("/buttons/{index}");
            limits.check_required("buttons.title", "A button's text", &button.title, &format!("{path}/title"), problems);
            if !capabilities.lacks("buttons", "id") {
                check_id("buttons.id", &button.id, &path, &mut ids, capabilities, problems);
            }
            if !titles.insert(button.title.trim()) {
                problems.push(Problem::new(format!("{path}/title"), "unique", "Two buttons say the same."));
            }
        }
    }
}

impl List {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_frame("list", self.header.as_ref(), &self.body, self.footer.as_deref(), capabilities, problems);
        let limits = &capabilities.limits;
        limits.check_required("list.button", "The text of the menu button", &self.button, "/button", problems);
        limits.check_number("list.sections", self.sections.len() as u64, "/sections", problems);
        let rows = self.sections.iter().map(|section| section.rows.len() as u64).sum();
        limits.check_number("list.rows", rows, "/sections", problems);
        if self.sections.is_empty() {
            problems.push(Problem::required("/sections", "A row"));
        }
        let mut ids = BTreeSet::new();
        for (index, section) in self.sections.iter().enumerate() {
            let path = format!("/sections/{index}");
            let title = section.title.as_deref().unwrap_or_default();
            if self.sections.len() > 1 {
                limits.check_required("list.section.title", "A section's title", title, &format!("{path}/title"), problems);
            } else {
                limits.check_text("list.section.title", title, &format!("{path}/title"), problems);
            }
            if section.rows.is_empty() {
                problems.push(Problem::required(format!("{path}/rows"), "A row"));
            }
            for (place, row) in section.rows.iter().enumerate() {
                let path = format!("{path}/rows/{place}");
                limits.check_required("list.row.title", "A row's text", &row.title, &format!("{path}/title"), problems);
                limits.check_text(
                    "list.row.description",
                    row.description.as_deref().unwrap_or_default(),
                    &format!("{path}/description"),
                    problems,
                );
                check_id("list.row.id", &row.id, &path, &mut ids, capabilities, problems);
            }
        }
    }
}
