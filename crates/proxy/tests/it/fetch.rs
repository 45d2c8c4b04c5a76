//! Customers' files, fetched from a recorded provider by a clock that is turned by hand.

use crate::outbox::desk::lines;
use crate::store_contract::kit::{self, ASHA, Kit, NOW, with_file};
use model::content::{Media, MediaMessage, MediaState};
use model::inbound::{FileReference, RemoteFile};
use model::{Content, ThreadId};
use providers::wire::UrlOrigin;
use proxy::clock::FakeClock;
use proxy::files::Files;
use proxy::files::fetch::{CONCURRENCY, FetchDeps, run};
use proxy::transport::{Played, RecordingTransport, TransportError};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const LOCATION: &str = r#"{"url":"https://files.example/x?signature=s","mime_type":"image/jpeg"}"#;
/// Longer than one file may take.
const PATIENCE: Duration = Duration::from_secs(600);

struct Desk {
    kit: Kit,
    transport: RecordingTransport,
    clock: FakeClock,
    files: Files,
    thread: ThreadId,
}

/// A picture of Asha's has come, and the provider answers like this when it is fetched.
async fn desk(plays: Vec<Played>, limit: u64) -> Desk {
    let kit = kit::sqlite_file().await;
    let files = Files::open(kit.folder.as_ref().unwrap().path().join("media")).unwrap();
    let (transport, clock) = (RecordingTransport::new(200, LOCATION), FakeClock::at(NOW));
    plays.into_iter().for_each(|play| transport.play(play));
    let media = Media { mime: "image/jpeg".to_owned(), ..Media::default() };
    let file = RemoteFile { reference: FileReference::Id("77".to_owned()), sha256: None };
    kit.hear(vec![with_file("wamid.1", Content::Image(MediaMessage::new(media)), file)]).await;
    let thread = kit.open(ASHA).await;
    let deps = FetchDeps {
        ledger: kit.ledger.clone(),
        lines: lines(),
        transport: Arc::new(transport.clone()),
        files: files.clone(),
        clock: Arc::new(clock.clone()),
        limit,
        concurrency: CONCURRENCY,
        jitter: || 0.0,
    };
    tokio::spawn(run(deps, CancellationToken::new()));
    Desk { kit, transport, clock, files, thread }
}

impl Desk {
    async fn until(&self, state: MediaState) -> Media {
        let mut listener = self.kit.ledger.bell().listen(&self.thread);
        let found = async {
            loop {
                let media = self.kit.messages(&self.thread).await[0].content.media()[0].clone();
                if media.state == state {
                    return media;
                }
                listener.rung().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), found).await.expect("it never came to that")
    }

    async fn put_back(&self) {
        let put_back = async {
            while self.kit.store().next_file_due().await.unwrap().is_none_or(|due| due <= NOW) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), put_back).await.expect("it never came to that");
    }
}

fn bytes() -> Played {
    Played::Answer(200, b"\xff\xd8\xff picture".to_vec())
}

#[tokio::test]
async fn a_file_is_fetched_where_the_provider_says_without_our_secret() {
    let desk = desk(vec![Played::Answer(200, LOCATION.into()), bytes()], 1000).await;
    let media = desk.until(MediaState::Ready).await;
    assert_eq!((media.bytes, media.mime.as_str()), (Some(11), "image/jpeg"));
    assert_eq!(desk.files.read(media.sha256.as_deref().unwrap()).await.unwrap().1, 11);
    let requests = desk.transport.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!((requests[1].origin, requests[1].url.as_str()), (UrlOrigin::Payload, "https://files.example/x?signature=s"));
    assert!(requests[1].headers.is_empty());
}

#[tokio::test]
async fn a_place_that_never_ends_is_given_up_and_asked_again() {
    let (_open, never) = tokio::sync::oneshot::channel();
    let desk = desk(vec![Played::Wait(never, 200, Vec::new()), Played::Answer(200, LOCATION.into()), bytes()], 1000).await;
    desk.transport.asked(1).await;
    desk.clock.advance(PATIENCE);
    let again = async {
        while desk.transport.requests().len() < 2 {
            desk.clock.advance(Duration::from_millis(100));
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), again).await.expect("it is never asked again");
    desk.until(MediaState::Ready).await;
}

#[tokio::test]
async fn a_customers_json_is_a_file_and_no_link() {
    let desk = desk(vec![Played::Answer(200, LOCATION.into()), Played::Answer(200, LOCATION.into())], 1000).await;
    let media = desk.until(MediaState::Ready).await;
    assert_eq!(media.bytes, Some(LOCATION.len() as u64));
    assert_eq!(desk.transport.requests().len(), 2);
}

#[tokio::test]
async fn what_fails_is_tried_again_in_its_time() {
    let broken = Played::Fail(TransportError::Unknown("reset".to_owned()));
    let plays =
        vec![broken, Played::Answer(200, LOCATION.into()), Played::Answer(403, Vec::new()), Played::Answer(200, LOCATION.into()), bytes()];
    let desk = desk(plays, 1000).await;
    desk.put_back().await;
    desk.clock.set(NOW.plus_millis(1000));
    desk.transport.asked(3).await;
    desk.put_back().await;
    desk.clock.set(NOW.plus_millis(86_400_000));
    desk.until(MediaState::Ready).await;
    assert_eq!(desk.transport.requests().len(), 5);
}

#[tokio::test]
async fn what_is_gone_or_refused_or_too_large_is_shown_as_such() {
    let gone = desk(vec![Played::Answer(404, b"{}".to_vec())], 1000).await;
    gone.until(MediaState::Expired).await;
    let refused =
        desk(vec![Played::Answer(200, LOCATION.into()), Played::Fail(TransportError::Refused("10.0.0.1".to_owned()))], 1000).await;
    refused.until(MediaState::Refused).await;
    let large = desk(vec![Played::Answer(200, LOCATION.into()), Played::Answer(200, vec![0; 1001])], 1000).await;
    large.until(MediaState::Refused).await;
    assert_eq!(large.kit.store().next_file_due().await.unwrap(), None);
}
