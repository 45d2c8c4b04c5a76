//! What is new since the last time, as `pkg-templates/npm/headless.js` takes it.

use super::draft::{Attached, Draft};
use super::picking::Picking;
use crate::json::{Out, Write, Written, write};
use crate::state::{Carried, Connection, Echo, Lock, Phase, Refusal, Stage, State};
use model::problem::Problem;
use model::thread::{Sender, Thread};
use model::{AccountSlug, Channel, ClientId, MessageId};

pub(super) struct News<'a> {
    /// Everything known is in `messages`; what was known before is not any more.
    whole: bool,
    messages: Vec<Placed>,
    pending: Vec<Waiting<'a>>,
    phase: &'a str,
    connection: &'a str,
    refusal: Option<&'a str>,
    thread: Option<&'a Thread>,
    senders: &'a [Sender],
    sender: Option<Way<'a>>,
    /// Why free text can't go out.
    lock: Option<&'a str>,
    draft: Draft<'a>,
    files: Vec<Attached<'a>>,
    /// What was wrong with the draft when it was to be sent.
    problems: &'a [Problem],
    typing: Option<&'a str>,
    /// How it stands with the messages before the loaded ones.
    older: &'a str,
    picker: Option<Picking<'a>>,
    notice: Option<Notice<'a>>,
}

/// A message that is new or changed, and its place in the order for people.
struct Placed {
    at: usize,
    message: Written,
}

/// An answer that the proxy has not named yet.
struct Waiting<'a> {
    client_id: &'a ClientId,
    content: &'a Carried,
    reply_to: Option<&'a MessageId>,
    state: &'a str,
    error: Option<&'a str>,
}

/// One way to answer.
pub(super) struct Way<'a> {
    pub(super) account: &'a AccountSlug,
    pub(super) channel: Option<&'a Channel>,
}

/// Something that a panel would say aloud; another `serial` is another one.
struct Notice<'a> {
    serial: u32,
    key: &'a str,
    text: Option<&'a str>,
}

pub(super) fn news<'a>(before: &State, now: &'a State) -> News<'a> {
    let id = |state: &State| state.thread.as_ref().map(|thread| thread.id.clone());
    let known = |message: &MessageId| before.timeline.find(message);
    let fresh = now.timeline.iter().filter(|row| known(&row.message.id).is_none()).count();
    let whole = id(before) != id(now) || now.timeline.len() != before.timeline.len() + fresh;
    let changed =
        now.timeline.iter().enumerate().filter(|(_, row)| whole || known(&row.message.id).is_none_or(|old| old.message != row.message));
    let (phase, refused) = phase(&now.phase);
    let (connection, lost) = connection(&now.connection);
    News {
        whole,
        messages: changed.map(|(at, row)| Placed { at, message: Written(write(&row.message)) }).collect(),
        pending: now.echoes().map(|echo| waiting(echo)).collect(),
        phase,
        connection,
        refusal: refused.or(lost).map(|refusal| refusal.code.as_str()),
        thread: now.thread.as_deref(),
        senders: &now.senders,
        sender: now.sender().map(|sender| Way { account: &sender.account, channel: Some(&sender.channel) }),
        lock: now.lock().map(|lock| match lock {
            Lock::NoSender => "no-sender",
            Lock::OptedOut => "not-opted-in",
            Lock::WindowClosed { .. } => "window-closed",
        }),
        draft: Draft::of(&now.composer),
        files: now.composer.attachments.iter().map(Attached::of_draft).collect(),
        problems: &now.composer.problems,
        typing: now.typing.as_ref().map(|typing| typing.who.as_str()),
        older: match &now.older {
            older if older.loading => "loading",
            older if older.failed => "failed",
            older if older.cursor.is_some() => "more",
            _ => "none",
        },
        picker: now.picker.as_ref().map(|picker| Picking::of(picker, before.picker.as_deref())),
        notice: now.announce.as_ref().map(|said| Notice { serial: said.serial, key: said.key, text: said.text.as_deref() }),
    }
}

fn phase(phase: &Phase) -> (&'static str, Option<&Refusal>) {
    match phase {
        Phase::Idle => ("idle", None),
        Phase::Opening => ("opening", None),
        Phase::Ready => ("ready", None),
        Phase::Refused(refusal) => ("refused", Some(refusal)),
    }
}

fn connection(connection: &Connection) -> (&'static str, Option<&Refusal>) {
    match connection {
        Connection::Connecting => ("connecting", None),
        Connection::Online => ("online", None),
        Connection::Retrying { .. } => ("retrying", None),
        Connection::Offline => ("offline", None),
        Connection::Lost(refusal) => ("lost", Some(refusal)),
    }
}

fn waiting(echo: &Echo) -> Waiting<'_> {
    let (state, error) = match &echo.stage {
        Stage::Sending => ("sending", None),
        Stage::Refused(error) => ("refused", Some(error.title.as_str())),
        Stage::Unreached => ("unreached", None),
    };
    Waiting { client_id: &echo.client_id, content: &echo.content, reply_to: echo.reply_to.as_ref(), state, error }
}

impl Write for News<'_> {
    fn fields(&self, out: &mut Out) {
        let Self { whole, messages, pending, phase, connection, refusal, thread, senders, sender, lock, draft, files, problems, .. } = self;
        let Self { typing, older, picker, notice, .. } = self;
        out.field("whole", whole);
        out.field("messages", messages);
        out.field("pending", pending);
        out.field("phase", phase);
        out.field("connection", connection);
        out.field("refusal", refusal);
        out.field("thread", thread);
        out.field("senders", senders);
        out.field("sender", sender);
        out.field("lock", lock);
        out.field("draft", draft);
        out.field("files", files);
        out.field("problems", problems);
        out.field("typing", typing);
        out.field("older", older);
        out.field("picker", picker);
        out.field("notice", notice);
    }
}

impl Write for Placed {
    fn fields(&self, out: &mut Out) {
        out.field("at", &(self.at as u64));
        out.field("message", &self.message);
    }
}

impl Write for Waiting<'_> {
    fn fields(&self, out: &mut Out) {
        let Self { client_id, content, reply_to, state, error } = self;
        out.field("client_id", client_id);
        out.field("content", content);
        out.field("reply_to", reply_to);
        out.field("state", state);
        out.field("error", error);
    }
}

impl Write for Way<'_> {
    fn fields(&self, out: &mut Out) {
        out.field("account", self.account);
        out.field("channel", &self.channel);
    }
}

impl Write for Notice<'_> {
    fn fields(&self, out: &mut Out) {
        let Self { serial, key, text } = self;
        out.field("serial", serial);
        out.field("key", key);
        out.field("text", text);
    }
}
