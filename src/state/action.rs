//! Everything that can happen, and everything the reducer can ask the outside to do.

use super::carried::Carried;
use super::composer::AttachmentId;
use super::connection::{Connection, Refusal};
use super::part::Part;
use super::pending::{Echo, SenderKey};
use super::{Event, Message};
use model::api::{ErrorBody, get_history, open_thread};
use model::content::{Media, Value};
use model::{AccountSlug, Channel, ClientId, MediaId, MessageId, Template, ThreadId, Timestamp};
use std::rc::Rc;

/// Everything that can happen. Times and new names travel in it, so that the reducer stays pure.
///
/// Where an action carries a `client_id` and `at`, the view leaves them at their defaults: `app` fills them in.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    // From the view.
    /// The words of the draft changed.
    Draft(String),
    /// Send the draft.
    Send {
        /// The name of the sending; further messages of the same draft get `-2`, `-3` … behind it.
        client_id: ClientId,
        /// When.
        at: Timestamp,
    },
    /// Send something that is not in the draft, and was found good by [`model::Content::check`].
    SendContent {
        /// What.
        content: Carried,
        /// The name of the sending.
        client_id: ClientId,
        /// When.
        at: Timestamp,
    },
    /// Try an echo again, under the same name.
    RetryEcho(ClientId),
    /// Send a failed message's content again, as a new message.
    RetryMessage {
        /// The failed one.
        message: MessageId,
        /// The name of the new sending.
        client_id: ClientId,
        /// When.
        at: Timestamp,
    },
    /// Take an echo that was not sent away; its words go back to an empty draft.
    Discard(ClientId),
    /// Answer this message.
    QuoteStart(MessageId),
    /// Answer no message in particular.
    QuoteCancel,
    /// Put an emoji on a message; empty takes it away.
    React {
        /// The message.
        message: MessageId,
        /// One emoji, or nothing.
        emoji: String,
    },
    /// Files were chosen; sent by `app`, which keeps the files. The view calls its `attach` property.
    Attach {
        /// Where they go.
        target: UploadTarget,
        /// What they are.
        files: Vec<Chosen>,
    },
    /// Take a file away, or stop its upload.
    Detach(AttachmentId),
    /// Upload a file again.
    RetryUpload(AttachmentId),
    /// Answer by this account and channel.
    ChooseSender(SenderKey),
    /// Open the template picker.
    PickerOpen,
    /// Close it.
    PickerClose,
    /// Load the list again.
    PickerReload,
    /// Search in it.
    PickerQuery(String),
    /// Choose a template; `None` goes back to the list.
    PickerChoose(Option<Rc<Template>>),
    /// Fill in a value; `None` empties it.
    PickerValue {
        /// The placeholder's key.
        key: String,
        /// The value.
        value: Option<Value>,
    },
    /// Send the chosen template.
    PickerSend {
        /// The name of the sending.
        client_id: ClientId,
        /// When.
        at: Timestamp,
    },
    /// The oldest row is near: load an older page.
    LoadOlder,
    /// Bring this message on the screen, loading older pages until it is there.
    Jump(MessageId),
    /// The view has brought [`super::State::jump`] on the screen, or the agent scrolled away.
    Jumped,
    /// The agent has seen everything up to this message, in a visible and focused page.
    Seen(MessageId),
    /// Open a message's journal.
    JournalOpen(MessageId),
    /// Close it.
    JournalClose,
    /// A bubble that shows this file came on the screen.
    WantMedia(MediaId),
    /// Save a file under this name.
    Save {
        /// The file.
        id: MediaId,
        /// Its name on disk.
        name: String,
    },
    /// Try to connect at once.
    Wake,
    /// Something is to be drawn by the part of the program that may not be here yet.
    WantPart,
    /// The announcement was read out or shown.
    Announced,

    // From the session.
    /// A contact was named; its thread is being opened.
    Opening {
        /// The channel that the host prefers, where the customer hasn't shown another.
        channel: Option<Channel>,
    },
    /// The thread is here, for the first time or again.
    Opened(Box<open_thread::Snapshot<Carried>>),
    /// The thread can't be opened.
    OpenRefused(Refusal),
    /// Changes arrived, in order.
    Events {
        /// Of this thread.
        thread: ThreadId,
        /// What came.
        events: Vec<Event>,
    },
    /// An older page arrived.
    OlderLoaded {
        /// Of this thread.
        thread: ThreadId,
        /// Asked for with this cursor.
        cursor: String,
        /// Asked for when the log was known up to here.
        as_of: u64,
        /// What came.
        page: get_history::Page<Carried>,
    },
    /// An older page could not be had.
    OlderFailed {
        /// Of this thread.
        thread: ThreadId,
    },
    /// The proxy took an answer.
    Accepted {
        /// The echo.
        client_id: ClientId,
        /// Its message.
        message: Box<Message>,
    },
    /// The proxy refused an answer.
    RefusedSend {
        /// The echo.
        client_id: ClientId,
        /// Why.
        error: ErrorBody,
    },
    /// The proxy didn't answer.
    Unreached {
        /// The echo.
        client_id: ClientId,
    },
    /// The stream's state changed.
    Connection(Connection),
    /// Time passed.
    Tick(Timestamp),
    /// The part of the program that is fetched came, or is not here.
    Part(Part),
    /// A list of templates arrived.
    TemplatesLoaded {
        /// Of this account.
        account: AccountSlug,
        /// What came; `Err(None)` means the proxy wasn't reached.
        templates: Result<Vec<Template>, Option<ErrorBody>>,
    },
    /// A file's bytes are leaving.
    UploadProgress {
        /// Which file.
        id: AttachmentId,
        /// Bytes that have left.
        sent: u64,
    },
    /// A file is with the proxy.
    UploadDone {
        /// Which file.
        id: AttachmentId,
        /// What the proxy calls it.
        media: Media,
    },
    /// An upload failed.
    UploadFailed {
        /// Which file.
        id: AttachmentId,
        /// Why; `None` means the proxy wasn't reached.
        error: Option<ErrorBody>,
    },
    /// A file can be shown.
    MediaReady {
        /// Which file.
        id: MediaId,
        /// Its `blob:` URL.
        url: String,
    },
    /// A file could not be had.
    MediaFailed(MediaId),
    /// A file was put away to save memory; whoever shows it asks again.
    MediaEvicted(MediaId),
    /// Something small failed (a reaction, a download): say so.
    Failed {
        /// A word of ours: `react-failed`, `save-failed`.
        key: &'static str,
        /// What the proxy said.
        error: Option<ErrorBody>,
    },
}

