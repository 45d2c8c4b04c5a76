//! What the demo's customer says: Asha, who takes 24 colleagues to Kerala with Palmgrove Journeys.

/// Words that a message may hold, each at the start of a word (a blank at its end: the whole word), and what a customer
/// answers to it, in this order, each once. The first topic that fits wins; the last words are kinds of content.
const TOPICS: [(&[&str], &[&str]); 15] = [
    (
        &["charg", "plug", "socket", "wheelchair", "chair ", "farhan", "ramp", "step free", "ground floor"],
        &[
            "Wonderful, Farhan will be so relieved 🙏",
            "Perfect. He asks if the socket is near the bed, the cable is short",
            "Thank you, I'll tell him right away",
        ],
    ),
    (
        &["coach", "driver", "joseph", "bus ", "flight", "airport", "pick up", "pickup", "gate ", "land"],
        &[
            "Super, that takes the stress out of the morning",
            "We'll look for Joseph at gate 3",
            "I'll tell everyone to be quick with the bags 🧳",
        ],
    ),
    (
        &["vegan", "meal", "food", "dinner", "lunch", "breakfast", "menu", "snack", "chai "],
        &["Lovely. The vegans will be happy", "Could we have Kerala parotta one evening? Everybody is asking 😋", "Sounds delicious"],
    ),
    (
        &["boat", "backwater", "canoe", "wifi", "wi fi", "life jacket", "sing ", "song", "music"],
        &["Everybody is already fighting over boat one 😄", "And there are life jackets for all 24, yes?", "The team can't wait"],
    ),
    (
        &["price", "cost", "discount", "₹", "rupee", "invoice", "payment", "paid", "pay ", "bill", "gst", "refund"],
        &["Fine for us, please put it on the final invoice", "Is that with GST?", "I'll forward it to finance today"],
    ),
    (
        &["room", "cottage", "hotel", "bed", "twin", "single", "check in", "checkout", "check out", "stay"],
        &["Great, please hold it for us", "I'll send you the final rooming list tonight", "Good, that settles the rooms"],
    ),
    (
        &["rain", "weather", "cold", "warm", "jacket", "blanket", "umbrella", "mist "],
        &["Good to know, I'll tell the team to pack layers 🧥", "Is there a drying room, in case?", "Noted!"],
    ),
    (
        &["campfire", "telescope", "flute", "tea ", "tasting", "walk", "hall", "projector"],
        &["The team will love that", "How long does it take, about an hour?", "Let's do it"],
    ),
    (
        &["call", "ring", "speak", "meet", "zoom"],
        &["Sure, call me any time before six", "In twenty minutes? I'm in a meeting now", "Yes, this number is best"],
    ),
    (
        &["sorry", "apolog", "delay", "unfortunately", "mistake"],
        &["No problem, thanks for telling me early", "These things happen. Please keep me posted", "Alright, what would you suggest?"],
    ),
    (&["thank", "welcome", "pleasure", "happy to"], &["Thank *you*, you make this so easy 🙏", "😊", "Talk soon!"]),
    (
        &["hello", "hi ", "hey ", "good morning", "good afternoon", "good evening", "namaste"],
        &["Hi Meera! 👋", "Hello! I was just thinking of you", "Hi again 😊"],
    ),
    (
        &["image ", "video ", "sticker ", "photo", "picture"],
        &["Beautiful 😍", "I've put it in the team channel, they went wild", "Oh, lovely"],
    ),
    (
        &["document ", "audio ", "location ", "contacts ", "attached", "itinerary", "plan ", "map "],
        &["Got it, thank you", "Passed on to the team", "Perfect, I have it now"],
    ),
    (
        &["?"],
        &[
            "Yes please",
            "Let me ask the team, I'll tell you in a moment",
            "I think so, yes",
            "Whatever you think is best, you know the place",
        ],
    ),
];

