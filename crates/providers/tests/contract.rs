//! What every codec of the registry promises, whatever it is fed: it never panics, drops nothing, and lets in no forged webhook.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use http::{HeaderMap, HeaderValue, StatusCode};
use model::content::template::TemplateMessage;
use model::content::{
    AddressRequest, Answer, Buttons, Call, Card, Carousel, Contacts, Content, Cta, Flow, Header, List, Location, Media, MediaMessage, Note,
    Notice, Order, OrderDetails, OrderStatus, Payment, Products, ProductsShow, Request, Suggestion, Text, Unsupported,
};
use model::inbound::{FileReference, Inbound};
use model::outbound::{Outbound, OutboundMessage, Outgoing};
use model::{Address, Channel, MediaId, MessageId, PhoneNumber, ProviderMessageId};
use proptest::collection::vec;
use proptest::prelude::*;
use providers::error::SendError;
use providers::{Account, Codec, EncodeError, VerifyError, WebhookRequest, WireResponse, registry, signature};
use serde_json::{Value, json};
use std::path::Path;

const SECRET: &str = "partner token";

/// What some providers can't do without.
const OPTIONS: [(&str, &str); 3] = [("account_sid", "acme1"), ("project_id", "664b97be"), ("waba_id", "1")];

fn account() -> Account {
    Account {
        base_url: "https://provider.example".to_owned(),
        token: "the-key:the-token".to_owned(),
        number: "+15551305682".to_owned(),
        signing_secret: Some(SECRET.to_owned()),
        require_signature: true,
        options: OPTIONS.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        ..Account::default()
    }
}

fn decode(codec: &dyn Codec, body: &[u8]) -> Vec<Inbound> {
    let inbound = codec.decode(&account(), &codec.channels()[0], body);
    assert!(!inbound.is_empty(), "nothing came of {:?}", String::from_utf8_lossy(body));
    for one in &inbound {
        check_promises(one);
    }
    inbound
}

/// What the model says of an inbound word.
fn check_promises(inbound: &Inbound) {
    match inbound {
        Inbound::Message(message) => {
            assert!(!message.id.is_empty() && !message.party.is_nobody());
            assert_eq!(message.content.media().len(), message.files.len(), "a file without a place to get it");
        }
        Inbound::Status(status) => assert!(!status.id.is_empty()),
        Inbound::Reaction(reaction) => assert!(!reaction.target.is_empty() && !reaction.party.is_nobody()),
        Inbound::Edit(edit) => assert!(!edit.target.is_empty()),
        Inbound::Revoke(revoke) => assert!(!revoke.target.is_empty()),
        Inbound::Typing(typing) => assert!(!typing.party.is_nobody()),
        Inbound::Moved(moved) => assert!(!moved.party.is_nobody() && (moved.phone.is_some() || moved.user_id.is_some())),
        Inbound::Consent(consent) => assert!(!consent.party.is_nobody()),
        Inbound::Template(template) => assert!(!template.name.is_empty()),
        Inbound::Unsupported(row) => assert!(!row.label.is_empty()),
    }
}

