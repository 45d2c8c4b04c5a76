//! What every codec promises of answers, whatever a provider or somebody between answers: it never panics, says something of each
//! message it was asked about, and takes nothing that may have been sent for refused.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use http::{HeaderMap, StatusCode};
use model::content::Content;
use model::inbound::FileReference;
use model::outbound::{Outbound, OutboundMessage, Outgoing};
use model::{Address, MediaId, MessageId, PhoneNumber, ProviderMessageId};
use proptest::collection::vec;
use proptest::prelude::*;
use providers::error::SendError;
use providers::{Account, Codec, EncodeError, WireResponse, registry};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

const STATUSES: [u16; 8] = [200, 202, 207, 301, 400, 404, 429, 503];

fn account(codec: &dyn Codec) -> Account {
    let options = [("account_sid", "acme1"), ("project_id", "664b97be"), ("waba_id", "1"), ("account_id", "1")];
    Account {
        channel: codec.channels()[0].clone(),
        base_url: "https://provider.example".to_owned(),
        token: "the-key:the-token".to_owned(),
        number: "+15551305682".to_owned(),
        options: options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        ..Account::default()
    }
}

/// The bodies of every answer of the fixtures, and every template as an answer that lists it.
fn answers(codec: &dyn Codec) -> &'static [Vec<u8>] {
    static READ: LazyLock<BTreeMap<&'static str, Vec<Vec<u8>>>> =
        LazyLock::new(|| registry::ALL.iter().map(|codec| (codec.provider(), read_answers(*codec))).collect());
    &READ[codec.provider()]
}

fn read_answers(codec: &dyn Codec) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(codec.provider().replace('-', "_"));
    let mut bodies = Vec::new();
    for folder in ["receipt", "template"] {
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = entry.unwrap().path();
            let Ok(value) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else { continue };
            match (folder, &value["body"]) {
                ("receipt", Value::Null) => {}
                ("receipt", body) => bodies.push(body.to_string().into_bytes()),
                (_, _) => bodies.extend([json!([value]), json!({"template": [value]}), value].map(|it| it.to_string().into_bytes())),
            }
        }
    }
    assert!(!bodies.is_empty(), "{} has no answers", codec.provider());
    bodies
}

/// Every decoder of answers, over this one.
fn hear(codec: &dyn Codec, status: u16, body: &[u8]) {
    let account = account(codec);
    let response = WireResponse { status: StatusCode::from_u16(status).unwrap(), headers: HeaderMap::new(), body: body.to_vec() };
    let mut faults = Vec::new();
    let sent = codec.receipt(&response);
    assert!(status < 500 || matches!(sent, Err(SendError::Unknown(_))), "{}: a {status} may have been taken", codec.provider());
    faults.extend(sent.err());
    for count in [1, 3] {
        let receipts = codec.receipts(&response, count);
        assert_eq!(receipts.len(), count, "{}: a message without a word", codec.provider());
        faults.extend(receipts.into_iter().filter_map(Result::err));
        let receipts = codec.template_receipts(&response, count);
        assert_eq!(receipts.len(), count, "{}: a template without a word", codec.provider());
        faults.extend(receipts.into_iter().filter_map(Result::err));
    }
    faults.extend(codec.uploaded(&response).err());
    faults.extend(codec.sampled(&response).err());
    faults.extend(codec.listed_templates(&account, &response).err());
    for reference in [FileReference::Id("1".to_owned()), FileReference::Url("https://elsewhere.example/f".to_owned())] {
        faults.extend(codec.located(&account, &reference, &response).err());
    }
    for fault in faults.iter().map(SendError::fault) {
        assert!(!fault.code.is_empty() && fault.title.ends_with('.') && fault.action.ends_with('.'), "{fault:?}");
    }
}

