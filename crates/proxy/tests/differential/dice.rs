//! Chance that can be repeated: what is thrown for one case depends on its seed alone.

use crate::words::{self, Script};
use model::{Limit, Limits, Unit};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeSet;

/// Lengths that are tried where our table names no limit: where other tables have theirs.
const USUAL: [u64; 9] = [1, 20, 25, 30, 60, 256, 512, 1024, 4096];
/// A content of more things than this is made seldom: it costs as much as a hundred others.
const MANY: u64 = 40;

pub(crate) struct Dice<'a> {
    rng: StdRng,
    /// How often a part leaves the middle of the road.
    wildness: f64,
    limits: &'a Limits,
    /// The limit that this case is about: whatever has it comes to its edge, and all else is plain.
    aim: Option<String>,
    /// The limits that were tried from both sides: `text.body at 4097`.
    pub(crate) tried: BTreeSet<(String, u64)>,
}

impl<'a> Dice<'a> {
    /// Dice for the case of this number: every second one is about one limit, which are all taken in turn.
    pub(crate) fn new(seed: u64, number: u64, limits: &'a Limits) -> Self {
        let mut rng = StdRng::seed_from_u64(seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let wildness = [0.02, 0.06, 0.06, 0.15, 0.4][rng.random_range(0..5)];
        // What a template's own words come to is for its values to reach.
        let names: Vec<&str> = limits.iter().map(|(name, _)| name).filter(|name| !name.starts_with("template.")).collect();
        let aim = number.is_multiple_of(2).then(|| names[usize::try_from(number / 2).unwrap() % names.len()].to_owned());
        Self { rng, wildness: if aim.is_some() { 0.0 } else { wildness }, limits, aim, tried: BTreeSet::new() }
    }

    /// Dice for a plain case: nothing strange, about no limit.
    pub(crate) fn tame(seed: u64, limits: &'a Limits) -> Self {
        Self { wildness: 0.0, aim: None, ..Self::new(seed, 1, limits) }
    }

    /// The limit that this case is about.
    pub(crate) fn aim(&self) -> Option<&str> {
        self.aim.as_deref()
    }

    /// Whether this case is about that limit.
    pub(crate) fn aims(&self, limit: &str) -> bool {
        self.aim() == Some(limit)
    }

    /// Whether what has this limit shall be strange.
    pub(crate) fn strange(&mut self, limit: &str) -> bool {
        self.aims(limit) || self.wild()
    }

    /// Whether this part shall be strange.
    pub(crate) fn wild(&mut self) -> bool {
        self.rng.random_bool(self.wildness)
    }

    /// True once in so many throws.
    pub(crate) fn once_in(&mut self, throws: u32) -> bool {
        self.rng.random_ratio(1, throws)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.rng.random_range(0..most)
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Something half of the time.
    pub(crate) fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.once_in(2).then(|| make(self))
    }

    /// Something always, but for the strange cases.
    pub(crate) fn surely<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let away = self.wild() && self.once_in(3);
        (!away).then(|| make(self))
    }

    /// Something only in the strange cases.
    pub(crate) fn hardly<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.wild() && self.once_in(3)).then(|| make(self))
    }

    /// A text that has this limit: short and plain, or blank, or on either side of an edge, in any script.
    pub(crate) fn words(&mut self, limit: &str) -> String {
        if !self.strange(limit) {
            return self.plain();
        }
        if !self.aims(limit) && self.once_in(4) {
            return self.pick(&words::BLANK).to_owned();
        }
        let script = self.pick(&Script::ALL);
        let limit = self.limits.get(limit).map(|it| (limit, it));
        let length = self.edge(limit);
        match limit {
            Some((_, Limit { unit: Unit::Lines, .. })) => words::lines(length),
            Some((_, Limit { unit, .. })) => words::long(script, length, unit),
            None => words::long(script, length, Unit::Utf16),
        }
    }

    /// Such a text half of the time.
    pub(crate) fn maybe_words(&mut self, limit: &str) -> Option<String> {
        (self.aims(limit) || self.once_in(2)).then(|| self.words(limit))
    }

    /// A short text that nobody could dislike.
    pub(crate) fn plain(&mut self) -> String {
        const PLAIN: [&str; 8] = ["Yes", "Sea view", "नमस्ते", "Café 12", "ठीक है", "Ja, gern", "Ok 👍", "Zimmer 7"];
        self.pick(&PLAIN).to_owned()
    }

    /// A name that programs give: short and plain, or strange.
    pub(crate) fn id(&mut self, limit: &str) -> String {
        if self.aims(limit) {
            return self.words(limit);
        }
        if !self.wild() {
            return format!("id-{}", self.below(1_000_000));
        }
        match self.below(4) {
            0 => format!(" {}", self.below(1000)),
            1 => "the same".to_owned(),
            _ => self.words_wildly(limit),
        }
    }

    fn words_wildly(&mut self, limit: &str) -> String {
        let before = std::mem::replace(&mut self.wildness, 1.0);
        let words = self.words(limit);
        self.wildness = before;
        words
    }

    /// How many things there are: a few that are allowed, or a number on either side of an edge.
    pub(crate) fn count(&mut self, limit: &str) -> usize {
        let known = self.limits.get(limit);
        let (least, most) = known.map_or((1, 4), |limit| (limit.min.max(1), limit.max));
        if !self.strange(limit) || (most > MANY && !self.aims(limit) && !self.once_in(12)) {
            return usize::try_from(least).unwrap() + self.below(usize::try_from((most - least).min(2)).unwrap() + 1);
        }
        if !self.aims(limit) && self.once_in(5) {
            return 0;
        }
        usize::try_from(self.edge(known.map(|it| (limit, it)).filter(|_| most < 1000))).unwrap().min(300)
    }

    /// A number that has this limit.
    pub(crate) fn number(&mut self, limit: &str) -> u64 {
        if self.strange(limit) { self.edge(self.limits.get(limit).map(|it| (limit, it))) } else { 60 }
    }

    /// A number at an edge of the limit: just below it, on it, just above it.
    fn edge(&mut self, limit: Option<(&str, Limit)>) -> u64 {
        let Some((name, limit)) = limit else {
            let usual = self.pick(&USUAL);
            return usual + u64::from(self.once_in(2));
        };
        let mut edges = if self.aims(name) {
            vec![limit.max, limit.max, limit.max + 1, limit.max + 1, limit.max.saturating_sub(1)]
        } else {
            vec![limit.max.saturating_sub(1), limit.max, limit.max + 1, limit.max, limit.max + 1, limit.max + 40]
        };
        if limit.min > 0 {
            edges.extend([limit.min - 1, limit.min]);
        }
        let edge = self.pick(&edges);
        self.tried.insert((name.to_owned(), edge));
        edge
    }
}

impl Dice<'_> {
    /// A length at an edge of the limit.
    pub(crate) fn words_of(&mut self, limit: &str) -> usize {
        usize::try_from(self.edge(self.limits.get(limit).map(|it| (limit, it)))).unwrap()
    }
}
