//! The laws of merging: statuses arrive late, twice and in any order, and the tick comes out the same.

use model::fault::{Fault, Retry, Who};
use model::{State, Status, Timestamp};
use proptest::prelude::*;

const STATES: [State; 8] =
    [State::Queued, State::Unknown, State::Accepted, State::Sent, State::Failed, State::Delivered, State::Read, State::Played];

fn any_status() -> impl Strategy<Value = Status> {
    (prop::sample::select(STATES.to_vec()), 0i64..4, prop::option::of(0u8..3)).prop_map(|(state, at, fault)| Status {
        state,
        at: Timestamp::from_millis(at),
        fault: fault.map(|code| Fault {
            code: code.to_string(),
            title: String::new(),
            action: String::new(),
            who: Who::Agent,
            retry: if code == 1 { Retry::Never } else { Retry::Backoff },
            retry_at: (code == 2).then_some(Timestamp::from_millis(at)),
        }),
    })
}

proptest! {
    #[test]
    fn merging_is_commutative(a in any_status(), b in any_status()) {
        prop_assert_eq!(a.clone().merge(b.clone()), b.merge(a));
    }

    #[test]
    fn merging_is_associative(a in any_status(), b in any_status(), c in any_status()) {
        prop_assert_eq!(a.clone().merge(b.clone()).merge(c.clone()), a.merge(b.merge(c)));
    }

    #[test]
    fn merging_is_idempotent(a in any_status(), b in any_status()) {
        prop_assert_eq!(a.clone().merge(a.clone()), a.clone());
        let once = a.merge(b.clone());
        prop_assert_eq!(once.clone().merge(b), once);
    }

    #[test]
    fn a_tick_never_goes_back(a in any_status(), b in any_status()) {
        let merged = a.clone().merge(b.clone());
        prop_assert_eq!(merged.state, a.state.max(b.state));
        prop_assert!(merged == a || merged == b, "nothing is made up");
    }

    #[test]
    fn any_order_with_repeats_gives_the_same(statuses in proptest::collection::vec(any_status(), 1..8), seed in any::<prop::sample::Index>()) {
        let fold = |list: &[Status]| list.iter().cloned().reduce(Status::merge);
        let mut shuffled = statuses.clone();
        shuffled.rotate_left(seed.index(statuses.len()));
        shuffled.extend(statuses.iter().rev().cloned());
        prop_assert_eq!(fold(&statuses), fold(&shuffled));
    }
}

#[test]
fn the_order_is_the_contract() {
    assert!(STATES.is_sorted());
    let words = STATES.map(State::as_str);
    assert_eq!(words, ["queued", "unknown", "accepted", "sent", "failed", "delivered", "read", "played"]);
    assert_eq!(words.map(State::from), STATES);
}

#[test]
fn of_equal_states_the_earlier_moment_counts() {
    let [early, late] = [1, 2].map(|at| Status::new(State::Read, Timestamp::from_millis(at)));
    assert_eq!(late.merge(early.clone()), early);
}
