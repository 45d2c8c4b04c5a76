//! Whether all of the program is here: what most visits need never is fetched once it is wanted (`src/part.rs`).

use super::State;
use super::action::Effect;

/// Where that part of the program is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Here.
    #[default]
    Here,
    /// Still to be fetched.
    Away,
    /// On its way.
    Coming,
}

pub(super) fn want(state: &mut State, effects: &mut Vec<Effect>) {
    if state.part == Part::Away {
        state.part = Part::Coming;
        effects.push(Effect::FetchPart);
    }
}

/// What waited for a part that could not be had is closed again.
pub(super) fn turn(state: &mut State, part: Part, effects: &mut Vec<Effect>) {
    let failed = state.part == Part::Coming && part == Part::Away;
    state.part = part;
    if failed {
        super::choosing::close(state, effects);
        state.journal = None;
        state.announce("part-failed", None);
    }
}
