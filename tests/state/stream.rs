//! What is pure on the line: the event-stream reader and the waits.

use proptest::prelude::*;
use sidethread::net::backoff::{LONGEST_MS, delay, delay_after};
use sidethread::net::sse::{Frame, Parser};

fn frame(id: &str, event: &str, data: &str) -> Frame {
    Frame { id: id.into(), event: event.into(), data: data.into() }
}

fn read(text: &str) -> Vec<Frame> {
    Parser::default().push(text.as_bytes())
}

#[test]
fn reads_fields_comments_and_all_line_ends() {
    let text = "\u{feff}: keep alive\r\nid: 8\r\nevent: message\r\ndata: {\"seq\":8}\r\n\r\ndata:one\rdata: two\r\rid: 9\nretry: 5\nweird\n\ndata\n\n";
    assert_eq!(read(text), [frame("8", "message", "{\"seq\":8}"), frame("8", "", "one\ntwo"), frame("9", "", "")]);
}

#[test]
fn an_event_without_its_blank_line_is_not_there_yet() {
    let mut parser = Parser::default();
    assert_eq!(parser.push(b"id: 1\ndata: half"), []);
    assert_eq!(parser.push(b" whole\n"), []);
    assert_eq!(parser.push(b"\n"), [frame("1", "", "half whole")]);
}

#[test]
fn an_id_with_a_null_is_left_alone() {
    assert_eq!(read("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"), [frame("1", "", "a"), frame("1", "", "b")]);
}

proptest! {
    #[test]
    fn cuts_between_any_bytes_change_nothing(
        events in proptest::collection::vec(("[a-z]{0,8}", "[^\r\n\0]{0,40}", 0u32..99), 1..8),
        ends in proptest::collection::vec(0usize..3, 40),
        cuts in proptest::collection::vec(0usize..2000, 0..40),
    ) {
        let mut end = ends.iter().cycle().map(|end| ["\n", "\r\n", "\r"][*end]);
        let mut text = String::new();
        for (name, data, id) in &events {
            for line in [format!("event: {name}"), format!("data: {data}"), format!("id: {id}"), ":".to_owned()] {
                text.push_str(&line);
                text.push_str(end.next().unwrap());
            }
            // A blank line must not be taken for the second half of a CR LF: end it with the same character pair.
            text.push('\n');
            text.push('\n');
        }
        let bytes = text.as_bytes();
        let whole = Parser::default().push(bytes);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut % (bytes.len() + 1)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let mut parser = Parser::default();
        let pieces: Vec<Frame> = cuts.windows(2).flat_map(|pair| parser.push(&bytes[pair[0]..pair[1]])).collect();
        prop_assert_eq!(&pieces, &whole);
        prop_assert_eq!(whole.len(), events.len());
        for (frame, (name, data, id)) in whole.iter().zip(&events) {
            prop_assert_eq!((&frame.event, &frame.data, &frame.id), (name, data, &id.to_string()));
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        Parser::default().push(&bytes);
    }

    #[test]
    fn waits_grow_to_a_limit_and_keep_half_to_chance(failures in 1u32..200, jitter in 0.0f64..1.0) {
        let wait = delay(failures, jitter);
        prop_assert!(wait <= LONGEST_MS);
        prop_assert!(wait >= delay(failures, 0.0) && wait <= delay(failures, 1.0));
        prop_assert!(delay(failures, 0.0) * 2 + 1 >= delay(failures, 1.0));
        prop_assert!(delay(failures + 1, jitter) >= wait);
        prop_assert!(delay_after(failures, jitter, Some(20)) >= 20_000);
        prop_assert!(delay_after(failures, jitter, Some(u32::MAX)) <= 300_000);
    }
}
