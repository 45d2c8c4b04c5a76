//! Phone numbers as a CRM has them, and as people read them.

use model::PhoneNumber;
use phonenumber::{Mode, country};

/// Reads a number; one without a country code is read in the tenant's region.
///
/// # Errors
/// Says what is wrong, in words that can be shown.
pub fn read(text: &str, region: Option<country::Id>) -> Result<PhoneNumber, String> {
    let international = PhoneNumber::parse(text);
    let Err(error) = international else { return international.map_err(|error| sentence(&error.to_string())) };
    if region.is_none() && !text.trim_start().starts_with('+') {
        return Err(sentence(&error.to_string()));
    }
    let Ok(parsed) = phonenumber::parse(region, text) else { return Err(sentence(&format!("this is not a phone number ({error})"))) };
    if !phonenumber::is_viable(text) {
        return Err(sentence("this is not a phone number"));
    }
    PhoneNumber::parse(&parsed.format().mode(Mode::E164).to_string()).map_err(|error| sentence(&error.to_string()))
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
        for text in ["99999 99999", "099999 99999", "+91 99999 99999", "0091 99999 99999", "(+91) 99999-99999"] {
            assert_eq!(read(text, Some(country::IN)).unwrap().as_str(), "+919999999999", "{text}");
        }
        assert_eq!(read("(415) 555-2671", Some(country::US)).unwrap().as_str(), "+14155552671");
    }

    #[test]
    fn what_is_no_number_is_said() {
        for text in ["", "call me", "12", "+", "+91 call me", "９９"] {
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