/// Where chosen files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadTarget {
    /// Into the draft.
    Composer,
    /// Into a template's value, by placeholder key.
    Value(String),
}

/// A chosen file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its name here.
    pub id: AttachmentId,
    /// The file's name.
    pub name: String,
    /// Its MIME type; empty if the browser doesn't know.
    pub mime: String,
    /// Its size.
    pub bytes: u64,
    /// A `blob:` URL of a picture.
    pub preview: Option<String>,
}

/// What the reducer asks the session to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open the thread again: the log was reset, or its hole can't be filled by the stream.
    Reopen,
    /// Start the stream again behind the last unbroken position: the log has a hole.
    Resume,
    /// The draft's last file is with the proxy and Send was pressed before: send it now.
    Send,
    /// Post an answer; one that is on its way already is tried again at once.
    Post(Rc<Echo>),
    /// Load an older page.
    LoadOlder {
        /// Of this thread.
        thread: ThreadId,
        /// Where it begins.
        cursor: String,
        /// The log is known up to here.
        as_of: u64,
    },
    /// Say how far the agent has read.
    MarkRead {
        /// In this thread.
        thread: ThreadId,
        /// The newest inbound message that was seen.
        up_to: MessageId,
    },
    /// Say that the agent writes; the session keeps it to once in some seconds.
    Typing {
        /// In this thread.
        thread: ThreadId,
    },
    /// Put an emoji on a message.
    React {
        /// In this thread.
        thread: ThreadId,
        /// The message.
        message: MessageId,
        /// One emoji, or nothing.
        emoji: String,
    },
    /// Upload a file.
    Upload {
        /// Which.
        id: AttachmentId,
        /// For this account.
        account: AccountSlug,
    },
    /// Stop an upload and let go of the file.
    Forget(AttachmentId),
    /// Fetch a file to be shown.
    FetchMedia(MediaId),
    /// Fetch a file and save it.
    Save {
        /// The file.
        id: MediaId,
        /// Its name on disk.
        name: String,
    },
    /// Load an account's templates.
    LoadTemplates(AccountSlug),
    /// Fetch the part of the program that is not here yet.
    FetchPart,
    /// Try to connect at once.
    Wake,
}