#[test]
fn an_answer_cut_off_anywhere_is_heard() {
    for codec in registry::ALL {
        for body in answers(*codec) {
            // Long ones are cut in fewer places.
            let step = body.len() / 20 + 1;
            for (turn, end) in (0..body.len()).step_by(step).enumerate() {
                hear(*codec, STATUSES[turn % STATUSES.len()], &body[..end]);
            }
        }
    }
}

#[test]
fn an_answer_too_deep_too_big_or_of_the_wrong_type_is_heard() {
    let deep = [("[", "]", 100), ("[", "]", 100_000), (r#"{"response":"#, "}", 100), (r#"{"error":"#, "}", 100_000)];
    let mut bodies: Vec<Vec<u8>> =
        deep.iter().map(|(open, close, depth)| [open.repeat(*depth), "1".to_owned(), close.repeat(*depth)].concat().into_bytes()).collect();
    bodies.push(json!({"id": "x".repeat(1_000_000)}).to_string().into_bytes());
    bodies.push(vec![0xff; 100_000]);
    for word in ["null", "true", "-1", "1e400", "\"\"", "\"text\"", "[]", "{}", "[null,1,\"a\",{}]", "99999999999999999999"] {
        bodies.push(word.as_bytes().to_vec());
        for key in [
            "id",
            "messages",
            "messageId",
            "messageIds",
            "response",
            "error",
            "meta",
            "details",
            "template",
            "violations",
            "code",
            "status",
        ] {
            bodies.push(format!(r#"{{"{key}":{word}}}"#).into_bytes());
        }
    }
    for codec in registry::ALL {
        for body in &bodies {
            let statuses = if body.len() > 1000 { &[200, 503][..] } else { &STATUSES[..] };
            for status in statuses {
                hear(*codec, *status, body);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn any_bytes_are_heard(status in 100u16..600, body in vec(any::<u8>(), 0..300)) {
        for codec in registry::ALL {
            hear(*codec, status, &body);
        }
    }

    #[test]
    fn any_change_of_an_answer_is_heard(
        which in any::<prop::sample::Index>(),
        status in 100u16..600,
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        for codec in registry::ALL {
            let mut body = which.get(answers(*codec)).clone();
            for (place, byte) in &changes {
                let place = place.index(body.len());
                body[place] = *byte;
            }
            hear(*codec, status, &body);
            if let Ok(definition) = serde_json::from_slice(&body)
                && let Err(why) = codec.template(&definition)
            {
                prop_assert!(!why.is_empty());
            }
        }
    }
}

/// The barest of each kind, with nothing in it that a model can do without.
#[test]
fn the_barest_content_is_encoded_or_refused_in_words() {
    let bare = |kind: &str| {
        let card = json!({"title": ""});
        json!({
            "type": kind, "body": "", "media": {}, "latitude": 1e308, "longitude": -1e308, "contacts": [], "buttons": [], "button": "",
            "sections": [{"rows": []}], "label": "", "cards": [card], "name": "", "language": "", "values": {"body.x": {"type": "text", "text": ""}},
            "title": "", "items": [], "reference_id": "", "code": "", "text": "", "kind": "button", "bill": {"total": u64::MAX, "discount": {"amount": u64::MAX}},
        })
    };
    for codec in registry::ALL {
        for channel in codec.channels() {
            for kind in Content::KINDS {
                let content: Content = serde_json::from_value(bare(kind)).unwrap();
                let files = [(MediaId::default(), String::new())].into();
                let quoted = Some(ProviderMessageId::new(""));
                let message = OutboundMessage { id: MessageId::new(""), content, quoted, files };
                let to = Address::from(PhoneNumber::parse("+919999999999").unwrap());
                let account = Account { channel: channel.clone(), ..account(*codec) };
                let encoded = codec.encode(&account, &Outbound { to, what: Outgoing::Message(Box::new(message)) });
                match encoded {
                    Ok(_) => {}
                    Err(EncodeError::Unsupported { provider, what }) => assert!(provider == codec.provider() && !what.is_empty()),
                    Err(EncodeError::Missing(what)) => assert!(!what.is_empty()),
                }
            }
        }
    }
}
