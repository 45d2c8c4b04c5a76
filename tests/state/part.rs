//! The part of the program that is fetched once it is wanted.

use crate::world::{Panel, inbound, snapshot};
use sidethread::state::{Action, Effect, Part};

fn away() -> Panel {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "hello")], None));
    panel.act(Action::Part(Part::Away));
    panel
}

#[test]
fn it_is_fetched_once_however_many_want_it() {
    let mut panel = away();
    assert_eq!(panel.act(Action::WantPart), [Effect::FetchPart]);
    assert_eq!(panel.act(Action::WantPart), []);
    panel.act(Action::Opening { channel: None });
    assert_eq!(panel.state.part, Part::Coming, "another contact changes nothing about it");
    panel.act(Action::Part(Part::Here));
    assert_eq!(panel.act(Action::WantPart), []);
}

#[test]
fn what_waited_for_it_closes_when_it_cannot_be_had_and_it_is_fetched_again() {
    let mut panel = away();
    panel.act(Action::PickerOpen);
    panel.act(Action::JournalOpen("ms_1".into()));
    panel.act(Action::WantPart);
    panel.act(Action::Part(Part::Away));
    assert!(panel.state.picker.is_none() && panel.state.journal.is_none());
    assert_eq!(panel.state.announce.as_ref().map(|announce| announce.key), Some("part-failed"));
    assert_eq!(panel.act(Action::WantPart), [Effect::FetchPart]);
}
