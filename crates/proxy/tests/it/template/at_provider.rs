//! Templates at the providers that have a list, over real HTTP.

use crate::app::{Answer, App};
use crate::simulated::{self, Simulated};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, header};
use proxy::transport::{HttpTransport, Settings};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A proxy over a real transport, with the simulator at its other end.
pub(super) struct AtProvider {
    pub(super) app: App,
    pub(super) simulated: Simulated,
}

impl AtProvider {
    pub(super) async fn start() -> Self {
        // News of templates are taken and not told: here the lists alone are asked.
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let elsewhere = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(async || ())).await });
        let simulated = Simulated::start(&elsewhere).await;
        let transport = HttpTransport::new(Settings { allow_private_addresses: true, ..Settings::default() }).unwrap();
        let app = App::made(&simulated::toml(&simulated.origin), Some(Arc::new(transport))).await;
        Self { app, simulated }
    }

    /// What the provider lists, after every review there.
    pub(super) async fn refresh(&self, slug: &str) -> Vec<Value> {
        self.simulated.idle().await;
        self.app.clock.advance(Duration::from_secs(5));
        listed(&self.app, &format!("?account={slug}&refresh=true")).await
    }

    async fn ask(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.app.send(method, path, body).bearer(&self.app.token()).send().await
    }

    async fn delete(&self, query: &str) -> Answer {
        self.app.call(Method::DELETE, &format!("/v1/templates?{query}"), Body::empty()).bearer(&self.app.token()).send().await
    }
}

/// The registry.
pub(super) async fn listed(app: &App, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("/v1/templates{query}")).bearer(&app.token()).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json().get("notes"), None, "{}", answer.text());
    answer.json()["templates"].as_array().unwrap().clone()
}

pub(super) fn results(answer: &Answer) -> Vec<Value> {
    answer.json()["results"].as_array().unwrap_or_else(|| panic!("{}", answer.text())).clone()
}

fn ready(words: &str) -> Value {
    json!({"name": "order_ready", "language": "en_US", "category": "utility", "body": format!("Hello {{{{1}}}}, {words} is ready now."),
        "examples": {"1": "Asha"}, "footer": "Acme", "buttons": [{"type": "quick_reply", "text": "Thanks"}]})
}

fn states(templates: &[Value]) -> Vec<(&str, &str)> {
    templates.iter().map(|it| (it["name"].as_str().unwrap(), it["status"].as_str().unwrap())).collect()
}

/// Made, approved, changed or not, deleted.
async fn life(slug: &str, can_change: bool, own_words: &str) {
    let at = AtProvider::start().await;
    let path = format!("/v1/templates?account={slug}");
    let made = at.ask(Method::POST, &path, &ready("your order")).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = &results(&made)[0]["template"];
    assert_eq!((&made["status"], &made["account"]), (&json!("pending"), &json!(slug)));
    assert_eq!(states(&listed(&at.app, &format!("?account={slug}")).await), [("order_ready", "pending")], "{slug}");
    let approved = at.refresh(slug).await;
    assert_eq!(states(&approved), [("order_ready", "approved")], "{slug}");
    for (part, value) in [("body", json!("Hello {{1}}, your order is ready now.")), ("footer", json!("Acme"))] {
        assert_eq!(approved[0][part], value, "{slug} {part}");
    }
    assert_eq!(approved[0]["buttons"], json!([{"type": "quick_reply", "text": "Thanks"}]), "{slug}");
    let again = at.ask(Method::POST, &path, &ready("your order")).await;
    let (status, code) = again.refusal();
    assert_eq!((status, code.as_str()), (422, "provider-refused"), "{slug}: {}", again.text());
    let detail = again.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(own_words), "{slug} says it in its own words: {detail}");
    let changed = at.ask(Method::PUT, &path, &ready("your parcel")).await;
    if can_change {
        assert_eq!((changed.status, &results(&changed)[0]["template"]["status"]), (200, &json!("pending")), "{slug}: {}", changed.text());
        let approved = at.refresh(slug).await;
        assert_eq!((&approved[0]["status"], &approved[0]["body"]), (&json!("approved"), &json!("Hello {{1}}, your parcel is ready now.")));
    } else {
        assert_eq!(changed.refusal(), (409, "unsupported".to_owned()), "{slug}");
        assert!(changed.json()["detail"].as_str().unwrap().contains("/v1/templates/known"), "it says what to do instead");
    }
    let gone = at.delete(&format!("account={slug}&name=order_ready")).await;
    assert_eq!(gone.status, 200, "{slug}: {}", gone.text());
    assert!(listed(&at.app, &format!("?account={slug}")).await.is_empty());
    assert_eq!(at.delete(&format!("account={slug}&name=order_ready")).await.refusal(), (404, "not-found".to_owned()));
}

#[tokio::test]
async fn a_template_lives_at_exotel() {
    life("line-exotel", true, "already exists").await;
}

#[tokio::test]
async fn a_template_lives_at_redington() {
    life("line-redington", false, "One or more parameters are invalid").await;
}

