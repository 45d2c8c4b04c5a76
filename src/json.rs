//! JSON of the contract into model types and back, with little code.
//!
//! The browser parses, quotes and writes fractions; here a value is taken apart and put together field by field. The model's own
//! `Deserialize` and `Serialize` would do the same, but each of its types brings a copy of a parser and a writer, and an agent's
//! laptop would have to download them all. That both roads agree is proved by a test over every golden file of the model. Rules of
//! reading: an absent field and `null` are one; a content, event or word that we don't know becomes the unknown value of its type;
//! any other fault makes the whole text unreadable.

mod content;
mod message;
mod node;
mod offer;
mod plain;
mod shape;
mod template;
mod thread;

pub use node::Node;
pub use shape::Fields;
pub(crate) use shape::record;

use crate::text::quoted;

/// A text isn't what the contract says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// A type that can be taken out of JSON.
pub trait Read {
    /// Takes a value over what stands here; whether it is one. If not, what stands here is of no use.
    fn read(&mut self, node: &Node) -> bool;

    /// What stands in the place until it is read; nobody sees it.
    fn blank() -> Self
    where
        Self: Sized;
}

/// A type that can be put into JSON.
pub trait Write {
    /// Puts all of it there.
    fn write(&self, out: &mut Out) {
        out.open('{');
        self.fields(out);
        out.close('}');
    }

    /// Puts only its fields there, between those of somebody else.
    fn fields(&self, _: &mut Out) {}

    /// Whether a field with this value can be left out.
    fn is_nothing(&self) -> bool {
        false
    }
}

/// Reads a text.
///
/// # Errors
/// When it isn't one.
pub fn read<T: Read>(text: &str) -> Result<T, Unreadable> {
    let node = Node::parse(text).ok_or(Unreadable)?;
    let mut it = T::blank();
    if it.read(&node) { Ok(it) } else { Err(Unreadable) }
}

/// Writes a value.
pub fn write(value: &dyn Write) -> String {
    let mut out = Out(String::new());
    value.write(&mut out);
    out.0
}

/// A text that is JSON already and goes out as it is.
#[derive(Debug)]
pub struct Written(pub String);

impl Write for Written {
    fn write(&self, out: &mut Out) {
        out.word(&self.0);
    }
}

/// JSON that is being written.
pub struct Out(String);

impl Out {
    /// A list or an object begins.
    pub fn open(&mut self, bracket: char) {
        self.part();
        self.0.push(bracket);
    }

    /// It ends.
    pub fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// A number, a truth, `null`, or what is JSON already.
    pub fn word(&mut self, word: &str) {
        self.part();
        self.0.push_str(word);
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.word(&quoted(text));
    }

    /// A field of the open object.
    #[inline(never)]
    pub fn field(&mut self, name: &str, value: &dyn Write) {
        self.text(bare(name));
        self.0.push(':');
        value.write(self);
    }

    /// The same, unless it can be left out.
    #[inline(never)]
    pub fn field_if_any(&mut self, name: &str, value: &dyn Write) {
        if !value.is_nothing() {
            self.field(name, value);
        }
    }

    /// Parts what comes from what stands before it.
    fn part(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}

/// The name of a field as it is on the wire: without Rust's mark for names that are keywords too.
fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

#[cfg(test)]
mod tests;
