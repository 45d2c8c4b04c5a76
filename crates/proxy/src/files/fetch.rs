//! The worker that fetches customers' files from the providers, once each, into our own store.

use super::{FileError, Files, Stored};
use crate::clock::Clock;
use crate::fact::{FileSettled, PendingFile};
use crate::ledger::Ledger;
use crate::retry::Schedule;
use crate::transport::{Fetched, Line, Lines, Transport, TransportError};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, stream};
use model::content::{Media, MediaState};
use model::fault::Retry;
use model::inbound::FileReference;
use model::{MediaId, Timestamp};
use providers::WireResponse;
use providers::codec::FileLocation;
use std::collections::HashSet;
use std::sync::Arc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

/// How many files are fetched at once.
pub const CONCURRENCY: usize = 8;
/// How long to wait when the database can't be read or written, in milliseconds.
const PAUSE_MS: i64 = 1000;
/// How long one file may take, in milliseconds: a place that drips byte by byte must not hold back all others.
const PATIENCE_MS: i64 = 10 * 60_000;
/// A provider's answer that is no file is smaller than this.
const ANSWER_BYTES: usize = 64 * 1024;
/// A file whose hash is not the promised one is asked for again so often; some providers change what they pass on.
const HASH_ATTEMPTS: u32 = 2;

/// What the worker works with.
#[derive(Clone)]
pub struct FetchDeps {
    /// Where outcomes go.
    pub ledger: Ledger,
    /// The business accounts.
    pub lines: Lines,
    /// The door out.
    pub transport: Arc<dyn Transport>,
    /// Where files go.
    pub files: Files,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The most bytes of a file.
    pub limit: u64,
    /// How many files are fetched at once: [`CONCURRENCY`].
    pub concurrency: usize,
    /// A random number from 0 to 1 for each wait.
    pub jitter: fn() -> f64,
}

/// Works until `stop`. A file whose fetch is cut off is fetched again after the next start.
pub async fn run(deps: FetchDeps, stop: CancellationToken) {
    let deps = Arc::new(deps);
    let bell = deps.ledger.files_bell();
    let mut tasks: JoinSet<MediaId> = JoinSet::new();
    let mut under_way: HashSet<MediaId> = HashSet::new();
    while !stop.is_cancelled() {
        let wake = match start_due(&deps, &mut tasks, &mut under_way).await {
            Ok(wake) => wake,
            Err(error) => {
                warn!(%error, "the files to fetch can't be read");
                Some(deps.clock.now().plus_millis(PAUSE_MS))
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = bell.notified() => {}
            Some(done) = tasks.join_next() => match done {
                Ok(id) => {
                    under_way.remove(&id);
                }
                Err(error) => error!(%error, "fetching a file broke off; it is fetched again after the next start"),
            },
            () = async { match wake {
                Some(wake) => deps.clock.sleep_until(wake).await,
                None => std::future::pending().await,
            } } => {}
        }
    }
    tasks.shutdown().await;
}

/// Starts what is due and says when to look again.
async fn start_due(
    deps: &Arc<FetchDeps>,
    tasks: &mut JoinSet<MediaId>,
    under_way: &mut HashSet<MediaId>,
) -> Result<Option<Timestamp>, crate::store::StoreError> {
    let now = deps.clock.now();
    let many = u32::try_from(deps.concurrency + under_way.len()).unwrap_or(u32::MAX);
    for file in deps.ledger.store().pending_files(now, many).await? {
        if tasks.len() >= deps.concurrency {
            return Ok(None);
        }
        if under_way.insert(file.id.clone()) {
            tasks.spawn(settle(Arc::clone(deps), file));
        }
    }
    // What is under way is due too, and wakes us by being done.
    Ok(deps.ledger.store().next_file_due().await?.filter(|due| *due > now))
}

async fn settle(deps: Arc<FetchDeps>, file: PendingFile) -> MediaId {
    let settled = fetch(&deps, &file).await;
    loop {
        match deps.ledger.settle_file(settled.clone()).await {
            Ok(()) => return file.id,
            Err(crate::store::StoreError::Unavailable(why)) if !deps.ledger.is_closed() => {
                warn!(media = %file.id, why, "a fetched file can't be recorded yet");
                deps.clock.sleep_until(deps.clock.now().plus_millis(PAUSE_MS)).await;
            }
            Err(error) => {
                error!(media = %file.id, %error, "a fetched file can't be recorded");
                return file.id;
            }
        }
    }
}

/// Why there is no file.
enum Miss {
    /// Try again.
    Later(String),
    /// The provider no longer has it.
    Gone(String),
    /// The guard or the size limit refuses it.
    Refused(String),
}

impl From<TransportError> for Miss {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::NotSent(_) | TransportError::Unknown(_) => Self::Later(error.to_string()),
            TransportError::Refused(_) | TransportError::TooLarge(_) => Self::Refused(error.to_string()),
        }
    }
}

