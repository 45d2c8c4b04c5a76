//! RFC 3339 to milliseconds and back. Small, because every agent's browser downloads it.

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Milliseconds since the epoch of `2026-11-21T13:30:00.250+05:30`. Any one ASCII character may part date and time; digits
/// after the third of a fraction are dropped. A leap second is the last millisecond before it.
pub(super) fn read(text: &str) -> Option<i64> {
    let mut rest = Rest(text.as_bytes());
    let year = rest.number(4)?;
    rest.byte(b'-')?;
    let month = rest.number(2)?;
    rest.byte(b'-')?;
    let day = rest.number(2)?;
    rest.next()?;
    let hour = rest.number(2)?;
    rest.byte(b':')?;
    let minute = rest.number(2)?;
    rest.byte(b':')?;
    let second = rest.number(2)?;
    let fraction = rest.fraction()?;
    let offset = rest.offset()?;
    let date_is_real = (1..=12).contains(&month) && day >= 1 && day <= month_length(year, month);
    if !date_is_real || hour > 23 || minute > 59 || second > 60 || !rest.0.is_empty() {
        return None;
    }
    let whole = days(year, month, day) * DAY + hour * HOUR + minute * MINUTE - offset;
    if second < 60 {
        return Some(whole + second * SECOND + fraction);
    }
    let after = whole + MINUTE;
    (after.rem_euclid(DAY) == 0 && date(after.div_euclid(DAY)).2 == 1).then_some(after - 1)
}

/// The same moment in UTC, with as many digits after the second as it takes, from the years 0 to 9999.
pub(super) fn write(millis: i64) -> String {
    let (year, month, day) = date(millis.div_euclid(DAY));
    let of_day = millis.rem_euclid(DAY);
    let mut text = String::with_capacity(24);
    push(&mut text, year, 1000);
    for (mark, number) in [('-', month), ('-', day), ('T', of_day / HOUR), (':', of_day / MINUTE % 60), (':', of_day / SECOND % 60)] {
        text.push(mark);
        push(&mut text, number, 10);
    }
    match of_day % SECOND {
        0 => {}
        fraction => {
            text.push('.');
            push(&mut text, fraction, 100);
            text.truncate(text.trim_end_matches('0').len());
        }
    }
    text.push('Z');
    text
}

fn push(text: &mut String, number: i64, mut unit: i64) {
    while unit > 0 {
        text.push(char::from(b'0' + (number / unit % 10) as u8));
        unit /= 10;
    }
}

/// Days since the epoch. Years are counted from March, so that a leap day is the last one.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

/// Year, month and day; the way back of [`days`].
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12 + 1;
    (era * 400 + year + i64::from(month <= 2), month, day)
}

fn month_length(year: i64, month: i64) -> i64 {
    days(year + month / 12, month % 12 + 1, 1) - days(year, month, 1)
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn byte(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    #[inline(never)]
    fn number(&mut self, digits: usize) -> Option<i64> {
        let mut number = 0;
        for _ in 0..digits {
            let digit = self.next().filter(u8::is_ascii_digit)?;
            number = number * 10 + i64::from(digit - b'0');
        }
        Some(number)
    }

    /// Milliseconds; nothing is none.
    fn fraction(&mut self) -> Option<i64> {
        if self.0.first() != Some(&b'.') {
            return Some(0);
        }
        self.next();
        let (mut millis, mut unit) = (self.number(1)? * 100, 10);
        while let Some(digit) = self.0.first().filter(|byte| byte.is_ascii_digit()) {
            millis += i64::from(digit - b'0') * unit;
            unit /= 10;
            self.next();
        }
        Some(millis)
    }

    /// Milliseconds east of Greenwich.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.next()? {
            b'Z' | b'z' => return Some(0),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.number(2)?;
        self.byte(b':')?;
        let minutes = self.number(2)?;
        (hours <= 23 && minutes <= 59).then_some(sign * (hours * HOUR + minutes * MINUTE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::time::{OffsetDateTime, format_description::well_known::Rfc3339};

    fn read_by_time(text: &str) -> Option<i64> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000)).ok()
    }

    fn written_by_time(millis: i64) -> String {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).unwrap().format(&Rfc3339).unwrap()
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2026-11-21",
            "2026-11-21T08:00:00",
            "2026-11-21T08:00Z",
            "2026-02-29T08:00:00Z",
            "2026-00-10T08:00:00Z",
            "2026-13-10T08:00:00Z",
            "2026-11-31T08:00:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T08:00:00.Z",
            "2026-11-21T08:00:00+24:00",
            "2026-11-21T08:00:00+0530",
            "2026-11-21T08:00:00Z ",
            "+2026-11-21T08:00:00Z",
            "2026-11-21T08:00:60Z",
            "2026-11-21é08:00:00Z",
        ] {
            assert_eq!((read(text), read_by_time(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn odd_times_are_read_as_others_read_them() {
        for text in [
            "2024-02-29 23:59:59.9999z",
            "2000-02-29T00:00:00-23:59",
            "0000-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59.999-23:59",
            "2016-12-31T23:59:60Z",
            "2017-01-01T05:29:60.5+05:30",
        ] {
            assert!(read(text).is_some(), "{text}");
            assert_eq!(read(text), read_by_time(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_moment_is_written_as_others_write_it(millis in -62_167_219_200_000i64..=253_402_300_799_999) {
            proptest::prop_assert_eq!(write(millis), written_by_time(millis));
            proptest::prop_assert_eq!(read(&write(millis)), Some(millis));
        }

        #[test]
        fn any_numbers_are_judged_as_others_judge_them(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,12})?([Zz]|[+-][0-2][0-9]:[0-6][0-9])",
        ) {
            proptest::prop_assert_eq!(read(&text), read_by_time(&text));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC*") {
            proptest::prop_assert_eq!(read(&text), read_by_time(&text));
        }
    }
}