fn fixtures(codec: &dyn Codec, folder: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folder = root.join(codec.provider().replace('-', "_")).join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = paths.filter(|path| !path.to_string_lossy().ends_with(".expected.json")).collect();
    cases.sort();
    cases.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn names_are_unique_and_found() {
    for codec in registry::ALL {
        assert_eq!(registry::by_name(codec.provider()).unwrap().provider(), codec.provider());
        assert_eq!(registry::ALL.iter().filter(|other| other.provider() == codec.provider()).count(), 1);
        assert!(!codec.channels().is_empty());
        assert_eq!(codec.check_account(&account()), Vec::<String>::new());
    }
    assert!(registry::by_name("nobody").is_none());
}

/// Files that stand above templates, whatever can be sent by itself.
const HEADERS: [&str; 3] = ["image", "video", "document"];

#[test]
fn what_can_be_sent_is_a_word_of_the_model_and_has_limits() {
    for codec in registry::ALL {
        for account in accounts(*codec) {
            let capabilities = codec.capabilities(&account);
            assert!(!capabilities.content.is_empty());
            for kind in &capabilities.content {
                assert!(Content::KINDS.contains(&kind.as_str()), "{kind}");
            }
            for (kind, types) in &capabilities.media {
                let is_above = capabilities.headers.values().any(|headers| headers.contains(kind));
                let is_sent = capabilities.carries(kind) || is_above || capabilities.templates && HEADERS.contains(&kind.as_str());
                assert!(is_sent && !types.is_empty(), "{kind} takes files but can't be sent");
                assert!(capabilities.limits.get(&format!("{kind}.bytes")).is_some(), "{kind} has no limit in bytes");
            }
        }
        let pigeon = Account { channel: Channel::Unknown("pigeon".to_owned()), ..account() };
        assert!(codec.capabilities(&pigeon).content.is_empty());
    }
}

#[test]
fn a_body_cut_off_anywhere_says_so() {
    for codec in registry::ALL {
        for body in fixtures(*codec, "in") {
            for end in 0..body.trim_ascii_end().len() {
                let inbound = decode(*codec, &body[..end]);
                let is_whole = serde_json::from_slice::<Value>(&body[..end]).is_ok();
                assert!(is_whole || matches!(&inbound[..], [Inbound::Unsupported(row)] if row.label == "unreadable"));
            }
        }
    }
}

#[test]
fn nothing_is_too_deep_too_big_or_of_the_wrong_type() {
    let deep = [("[", "]", 100), ("[", "]", 100_000), (r#"{"messages":"#, "}", 100), (r#"{"messages":"#, "}", 100_000)];
    let mut bodies: Vec<Vec<u8>> =
        deep.iter().map(|(open, close, depth)| [open.repeat(*depth), "1".to_owned(), close.repeat(*depth)].concat().into_bytes()).collect();
    bodies.push(format!(r#"{{"messages":{{"from":"919999999999","id":"a","timestamp":1e308,"n":{}}}}}"#, "9".repeat(5000)).into_bytes());
    bodies.push(json!({"messages": {"from": "919999999999", "id": "x".repeat(10_000_000), "type": "text"}}).to_string().into_bytes());
    bodies.push(vec![0xff; 100_000]);
    bodies.push(Vec::new());
    for word in ["null", "true", "0", "-1", "1e400", "\"\"", "\"text\"", "[]", "{}", "[[[]]]", "[null,1,\"a\",{}]"] {
        bodies.push(word.as_bytes().to_vec());
        for key in ["messages", "statuses", "contacts", "entry", "errors", "calls", "message_echoes"] {
            bodies.push(format!(r#"{{"{key}":{word}}}"#).into_bytes());
        }
    }
    for codec in registry::ALL {
        for body in &bodies {
            decode(*codec, body);
        }
    }
}

/// Every value of every fixture becomes a value of each other type, one at a time: each item that is still there is heard.
#[test]
fn a_wrong_type_anywhere_loses_no_item() {
    let strange = [json!(null), json!(true), json!(-1), json!(1e300), json!(""), json!("strange"), json!([]), json!({}), json!([[{}]])];
    for codec in registry::ALL {
        for body in fixtures(*codec, "in") {
            let Ok(original) = serde_json::from_slice::<Value>(&body) else { continue };
            for place in 0..places(&original) {
                for value in &strange {
                    let mut changed = original.clone();
                    replace(&mut changed, &mut { place }, value);
                    let heard = decode(*codec, changed.to_string().as_bytes()).iter().filter(|one| !is_beside(one)).count();
                    assert!(changed["entry"] != json!(null) || heard == items(&changed).max(1), "{heard} of {changed}");
                }
            }
        }
    }
}

/// A new number, or one that was given, comes beside the row that tells of it.
fn is_beside(inbound: &Inbound) -> bool {
    matches!(inbound, Inbound::Moved(moved) if [":moved", ":shared"].iter().any(|end| moved.id.as_str().ends_with(end)))
}

/// How many things a flat webhook holds: a list counts its members, all else but null counts one.
fn items(body: &Value) -> usize {
    let count = |key: &str| match &body[key] {
        Value::Null => 0,
        Value::Array(list) => list.len(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => 1,
    };
    if let Value::Array(list) = body {
        return list.iter().map(|event| items(event).max(1)).sum();
    }
    ["messages", "message_echoes", "calls", "statuses", "errors", "user_preferences", "user_id_update"].into_iter().map(count).sum()
}

fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(places).sum(),
        Value::Object(object) => object.values().map(places).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn replace(value: &mut Value, left: &mut usize, with: &Value) -> bool {
    if *left == 0 {
        *value = with.clone();
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(list) => list.iter_mut().any(|inside| replace(inside, left, with)),
        Value::Object(object) => object.values_mut().any(|inside| replace(inside, left, with)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_heard(body in vec(any::<u8>(), 0..300)) {
        for codec in registry::ALL {
            decode(*codec, &body);
        }
    }

    #[test]
    fn any_change_of_a_fixture_is_heard(which in any::<prop::sample::Index>(), changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        for codec in registry::ALL {
            let all = fixtures(*codec, "in");
            let mut body = which.get(&all).clone();
            for (place, byte) in &changes {
                let place = place.index(body.len());
                body[place] = *byte;
            }
            decode(*codec, &body);
        }
    }

    #[test]
    fn the_same_body_says_the_same_again(which in any::<prop::sample::Index>()) {
        for codec in registry::ALL {
            let all = fixtures(*codec, "in");
            let body = which.get(&all);
            prop_assert_eq!(decode(*codec, body), decode(*codec, body));
        }
    }

    #[test]
    fn any_answer_is_understood_or_unknown(status in 100u16..600, body in vec(any::<u8>(), 0..200)) {
        check_answer(status, &body);
    }

    #[test]
    fn any_change_of_an_answer_is_understood_or_unknown(which in any::<prop::sample::Index>(), status in 100u16..600, place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        for codec in registry::ALL {
            let mut body = which.get(&fixtures(*codec, "receipt")).clone();
            let place = place.index(body.len());
            body[place] = byte;
            check_answer(status, &body);
        }
    }

    #[test]
    fn a_forged_webhook_is_refused(body in vec(any::<u8>(), 1..200), place in any::<prop::sample::Index>(), header in "[ -~]{0,80}") {
        for codec in registry::ALL {
            let good = signature::sign(SECRET, &body);
            prop_assert_eq!(verify(*codec, &body, &good), Ok(()));
            let mut forged = body.clone();
            let place = place.index(forged.len());
            forged[place] ^= 1;
            prop_assert_eq!(verify(*codec, &forged, &good), Err(VerifyError::Mismatch));
            prop_assert!(verify(*codec, &body, &header).is_err());
        }
    }
}

fn check_answer(status: u16, body: &[u8]) {
    let response = WireResponse { status: StatusCode::from_u16(status).unwrap(), headers: HeaderMap::new(), body: body.to_vec() };
    let reference = FileReference::Id("1".to_owned());
    for codec in registry::ALL {
        let sent = codec.receipt(&response);
        assert!(status < 500 || matches!(sent, Err(SendError::Unknown(_))), "a {status} may have been taken");
        let faults = [sent.err(), codec.uploaded(&response).err(), codec.located(&account(), &reference, &response).err()];
        for fault in faults.iter().flatten().map(SendError::fault) {
            assert!(!fault.code.is_empty() && fault.title.ends_with('.') && fault.action.ends_with('.'), "{fault:?}");
        }
    }
}

#[test]
fn both_forms_of_a_signature_are_good_and_none_is_missing() {
    for codec in registry::ALL {
        let good = signature::sign(SECRET, b"{}");
        for header in [good.clone(), format!("sha256={good}"), good.to_uppercase()] {
            assert_eq!(verify(*codec, b"{}", &header), Ok(()));
        }
        let unsigned = HeaderMap::new();
        let webhook = WebhookRequest::new(&unsigned, b"{}");
        assert_eq!(codec.verify(&account(), webhook), Err(VerifyError::Missing));
        assert_eq!(codec.verify(&Account { require_signature: false, ..account() }, webhook), Ok(()));
    }
}

/// Where each provider puts its signature, if not where Meta does.
const SIGNATURES: [(&str, &str); 1] = [("exotel", "x-exotel-signature")];

fn verify(codec: &dyn Codec, body: &[u8], signature: &str) -> Result<(), VerifyError> {
    let header = SIGNATURES.iter().find(|(provider, _)| *provider == codec.provider()).map_or("x-hub-signature-256", |(_, header)| header);
    let mut headers = HeaderMap::new();
    headers.insert(header, HeaderValue::from_str(signature).unwrap());
    codec.verify(&account(), WebhookRequest::new(&headers, body))
}

#[test]
fn each_content_is_encoded_or_unsupported_as_promised() {
    let contents = one_of_each();
    assert_eq!(contents.iter().map(Content::kind).collect::<Vec<_>>(), Content::KINDS, "a new content needs its line here");
    for codec in registry::ALL {
        for account in accounts(*codec) {
            let capabilities = codec.capabilities(&account);
            let of = format!("{} over {} {:?}", codec.provider(), account.channel, account.options);
            for content in &contents {
                match encode(*codec, &account, content.clone()) {
                    Ok(()) => assert!(capabilities.carries(content.kind()), "{of}: {} is carried, but not promised", content.kind()),
                    Err(EncodeError::Unsupported { .. }) => {
                        assert!(!capabilities.carries(content.kind()), "{of}: {} is promised", content.kind());
                    }
                    Err(EncodeError::Missing(what)) => panic!("{of}: {}: {what} is missing", content.kind()),
                }
            }
        }
    }
}

/// The plainest of each kind that a provider which carries the kind can carry.
fn one_of_each() -> Vec<Content> {
    let media = || MediaMessage::new(Media::of(MediaId::new("md_1")));
    let picture = || Header::Image { media: Media::of(MediaId::new("md_1")) };
    let card = || Card {
        media: Some(picture()),
        text: Some("Sea view".to_owned()),
        suggestions: vec![Suggestion::open_url("See it", "https://a.example/")],
        ..Card::default()
    };
    // What stands beside the media of a card in a row differs too much from channel to channel.
    let in_row = || Card { text: None, ..card() };
    vec![
        Content::Text(Text::new("hi")),
        Content::Image(media()),
        Content::Video(media()),
        Content::Audio(media()),
        Content::Document(media()),
        Content::Sticker(media()),
        Content::Location(Location::new(1.0, 2.0)),
        Content::LocationRequest(Request::new("Where?")),
        Content::Contacts(Contacts::default()),
        Content::ContactRequest(Request::new("Which number?")),
        Content::Buttons(Buttons::default()),
        Content::List(List::default()),
        Content::Cta(Cta { url: Some("https://a.example/".to_owned()), ..Cta::default() }),
        Content::Products(Products { show: ProductsShow::Single, ..Products::default() }),
        Content::Flow(Flow::default()),
        Content::AddressRequest(AddressRequest::default()),
        Content::CallRequest(Request::default()),
        Content::OrderDetails(OrderDetails::default()),
        Content::OrderStatus(OrderStatus::default()),
        Content::Card(card()),
        Content::Carousel(Carousel { body: None, cards: vec![in_row(), in_row()], ..Carousel::default() }),
        Content::Template(TemplateMessage::default()),
        Content::Answer(Answer::default()),
        Content::Order(Order::default()),
        Content::Payment(Payment::default()),
        Content::Call(Call::default()),
        Content::Notice(Notice::default()),
        Content::Note(Note::default()),
        Content::Unsupported(Unsupported::default()),
    ]
}

/// An account of each channel, and of each word of an option by which accounts of one channel differ.
fn accounts(codec: &dyn Codec) -> Vec<Account> {
    let words: &[(&str, &str)] = match codec.provider() {
        "tyntec" => &[("purpose", "session"), ("purpose", "transaction"), ("purpose", "promotion")],
        "tata-tele-rcs" => &[("dialect", "jiocx"), ("dialect", "google-rbm")],
        _ => &[],
    };
    let with = |channel: &Channel, word: Option<&(&str, &str)>| {
        let own = Account { channel: channel.clone(), ..account() };
        let options = own.options.into_iter().chain(word.map(|(name, word)| ((*name).to_owned(), (*word).to_owned()))).collect();
        Account { options, ..own }
    };
    let of =
        |channel: &Channel| -> Vec<Account> { [None].into_iter().chain(words.iter().map(Some)).map(|word| with(channel, word)).collect() };
    codec.channels().iter().flat_map(of).collect()
}

fn encode(codec: &dyn Codec, account: &Account, content: Content) -> Result<(), EncodeError> {
    let message = OutboundMessage {
        id: MessageId::new("ms_1"),
        content,
        quoted: Some(ProviderMessageId::new("q")),
        files: [(MediaId::new("md_1"), "77".to_owned())].into(),
    };
    let to = Address::from(PhoneNumber::parse("+919999999999").unwrap());
    let request = codec.encode(account, &Outbound { to, what: Outgoing::Message(Box::new(message)) })?;
    assert!(request.url.starts_with("https://provider.example/"), "{}", request.url);
    assert!(!request.url.contains("the-token"), "a secret never stands in a URL");
    assert!(!format!("{request:?}").contains("the-token"), "a secret never reaches a log");
    Ok(())
}

#[test]
fn a_presigned_link_is_fetched_without_our_authorization() {
    for codec in registry::ALL {
        let link = FileReference::Url("https://elsewhere.example/f?X-Amz-Signature=1".to_owned());
        let request = codec.download(&account(), &link).unwrap();
        assert!(request.headers.is_empty(), "{:?}", request.headers.keys().collect::<Vec<_>>());
        assert_eq!(request.origin, providers::wire::UrlOrigin::Payload);
    }
}