/// Answers to everything else, each once.
const OTHERWISE: [&str; 6] = [
    "Okay 👍",
    "Noted, thank you Meera",
    "Sounds good",
    "Alright, I'll let the others know",
    "Great, one thing less on my list",
    "You think of everything",
];

/// What she says unasked, in this order, each once.
const UNASKED: [&str; 5] = [
    "No hurry with the charger! Farhan says any socket near a ground floor bed will do 🔌",
    "Two people ask if there is Wi-Fi on the boats. I said no phones on the boats, is that a lie? 😄",
    "Our CEO may join for the last night only. Could you add one single room by the lake?",
    "And we have one more vegan now, so three",
    "The team is counting the days 🌴",
];

/// Her answer to a message of these words and this kind of content, unless she has no more to say about it.
pub(super) fn reply(words: &str, kind: &str, said: impl Fn(&str) -> bool) -> Option<&'static str> {
    let heard = spoken(words, kind);
    let talks_of = |cues: &[&str]| cues.iter().any(|cue| heard.contains(&format!(" {cue}")));
    let fitting = TOPICS.iter().filter(|(cues, _)| talks_of(cues)).map(|(_, lines)| *lines).next();
    let lines = fitting.into_iter().chain([&OTHERWISE[..]]).flatten();
    lines.copied().find(|line| !said(line))
}

/// What comes to her mind next.
pub(super) fn unasked(said: impl Fn(&str) -> bool) -> Option<&'static str> {
    UNASKED.into_iter().find(|line| !said(line))
}

/// Words and kind in lower case, a blank around each word; of the signs only those that mean something stay.
fn spoken(words: &str, kind: &str) -> String {
    let mut heard = String::from(" ");
    for sign in words.chars().chain([' ']).chain(kind.chars()).flat_map(char::to_lowercase) {
        match sign {
            '?' | '₹' => heard.extend([' ', sign, ' ']),
            _ if sign.is_alphanumeric() => heard.push(sign),
            _ if heard.ends_with(' ') => {}
            _ => heard.push(' '),
        }
    }
    heard.push(' ');
    heard.split_whitespace().fold(String::from(" "), |all, word| all + word + " ")
}

#[cfg(test)]
mod tests {
    use super::{OTHERWISE, TOPICS, UNASKED, reply, unasked};

    fn first(words: &str) -> Option<&'static str> {
        reply(words, "text", |_| false)
    }

    #[test]
    fn she_answers_what_was_said() {
        for (words, about) in [
            ("Yes, each cottage has a charging point by the bed.", "Farhan"),
            ("The coach waits until your flight has landed.", "stress"),
            ("We can add a vegan dinner", "vegans"),
            ("That is ₹6,000 more", "invoice"),
            ("Hi Asha!", "Hi Meera"),
            ("A single room is yours", "hold it"),
            ("Shall I?", "Yes please"),
        ] {
            let answer = first(words).unwrap();
            assert!(answer.contains(about), "{words}: {answer}");
        }
        assert_eq!(reply("", "image", |_| false), Some("Beautiful 😍"));
    }

    #[test]
    fn a_cue_inside_another_word_is_none() {
        for words in ["This is it", "Sometimes", "Nothing new", "मैं देखती हूँ"] {
            assert_eq!(first(words), Some(OTHERWISE[0]), "{words}");
        }
    }

    #[test]
    fn she_never_says_a_thing_twice() {
        let mut said: Vec<&str> = Vec::new();
        while let Some(line) = reply("The boat has no wifi", "text", |line| said.contains(&line)) {
            assert!(!said.contains(&line));
            said.push(line);
        }
        assert_eq!(said.len(), 3 + OTHERWISE.len());
        let all = TOPICS.iter().flat_map(|(_, lines)| lines.iter()).chain(&OTHERWISE).chain(&UNASKED);
        let mut all: Vec<&str> = all.copied().collect();
        let before = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), before, "a line stands twice");
        assert_eq!(unasked(|line| line == UNASKED[0]), Some(UNASKED[1]));
        assert_eq!(unasked(|_| true), None);
    }
}
