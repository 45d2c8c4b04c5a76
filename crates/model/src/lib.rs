//! The words everybody uses: what a thread is, what a valid message is, and how both change.
//!
//! Nothing here reads a clock, a file, a socket or a random number: time and ids come in as arguments, so the proxy and
//! the widget run the very same rules. In reading order:
//!
//! 1. [`id`], [`address`], [`time`], [`channel`]: names of things.
//! 2. [`content`]: what a message can carry; [`message`], [`context`], [`status`], [`fault`], [`thread`]: what a thread is made of.
//! 3. [`table`], [`limits`], [`capabilities`], [`problem`], [`window`], [`template`]: what may be sent now, and why not.
//! 4. [`inbound`], [`outbound`]: what any provider's dialect comes down to.
//! 5. [`event`], [`api`]: what travels between the proxy and the widget.

pub mod address;
pub mod api;
pub mod capabilities;
pub mod channel;
pub mod content;
pub mod context;
pub mod event;
pub mod fault;
pub mod id;
pub mod inbound;
pub mod limits;
pub mod message;
pub mod outbound;
pub mod problem;
pub mod status;
pub mod table;
pub mod template;
pub mod thread;
pub mod time;
pub mod window;

pub use address::{Address, PhoneNumber};
pub use capabilities::Capabilities;
pub use channel::Channel;
pub use content::Content;
pub use context::Context;
pub use event::Event;
pub use fault::Fault;
pub use id::{AccountSlug, ClientId, MediaId, MessageId, ProviderMessageId, TenantId, ThreadId};
pub use limits::{Limit, Limits, Unit};
pub use message::Message;
pub use problem::Problem;
pub use status::{State, Status};
pub use table::Table;
pub use template::Template;
pub use thread::Thread;
pub use time::Timestamp;
pub use window::Window;
