//! The three shapes that types of the contract have, each told once for both directions: records, words, and variants by a word.

use super::{Node, Read, bare};

/// The fields of an object that is being read.
pub struct Fields<'a> {
    node: &'a Node,
    /// Whether all that was asked for could be read.
    pub is_whole: bool,
}

impl<'a> Fields<'a> {
    /// The fields of this object.
    pub fn of(node: &'a Node) -> Self {
        Self { node, is_whole: true }
    }

    /// Puts a field in its place; it must be there.
    #[inline(never)]
    pub fn needed(&mut self, name: &str, place: &mut dyn Read) {
        self.is_whole &= self.node.field(bare(name)).is_some_and(|value| place.read(&value));
    }

    /// The same, but what is absent stays as it is.
    #[inline(never)]
    pub fn perhaps(&mut self, name: &str, place: &mut dyn Read) {
        self.is_whole &= self.node.field(bare(name)).is_none_or(|value| place.read(&value));
    }

    /// The value of a field that must be there.
    pub fn take<T: Read>(&mut self, name: &str) -> T {
        let mut it = T::blank();
        self.needed(name, &mut it);
        it
    }

    /// The value of a field that may be absent.
    pub fn take_if_any<T: Read>(&mut self, name: &str) -> T {
        let mut it = T::blank();
        self.perhaps(name, &mut it);
        it
    }

    /// A value whose fields stand among these.
    pub fn all<T: Read>(&mut self) -> T {
        let mut it = T::blank();
        self.is_whole &= it.read(self.node);
        it
    }
}

/// The place of a text in a list of words.
#[inline(never)]
pub(super) fn place(words: &[&str], node: &Node) -> Option<usize> {
    let text = node.text()?;
    Some(words.iter().position(|word| *word == text).unwrap_or(words.len()))
}

/// `record!(Type { needed; may be absent; may be absent, and is left out when it is nothing })`. Patterns name every field, so that
/// none can be forgotten. `record!(blank Type { … })` is for a type without a default value, `record!(blank <C> Type<C> { … })` for one
/// over another.
macro_rules! record {
    (blank $(<$generic:ident>)? $name:path { $($needed:ident),* $(; $($absent:ident),* $(; $($left_out:ident),*)?)? }) => {
        $crate::json::record!(@ [$($generic)?] $name { $($needed),* $(; $($absent),* $(; $($left_out),*)?)? } Self {
            $($needed: $crate::json::Read::blank(),)*
            $($($absent: Default::default(),)* $($($left_out: Default::default(),)*)?)?
        });
    };
    (@ [$($generic:ident)?] $name:path { $($needed:ident),* $(; $($absent:ident),* $(; $($left_out:ident),*)?)? } $blank:expr) => {
        impl<$($generic: $crate::json::Read)?> $crate::json::Read for $name {
            fn read(&mut self, node: &$crate::json::Node) -> bool {
                let Self { $($needed,)* $($($absent,)* $($($left_out,)*)?)? } = self;
                let mut fields = $crate::json::Fields::of(node);
                $(fields.needed(stringify!($needed), $needed);)*
                $($(fields.perhaps(stringify!($absent), $absent);)* $($(fields.perhaps(stringify!($left_out), $left_out);)*)?)?
                fields.is_whole
            }

            fn blank() -> Self {
                $blank
            }
        }

        impl<$($generic: $crate::json::Write)?> $crate::json::Write for $name {
            fn fields(&self, out: &mut $crate::json::Out) {
                let Self { $($needed,)* $($($absent,)* $($($left_out,)*)?)? } = self;
                $(out.field(stringify!($needed), $needed);)*
                $($(out.field(stringify!($absent), $absent);)* $($(out.field_if_any(stringify!($left_out), $left_out);)*)?)?
            }
        }
    };
    ($name:path { $($body:tt)* }) => {
        $crate::json::record!(@ [] $name { $($body)* } Self::default());
    };
}

/// `words!(Type { "word" => Variant, … } else Unknown)`: an enum of bare words.
macro_rules! words {
    ($name:path { $($word:literal => $variant:ident),* $(,)? } $(else $other:ident)?) => {
        impl $crate::json::Read for $name {
            fn read(&mut self, node: &$crate::json::Node) -> bool {
                const ALL: &[$name] = &[$(<$name>::$variant,)* $(<$name>::$other)?];
                let found = $crate::json::shape::place(&[$($word),*], node).and_then(|place| ALL.get(place));
                found.is_some_and(|found| { *self = *found; true })
            }

            fn blank() -> Self {
                [$(Self::$variant),*][0]
            }
        }

        impl $crate::json::Write for $name {
            fn write(&self, out: &mut $crate::json::Out) {
                out.text(match self {
                    $(Self::$variant => $word,)*
                    $(Self::$other => "unknown",)?
                });
            }
        }
    };
}

/// `variants!(Type by "type" { "word" => Variant { needed; may be absent }, "other" => Other(it), … } else Unknown)`: an enum whose
/// variants stand beside a word that names them. A variant without fields is written `Variant {}`.
macro_rules! variants {
    ($name:path, by $by:literal { $($word:literal => $variant:ident $body:tt),* $(,)? } $(else $other:ident)?) => {
        impl $crate::json::Read for $name {
            fn read(&mut self, node: &$crate::json::Node) -> bool {
                let mut fields = $crate::json::Fields::of(node);
                *self = match fields.take::<String>($by).as_str() {
                    $($word => $crate::json::shape::variants!(@read fields $variant $body),)*
                    $(_ if fields.is_whole => Self::$other,)?
                    _ => return false,
                };
                fields.is_whole
            }

            fn blank() -> Self {
                $crate::json::shape::variants!(@blank $($variant $body)*)
            }
        }

        impl $crate::json::Write for $name {
            fn fields(&self, out: &mut $crate::json::Out) {
                match self {
                    $($crate::json::shape::variants!(@pattern $variant $body) => {
                        out.field($by, &$word);
                        $crate::json::shape::variants!(@write out $body);
                    })*
                    $(Self::$other => out.field($by, &"unknown"),)?
                }
            }
        }
    };
    (@read $fields:ident $variant:ident { $($needed:ident),* $(; $($absent:ident),*)? }) => {
        Self::$variant { $($needed: $fields.take(stringify!($needed)),)* $($($absent: $fields.take_if_any(stringify!($absent)),)*)? }
    };
    (@read $fields:ident $variant:ident ($it:ident)) => { Self::$variant($fields.all()) };
    (@pattern $variant:ident { $($needed:ident),* $(; $($absent:ident),*)? }) => { Self::$variant { $($needed,)* $($($absent,)*)? } };
    (@pattern $variant:ident ($it:ident)) => { Self::$variant($it) };
    (@write $out:ident { $($needed:ident),* $(; $($absent:ident),*)? }) => {
        $($out.field(stringify!($needed), $needed);)*
        $($($out.field_if_any(stringify!($absent), $absent);)*)?
    };
    (@write $out:ident ($it:ident)) => { $crate::json::Write::fields($it, $out); };
    (@blank $variant:ident { $($needed:ident),* $(; $($absent:ident),*)? } $($rest:tt)*) => {
        Self::$variant { $($needed: $crate::json::Read::blank(),)* $($($absent: $crate::json::Read::blank(),)*)? }
    };
    (@blank $variant:ident ($it:ident) $($rest:tt)*) => { Self::$variant($crate::json::Read::blank()) };
}

pub(crate) use record;
pub(super) use {variants, words};
