//! Files from choosing to ready, wherever they go: into the draft they were chosen for, or into a template's value.

use super::State;
use super::action::{Chosen, Effect, UploadTarget};
use super::composer::{Attachment, AttachmentId, AttachmentStage, judge};
use super::pending::SenderKey;
use super::picker::{Picker, Upload};
use model::api::ErrorBody;
use model::content::{Media, Value};
use model::template::PlaceholderKind;
use std::rc::Rc;

pub(super) fn attach(state: &mut State, target: UploadTarget, files: Vec<Chosen>, effects: &mut Vec<Effect>) {
    match target {
        UploadTarget::Composer => files.into_iter().for_each(|file| attach_to_draft(state, file, effects)),
        UploadTarget::Value(key) => {
            let mut files = files.into_iter();
            if let Some(file) = files.next() {
                attach_to_value(state, key, file, effects);
            }
            effects.extend(files.map(|file| Effect::Forget(file.id)));
        }
    }
}

fn attach_to_draft(state: &mut State, file: Chosen, effects: &mut Vec<Effect>) {
    let Some(sender) = state.sender() else {
        effects.push(Effect::Forget(file.id));
        return;
    };
    let problems = judge(&file.name, &file.mime, file.bytes, &[], sender);
    let stage = if problems.is_empty() {
        effects.push(Effect::Upload { id: file.id, account: sender.account.clone() });
        AttachmentStage::Uploading { sent: 0 }
    } else {
        AttachmentStage::Unfit(problems)
    };
    let Chosen { id, name, mime, bytes, preview } = file;
    let way = SenderKey::of(sender);
    state.composer.held.get_or_insert(way);
    state.composer.problems.clear();
    state.composer.waits = false;
    state.composer.attachments.push(Attachment { id, name, mime, bytes, preview, stage });
}

fn attach_to_value(state: &mut State, key: String, file: Chosen, effects: &mut Vec<Effect>) {
    let kind = state.picker.as_ref().and_then(|picker| value_kind(picker, &key));
    let sender = state.picker.as_ref().and_then(|picker| state.sender_of(&picker.sender)).cloned();
    let (Some(kind), Some(sender), Some(picker)) = (kind, sender, state.picker_mut()) else {
        effects.push(Effect::Forget(file.id));
        return;
    };
    let problems = judge(&file.name, &file.mime, file.bytes, &[kind], &sender);
    let stage = if problems.is_empty() {
        effects.push(Effect::Upload { id: file.id, account: sender.account });
        AttachmentStage::Uploading { sent: 0 }
    } else {
        AttachmentStage::Unfit(problems)
    };
    picker.values.remove(&key);
    effects.extend(picker.upload(&key).map(|old| Effect::Forget(old.id)));
    picker.uploads.retain(|old| old.key != key);
    picker.uploads.push(Upload { key, id: file.id, name: file.name, bytes: file.bytes, stage });
}

#[inline(never)]
fn value_kind(picker: &Picker, key: &str) -> Option<&'static str> {
    let placeholder = picker.chosen.as_ref()?.placeholders().into_iter().find(|placeholder| placeholder.key == key)?;
    match placeholder.kind {
        PlaceholderKind::Image => Some("image"),
        PlaceholderKind::Video => Some("video"),
        PlaceholderKind::Document => Some("document"),
        PlaceholderKind::Text
        | PlaceholderKind::UrlSuffix
        | PlaceholderKind::Code
        | PlaceholderKind::Location
        | PlaceholderKind::Product
        | PlaceholderKind::Products
        | PlaceholderKind::Catalogue
        | PlaceholderKind::Bill
        | PlaceholderKind::OrderStatus
        | PlaceholderKind::Flow
        | PlaceholderKind::Expiry
        | PlaceholderKind::Call => None,
    }
}

pub(super) fn detach(state: &mut State, id: AttachmentId, effects: &mut Vec<Effect>) {
    state.composer.attachments.retain(|file| file.id != id);
    state.composer.problems.clear();
    state.composer.waits = false;
    if let Some(picker) = state.picker_of(id)
        && let Some(place) = picker.uploads.iter().position(|upload| upload.id == id)
    {
        let upload = picker.uploads.remove(place);
        picker.values.remove(&upload.key);
    }
    effects.push(Effect::Forget(id));
}

pub(super) fn retry(state: &mut State, id: AttachmentId, effects: &mut Vec<Effect>) {
    let account = state.picker.as_ref().map(|picker| picker.sender.account.clone());
    let Some(account) = account.or_else(|| state.sender().map(|sender| sender.account.clone())) else { return };
    let mut again = false;
    stage(state, id, |stage| {
        again = matches!(stage, AttachmentStage::Failed(_));
        if again {
            *stage = AttachmentStage::Uploading { sent: 0 };
        }
    });
    if again {
        effects.push(Effect::Upload { id, account });
    }
}

pub(super) fn progress(state: &mut State, id: AttachmentId, bytes: u64) {
    stage(state, id, |stage| {
        if let AttachmentStage::Uploading { sent } = stage {
            *sent = bytes.max(*sent);
        }
    });
}

pub(super) fn done(state: &mut State, id: AttachmentId, media: Media, effects: &mut Vec<Effect>) {
    stage(state, id, |stage| *stage = AttachmentStage::Ready(media.clone()));
    if let Some(picker) = state.picker_of(id) {
        let key = picker.uploads.iter().find(|upload| upload.id == id).map(|upload| upload.key.clone());
        if let Some(key) = key {
            picker.values.insert(key, Value::Media { media });
        }
        super::choosing::recheck(state);
    }
    if state.composer.waits && state.composer.files_ready() {
        state.composer.waits = false;
        effects.push(Effect::Send);
    }
}

pub(super) fn failed(state: &mut State, id: AttachmentId, error: Option<ErrorBody>) {
    if state.composer.attachments.iter().any(|file| file.id == id) {
        state.composer.waits = false;
    }
    stage(state, id, |stage| *stage = AttachmentStage::Failed(error));
}

/// Changes a file's stage wherever it lies: in the open draft, in the picker, or in the draft of a thread that isn't shown.
fn stage(state: &mut State, id: AttachmentId, change: impl FnOnce(&mut AttachmentStage)) {
    if let Some(file) = state.composer.attachments.iter_mut().find(|file| file.id == id) {
        return change(&mut file.stage);
    }
    if let Some(upload) = state.picker_of(id).into_iter().flat_map(|picker| picker.uploads.iter_mut()).find(|upload| upload.id == id) {
        return change(&mut upload.stage);
    }
    if state.drafts.iter().any(|(_, draft)| draft.attachments.iter().any(|file| file.id == id)) {
        let drafts = Rc::make_mut(&mut state.drafts);
        if let Some(file) = drafts.iter_mut().flat_map(|(_, draft)| draft.attachments.iter_mut()).find(|file| file.id == id) {
            change(&mut file.stage);
        }
    }
}
