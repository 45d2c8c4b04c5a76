//! Files in the browser's hands: chosen ones on their way up, fetched ones on the screen. Both are let go as soon as possible.

use crate::state::{AttachmentId, Chosen};
use model::MediaId;
use std::cell::{Cell, RefCell};
use web_sys::{Blob, File, Url, XmlHttpRequest};

/// The most bytes of fetched files that are kept.
const KEPT_BYTES: f64 = 96.0 * 1024.0 * 1024.0;
/// The most fetched files that are kept.
const KEPT_FILES: usize = 200;

/// All files of one element.
#[derive(Default)]
pub struct Files {
    next: Cell<u32>,
    chosen: RefCell<Vec<Slot>>,
    fetched: RefCell<Vec<Fetched>>,
}

struct Slot {
    id: AttachmentId,
    file: File,
    preview: Option<String>,
    request: Option<XmlHttpRequest>,
}

struct Fetched {
    id: MediaId,
    url: String,
    bytes: f64,
}

impl Files {
    /// Keeps a chosen file and says what it is.
    pub fn keep(&self, file: File) -> Chosen {
        self.next.set(self.next.get() + 1);
        let id = AttachmentId(self.next.get());
        let mime = file.type_();
        let is_picture = mime.starts_with("image/") && !mime.starts_with("image/svg");
        let preview = is_picture.then(|| Url::create_object_url_with_blob(&file).ok()).flatten();
        let chosen = Chosen { id, name: file.name(), mime, bytes: file.size() as u64, preview: preview.clone() };
        self.chosen.borrow_mut().push(Slot { id, file, preview, request: None });
        chosen
    }

    /// A chosen file.
    pub fn file(&self, id: AttachmentId) -> Option<File> {
        self.chosen.borrow().iter().find(|slot| slot.id == id).map(|slot| slot.file.clone())
    }

    /// An upload began: it ends with [`Files::forget`].
    pub fn uploading(&self, id: AttachmentId, request: XmlHttpRequest) {
        if let Some(slot) = self.chosen.borrow_mut().iter_mut().find(|slot| slot.id == id) {
            slot.request = Some(request);
        }
    }

    /// Lets go of a chosen file and ends its upload.
    pub fn forget(&self, id: AttachmentId) {
        let mut chosen = self.chosen.borrow_mut();
        if let Some(place) = chosen.iter().position(|slot| slot.id == id) {
            chosen.remove(place).end();
        }
    }

    /// Keeps a fetched file; gives its URL and the ids of those that had to go for it.
    pub fn shelve(&self, id: &MediaId, blob: &Blob) -> Option<(String, Vec<MediaId>)> {
        let url = Url::create_object_url_with_blob(&harmless(blob)?).ok()?;
        let mut fetched = self.fetched.borrow_mut();
        fetched.push(Fetched { id: id.clone(), url: url.clone(), bytes: blob.size() });
        let mut gone = Vec::new();
        while fetched.len() > 1 && (fetched.len() > KEPT_FILES || fetched.iter().map(|file| file.bytes).sum::<f64>() > KEPT_BYTES) {
            let oldest = fetched.remove(0);
            let _ = Url::revoke_object_url(&oldest.url);
            gone.push(oldest.id);
        }
        Some((url, gone))
    }

    /// Lets go of everything.
    pub fn clear(&self) {
        self.chosen.take().into_iter().for_each(Slot::end);
        for file in self.fetched.take() {
            let _ = Url::revoke_object_url(&file.url);
        }
    }
}

impl Slot {
    fn end(self) {
        if let Some(request) = self.request {
            let _ = request.abort();
        }
        if let Some(preview) = self.preview {
            let _ = Url::revoke_object_url(&preview);
        }
    }
}

/// A `blob:` URL runs in the host page's origin: what is not a picture, a film or sound must not be able to run at all.
pub fn harmless(blob: &Blob) -> Option<Blob> {
    let mime = blob.type_();
    let plain = ["image/", "video/", "audio/"].iter().any(|kind| mime.starts_with(kind)) && !mime.contains("svg");
    if plain { Some(blob.clone()) } else { blob.slice_with_f64_and_f64_and_content_type(0.0, blob.size(), "application/octet-stream").ok() }
}
