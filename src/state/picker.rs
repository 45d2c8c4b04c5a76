//! The template picker: what is listed, what is chosen, and the values that go in.

use super::composer::AttachmentId;
use super::pending::SenderKey;
use crate::text::lower;
use model::api::ErrorBody;
use model::template::Values;
use model::{Problem, Template};
use std::rc::Rc;

/// The open picker.
#[derive(Clone, Debug)]
pub struct Picker {
    /// Whose templates.
    pub sender: SenderKey,
    /// What is listed.
    pub listing: Listing,
    /// What the agent searches for.
    pub query: String,
    /// The chosen one.
    pub chosen: Option<Rc<Template>>,
    /// What was filled in.
    pub values: Values,
    /// Files on their way to a value, one a placeholder.
    pub uploads: Vec<Upload>,
    /// What is wrong now with the values; shown once `touched`.
    pub problems: Vec<Problem>,
    /// Whether the agent pressed Send once.
    pub touched: bool,
}

/// The templates of an account.
#[derive(Clone, Debug)]
pub enum Listing {
    /// On their way.
    Loading,
    /// Here.
    Ready(Rc<Vec<Rc<Template>>>),
    /// They could not be had. `None` means the proxy wasn't reached.
    Failed(Option<ErrorBody>),
}

/// A file on its way to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// The placeholder's key.
    pub key: String,
    /// Its name here.
    pub id: AttachmentId,
    /// The file's name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// How far it is; a ready one stands among the values too.
    pub stage: super::composer::AttachmentStage,
}

impl PartialEq for Picker {
    /// Equal to itself alone: the state shares it, and whoever changes it changes a copy.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl PartialEq for Listing {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Loading, Self::Loading) => true,
            (Self::Ready(mine), Self::Ready(theirs)) => Rc::ptr_eq(mine, theirs),
            (Self::Failed(mine), Self::Failed(theirs)) => mine == theirs,
            (Self::Loading | Self::Ready(_) | Self::Failed(_), _) => false,
        }
    }
}

impl Picker {
    /// Whether this file is on its way to a value.
    pub(super) fn awaits(&self, id: AttachmentId) -> bool {
        self.uploads.iter().any(|upload| upload.id == id)
    }

    /// The file on its way to a placeholder.
    pub fn upload(&self, key: &str) -> Option<&Upload> {
        self.uploads.iter().find(|upload| upload.key == key)
    }

    /// One that can be changed: its own copy, if others still look at it.
    #[inline(never)]
    pub(super) fn own(shared: &mut Rc<Self>) -> &mut Self {
        Rc::make_mut(shared)
    }

    /// An open picker whose list is on its way.
    pub fn new(sender: SenderKey) -> Self {
        Self {
            sender,
            listing: Listing::Loading,
            query: String::new(),
            chosen: None,
            values: Values::new(),
            uploads: Vec::new(),
            problems: Vec::new(),
            touched: false,
        }
    }

    /// The templates that hold every word of the query in name, body or language; those that can be sent first.
    pub fn matches(&self) -> Vec<Rc<Template>> {
        let Listing::Ready(templates) = &self.listing else { return Vec::new() };
        let query = lower(&self.query);
        let words: Vec<&str> = query.split_whitespace().collect();
        let matching = templates.iter().filter(|template| {
            let text = lower(&[template.name.as_str(), " ", template.language.as_str(), " ", template.body.as_str()].concat());
            words.iter().all(|word| text.contains(word))
        });
        let (mut found, mut hindered) = (Vec::new(), Vec::new());
        for template in matching {
            if template.obstacle().is_none() { &mut found } else { &mut hindered }.push(template.clone());
        }
        found.append(&mut hindered);
        found
    }
}
