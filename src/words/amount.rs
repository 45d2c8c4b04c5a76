//! Amounts that no browser words: sizes of files, lengths of recordings, time that is left.

use super::Words;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Words {
    /// A size: `812 B`, `24 KB`, `1.3 MB`. One KB is 1024 bytes, as file managers and providers count.
    pub fn bytes(&self, bytes: u64) -> String {
        let bytes = bytes as f64;
        let (key, amount) = if bytes < 1000.0 {
            ("bytes.b", bytes)
        } else if bytes < 1000.0 * 1024.0 {
            ("bytes.kb", (bytes / 1024.0).round().max(1.0))
        } else {
            ("bytes.mb", (bytes / 104_857.6).round() / 10.0)
        };
        self.fill(key, &[("n", &self.number(amount))])
    }

    /// The length of a recording: `0:09`, `1:02:03`.
    pub fn length(&self, seconds: u32) -> String {
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let mut text = String::new();
        if hours > 0 {
            text.push_str(&hours.to_string());
            text.push(':');
            push_two(&mut text, minutes);
        } else {
            text.push_str(&minutes.to_string());
        }
        text.push(':');
        push_two(&mut text, seconds);
        text
    }

    /// Time that is left, in milliseconds, as coarse as it may be: days and hours, hours, under three of them also minutes,
    /// minutes; under ten minutes `9:59`.
    pub fn left(&self, millis: i64) -> String {
        let millis = millis.max(0);
        let number = |n: i64| self.number(n as f64);
        if millis >= 2 * DAY {
            self.fill("left.days", &[("d", &number(millis / DAY)), ("h", &number(millis % DAY / HOUR))])
        } else if millis >= 3 * HOUR {
            self.fill("left.long", &[("h", &number(millis / HOUR))])
        } else if millis >= HOUR {
            self.fill("left.hours", &[("h", &number(millis / HOUR)), ("m", &number(millis % HOUR / MINUTE))])
        } else if millis >= 10 * MINUTE {
            self.fill("left.minutes", &[("m", &number(millis / MINUTE))])
        } else {
            let mut seconds = String::new();
            push_two(&mut seconds, u32::try_from(millis % MINUTE / SECOND).unwrap_or_default());
            self.fill("left.seconds", &[("m", &(millis / MINUTE).to_string()), ("s", &seconds)])
        }
    }
}

fn push_two(text: &mut String, number: u32) {
    if number < 10 {
        text.push('0');
    }
    text.push_str(&number.to_string());
}