async fn fetch(deps: &FetchDeps, file: &PendingFile) -> FileSettled {
    let late = deps.clock.now().plus_millis(PATIENCE_MS);
    let fetched = match deps.lines.get(&file.account) {
        Some(line) => tokio::select! {
            fetched = download(deps, line, file) => fetched,
            () = deps.clock.sleep_until(late) => Err(Miss::Later("it came too slowly".to_owned())),
        },
        None => Err(Miss::Later("its account is not set up".to_owned())),
    };
    let at = deps.clock.now();
    let unchanged = file.media.clone();
    let (media, due) = match fetched {
        Ok((stored, mime)) => {
            let mime = if unchanged.mime.is_empty() { mime.unwrap_or_default() } else { unchanged.mime };
            let (bytes, sha256) = (Some(stored.bytes), Some(stored.sha256));
            (Media { state: MediaState::Ready, mime, bytes, sha256, ..unchanged }, None)
        }
        Err(Miss::Later(why)) => {
            warn!(media = %file.id, attempt = file.attempt, why, "a file could not be fetched");
            match Schedule::FETCHING.next(file.attempt, at, None, (deps.jitter)()) {
                Some(due) => (Media { state: MediaState::Fetching, ..unchanged }, Some(due)),
                None => (Media { state: MediaState::Expired, ..unchanged }, None),
            }
        }
        Err(Miss::Gone(why)) => {
            warn!(media = %file.id, why, "a file is gone");
            (Media { state: MediaState::Expired, ..unchanged }, None)
        }
        Err(Miss::Refused(why)) => {
            warn!(media = %file.id, why, "a file was refused");
            (Media { state: MediaState::Refused, ..unchanged }, None)
        }
    };
    FileSettled { id: file.id.clone(), media, due, at }
}

async fn download(deps: &FetchDeps, line: &Line, file: &PendingFile) -> Result<(Stored, Option<String>), Miss> {
    let Some(request) = line.codec.download(&line.account, &file.reference) else {
        return Err(Miss::Gone("the provider doesn't say how to ask for it".to_owned()));
    };
    let (head, rest) = beginning(deps.transport.fetch(request, deps.limit).await?).await?;
    let (body, mime) = match line.codec.located(&line.account, &file.reference, &head) {
        Ok(FileLocation::Here) => {
            let mime = content_type(&head);
            (stream::iter([Ok(Bytes::from(head.body))]).chain(rest).boxed(), mime)
        }
        Ok(FileLocation::At { request, mime }) => {
            let place = FileReference::Url(request.url.clone());
            let (head, rest) = beginning(deps.transport.fetch(request, deps.limit).await?).await?;
            // Asked for its id again, the provider may name another place: nothing that this one says is final.
            match line.codec.located(&line.account, &place, &head) {
                Ok(FileLocation::Here) => {}
                Ok(FileLocation::At { .. }) => return Err(Miss::Later("the file's place names another place".to_owned())),
                Err(_) => return Err(Miss::Later(format!("the file's place answers {}", head.status))),
            }
            let mime = mime.or_else(|| content_type(&head));
            (stream::iter([Ok(Bytes::from(head.body))]).chain(rest).boxed(), mime)
        }
        Err(error) => {
            let fault = error.fault();
            let why = format!("the provider says {}", fault.code);
            return Err(if fault.retry == Retry::Never { Miss::Gone(why) } else { Miss::Later(why) });
        }
    };
    let stored = deps.files.put(body, deps.limit).await.map_err(|error| match error {
        FileError::TooLarge(_) => Miss::Refused(error.to_string()),
        // A transport that found the file too large says so inside the stream, and the words are all that is left of it.
        FileError::Source(why) if why == TransportError::TooLarge(deps.limit).to_string() => Miss::Refused(why),
        FileError::Source(_) | FileError::Disk(_) => Miss::Later(error.to_string()),
    })?;
    match &file.sha256 {
        Some(promised) if !promised.eq_ignore_ascii_case(&stored.sha256) && file.attempt < HASH_ATTEMPTS => {
            Err(Miss::Later("its hash is not the promised one".to_owned()))
        }
        _ => Ok((stored, mime)),
    }
}

