//! Compares what each codec makes of its fixtures with the neighbour that says what it should be; see `fixtures/README.md`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use model::content::{Location, Media, OrderState, ProductRef, ProductSection, template};
use model::inbound::{FileReference, Inbound, Party};
use model::outbound::{Outbound, OutboundMessage, Outgoing};
use model::template::{Placeholder, PlaceholderKind, Values};
use model::{Address, Channel, Content, Context, MediaId, MessageId, PhoneNumber, ProviderMessageId, Template, Timestamp};
use providers::codec::FileLocation;
use providers::error::SendError;
use providers::wire::{PartValue, UrlOrigin};
use providers::{Account, Codec, EncodeError, Receipt, TemplateReceipt, WebhookRequest, WireBody, WireRequest, WireResponse, registry};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

#[test]
fn what_comes_in() {
    walk("in", |codec, channel, input| {
        let account = Account { channel: channel.clone(), ..account(&Value::Null) };
        let headers = HeaderMap::new();
        match codec.handshake(&account, WebhookRequest::new(&headers, input)) {
            Some(answer) => json!({"handshake": serde_json::from_str::<Value>(&answer.body).unwrap()}),
            None => codec.decode(&account, channel, input).iter().map(show_inbound).collect(),
        }
    });
}

#[test]
fn what_goes_out() {
    walk("out", |codec, channel, input| {
        let case: Value = serde_json::from_slice(input).unwrap();
        let account = Account { channel: channel.clone(), ..account(&case) };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        if let Value::Object(file) = &case["upload"] {
            let request = codec.upload(&account, file["filename"].as_str().unwrap(), file["mime"].as_str().unwrap());
            return request.map_or(json!("give a public link"), |request| show_request(&request));
        }
        if let Value::Object(_) = &case["download"] {
            let request = codec.download(&account, &reference(&case["download"]));
            return request.map_or(json!("no such road"), |request| show_request(&request));
        }
        if let Value::String(id) = &case["delete"] {
            return show_request(&codec.delete_file(&account, id).unwrap());
        }
        if let Some(request) = about_templates(codec, &account, &case) {
            return request.map_or_else(|error| json!({"error": error.to_string()}), |request| show_request(&request));
        }
        if let Value::Array(messages) = &case["messages"] {
            let to: Address = serde_json::from_value(case["to"].clone()).unwrap();
            let outbound = |case| Outbound { to: to.clone(), what: Outgoing::Message(Box::new(message(case))) };
            let outbounds: Vec<_> = messages.iter().map(outbound).collect();
            return match codec.encode_many(&account, &outbounds) {
                Ok(request) => show_request(&request),
                Err(error) => json!({"error": error.to_string()}),
            };
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

/// `{"list": page or null}`, `{"create": […]}`, `{"edit": …}`, `{"remove": […]}`, `{"sample": {filename, mime, bytes}}`.
fn about_templates(codec: &dyn Codec, account: &Account, case: &Value) -> Option<Result<WireRequest, EncodeError>> {
    let templates = |key: &str| -> Vec<Template> { serde_json::from_value(case[key].clone()).unwrap() };
    const VERBS: [&str; 5] = ["list", "create", "edit", "remove", "sample"];
    let (verb, value) = case.as_object()?.iter().find(|(key, _)| VERBS.contains(&key.as_str()))?;
    Some(match verb.as_str() {
        "list" => codec.list_templates(account, value.as_str()),
        "create" => codec.create_templates(account, &templates("create")),
        "edit" => codec.edit_template(account, &serde_json::from_value(value.clone()).unwrap()),
        "remove" => codec.delete_templates(account, &templates("remove")),
        "sample" => {
            let text = |key: &str| value[key].as_str().unwrap();
            codec.upload_sample(account, text("filename"), text("mime"), value["bytes"].as_u64().unwrap())
        }
        _ => return None,
    })
}

#[test]
fn what_is_answered() {
    walk("receipt", |codec, _, input| {
        let case: Value = serde_json::from_slice(input).unwrap();
        let status = StatusCode::from_u16(u16::try_from(case["status"].as_u64().unwrap()).unwrap()).unwrap();
        let body = case["text"].as_str().map_or_else(|| case["body"].to_string(), str::to_owned).into_bytes();
        let mut headers = HeaderMap::new();
        for (name, value) in case["headers"].as_object().into_iter().flatten() {
            headers.insert(HeaderName::try_from(name).unwrap(), HeaderValue::from_str(value.as_str().unwrap()).unwrap());
        }
        let response = WireResponse { status, headers, body };
        let count = || usize::try_from(case["count"].as_u64().unwrap_or(1)).unwrap();
        match case["to"].as_str().unwrap() {
            "many" => codec.receipts(&response, count()).iter().map(|receipt| show_receipt(receipt.as_ref())).collect(),
            "templates" => codec.template_receipts(&response, count()).iter().map(show_template_receipt).collect(),
            "list" => match codec.listed_templates(&account(&case), &response) {
                Ok(page) => json!({"templates": page.templates, "unread": page.unread, "next": page.next}),
                Err(error) => show_failure(&error),
            },
            "sample" => match codec.sampled(&response) {
                Ok(sample) => json!({"sample": sample}),
                Err(error) => show_failure(&error),
            },
            "send" => show_receipt(codec.receipt(&response).as_ref()),
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
    walk("template", |codec, _, input| match codec.template(&serde_json::from_slice(input).unwrap()) {
        Ok(template) => json!({"template": template, "kind": template.kind(), "definition": match codec.definition(&template) {
            Ok(definition) => definition,
            Err(error) => json!({"error": error.to_string()}),
        }}),
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
        assert_eq!(template.check(&values, &codec.capabilities(&account(&Value::Null))), [], "{}", template.name);
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
        PlaceholderKind::Product => template::Value::Product(ProductRef { catalog_id: "194".to_owned(), product_id: "sku-1".to_owned() }),
        PlaceholderKind::Products => template::Value::Products {
            thumbnail: "sku-1".to_owned(),
            sections: vec![ProductSection { title: Some("New".to_owned()), products: vec!["sku-1".to_owned()] }],
        },
        PlaceholderKind::Catalogue => template::Value::Catalogue { thumbnail: Some("sku-1".to_owned()) },
        PlaceholderKind::Bill => template::Value::Bill(Box::default()),
        PlaceholderKind::OrderStatus => {
            template::Value::OrderStatus { reference_id: "o-1".to_owned(), status: OrderState::Shipped, description: None }
        }
        PlaceholderKind::Flow => template::Value::Flow { token: Some("t".to_owned()), data: None },
        PlaceholderKind::Expiry => template::Value::Expiry { at: Timestamp::from_seconds(1_800_000_000) },
        PlaceholderKind::Call => template::Value::Call { minutes: Some(60), payload: None },
    }
}

/// Runs every case of a folder, of every provider, and reports all that differ.
/// A case whose name begins with the word of a channel is of that channel: `viber-text.json`; else of the provider's first.
fn walk(folder: &str, run: impl Fn(&dyn Codec, &Channel, &[u8]) -> Value) {
    let mut wrong = Vec::new();
    for codec in registry::ALL {
        let folder = fixtures(*codec).join(folder);
        let cases = cases(&folder);
        assert!(!cases.is_empty(), "{} has no case", folder.display());
        for case in cases {
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            let named = codec.channels().iter().find(|channel| name.starts_with(&format!("{channel}-")));
            let channel = named.unwrap_or(&codec.channels()[0]);
            let shown = run(*codec, channel, &std::fs::read(&case).unwrap());
            let found = format!("{}\n", serde_json::to_string_pretty(&shown).unwrap());
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

fn show_receipt(receipt: Result<&Receipt, &SendError>) -> Value {
    match receipt {
        Ok(receipt) => json!({"receipt": {"id": receipt.id, "state": receipt.state}}),
        Err(error) => show_failure(error),
    }
}

fn show_template_receipt(receipt: &Result<TemplateReceipt, SendError>) -> Value {
    match receipt {
        Ok(receipt) => json!({"template": {"id": receipt.id, "status": receipt.status, "category": receipt.category}}),
        Err(error) => show_failure(error),
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
        WireBody::File => json!("<the file>"),
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
        Inbound::Message(it) => with_context(
            it.context.as_deref(),
            json!({
                "kind": "message", "id": it.id, "party": show_party(&it.party), "at": it.at, "content": it.content, "quoted": it.quoted,
                "provenance": it.provenance, "files": it.files.iter().map(|file| match &file.reference {
                    FileReference::Id(id) => json!({"id": id, "sha256": file.sha256}),
                    FileReference::Url(url) => json!({"url": url, "sha256": file.sha256}),
                }).collect::<Vec<_>>(),
            }),
        ),
        Inbound::Status(it) => json!({
            "kind": "status", "id": it.id, "correlation": it.correlation, "status": it.status, "deleted": it.deleted,
        }),
        Inbound::Reaction(it) => json!({
            "kind": "reaction", "id": it.id, "party": show_party(&it.party), "target": it.target, "emoji": it.emoji, "at": it.at,
        }),
        Inbound::Edit(it) => json!({"kind": "edit", "id": it.id, "target": it.target, "content": it.content, "at": it.at}),
        Inbound::Revoke(it) => json!({"kind": "revoke", "id": it.id, "target": it.target, "at": it.at}),
        Inbound::Typing(it) => json!({"kind": "typing", "party": show_party(&it.party), "at": it.at}),
        Inbound::Moved(it) => json!({
            "kind": "moved", "id": it.id, "party": show_party(&it.party), "phone": it.phone, "user_id": it.user_id, "at": it.at,
        }),
        Inbound::Consent(it) => json!({
            "kind": "consent", "party": show_party(&it.party), "consent": it.consent, "about": it.about, "at": it.at,
        }),
        Inbound::Template(it) => json!({
            "kind": "template", "id": it.id, "name": it.name, "language": it.language, "status": it.status, "reason": it.reason,
            "quality": it.quality, "category": it.category, "at": it.at,
        }),
        Inbound::Unsupported(it) => json!({"kind": "unsupported", "label": it.label, "text": it.text, "detail": it.detail}),
    }
}

fn with_context(context: Option<&Context>, mut shown: Value) -> Value {
    if let Some(context) = context {
        shown["context"] = json!(context);
    }
    shown
}

fn show_party(party: &Party) -> Value {
    json!({"phone": party.phone, "user_id": party.user_id, "name": party.name})
}
