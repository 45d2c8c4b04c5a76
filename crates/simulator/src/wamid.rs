//! Message ids as Meta writes them: base64 of a small binary record with the number inside.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A fresh id of a message that the phone with these digits sent.
#[must_use]
pub fn inbound(digits: &str) -> String {
    build(digits, [0x15, 0x02, 0x00, 0x12, 0x18], 16)
}

/// A fresh id of a message sent to the phone with these digits.
#[must_use]
pub fn outbound(digits: &str) -> String {
    build(digits, [0x15, 0x02, 0x00, 0x11, 0x18], 9)
}

fn build(digits: &str, kind: [u8; 5], random: usize) -> String {
    let tail = hex::encode_upper(&uuid::Uuid::new_v4().as_bytes()[..random]);
    let mut raw = vec![0x1c, 0x18, u8::try_from(digits.len()).unwrap_or(u8::MAX)];
    raw.extend_from_slice(digits.as_bytes());
    raw.extend_from_slice(&kind);
    raw.push(u8::try_from(tail.len()).unwrap_or(u8::MAX));
    raw.extend_from_slice(tail.as_bytes());
    raw.push(0);
    format!("wamid.{}", STANDARD.encode(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_form_of_the_sample_in_the_seed() {
        let id = inbound("919106089343");
        assert!(id.starts_with("wamid.HBgMOTE5MTA2MDg5MzQzFQIAEhgg"), "{id}");
        let sent = outbound("918490029105");
        assert!(sent.starts_with("wamid.HBgMOTE4NDkwMDI5MTA1FQIAERgS"), "{sent}");
        assert_ne!(sent, outbound("918490029105"));
    }
}
