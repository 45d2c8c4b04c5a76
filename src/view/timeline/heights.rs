//! How tall each row is and on which day it stands: sums in logarithmic time, so that a long thread costs no more than a short one.

/// Heights in pixels in order, with their sums (a Fenwick tree).
#[derive(Clone, Debug, Default)]
pub(crate) struct Heights {
    each: Vec<f64>,
    sums: Vec<f64>,
}

impl Heights {
    pub(crate) fn len(&self) -> usize {
        self.each.len()
    }

    pub(crate) fn get(&self, at: usize) -> f64 {
        self.each.get(at).copied().unwrap_or_default()
    }

    pub(crate) fn push(&mut self, height: f64) {
        let place = self.each.len() + 1;
        let below = place - (place & place.wrapping_neg());
        let sum = self.before(place - 1) - self.before(below) + height;
        self.each.push(height);
        self.sums.push(sum);
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.each.truncate(len);
        self.sums.truncate(len);
    }

    pub(crate) fn set(&mut self, at: usize, height: f64) {
        let Some(known) = self.each.get_mut(at) else { return };
        let change = height - *known;
        *known = height;
        let mut place = at + 1;
        while place <= self.sums.len() {
            self.sums[place - 1] += change;
            place += place & place.wrapping_neg();
        }
    }

    /// Puts rows before all others.
    pub(crate) fn prepend(&mut self, heights: impl IntoIterator<Item = f64>) {
        let old = std::mem::take(self);
        for height in heights.into_iter().chain(old.each) {
            self.push(height);
        }
    }

    /// The height of the first `count` rows together.
    pub(crate) fn before(&self, count: usize) -> f64 {
        let mut place = count.min(self.sums.len());
        let mut sum = 0.0;
        while place > 0 {
            sum += self.sums[place - 1];
            place &= place - 1;
        }
        sum
    }

    pub(crate) fn total(&self) -> f64 {
        self.before(self.len())
    }

    /// The row that covers this distance from the top; the last one if it lies below all.
    pub(crate) fn at(&self, distance: f64) -> usize {
        let (mut place, mut left) = (0, distance);
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            if place + step <= self.sums.len() && self.sums[place + step - 1] <= left {
                place += step;
                left -= self.sums[place - 1];
            }
            step /= 2;
        }
        place.min(self.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Heights;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Step {
        Push(u16),
        Set(usize, u16),
        Truncate(usize),
        Prepend(Vec<u16>),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let height = 1_u16..500;
        let step = prop_oneof![
            4 => height.clone().prop_map(Step::Push),
            2 => (0_usize..60, height.clone()).prop_map(|(at, height)| Step::Set(at, height)),
            1 => (0_usize..60).prop_map(Step::Truncate),
            1 => prop::collection::vec(height, 0..20).prop_map(Step::Prepend),
        ];
        prop::collection::vec(step, 0..60)
    }

    proptest! {
        #[test]
        fn sums_are_those_of_a_plain_list(steps in steps(), distance in 0_u32..20_000) {
            let (mut heights, mut plain) = (Heights::default(), Vec::<f64>::new());
            for step in steps {
                match step {
                    Step::Push(height) => { heights.push(height.into()); plain.push(height.into()); }
                    Step::Set(at, height) => { heights.set(at, height.into()); if let Some(known) = plain.get_mut(at) { *known = height.into(); } }
                    Step::Truncate(len) => { heights.truncate(len); plain.truncate(len); }
                    Step::Prepend(more) => {
                        heights.prepend(more.iter().map(|height| f64::from(*height)));
                        plain.splice(0..0, more.into_iter().map(f64::from));
                    }
                }
            }
            prop_assert_eq!(heights.len(), plain.len());
            for count in 0..=plain.len() {
                prop_assert_eq!(heights.before(count), plain[..count].iter().sum::<f64>());
            }
            let mut sum = 0.0;
            let at = plain.iter().position(|height| { sum += height; sum > f64::from(distance) });
            prop_assert_eq!(heights.at(distance.into()), at.unwrap_or(plain.len().saturating_sub(1)));
        }
    }
}
