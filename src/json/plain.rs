//! What everything is made of: texts, truths, numbers, lists, and what may be absent.

use super::{Node, Out, Read, Write};
use crate::text::decimal;
use model::Table;
use serde_json::Value;

impl Read for String {
    fn read(&mut self, node: &Node) -> bool {
        node.text().is_some_and(|text| {
            *self = text;
            true
        })
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl Write for String {
    fn write(&self, out: &mut Out) {
        out.text(self);
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Write for str {
    fn write(&self, out: &mut Out) {
        out.text(self);
    }
}

impl<T: Write + ?Sized> Write for &T {
    fn write(&self, out: &mut Out) {
        T::write(self, out);
    }

    fn fields(&self, out: &mut Out) {
        T::fields(self, out);
    }

    fn is_nothing(&self) -> bool {
        T::is_nothing(self)
    }
}

impl Read for bool {
    fn read(&mut self, node: &Node) -> bool {
        node.flag().is_some_and(|flag| {
            *self = flag;
            true
        })
    }

    fn blank() -> Self {
        false
    }
}

impl Write for bool {
    fn write(&self, out: &mut Out) {
        out.word(if *self { "true" } else { "false" });
    }

    fn is_nothing(&self) -> bool {
        !self
    }
}

impl Read for f64 {
    fn read(&mut self, node: &Node) -> bool {
        node.number().is_some_and(|number| {
            *self = number;
            true
        })
    }

    fn blank() -> Self {
        0.0
    }
}

impl Write for f64 {
    fn write(&self, out: &mut Out) {
        if self.is_finite() {
            out.word(&decimal(*self));
        } else {
            out.word("null");
        }
    }
}

/// As far as JSON's numbers are whole everywhere: a log position, a size and an amount stay under it.
const MOST: f64 = 9_007_199_254_740_991.0;

fn whole(node: &Node, least: f64, most: f64) -> Option<f64> {
    node.number().filter(|number| (least..=most).contains(number) && number.trunc() == *number)
}

macro_rules! whole {
    ($($name:ident from $least:expr, to $most:expr;)*) => {$(
        impl Read for $name {
            fn read(&mut self, node: &Node) -> bool {
                whole(node, $least, $most).is_some_and(|number| {
                    *self = number as Self;
                    true
                })
            }

            fn blank() -> Self {
                0
            }
        }

        impl Write for $name {
            fn write(&self, out: &mut Out) {
                out.word(&self.to_string());
            }

            fn is_nothing(&self) -> bool {
                *self == 0
            }
        }
    )*};
}

whole! {
    i64 from -MOST, to MOST;
    u64 from 0.0, to MOST;
    u32 from 0.0, to f64::from(u32::MAX);
    u16 from 0.0, to f64::from(u16::MAX);
}

impl<T: Read> Read for Option<T> {
    fn read(&mut self, node: &Node) -> bool {
        self.insert(T::blank()).read(node)
    }

    fn blank() -> Self {
        None
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut Out) {
        match self {
            Some(it) => it.write(out),
            None => out.word("null"),
        }
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Read> Read for Box<T> {
    fn read(&mut self, node: &Node) -> bool {
        T::read(self, node)
    }

    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self, out: &mut Out) {
        T::write(self, out);
    }

    fn fields(&self, out: &mut Out) {
        T::fields(self, out);
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(&mut self, node: &Node) -> bool {
        let Some(items) = node.items() else { return false };
        items.iter().all(|item| {
            self.push(T::blank());
            self.last_mut().is_some_and(|it| it.read(item))
        })
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, out: &mut Out) {
        out.open('[');
        self.iter().for_each(|item| item.write(out));
        out.close(']');
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut Out) {
        self.as_slice().write(out);
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Read> Read for Table<T> {
    fn read(&mut self, node: &Node) -> bool {
        let Some(entries) = node.entries() else { return false };
        entries.into_iter().all(|(name, value)| {
            let mut it = T::blank();
            let is_one = it.read(&value);
            self.insert(name, it);
            is_one
        })
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Write> Write for Table<T> {
    fn fields(&self, out: &mut Out) {
        self.iter().for_each(|(name, value)| out.field(name, value));
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

/// What a customer filled into a form: any JSON. Numbers come as a browser has them.
impl Read for Value {
    fn read(&mut self, node: &Node) -> bool {
        *self = if let Some(text) = node.text() {
            Self::String(text)
        } else if let Some(flag) = node.flag() {
            Self::Bool(flag)
        } else if let Some(number) = node.number() {
            let whole = number as i64;
            if whole as f64 == number { Self::from(whole) } else { Self::from(number) }
        } else if let Some(items) = node.items() {
            Self::Array(items.iter().map(any).collect())
        } else if let Some(entries) = node.entries() {
            let mut fields = serde_json::Map::new();
            for (name, value) in entries {
                fields.insert(name, any(&value));
            }
            Self::Object(fields)
        } else {
            Self::Null
        };
        true
    }

    fn blank() -> Self {
        Self::Null
    }
}

fn any(node: &Node) -> Value {
    let mut it = Value::Null;
    it.read(node);
    it
}

impl Write for Value {
    fn write(&self, out: &mut Out) {
        match self {
            Self::Null => out.word("null"),
            Self::Bool(flag) => flag.write(out),
            Self::Number(number) => number.as_f64().unwrap_or_default().write(out),
            Self::String(text) => text.write(out),
            Self::Array(items) => items.write(out),
            Self::Object(fields) => {
                out.open('{');
                fields.iter().for_each(|(name, value)| out.field(name, value));
                out.close('}');
            }
        }
    }
}