#[tokio::test]
async fn a_template_lives_at_tyntec() {
    life("line-tyntec", true, "exists already").await;
}

#[tokio::test]
async fn a_long_list_is_read_to_its_end_and_what_is_gone_there_is_gone_here() {
    let at = AtProvider::start().await;
    let many: Vec<Value> = (0..130)
        .map(|n| json!({"name": format!("t{n:03}"), "language": "en_US", "category": "UTILITY", "components": [{"type": "BODY", "text": "Hello."}]}))
        .collect();
    for slug in ["line-exotel", "line-redington", "line-tyntec"] {
        let known = json!([{"name": "gone", "language": "en_US", "category": "utility", "body": "No longer there.", "status": "approved"}]);
        assert_eq!(at.ask(Method::POST, &format!("/v1/templates/known?account={slug}"), &known).await.status, 200);
        at.simulated.control(Method::PUT, &format!("templates/{slug}"), &json!(many)).await;
        let found = at.refresh(slug).await;
        assert_eq!(found.len(), 130, "{slug}");
        assert!(found.iter().all(|it| it["status"] == "approved" && it["name"] != "gone"), "{slug}");
    }
    let theirs = at.app.get("/v1/templates?refresh=true").bearer(&at.app.globex_token()).send().await;
    assert_eq!(theirs.json()["templates"], json!([]), "another tenant sees none of it");
}

