//! Compares what each codec makes of its fixtures with the neighbour that says what it should be; see `fixtures/README.md`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use http::{HeaderMap, StatusCode};
use model::content::{Location, Media, template};
use model::inbound::{FileReference, Inbound, Party};
use model::outbound::{Outbound, OutboundMessage, Outgoing};
use model::template::{Placeholder, PlaceholderKind, Values};
use model::{Address, Content, MediaId, MessageId, PhoneNumber, ProviderMessageId};
use providers::codec::FileLocation;
use providers::error::SendError;
use providers::wire::{PartValue, UrlOrigin};
use providers::{Account, Codec, WireBody, WireRequest, WireResponse, registry};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

#[test]
fn what_comes_in() {
    walk("in", |codec, input| {
        let inbound = codec.decode(&account(&Value::Null), &codec.channels()[0], input);
        Value::Array(inbound.iter().map(show_inbound).collect())
    });
}

#[test]
fn what_goes_out() {
    walk("out", |codec, input| {
        let case: Value = serde_json::from_slice(input).unwrap();
        let account = account(&case);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        if let Value::Object(file) = &case["upload"] {
            return show_request(&codec.upload(&account, file["filename"].as_str().unwrap(), file["mime"].as_str().unwrap()));
        }
        if let Value::Object(_) = &case["download"] {
            return show_request(&codec.download(&account, &reference(&case["download"])));
        }
        if let Value::String(id) = &case["delete"] {
            return show_request(&codec.delete_file(&account, id).unwrap());
        }
        let what = if let Value::Object(reaction) = &case["reaction"] {
            Outgoing::Reaction { target: ProviderMessageId::new(text(&reaction["target"])), emoji: text(&reaction["emoji"]) }
        } else if let Value::Object(read) = &case["read"] {
            Outgoing::Read { target: ProviderMessageId::new(text(&read["target"])), typing: read["typing"] == true }
        } else {
            Outgoing::Message(Box::new(message(&case["message"])))
        };
        let to: Address = serde_json::from_value(case["to"].clone()).unwrap();
        match codec.encode(&account, &Outbound { to, what }) {
            Ok(request) => show_request(&request),
            Err(error) => json!({"error": error.to_string()}),
        }
    });
}

#[test]
fn what_is_answered() {
    walk("receipt", |codec, input| {
        let case: Value = serde_json::from_slice(input).unwrap();
        let status = StatusCode::from_u16(u16::try_from(case["status"].as_u64().unwrap()).unwrap()).unwrap();
        let body = case["text"].as_str().map_or_else(|| case["body"].to_string(), str::to_owned).into_bytes();
        let response = WireResponse { status, headers: HeaderMap::new(), body };
        match case["to"].as_str().unwrap() {
            "send" => match codec.receipt(&response) {
                Ok(receipt) => json!({"receipt": {"id": receipt.id, "state": receipt.state}}),
                Err(error) => show_failure(&error),
            },
            "upload" => match codec.uploaded(&response) {
                Ok(file) => json!({"uploaded": {"id": file.id, "seconds": file.seconds}}),
                Err(error) => show_failure(&error),
            },
            _ => match codec.located(&account(&case), &reference(&case["reference"]), &response) {
                Ok(FileLocation::Here) => json!({"located": "here"}),
                Ok(FileLocation::At { request, mime }) => json!({"located": show_request(&request), "mime": mime}),
                Err(error) => show_failure(&error),
            },
        }
    });
}

#[test]
fn what_a_template_is() {
    walk("template", |codec, input| match codec.template(&serde_json::from_slice(input).unwrap()) {
        Ok(template) => json!({"template": template}),
        Err(error) => json!({"error": error}),
    });
}

/// The demo's own templates can all be filled with the examples that they bring.
#[test]
fn the_templates_of_the_demo_can_be_sent() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/templates.json");
    let definitions: Vec<Value> = serde_json::from_slice(&std::fs::read(demo).unwrap()).unwrap();
    let codec = registry::by_name("tata-tele").unwrap();
    let mut sent = 0;
    for definition in &definitions {
        let template = codec.template(definition).unwrap();
        if template.obstacle().is_some() {
            continue;
        }
        let placeholders = template.placeholders();
        let values: Values = placeholders.iter().map(|placeholder| (placeholder.key.clone(), example(placeholder))).collect();
        assert_eq!(template.check(&values, &codec.capabilities(&codec.channels()[0])), [], "{}", template.name);
        let message = OutboundMessage {
            id: MessageId::new("ms_1"),
            content: Content::Template(template.fill(&values)),
            quoted: None,
            files: [(MediaId::new("md_1"), "77".to_owned())].into(),
        };
        let to: Address = PhoneNumber::parse("+919999999999").unwrap().into();
        let request = codec.encode(&account(&Value::Null), &Outbound { to, what: Outgoing::Message(Box::new(message)) }).unwrap();
        let WireBody::Json(body) = request.body else { panic!("no JSON") };
        let body: Value = serde_json::from_str(&body).unwrap();
        let parameters = body["template"]["components"].as_array().unwrap().iter().map(|part| part["parameters"].as_array().unwrap().len());
        assert_eq!(parameters.sum::<usize>(), placeholders.len(), "{body}");
        sent += 1;
    }
    assert!(sent > 3);
}

