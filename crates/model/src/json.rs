//! JSON text into our types, one level at a time.
//!
//! `serde_json` reads the grammar; what is ours is the walk: an object is first cut into its fields as raw text, and only then is each
//! field read by its type. A type then costs a loop over names instead of a copy of the parser, which halves the code that a browser
//! has to download. Reading a text this way costs a scan per level of depth; all of ours are shallow.

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Error;
use serde_json::value::RawValue;

/// The name by which [`RawValue`] asks its deserializer for the text itself.
const RAW: &str = "$serde_json::private::RawValue";

/// Reads one value.
///
/// # Errors
/// Says what is missing or wrong.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    T::deserialize(Text(text.trim_matches([' ', '\n', '\r', '\t'])))
}

/// One JSON value as text without white space around it.
#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

impl<'a> Text<'a> {
    #[inline(never)]
    fn fields(self) -> Result<Vec<(String, Text<'a>)>, Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Vec<(String, Text<'de>)>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    fields.push((name, Text(value.get())));
                }
                Ok(fields)
            }
        }
        let mut parser = serde_json::Deserializer::from_str(self.0);
        let fields = parser.deserialize_map(Fields)?;
        parser.end().map(|()| fields)
    }

    #[inline(never)]
    fn items(self) -> Result<Vec<&'a RawValue>, Error> {
        serde_json::from_str(self.0)
    }

    #[inline(never)]
    fn string(self) -> Result<String, Error> {
        serde_json::from_str(self.0)
    }

    #[inline(never)]
    fn number(self) -> Result<serde_json::Number, Error> {
        serde_json::from_str(self.0)
    }

    fn first(self) -> u8 {
        self.0.as_bytes().first().copied().unwrap_or_default()
    }

    fn is_null(self) -> bool {
        self.0 == "null"
    }
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.first() {
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'"' => self.deserialize_str(visitor),
            b't' | b'f' => visitor.visit_bool(serde_json::from_str(self.0)?),
            b'n' => serde_json::from_str::<()>(self.0).and_then(|()| visitor.visit_unit()),
            _ => {
                let number = self.number()?;
                if let Some(whole) = number.as_u64() {
                    visitor.visit_u64(whole)
                } else if let Some(whole) = number.as_i64() {
                    visitor.visit_i64(whole)
                } else {
                    visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN))
                }
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Fields { rest: self.fields()?.into_iter(), value: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Items(self.items()?.into_iter()))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if name == RAW {
            let raw: &RawValue = serde_json::from_str(self.0)?;
            visitor.visit_map(Fields { rest: vec![(RAW.to_owned(), Text(raw.get()))].into_iter(), value: None })
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        visitor.visit_enum(Word(self.string()?))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

struct Fields<'a> {
    rest: std::vec::IntoIter<(String, Text<'a>)>,
    value: Option<(bool, Text<'a>)>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some((name == RAW, value));
        seed.deserialize(StrDeserializer::new(&name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        match self.value.take() {
            Some((false, value)) => seed.deserialize(value),
            Some((true, raw)) => seed.deserialize(StrDeserializer::new(raw.0)),
            None => Err(de::Error::custom("a value was read before its name")),
        }
    }
}

struct Items<'a>(std::vec::IntoIter<&'a RawValue>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(Text(item.get()))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// A word that names a variant without fields: the only form our enums have on the wire.
struct Word(String);

impl<'de> EnumAccess<'de> for Word {
    type Error = Error;
    type Variant = Bare;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Bare), Error> {
        Ok((seed.deserialize(StrDeserializer::<Error>::new(&self.0))?, Bare))
    }
}

struct Bare;

impl<'de> VariantAccess<'de> for Bare {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::UnitVariant, &"a word"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::UnitVariant, &"a word"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::UnitVariant, &"a word"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Content, Event, Message};

    #[test]
    fn says_the_same_as_serde_json() {
        for text in [
            "{\"a\":1}",
            "[1,2.5,-3,null,true,\"x\\u00e9\"]",
            "{\"a\":{\"b\":[{}]}}",
            "\"\\ud83d\\ude00\"",
            " 7 ",
            "1e400",
            "nul",
            "{",
            "[1,]",
            "",
        ] {
            let ours = from_str::<serde_json::Value>(text).ok();
            assert_eq!(ours, serde_json::from_str(text).ok(), "{text}");
        }
    }

    #[test]
    fn reads_a_message_and_names_what_is_missing() {
        let text = r#"{"id":"ms_1","seq":7,"direction":"inbound","channel":"whatsapp","account":"a","author":{"kind":"customer"},
            "content":{"type":"poll","body":"Which day?","x":[1]},"at":"2025-04-08T10:46:45Z","received_at":"2025-04-08T10:46:45Z",
            "status":{"state":"delivered","at":"2025-04-08T10:46:45Z"},"new":{"field":1}}"#;
        let ours: Message = from_str(text).unwrap();
        assert_eq!(ours, serde_json::from_str(text).unwrap());
        assert!(matches!(&ours.content, Content::Unsupported(it) if it.label == "poll"));
        let error = from_str::<Message>(r#"{"id":"ms_1"}"#).unwrap_err().to_string();
        assert!(error.contains("missing field `seq`"), "{error}");
        assert!(from_str::<Event>(r#"{"seq":1,"kind":"reset"} x"#).is_err());
    }
}