#[tokio::test]
async fn of_several_each_has_a_result_of_its_own() {
    let at = AtProvider::start().await;
    let path = "/v1/templates?account=line-exotel";
    assert_eq!(at.ask(Method::POST, path, &ready("it")).await.status, 201);
    let faulty = json!({"name": "Bad Name", "language": "en_US", "category": "utility", "body": "{{1}}"});
    let other =
        json!({"name": "other", "language": "en_US", "category": "UTILITY", "components": [{"type": "BODY", "text": "Hello there."}]});
    let mixed = at.ask(Method::POST, path, &json!([ready("it"), faulty, other, {"name": "none"}])).await;
    assert_eq!(mixed.status, 207);
    let results = results(&mixed);
    let told: Vec<_> = results
        .iter()
        .map(|result| (result["name"].as_str().unwrap(), result["problem"]["code"].as_str(), result["template"]["status"].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("order_ready", Some("provider-refused"), None),
            ("Bad Name", Some("invalid-message"), None),
            ("other", None, Some("pending")),
            ("none", Some("invalid-message"), None),
        ]
    );
    assert!(results[0]["problem"]["detail"].as_str().unwrap().contains("already exists"), "{}", results[0]);
    let codes: Vec<_> = results[1]["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_u64().unwrap()).collect();
    assert!(codes.contains(&100) && codes.contains(&2_388_299), "{codes:?}");
    let gone = at.delete("account=line-exotel&name=other,order_ready,nobody").await;
    assert_eq!(gone.status, 207);
    let told: Vec<_> =
        gone.json()["results"].as_array().unwrap().iter().map(|it| (it["name"].clone(), it.get("problem").is_some())).collect();
    assert_eq!(told, [(json!("nobody"), true), (json!("other"), false), (json!("order_ready"), false)]);
}

#[tokio::test]
async fn one_language_is_not_deleted_where_all_would_go() {
    let at = AtProvider::start().await;
    for slug in ["line-exotel", "line-tyntec"] {
        let path = format!("/v1/templates?account={slug}");
        let both = ["en_US", "hi"].map(|language| {
            let mut template = ready("it");
            template["language"] = json!(language);
            template
        });
        let made = at.ask(Method::POST, &path, &json!(both)).await;
        assert_eq!(made.status, 201, "{slug}: {}", made.text());
        let refused = at.delete(&format!("account={slug}&name=order_ready&language=hi")).await;
        assert_eq!(refused.refusal(), (409, "unsupported".to_owned()), "{slug}");
        assert!(refused.json()["detail"].as_str().unwrap().contains("en_US"), "it says what would go too");
        let gone = at.delete(&format!("account={slug}&name=order_ready")).await;
        assert_eq!((gone.status, results(&gone).len()), (200, 2), "{slug}");
        assert!(listed(&at.app, &format!("?account={slug}")).await.is_empty());
    }
}

#[tokio::test]
async fn a_sample_goes_where_it_is_taken_and_its_name_into_the_header() {
    let at = AtProvider::start().await;
    let form =
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"room.png\"\r\ncontent-type: image/png\r\n\r\nPNG\r\n--b--\r\n";
    let upload = async |slug: &str| {
        let call = at.app.call(Method::POST, &format!("/v1/templates/samples?account={slug}"), Body::from(form));
        call.with(header::CONTENT_TYPE, "multipart/form-data; boundary=b").bearer(&at.app.token()).send().await
    };
    for slug in ["line-exotel", "line-tyntec"] {
        let sample = upload(slug).await;
        assert_eq!(sample.status, 201, "{slug}: {}", sample.text());
        let handle = sample.json()["handle"].as_str().unwrap().to_owned();
        assert!(!handle.is_empty());
        let template = json!({"name": "room", "language": "en_US", "category": "utility", "header": {"type": "image", "example": handle}, "body": "Your room."});
        let made = at.ask(Method::POST, &format!("/v1/templates?account={slug}"), &template).await;
        assert_eq!(made.status, 201, "{slug}: {}", made.text());
    }
    assert_eq!(upload("line-redington").await.refusal(), (409, "unsupported".to_owned()));
    let template = json!({"name": "room", "language": "en_US", "category": "utility", "header": {"type": "image"}, "body": "Your room."});
    let refused = at.ask(Method::POST, "/v1/templates?account=line-exotel", &template).await;
    assert_eq!(refused.problems(), [("/header/example".to_owned(), "required".to_owned())]);
    let made = at.ask(Method::POST, "/v1/templates?account=line-redington", &template).await;
    assert_eq!(made.status, 201, "where no sample is taken, none is missing: {}", made.text());
    assert_eq!(results(&made)[0]["findings"][0]["warning"], json!(true));
}

#[tokio::test]
async fn what_a_provider_cannot_do_is_said_with_what_to_do_instead() {
    let at = AtProvider::start().await;
    for slug in ["line-rcs", "line-viber", "line-sms", "line-comms"] {
        let made = at.ask(Method::POST, &format!("/v1/templates?account={slug}"), &ready("it")).await;
        assert_eq!(made.refusal(), (409, "unsupported".to_owned()), "{slug}");
        assert!(!made.json()["detail"].as_str().unwrap().is_empty());
        let asked = at.app.get(&format!("/v1/templates?account={slug}&refresh=true")).bearer(&at.app.token()).send().await;
        assert_eq!(asked.json()["notes"].as_array().unwrap().len(), 1, "{slug}: {}", asked.text());
    }
    // Tata Tele takes new ones and shows no list: what is gone there is forgotten by hand.
    assert_eq!(at.ask(Method::POST, "/v1/templates?account=line-tata", &ready("it")).await.status, 201);
    assert_eq!(at.delete("account=line-tata&name=order_ready").await.refusal(), (409, "unsupported".to_owned()));
    let forgotten = at.app.call(Method::DELETE, "/v1/templates/known?account=line-tata&name=order_ready", Body::empty());
    assert_eq!(forgotten.bearer(&at.app.token()).send().await.status, 204);
    assert!(listed(&at.app, "?account=line-tata").await.is_empty());
}

#[tokio::test]
async fn lists_are_fetched_by_themselves_and_as_soon_as_something_is_new() {
    let at = AtProvider::start().await;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(proxy::templates::run(at.app.state.templates.clone(), Arc::clone(&at.app.state.config), stop.clone()));
    let appears = async |name: &str| {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !listed(&at.app, "?account=line-redington").await.iter().any(|own| own["name"] == name) {
            assert!(Instant::now() < deadline, "{name} never came");
            // The registry is asked over and over; each time the clock has gone on.
            at.app.clock.advance(Duration::from_secs(3));
            tokio::task::yield_now().await;
        }
    };
    let there = async |name: &str| {
        let template =
            json!({"name": name, "language": "en_US", "category": "UTILITY", "components": [{"type": "BODY", "text": "Hello."}]});
        at.simulated.control(Method::PUT, "templates/line-redington", &template).await;
    };
    there("later").await;
    appears("later").await;
    there("approved_elsewhere").await;
    let news = json!({"topic": "wa_template.status.updated", "created_at": "2026-11-20T08:00:00Z",
        "data": {"wa_template": {"id": "1", "name": "approved_elsewhere", "language": "English (US)", "status": "APPROVED"}}});
    let hook = at.app.call(Method::POST, &simulated::of("line-redington").hook(), Body::from(news.to_string())).send().await;
    assert_eq!(hook.status, 200);
    appears("approved_elsewhere").await;
    stop.cancel();
    worker.await.unwrap();
}

#[tokio::test]
async fn a_provider_that_is_down_says_so_and_loses_nothing() {
    let at = AtProvider::start().await;
    assert_eq!(at.ask(Method::POST, "/v1/templates?account=line-exotel", &ready("it")).await.status, 201);
    let origin = "http://127.0.0.1:9";
    let transport = HttpTransport::new(Settings { allow_private_addresses: true, ..Settings::default() }).unwrap();
    let down = App::made(&simulated::toml(origin), Some(Arc::new(transport))).await;
    let known = json!([{"name": "here", "language": "en_US", "category": "utility", "body": "Still here.", "status": "approved"}]);
    assert_eq!(down.post("/v1/templates/known?account=line-exotel", &known).bearer(&down.token()).send().await.status, 200);
    let asked = down.get("/v1/templates?account=line-exotel&refresh=true").bearer(&down.token()).send().await;
    assert_eq!((asked.status, asked.json()["templates"].as_array().unwrap().len()), (200, 1));
    assert!(asked.json()["notes"][0].as_str().unwrap().contains("can't be reached"), "{}", asked.text());
    let made = down.post("/v1/templates?account=line-exotel", &ready("it")).bearer(&down.token()).send().await;
    assert_eq!(made.refusal(), (503, "provider-down".to_owned()));
}