fn example(placeholder: &Placeholder) -> template::Value {
    let words = || placeholder.example.clone().unwrap_or_else(|| "example".to_owned());
    match placeholder.kind {
        PlaceholderKind::Text | PlaceholderKind::UrlSuffix => template::Value::text(words()),
        PlaceholderKind::Code => template::Value::Code { code: words() },
        PlaceholderKind::Image | PlaceholderKind::Video | PlaceholderKind::Document => {
            template::Value::Media { media: Media::of(MediaId::new("md_1")) }
        }
        PlaceholderKind::Location => template::Value::Location(Location::new(15.5, 73.8)),
    }
}

/// Runs every case of a folder, of every provider, and reports all that differ.
fn walk(folder: &str, run: impl Fn(&dyn Codec, &[u8]) -> Value) {
    let mut wrong = Vec::new();
    for codec in registry::ALL {
        let folder = fixtures(*codec).join(folder);
        let cases = cases(&folder);
        assert!(!cases.is_empty(), "{} has no case", folder.display());
        for case in cases {
            let found = format!("{}\n", serde_json::to_string_pretty(&run(*codec, &std::fs::read(&case).unwrap())).unwrap());
            let expected = case.with_extension("expected.json");
            if std::env::var_os("BLESS").is_some() {
                std::fs::write(&expected, &found).unwrap();
            } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
                wrong.push(format!("{}:\n{found}", expected.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ; this came out:\n\n{}", wrong.len(), wrong.join("\n"));
}

fn fixtures(codec: &dyn Codec) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(codec.provider().replace('-', "_"))
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|end| end == "json") && !path.to_string_lossy().ends_with(".expected.json"));
    cases.sort();
    cases
}

fn account(case: &Value) -> Account {
    Account {
        base_url: "https://provider.example".to_owned(),
        token: case["token"].as_str().unwrap_or("the-token").to_owned(),
        number: "+15551305682".to_owned(),
        options: serde_json::from_value(case["options"].clone()).unwrap_or_default(),
        ..Account::default()
    }
}

fn message(case: &Value) -> OutboundMessage {
    let content: Content = serde_json::from_value(case["content"].clone()).unwrap();
    assert!(case["content"]["type"] == "unsupported" || content.kind() == case["content"]["type"], "{content:?} is not what was meant");
    OutboundMessage {
        id: MessageId::new(case["id"].as_str().unwrap_or("ms_01K")),
        content,
        quoted: case["quoted"].as_str().map(ProviderMessageId::from),
        files: serde_json::from_value(case["files"].clone()).unwrap_or_default(),
    }
}

fn reference(case: &Value) -> FileReference {
    match (&case["id"], &case["url"]) {
        (Value::String(id), _) => FileReference::Id(id.clone()),
        (_, url) => FileReference::Url(url.as_str().unwrap().to_owned()),
    }
}

fn show_failure(error: &SendError) -> Value {
    match error {
        SendError::Refused(fault) => json!({"refused": fault}),
        SendError::Unknown(fault) => json!({"unknown": fault}),
    }
}

fn show_request(request: &WireRequest) -> Value {
    let headers: Map<_, _> = request.headers.iter().map(|(name, value)| (name.to_string(), json!(value.to_str().unwrap()))).collect();
    let body = match &request.body {
        WireBody::Empty => Value::Null,
        WireBody::Json(text) => serde_json::from_str(text).unwrap(),
        WireBody::Multipart(parts) => parts
            .iter()
            .map(|part| {
                let value = match &part.value {
                    PartValue::Text(text) => text,
                    PartValue::File => "<the file>",
                };
                json!({"name": part.name, "filename": part.filename, "mime": part.mime, "value": value})
            })
            .collect(),
    };
    let origin = match request.origin {
        UrlOrigin::Configuration => "configuration",
        UrlOrigin::Payload => "payload",
    };
    json!({"method": request.method.as_str(), "url": request.url, "headers": headers, "body": body, "origin": origin})
}

fn show_inbound(inbound: &Inbound) -> Value {
    match inbound {
        Inbound::Message(it) => json!({
            "kind": "message", "id": it.id, "party": show_party(&it.party), "at": it.at, "content": it.content, "quoted": it.quoted,
            "provenance": it.provenance, "files": it.files.iter().map(|file| match &file.reference {
                FileReference::Id(id) => json!({"id": id, "sha256": file.sha256}),
                FileReference::Url(url) => json!({"url": url, "sha256": file.sha256}),
            }).collect::<Vec<_>>(),
        }),
        Inbound::Status(it) => json!({
            "kind": "status", "id": it.id, "correlation": it.correlation, "status": it.status, "deleted": it.deleted,
        }),
        Inbound::Reaction(it) => json!({
            "kind": "reaction", "id": it.id, "party": show_party(&it.party), "target": it.target, "emoji": it.emoji, "at": it.at,
        }),
        Inbound::Edit(it) => json!({"kind": "edit", "id": it.id, "target": it.target, "content": it.content, "at": it.at}),
        Inbound::Revoke(it) => json!({"kind": "revoke", "id": it.id, "target": it.target, "at": it.at}),
        Inbound::Unsupported(it) => json!({"kind": "unsupported", "label": it.label, "text": it.text, "detail": it.detail}),
    }
}

fn show_party(party: &Party) -> Value {
    json!({"phone": party.phone, "user_id": party.user_id, "name": party.name})
}
