//! JSON of the contract into model types, with little code.
//!
//! The browser parses; here a value is taken apart field by field. The model's own `Deserialize` would do the same, but each of its
//! types brings a copy of a parser, and an agent's laptop would have to download all of them: this road is a quarter of that weight.
//! That both read the same is proved by a test over every golden file of the model. Rules: an absent field and `null` are one;
//! a content, event or word that we don't know becomes the unknown value of its type; any other fault makes the whole text unreadable.

mod content;
mod message;
mod node;
mod offer;
mod template;
mod thread;

pub use node::Node;

use model::Table;

/// A text isn't what the contract says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// A type that can be taken out of JSON.
pub trait Read: Sized {
    /// Takes it out.
    ///
    /// # Errors
    /// When the value isn't one.
    fn read(node: &Node) -> Result<Self, Unreadable>;

    /// What stands for a field that is absent.
    ///
    /// # Errors
    /// Most types must be there.
    fn absent() -> Result<Self, Unreadable> {
        Err(Unreadable)
    }
}

/// Reads a text.
///
/// # Errors
/// When it isn't one.
pub fn read<T: Read>(text: &str) -> Result<T, Unreadable> {
    T::read(&Node::parse(text).ok_or(Unreadable)?)
}

fn field<T: Read>(node: &Node, name: &str) -> Result<T, Unreadable> {
    let name = name.strip_prefix("r#").unwrap_or(name);
    match node.field(name) {
        Some(value) => T::read(&value),
        None => T::absent(),
    }
}

fn field_or_default<T: Read + Default>(node: &Node, name: &str) -> Result<T, Unreadable> {
    field::<Option<T>>(node, name).map(Option::unwrap_or_default)
}

/// Puts a field in its place; whether it could be read.
#[inline(never)]
fn put<T: Read>(place: &mut T, node: &Node, name: &str) -> bool {
    field(node, name).map(|value| *place = value).is_ok()
}

/// The same; what is absent stays as it is.
#[inline(never)]
fn put_if_there<T: Read>(place: &mut T, node: &Node, name: &str) -> bool {
    match field::<Option<T>>(node, name) {
        Ok(Some(value)) => {
            *place = value;
            true
        }
        Ok(None) => true,
        Err(Unreadable) => false,
    }
}

/// `record!(Type { needed, also_needed; may_be_absent })`: the literal below must name every field, so none can be forgotten.
macro_rules! record {
    ($name:path { $($needed:ident),* $(; $($defaulted:ident),*)? }) => {
        impl $crate::net::read::Read for $name {
            #[inline(never)]
            fn read(node: &$crate::net::read::Node) -> Result<Self, $crate::net::read::Unreadable> {
                Ok(Self {
                    $($needed: $crate::net::read::field(node, stringify!($needed))?,)*
                    $($($defaulted: $crate::net::read::field_or_default(node, stringify!($defaulted))?,)*)?
                })
            }
        }
    };
}

/// `filled!(Type { needed, also_needed; may_be_absent })`: the same for a type with a default value, whose fields are put in one by
/// one. With nothing to drop between them it is a fraction of the code. The pattern below must name every field.
macro_rules! filled {
    ($name:path { $($needed:ident),* $(; $($defaulted:ident),*)? }) => {
        impl $crate::net::read::Read for $name {
            #[inline(never)]
            fn read(node: &$crate::net::read::Node) -> Result<Self, $crate::net::read::Unreadable> {
                let mut it = Self::default();
                let Self { $($needed,)* $($($defaulted,)*)? } = &mut it;
                let is_whole = true
                    $(& $crate::net::read::put($needed, node, stringify!($needed)))*
                    $($(& $crate::net::read::put_if_there($defaulted, node, stringify!($defaulted)))*)?;
                if is_whole { Ok(it) } else { Err($crate::net::read::Unreadable) }
            }
        }
    };
}

/// `words!(Type { "word" => Variant, … } else Unknown)`: an enum of bare words.
macro_rules! words {
    ($name:path { $($word:literal => $variant:ident),* $(,)? } $(else $other:ident)?) => {
        impl $crate::net::read::Read for $name {
            fn read(node: &$crate::net::read::Node) -> Result<Self, $crate::net::read::Unreadable> {
                match node.text().as_deref() {
                    $(Some($word) => Ok(Self::$variant),)*
                    $(Some(_) => Ok(Self::$other),)?
                    _ => Err($crate::net::read::Unreadable),
                }
            }
        }
    };
}

pub(super) use {filled, record, words};

impl Read for String {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        node.text().ok_or(Unreadable)
    }
}

impl Read for bool {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        node.flag().ok_or(Unreadable)
    }
}

impl Read for f64 {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        node.number().ok_or(Unreadable)
    }
}

fn whole(node: &Node, most: f64) -> Result<f64, Unreadable> {
    node.number().filter(|number| (0.0..=most).contains(number) && number.trunc() == *number).ok_or(Unreadable)
}

impl Read for i64 {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        const MOST: f64 = 9_007_199_254_740_991.0;
        let number = node.number().filter(|number| number.abs() <= MOST && number.trunc() == *number);
        number.map(|number| number as Self).ok_or(Unreadable)
    }
}

impl Read for u64 {
    /// A log position and a size stay under 2^53, which is as far as JSON's numbers are whole everywhere.
    fn read(node: &Node) -> Result<Self, Unreadable> {
        whole(node, 9_007_199_254_740_991.0).map(|number| number as Self)
    }
}

impl Read for u32 {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        whole(node, f64::from(Self::MAX)).map(|number| number as Self)
    }
}

impl Read for u16 {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        whole(node, f64::from(Self::MAX)).map(|number| number as Self)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        T::read(node).map(Some)
    }

    fn absent() -> Result<Self, Unreadable> {
        Ok(None)
    }
}

impl<T: Read> Read for Box<T> {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        T::read(node).map(Self::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        let items = node.items().ok_or(Unreadable)?;
        let mut read = Vec::with_capacity(items.len());
        for item in &items {
            read.push(T::read(item)?);
        }
        Ok(read)
    }
}

impl<T: Read> Read for Table<T> {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        let entries = node.entries().ok_or(Unreadable)?;
        let mut read = Self::new();
        for (name, value) in entries {
            read.insert(name, T::read(&value)?);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
