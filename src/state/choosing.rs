//! What the agent does in the template picker.

use super::State;
use super::action::Effect;
use super::composer::{AttachmentStage, Lock};
use super::pending::SenderKey;
use super::picker::{Listing, Picker};
use model::api::ErrorBody;
use model::content::Value;
use model::{AccountSlug, ClientId, Content, Template, Timestamp};
use std::rc::Rc;

pub(super) fn open(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(sender) = state.sender().filter(|sender| sender.capabilities.templates) else { return };
    let picker = Picker::new(SenderKey::of(sender));
    effects.push(Effect::LoadTemplates(picker.sender.account.clone()));
    state.picker = Some(Rc::new(picker));
}

pub(super) fn close(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(picker) = state.picker.take() {
        effects.extend(picker.uploads.iter().map(|upload| Effect::Forget(upload.id)));
    }
}

#[inline(never)]
pub(super) fn reload(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(picker) = state.picker_mut() {
        picker.listing = Listing::Loading;
        effects.push(Effect::LoadTemplates(picker.sender.account.clone()));
    }
}

#[inline(never)]
pub(super) fn loaded(state: &mut State, account: &AccountSlug, templates: Result<Vec<Template>, Option<ErrorBody>>) {
    if let Some(picker) = state.picker_mut().filter(|picker| picker.sender.account == *account) {
        picker.listing = match templates {
            Ok(templates) => Listing::Ready(Rc::new(templates.into_iter().map(Rc::new).collect())),
            Err(error) => Listing::Failed(error),
        };
    }
}

#[inline(never)]
pub(super) fn choose(state: &mut State, template: Option<Rc<Template>>, effects: &mut Vec<Effect>) {
    if let Some(picker) = state.picker_mut() {
        effects.extend(picker.uploads.iter().map(|upload| Effect::Forget(upload.id)));
        picker.uploads.clear();
        picker.values.clear();
        picker.chosen = template;
        picker.touched = false;
    }
    recheck(state);
}

#[inline(never)]
pub(super) fn value(state: &mut State, key: String, value: Option<Value>) {
    if let Some(picker) = state.picker_mut() {
        match value {
            Some(value) => picker.values.insert(key, value),
            None => picker.values.remove(&key),
        };
    }
    recheck(state);
}

/// Judges the values as they are now.
pub(super) fn recheck(state: &mut State) {
    let Some(picker) = &state.picker else { return };
    let problems = match (&picker.chosen, state.sender_of(&picker.sender)) {
        (Some(template), Some(sender)) => template.check(&picker.values, &sender.capabilities),
        _ => Vec::new(),
    };
    if let Some(picker) = state.picker_mut() {
        picker.problems = problems;
    }
}

/// What pressing Send in the picker would send now; `None` if something forbids it.
#[inline(never)]
pub(super) fn ready(state: &State) -> Option<Content> {
    let picker = state.picker.as_ref()?;
    let template = picker.chosen.as_ref()?;
    let sender = state.sender_of(&picker.sender)?;
    let locked = matches!(super::composer::lock(Some(sender), state.now), Some(Lock::OptedOut | Lock::NoSender));
    let waits = picker.uploads.iter().any(|upload| !matches!(upload.stage, AttachmentStage::Ready(_)));
    let allowed = !locked && !waits && template.check(&picker.values, &sender.capabilities).is_empty();
    allowed.then(|| Content::Template(template.fill(&picker.values)))
}

#[inline(never)]
pub(super) fn send(state: &mut State, client_id: ClientId, at: Timestamp, effects: &mut Vec<Effect>) {
    if let Some(picker) = state.picker_mut() {
        picker.touched = true;
    }
    recheck(state);
    let Some(content) = ready(state) else { return };
    let Some(picker) = state.picker.take() else { return };
    effects.extend(picker.uploads.iter().map(|upload| Effect::Forget(upload.id)));
    super::sending::post(state, client_id, picker.sender.clone(), content.into(), None, at, effects);
}
