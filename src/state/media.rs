//! Files that bubbles show: which are being fetched, and where the fetched ones can be seen.

use model::MediaId;
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

/// The files that were asked for, sorted by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf(Rc<Vec<(MediaId, MediaView)>>);

impl Shelf {
    /// How far a file is; `None` if nobody asked for it, or it was put away to save memory: ask (again).
    pub fn get(&self, id: &MediaId) -> Option<&MediaView> {
        self.place(id).ok().map(|place| &self.0[place].1)
    }

    pub(super) fn set(&mut self, id: MediaId, view: Option<MediaView>) {
        if self.get(&id) == view.as_ref() {
            return;
        }
        let place = self.place(&id);
        let files = Rc::make_mut(&mut self.0);
        match (place, view) {
            (Ok(place), Some(view)) => files[place].1 = view,
            (Ok(place), None) => drop(files.remove(place)),
            (Err(place), Some(view)) => files.insert(place, (id, view)),
            (Err(_), None) => {}
        }
    }

    fn place(&self, id: &MediaId) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(id))
    }
}
