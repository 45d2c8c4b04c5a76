//! Files that bubbles show: which are being fetched, and where the fetched ones can be seen.

use model::MediaId;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaView {
    /// On its way.
    Loading,
    /// A `blob:` URL that lives as long as it stands here.
    Ready(String),
    /// It could not be had; asking again may help.
    Failed,
}

/// The files that were asked for, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf(Rc<BTreeMap<MediaId, MediaView>>);

impl Shelf {
    /// How far a file is; `None` if nobody asked for it, or it was put away to save memory: ask (again).
    pub fn get(&self, id: &MediaId) -> Option<&MediaView> {
        self.0.get(id)
    }

    pub(super) fn set(&mut self, id: MediaId, view: Option<MediaView>) {
        if self.0.get(&id) != view.as_ref() {
            let map = Rc::make_mut(&mut self.0);
            match view {
                Some(view) => map.insert(id, view),
                None => map.remove(&id),
            };
        }
    }
}
