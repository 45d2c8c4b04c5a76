//! Phone numbers as a CRM has them, and as people read them.

use model::PhoneNumber;
use phonenumber::{Mode, country};

/// Reads a number; one without a country code is read in the tenant's region.
///
/// # Errors
/// Says what is wrong, in words that can be shown.
pub fn read(text: &str, region: Option<country::Id>) -> Result<PhoneNumber, String> {
    let text = without_extension(text);
    let error = match PhoneNumber::parse(text) {
        Ok(number) => return Ok(number),
        Err(error) => sentence(&error.to_string()),
    };
    // The library would read letters as the keys that they stand on: "call me" is no number.
    if text.chars().any(char::is_alphabetic) {
        return Err(sentence("this is not a phone number"));
    }
    let Ok(parsed) = phonenumber::parse(region, text) else { return Err(error) };
    PhoneNumber::parse(&parsed.format().mode(Mode::E164).to_string()).map_err(|_| error)
}

/// The number before `ext. 12` or `x12`: messages have no extensions.
fn without_extension(text: &str) -> &str {
    let Some(start) = text.find(|c: char| c.is_alphabetic()) else { return text };
    let (number, rest) = text.split_at(start);
    let rest = rest.to_ascii_lowercase();
    let digits = ["extension", "ext", "x"].iter().find_map(|word| rest.strip_prefix(word));
    let is_extension = digits.is_some_and(|it| {
        let it = it.trim_start_matches(['.', ':', ' ']).trim_end();
        !it.is_empty() && it.chars().all(|c| c.is_ascii_digit())
    });
    if is_extension { number } else { text }
}

/// A number as people write it for others: `+1 555-130-5682`. What is no number stays as it is.
pub fn international(number: &str) -> String {
    match phonenumber::parse(None, number) {
        Ok(parsed) => parsed.format().mode(Mode::International).to_string(),
        Err(_) => number.to_owned(),
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_without_country_is_read_in_the_region() {
        for text in ["99999 99999", "099999 99999", "+91 99999 99999", "0091 99999 99999", "(+91) 99999-99999", "99999/99999 ext. 12"] {
            assert_eq!(read(text, Some(country::IN)).unwrap().as_str(), "+919999999999", "{text}");
        }
        assert_eq!(read("(415) 555-2671", Some(country::US)).unwrap().as_str(), "+14155552671");
    }

    #[test]
    fn what_is_no_number_is_said() {
        for text in ["", "call me", "12", "+", "+91 call me", "９９", "99999 99999 home", "1-800-FLOWERS"] {
            assert!(read(text, Some(country::IN)).unwrap_err().ends_with('.'), "{text}");
        }
        assert!(read("99999 99999", None).unwrap_err().contains("country code"));
    }

    #[test]
    fn people_read_groups() {
        assert_eq!(international("+15551305682"), "+1 555-130-5682");
        assert_eq!(international("bot-7"), "bot-7");
    }
}
