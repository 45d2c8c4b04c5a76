//! The registry follows what becomes of templates at the providers, by their news and by their lists, while the proxy runs.

use super::{PATIENCE, Stage};
use crate::app::ASHA;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Instant;

impl Stage {
    /// A template of the registry, as soon as it is so.
    async fn template(&self, slug: &str, name: &str, what: &str, so: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // Exotel tells no news: its list is asked.
            let refresh = if slug == "line-exotel" { "&refresh=true" } else { "" };
            let asked = self.http.get(format!("{}/v1/templates?account={slug}{refresh}", self.base)).bearer_auth(Self::token());
            let answer: Value = asked.send().await.unwrap().json().await.unwrap();
            let found = answer["templates"].as_array().unwrap().iter().find(|own| own["name"] == name && so(own));
            if let Some(found) = found {
                return found.clone();
            }
            assert!(Instant::now() < deadline, "{slug}: {name} is never {what}: {answer:#}");
            self.simulated.idle().await;
        }
    }

    async fn hand_in(&self, slug: &str, name: &str, body: &str) {
        let template = json!({"name": name, "language": "en_US", "category": "utility", "body": body});
        let made = self.post(&format!("/v1/templates?account={slug}"), &template).await;
        assert_eq!(made["results"][0]["template"]["status"], "pending", "{slug}: {made}");
    }

    /// The phone's message that this template made.
    async fn on_phone(&self, slug: &str, name: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let phone = self.simulated.control(Method::GET, &format!("phones/{ASHA}"), &Value::Null).await;
            let all = phone["messages"].as_array().unwrap();
            if let Some(found) = all.iter().find(|message| message["account"] == slug && message["content"]["name"] == name) {
                return found["id"].as_str().unwrap().to_owned();
            }
            assert!(Instant::now() < deadline, "{slug}: {name} never arrived: {phone:#}");
            self.simulated.idle().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn metas_word_on_a_template_reaches_the_registry() {
    let stage = Stage::build().await;
    for slug in ["line-tata", "line-redington", "line-tyntec", "line-exotel"] {
        stage.hand_in(slug, "ready", "Your order is ready now.").await;
        stage.hand_in(slug, "games", "Our casino is open again, come in.").await;
        stage.hand_in(slug, "advert", "Take 20% off your next room.").await;
        stage.template(slug, "ready", "approved", |own| own["status"] == "approved").await;
        let games = stage.template(slug, "games", "rejected", |own| own["status"] == "rejected").await;
        assert_eq!(games["rejection"], "ABUSIVE_CONTENT", "{slug}");
        let advert = stage.template(slug, "advert", "approved", |own| own["status"] == "approved").await;
        assert_eq!(advert["category"], "marketing", "{slug}");
    }
    stage.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_that_customers_report_is_held() {
    let stage = Stage::build().await;
    for slug in ["line-tata", "line-tyntec"] {
        stage.hand_in(slug, "ready", "Your order is ready now.").await;
        stage.template(slug, "ready", "approved", |own| own["status"] == "approved").await;
        let thread = stage.open().await["thread"]["id"].as_str().unwrap().to_owned();
        let content = json!({"type": "template", "name": "ready", "language": "en_US", "values": {}});
        let send = |client_id: String| json!({"client_id": client_id, "channel": "whatsapp", "account": slug, "content": content});
        stage.post(&format!("/v1/threads/{thread}/messages"), &send(format!("c-{slug}"))).await;
        let report = json!({"message_id": stage.on_phone(slug, "ready").await});
        for quality in ["yellow", "red"] {
            stage.simulated.control(Method::POST, &format!("phones/{ASHA}/reports"), &report).await;
            stage.template(slug, "ready", quality, |own| own["quality"] == quality && own["status"] == "approved").await;
        }
        stage.simulated.control(Method::POST, &format!("phones/{ASHA}/reports"), &report).await;
        stage.template(slug, "ready", "paused", |own| own["status"] == "paused").await;
        let asked = stage.http.post(format!("{}/v1/threads/{thread}/messages", stage.base)).bearer_auth(Stage::token());
        let refused: Value = asked.json(&send(format!("c2-{slug}"))).send().await.unwrap().json().await.unwrap();
        assert_eq!(refused["code"], "template-not-approved", "{slug}: {refused}");
    }
    stage.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_names_is_missing_at_the_provider_but_never_gone() {
    let ghost = json!({"name": "ghost", "language": "en_US", "category": "UTILITY", "status": "APPROVED",
        "components": [{"type": "BODY", "text": "Your order is ready now."}]});
    let in_other_words = json!({"name": "ghost", "label": "Ghost", "language": "English (US)", "category": "UTILITY", "type": "TEXT",
        "text": "Your order is ready now.", "sample_text": "Your order is ready now.", "status": "APPROVED"});
    let files = [("line-exotel", json!([ghost])), ("line-redington", json!([in_other_words])), ("line-tata", json!([ghost]))];
    let stage = Stage::with(&files).await;
    let thread = stage.open().await["thread"]["id"].as_str().unwrap().to_owned();
    let send = async |slug: &str| {
        let content = json!({"type": "template", "name": "ghost", "language": "en_US", "values": {}});
        let body = json!({"client_id": format!("c-{slug}"), "channel": "whatsapp", "account": slug, "content": content});
        let asked = stage.http.post(format!("{}/v1/threads/{thread}/messages", stage.base)).bearer_auth(Stage::token());
        let answer = asked.json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    for slug in ["line-exotel", "line-redington"] {
        let missing = stage.template(slug, "ghost", "missing", |own| own["status"] == "missing").await;
        assert_eq!(missing["body"], "Your order is ready now.", "{slug}: all else of it is kept");
        let (status, refused) = send(slug).await;
        assert_eq!((status, &refused["code"]), (409, &json!("template-not-approved")), "{slug}: {refused}");
        assert!(refused["problems"][0]["message"].as_str().unwrap().contains("not known to the provider"), "{slug}: {refused}");
    }
    // Tata Tele has no list: the file is what is known.
    stage.template("line-tata", "ghost", "approved", |own| own["status"] == "approved").await;
    assert_eq!(send("line-tata").await.0, 202);
    // It comes back as soon as the provider has it.
    stage.simulated.control(Method::PUT, "templates/line-exotel", &ghost).await;
    stage.template("line-exotel", "ghost", "approved", |own| own["status"] == "approved").await;
    stage.finish().await;
}