/// Reads enough of an answer to tell a word about a file from the file itself.
async fn beginning(answer: Fetched) -> Result<(WireResponse, BoxStream<'static, Result<Bytes, TransportError>>), TransportError> {
    let Fetched { status, headers, body: mut rest } = answer;
    let mut body = Vec::new();
    while body.len() < ANSWER_BYTES {
        match rest.next().await {
            Some(chunk) => body.extend_from_slice(&chunk?),
            None => break,
        }
    }
    Ok((WireResponse { status, headers, body }, rest))
}

fn content_type(response: &WireResponse) -> Option<String> {
    Some(response.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bell::Bell;
    use crate::clock::FakeClock;
    use crate::fact::{Opened, Webhook};
    use crate::store::sqlite::SqliteStore;
    use crate::transport::{Played, RecordingTransport};
    use model::content::MediaMessage;
    use model::inbound::{Inbound, InboundMessage, Party, RemoteFile};
    use model::message::Provenance;
    use model::{Address, Channel, Content, PhoneNumber, ThreadId};
    use providers::wire::UrlOrigin;
    use providers::{Account, registry};
    use std::collections::BTreeMap;
    use std::time::Duration;
    use tempfile::TempDir;

    const NOW: Timestamp = Timestamp::from_seconds(1_700_000_000);
    const LOCATION: &str = r#"{"url":"https://files.example/x?signature=s","mime_type":"image/jpeg"}"#;

    struct Desk {
        ledger: Ledger,
        transport: RecordingTransport,
        clock: FakeClock,
        files: Files,
        thread: ThreadId,
        _folder: TempDir,
    }

    async fn desk(plays: Vec<Played>, limit: u64) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::new(Arc::new(SqliteStore::open(":memory:").unwrap()), Bell::new());
        let files = Files::open(folder.path()).unwrap();
        let (transport, clock) = (RecordingTransport::new(200, LOCATION), FakeClock::at(NOW));
        plays.into_iter().for_each(|play| transport.play(play));
        let account = Account { base_url: "https://provider.example".to_owned(), token: "secret".to_owned(), ..Account::default() };
        let codec = registry::by_name("tata-tele").unwrap();
        let line = Line { tenant: "acme".into(), channel: Channel::WhatsApp, codec, account };
        let deps = FetchDeps {
            ledger: ledger.clone(),
            lines: Arc::new(BTreeMap::from([("acme-wa".into(), line)])),
            transport: Arc::new(transport.clone()),
            files: files.clone(),
            clock: Arc::new(clock.clone()),
            limit,
            concurrency: CONCURRENCY,
            jitter: || 0.0,
        };
        let thread = receive(&ledger).await;
        tokio::spawn(run(deps, CancellationToken::new()));
        Desk { ledger, transport, clock, files, thread, _folder: folder }
    }

    async fn receive(ledger: &Ledger) -> ThreadId {
        let phone = PhoneNumber::parse("+919999999999").unwrap();
        let media = Media { mime: "image/jpeg".to_owned(), ..Media::default() };
        let message = InboundMessage {
            id: "wamid.1".into(),
            party: Party { phone: Some(phone.clone()), ..Party::default() },
            at: NOW,
            content: Content::Image(MediaMessage::new(media)),
            files: vec![RemoteFile { reference: FileReference::Id("77".to_owned()), sha256: None }],
            quoted: None,
            provenance: Provenance::Live,
            context: None,
        };
        let (tenant, account, channel) = ("acme".into(), "acme-wa".into(), Channel::WhatsApp);
        let inbound = vec![Inbound::Message(Box::new(message))];
        ledger.record_webhook(Webhook { tenant, account, channel, raw: Bytes::new(), inbound, at: NOW }).await.unwrap();
        let addresses = vec![Address::from(phone)];
        ledger.open_thread(Opened { tenant: "acme".into(), addresses, record: None, name: None, at: NOW }).await.unwrap().0
    }

    impl Desk {
        async fn until(&self, state: MediaState) -> Media {
            let mut listener = self.ledger.bell().listen(&self.thread);
            let found = async {
                loop {
                    let page = self.ledger.store().page(&"acme".into(), &self.thread, None, 1).await.unwrap();
                    let media = page.messages[0].content.media()[0].clone();
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
                while self.ledger.store().next_file_due().await.unwrap().is_none_or(|due| due <= NOW) {
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
        desk.clock.advance(Duration::from_millis(PATIENCE_MS.unsigned_abs()));
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
        let plays = vec![
            broken,
            Played::Answer(200, LOCATION.into()),
            Played::Answer(403, Vec::new()),
            Played::Answer(200, LOCATION.into()),
            bytes(),
        ];
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
        assert_eq!(large.ledger.store().next_file_due().await.unwrap(), None);
    }
}
