//! Any serializable value as JSON, with little code: quotes and fractions are the browser's.

use crate::text::{decimal, quoted};
use serde::ser::{self, Serialize, Serializer};
use std::fmt;

/// Under this name `serde_json` hands over a text that is JSON already.
const RAW: &str = "$serde_json::private::RawValue";

/// The value as JSON; nothing where it refuses to be written.
pub fn write(value: &(impl Serialize + ?Sized)) -> String {
    let mut out = String::new();
    match value.serialize(Writer { out: &mut out, is_raw: false }) {
        Ok(()) => out,
        Err(Refused) => String::new(),
    }
}

/// A text that is JSON already and goes out as it is.
#[derive(Debug)]
pub struct Written(pub String);

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut raw = serializer.serialize_struct(RAW, 1)?;
        ser::SerializeStruct::serialize_field(&mut raw, RAW, &self.0)?;
        ser::SerializeStruct::end(raw)
    }
}

/// A value that refuses to be written.
#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Where one value goes; a raw text goes without quotes.
struct Writer<'a> {
    out: &'a mut String,
    is_raw: bool,
}

impl<'a> Writer<'a> {
    #[inline(never)]
    fn text(self, text: &str) -> Result<(), Refused> {
        if self.is_raw {
            self.out.push_str(text);
        } else {
            self.out.push_str(&quoted(text));
        }
        Ok(())
    }

    #[inline(never)]
    fn word(self, word: &str) -> Result<(), Refused> {
        self.out.push_str(word);
        Ok(())
    }

    #[inline(never)]
    fn open(self, begin: &str, name: &str, end: &'static str) -> Compound<'a> {
        self.out.push_str(begin);
        if !name.is_empty() {
            self.out.push_str(&quoted(name));
            self.out.push_str(if end == "]}" { ":[" } else { ":{" });
        }
        Compound { out: self.out, is_first: true, is_raw: false, end }
    }
}

/// A list or an object that is being written.
struct Compound<'a> {
    out: &'a mut String,
    is_first: bool,
    is_raw: bool,
    end: &'static str,
}

impl Compound<'_> {
    #[inline(never)]
    fn comma(&mut self) {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
    }

    #[inline(never)]
    fn name(&mut self, name: &'static str) {
        self.comma();
        self.out.push_str(&quoted(name));
        self.out.push(':');
    }

    fn item<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Refused> {
        self.comma();
        item.serialize(Writer { out: self.out, is_raw: false })
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refused> {
        if !self.is_raw {
            self.name(name);
        }
        value.serialize(Writer { out: self.out, is_raw: self.is_raw })
    }

    #[inline(never)]
    fn close(self) -> Result<(), Refused> {
        self.out.push_str(self.end);
        Ok(())
    }
}

macro_rules! whole {
    ($($method:ident $number:ty),*) => {$(
        fn $method(self, number: $number) -> Result<(), Refused> {
            self.word(&number.to_string())
        }
    )*};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    whole!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64
    );

    fn serialize_bool(self, value: bool) -> Result<(), Refused> {
        self.word(if value { "true" } else { "false" })
    }

    fn serialize_f32(self, value: f32) -> Result<(), Refused> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Refused> {
        if value.is_finite() { self.word(&decimal(value)) } else { self.word("null") }
    }

    fn serialize_char(self, value: char) -> Result<(), Refused> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Refused> {
        self.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Refused> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.word("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.word("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.word("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Refused> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        let mut object = self.open("{", "", "}");
        object.field(variant, value)?;
        object.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Refused> {
        Ok(self.open("[", "", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, Refused> {
        Ok(self.open("[", "", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, Refused> {
        Ok(self.open("[", "", "]"))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Compound<'a>, Refused> {
        Ok(self.open("{", variant, "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Refused> {
        Ok(self.open("{", "", "}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'a>, Refused> {
        let is_raw = name == RAW;
        let mut compound = if is_raw { self.open("", "", "") } else { self.open("{", "", "}") };
        compound.is_raw = is_raw;
        Ok(compound)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Compound<'a>, Refused> {
        Ok(self.open("{", variant, "}}"))
    }
}

macro_rules! items {
    ($($kind:ident $method:ident),*) => {$(
        impl ser::$kind for Compound<'_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.item(value)
            }

            fn end(self) -> Result<(), Refused> {
                self.close()
            }
        }
    )*};
}

items!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field);

macro_rules! fields {
    ($($kind:ident),*) => {$(
        impl ser::$kind for Compound<'_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refused> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Refused> {
                self.close()
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.item(key)?;
        self.out.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        value.serialize(Writer { out: self.out, is_raw: false })
    }

    fn end(self) -> Result<(), Refused> {
        self.close()
    }
}

#[cfg(test)]
mod tests;
