//! The document for code generators, held to the routes and to what they answer.

use crate::app::App;
use axum::body::Body;
use axum::http::Method;
use proxy::openapi::DOCUMENT;
use proxy::router::listing;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

fn document() -> Value {
    serde_json::from_str(DOCUMENT).unwrap()
}

#[test]
fn it_has_every_route_and_no_other() {
    let document = document();
    let written: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(|method| (path.clone(), method.to_uppercase())))
        .collect();
    let served: BTreeSet<(String, String)> = listing()
        .into_iter()
        .flat_map(|(path, methods)| methods.iter().map(move |method| (path.to_owned(), (*method).to_owned())))
        .collect();
    assert_eq!(written, served);
}

#[tokio::test]
async fn every_listed_method_is_served_and_no_other() {
    let app = App::without_outbox().await;
    for (path, methods) in listing() {
        let path: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect();
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = app.call(method.clone(), &path.join("/"), Body::empty()).send().await;
            assert_eq!(answer.status == 405, !methods.contains(&method.as_str()), "{method} {path:?}: {}", answer.status);
        }
    }
}

#[test]
fn each_operation_has_its_answers_and_each_reference_leads_somewhere() {
    let document = document();
    let mut names = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert!(names.insert(operation["operationId"].as_str().unwrap()), "{method} {path}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.contains_key("default") && answers.keys().any(|status| status.starts_with('2')), "{method} {path}");
            for placeholder in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
                let is_told = operation["parameters"].as_array().unwrap().iter().any(|it| it["name"] == placeholder && it["in"] == "path");
                assert!(is_told, "{placeholder} of {method} {path}");
            }
        }
    }
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            references.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|value| collect(value, references));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[tokio::test]
async fn real_answers_are_as_it_says() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let token = app.token();
    let definition = json!({"name": "hello", "language": "en", "status": "APPROVED", "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Hello {{1}}", "example": {"body_text": [["Asha"]]}}]});
    let new = |name: &str, body: &str| json!({"name": name, "language": "en", "category": "utility", "body": body});
    let checks = [
        ("Snapshot", app.open().await),
        ("Message", app.reply("c-1", json!({"type": "text", "body": "x"})).await.json()),
        ("HistoryPage", app.get(&app.path("messages").await).bearer(&token).send().await.json()),
        ("EventPage", app.get(&format!("{}?after=0&wait=0", app.path("events").await)).bearer(&token).send().await.json()),
        ("TemplateList", app.post("/v1/templates/known", &definition).bearer(&token).send().await.json()),
        ("TemplateList", app.get("/v1/templates?refresh=true&account=acme-wa").bearer(&token).send().await.json()),
        ("TemplateResults", app.post("/v1/templates", &new("order_ready", "Hello, a sale is on.")).bearer(&token).send().await.json()),
        ("TemplateResults", app.post("/v1/templates", &json!([new("Bad Name", "{{1}}")])).bearer(&token).send().await.json()),
        ("Problem", app.post("/v1/templates", &new("Bad Name", "{{1}}")).bearer(&token).send().await.json()),
        ("Ready", app.get("/readyz").send().await.json()),
        ("Problem", app.reply("", json!({"type": "text", "body": ""})).await.json()),
    ];
    let order =
        |code: bool| json!({"grant": "server-key", "tenant": "acme", "agent": "005A", "phones": [crate::app::ASHA, "n/a"], "code": code});
    let session = async |body: Value| app.post("/v1/session", &body).bearer("a server key of acme, 32 bytes and more").send().await.json();
    let code = session(order(true)).await;
    let exchanged = app.post("/v1/session", &json!({"grant": "code", "code": code["code"]})).send().await.json();
    let sessions = [("SessionToken", session(order(false)).await), ("SessionCode", code), ("SessionToken", exchanged)];
    app.settled().await;
    let sent = app.messages().await.pop().unwrap();
    app.hook(crate::app::status_webhook("wamid.2", sent.id.as_str(), "delivered", crate::app::now())).await;
    let journal = app.get(&format!("{}/{}/journal", app.path("messages").await, sent.id)).bearer(&token).send().await.json();
    assert_eq!((journal["statuses"].as_array().unwrap().len(), journal["attempts"].as_array().unwrap().len()), (1, 1), "{journal}");
    let document = document();
    for (schema, answer) in checks.into_iter().chain(sessions).chain([("Journal", journal)]) {
        let mut faults = Vec::new();
        conform(&document, &document["components"]["schemas"][schema], &answer, schema, &mut faults);
        assert!(faults.is_empty(), "{faults:#?}");
    }
    let served = app.get("/openapi.json").send().await;
    assert_eq!(served.json(), document);
}

#[test]
fn every_content_is_in_it() {
    let document = document();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/tests/golden/content");
    let mut kinds = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let content: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut faults = Vec::new();
        conform(&document, &document["components"]["schemas"]["Content"], &content, &path.display().to_string(), &mut faults);
        assert!(faults.is_empty(), "{faults:#?}");
        kinds.insert(content["type"].as_str().unwrap().to_owned());
    }
    let told = document["components"]["schemas"]["Content"]["description"].as_str().unwrap();
    for kind in model::Content::KINDS {
        assert!(kinds.contains(*kind) && told.split([' ', ',', ';']).any(|word| word == *kind), "{kind}");
    }
}

/// Whether a value is as a schema says, with no property that it doesn't name.
fn conform(document: &Value, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        return conform(document, &document.pointer(&reference[1..]).unwrap().clone(), value, path, faults);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = any.iter().any(|one| {
            let mut inner = Vec::new();
            conform(document, one, value, path, &mut inner);
            inner.is_empty()
        });
        if !fits {
            faults.push(format!("{path}: {value} fits none"));
        }
        return;
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        // Any JSON.
        None => true,
        other => panic!("{path}: {other:?}"),
    };
    if !fits {
        faults.push(format!("{path}: {value} is no {}", schema["type"]));
        return;
    }
    for (index, element) in value.as_array().into_iter().flatten().enumerate() {
        conform(document, &schema["items"], element, &format!("{path}[{index}]"), faults);
    }
    let Some(object) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            faults.push(format!("{path}: {name} is missing"));
        }
    }
    for (name, value) in object {
        let path = format!("{path}.{name}");
        if let Some(known) = schema["properties"].get(name).or_else(|| schema.get("additionalProperties")) {
            conform(document, known, value, &path, faults);
        } else if schema.get("properties").is_some() {
            faults.push(format!("{path} is not in the document"));
        }
    }
}
