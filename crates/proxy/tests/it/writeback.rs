//! The write-back: what an agent answers out of HubSpot stands on the contact's timeline, once.

use crate::app::{ASHA, App, now, sign};
use model::Timestamp;
use proxy::clock::Clock;
use proxy::fact::TakeDigests;
use proxy::store::Store;
use proxy::transport::{Played, TransportError};
use proxy::writeback::{self, WritebackDeps};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const KEY: &str = "a key of lumen that has 32 bytes and more";
const LUMEN: &str = r#"
[[tenant]]
id = "lumen"
origins = ["https://crm.example"]
[[tenant.key]]
kid = "k1"
alg = "HS256"
secret = "a key of lumen that has 32 bytes and more"
[tenant.hubspot]
client_secret = "hubspot secret of lumen"
portal_ids = [777]
access_token = "pat-a-token-that-no-log-may-see"
api_base = "https://hubspot.example/"
time_zone = "Asia/Kolkata"
[[tenant.account]]
slug = "lumen-wa"
provider = "tata-tele"
channel = "whatsapp"
number = "+15551305690"
base_url = "https://provider.example"
token = "a token"
hook_secret = "hook-secret-of-lumen"
[[tenant.account]]
slug = "lumen-viber"
provider = "tyntec"
channel = "viber"
number = "+15551305691"
base_url = "https://provider.example"
token = "a token"
hook_secret = "hook-secret-of-lumen-viber"
"#;

const NONE: &str = r#"{"total":0,"results":[]}"#;
const OWNER: &str = r#"{"id":"41629779"}"#;
const MADE: &str = r#"{"id":"12021896773"}"#;

/// A proxy that sends nothing to providers: whatever leaves goes to HubSpot.
struct Lumen {
    app: App,
    thread: String,
}

impl Lumen {
    async fn new() -> Self {
        let app = App::made(LUMEN, None).await;
        app.provider.stand(500, "nobody has asked for this");
        let mut lumen = Self { app, thread: String::new() };
        let opened = lumen.app.post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer(&lumen.token(&json!({}))).send().await;
        lumen.thread = opened.json()["thread"]["id"].as_str().unwrap().to_owned();
        let words = crate::app::text_webhook(ASHA, "wamid.1", "hi", lumen.app.clock.now());
        let hooked = lumen.app.call(axum::http::Method::POST, "/hooks/lumen-wa/hook-secret-of-lumen", words.into()).send().await;
        assert_eq!(hooked.status, 200, "{}", hooked.text());
        lumen
    }

    /// The token that the modal gets for HubSpot's code, but for what is said here.
    fn token(&self, other: &Value) -> String {
        let mut claims = json!({"tenant": "lumen", "sub": "hs:777:77", "name": "priya@lumen.example", "record": "hubspot:contacts:501"});
        claims.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
        sign(KEY, "k1", &crate::app::claims(self.app.clock.now(), &claims))
    }

    async fn answer(&self, client_id: &str, words: &str) {
        self.answer_by(&self.token(&json!({})), client_id, words).await;
    }

    async fn answer_by(&self, token: &str, client_id: &str, words: &str) {
        let body =
            json!({"client_id": client_id, "channel": "whatsapp", "account": "lumen-wa", "content": {"type": "text", "body": words}});
        let sent = self.app.post(&format!("/v1/threads/{}/messages", self.thread), &body).bearer(token).send().await;
        assert_eq!(sent.status, 202, "{}", sent.text());
    }

    fn hubspot(&self, answers: &[(u16, &str)]) {
        for (status, body) in answers {
            self.app.provider.play(Played::Answer(*status, body.as_bytes().to_vec()));
        }
    }

    fn works(&self) -> Worker {
        let stop = CancellationToken::new();
        let deps = WritebackDeps {
            ledger: self.app.state.ledger.clone(),
            config: Arc::clone(&self.app.state.config),
            transport: Arc::new(self.app.provider.clone()),
            clock: Arc::new(self.app.clock.clone()),
            jitter: || 0.0,
        };
        Worker { task: tokio::spawn(writeback::run(deps, stop.clone())), stop }
    }

    async fn figure(&self, name: &str) -> u64 {
        self.app.store.figures(now()).await.unwrap().into_iter().find(|(own, _)| *own == name).unwrap().1
    }

    /// Waits until a figure is this.
    async fn comes_to(&self, name: &str, value: u64) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while self.figure(name).await != value {
            assert!(Instant::now() < deadline, "{name} does not come to {value}");
            tokio::task::yield_now().await;
        }
    }

    /// Waits until the digest waits for another moment than this.
    async fn put_off(&self, from: Timestamp) -> Option<Timestamp> {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let due = self.app.store.next_digest_due().await.unwrap();
            let lease = from.plus_millis(5 * 60 * 1000);
            if due.is_none_or(|due| due > from && due != lease) {
                return due;
            }
            assert!(Instant::now() < deadline, "it is still due");
            tokio::task::yield_now().await;
        }
    }

    /// What HubSpot was asked: method, path, body.
    fn asked(&self) -> Vec<(String, String, Value)> {
        let requests = self.app.provider.requests();
        let told = |request: &providers::WireRequest| {
            assert_eq!(request.headers["authorization"], "Bearer pat-a-token-that-no-log-may-see");
            let body = match &request.body {
                providers::WireBody::Json(text) => serde_json::from_str(text).unwrap(),
                _ => Value::Null,
            };
            (request.method.to_string(), request.url.strip_prefix("https://hubspot.example").unwrap().to_owned(), body)
        };
        requests.iter().map(told).collect()
    }

    fn calls(&self) -> Vec<String> {
        self.asked().into_iter().map(|(method, path, _)| format!("{method} {}", path.rsplit_once("2026-03/").unwrap().1)).collect()
    }
}

struct Worker {
    task: JoinHandle<()>,
    stop: CancellationToken,
}

impl Worker {
    async fn end(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

const SEARCH: &str = "POST communications/search";
const ASK_OWNER: &str = "GET 77?idProperty=userId";
const CREATE: &str = "POST communications";
const UPDATE: &str = "PATCH communications/12021896773";

#[tokio::test]
async fn answers_of_a_day_are_one_communication_on_the_contacts_timeline() {
    let lumen = Lumen::new().await;
    lumen.hubspot(&[(200, NONE), (200, OWNER), (201, MADE), (200, MADE)]);
    let worker = lumen.works();
    lumen.answer("one", "The <ground> floor").await;
    lumen.comes_to("digests_pending", 0).await;
    lumen.app.clock.advance(Duration::from_secs(60));
    lumen.answer("two", "is free").await;
    lumen.answer("two", "is free").await;
    lumen.comes_to("digests_pending", 0).await;
    worker.end().await;
    assert_eq!(lumen.calls(), [SEARCH, ASK_OWNER, CREATE, UPDATE]);
    let asked = lumen.asked();
    let filters: Vec<_> = asked[0].2["filterGroups"][0]["filters"].as_array().unwrap().iter().map(|it| it["value"].clone()).collect();
    let at = now().millis().to_string();
    assert_eq!(filters, [json!("501"), json!(at), json!("WHATS_APP")]);
    let new = json!({
        "properties": {
            "hs_communication_channel_type": "WHATS_APP",
            "hs_communication_logged_from": "CRM",
            "hs_communication_body": "Sidethread 2026-11-20, priya@lumen.example<br>13:30 WhatsApp: The &lt;ground&gt; floor",
            "hs_timestamp": at,
            "hubspot_owner_id": "41629779",
        },
        "associations": [{"to": {"id": "501"}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 81}]}],
    });
    assert_eq!(asked[2].2, new);
    let text = "Sidethread 2026-11-20, priya@lumen.example<br>13:30 WhatsApp: The &lt;ground&gt; floor<br>13:31 WhatsApp: is free";
    assert_eq!(asked[3].2, json!({"properties": {"hs_communication_body": text}}));
}

#[tokio::test]
async fn what_hubspot_has_no_channel_for_is_a_note() {
    let lumen = Lumen::new().await;
    lumen.hubspot(&[(200, NONE), (404, "{}"), (201, MADE)]);
    let heading = proxy::fact::Heading {
        record: "hubspot:contacts:501".to_owned(),
        agent: "hs:777:77".to_owned(),
        name: None,
        channel: model::Channel::Viber,
        day: "2026-11-20".to_owned(),
    };
    let reply = proxy::fact::Reply {
        tenant: "lumen".into(),
        thread: model::ThreadId::new(&lumen.thread),
        channel: model::Channel::Viber,
        account: "lumen-viber".into(),
        log: Some(heading),
        at: now(),
        ..crate::store_contract::kit::reply(&model::ThreadId::new(&lumen.thread), "v", model::Content::text("by Viber"))
    };
    lumen.app.state.ledger.record_reply(reply).await.unwrap();
    let worker = lumen.works();
    lumen.comes_to("digests_pending", 0).await;
    worker.end().await;
    assert_eq!(lumen.calls(), ["POST notes/search", ASK_OWNER, "POST notes"]);
    let new = lumen.asked().remove(2).2;
    let properties = json!({"hs_note_body": "Sidethread 2026-11-20<br>13:30 Viber: by Viber", "hs_timestamp": now().millis().to_string()});
    assert_eq!(new["properties"], properties, "and nobody's where HubSpot tells no owner");
    assert_eq!(new["associations"][0]["types"][0]["associationTypeId"], 202);
}

#[tokio::test]
async fn only_answers_out_of_a_contact_of_the_tenants_account_are_logged() {
    let lumen = Lumen::new().await;
    for (at, other) in [
        json!({"sub": "hs:778:77"}),
        json!({"sub": "hs:777:77/x"}),
        json!({"sub": "meera"}),
        json!({"record": null}),
        json!({"record": "zoho:Contacts:501"}),
        json!({"record": "hubspot:contacts:501/../502"}),
    ]
    .iter()
    .enumerate()
    {
        lumen.answer_by(&lumen.token(other), &format!("no-{at}"), "x").await;
    }
    assert_eq!(lumen.figure("digests_pending").await, 0);
    lumen.answer("yes", "x").await;
    assert_eq!(lumen.figure("digests_pending").await, 1);
}

#[tokio::test]
async fn a_limit_or_a_fall_of_hubspots_is_waited_out() {
    let lumen = Lumen::new().await;
    lumen.hubspot(&[(429, r#"{"category":"RATE_LIMITS"}"#)]);
    let worker = lumen.works();
    lumen.answer("one", "hello").await;
    let start = lumen.app.clock.now();
    assert_eq!(lumen.put_off(start).await, Some(start.plus_millis(1000)));
    // Nobody knows what came of it: HubSpot's search finds new things only after a while.
    lumen.hubspot(&[(200, NONE), (200, OWNER)]);
    lumen.app.provider.play(Played::Fail(TransportError::Unknown("cut".to_owned())));
    lumen.app.clock.advance(Duration::from_secs(1));
    let start = lumen.app.clock.now();
    assert_eq!(lumen.put_off(start).await, Some(start.plus_millis(60_000)));
    lumen.hubspot(&[(200, r#"{"results":[{"id":"12021896773"}]}"#), (200, MADE)]);
    lumen.app.clock.advance(Duration::from_secs(60));
    lumen.comes_to("digests_pending", 0).await;
    worker.end().await;
    assert_eq!(lumen.calls(), [SEARCH, SEARCH, ASK_OWNER, CREATE, SEARCH, UPDATE], "it was there after all, and stays one");
}

#[tokio::test]
async fn what_a_crash_has_left_is_carried_after_its_lease_and_stays_one() {
    let lumen = Lumen::new().await;
    lumen.answer("one", "hello").await;
    let at = lumen.app.clock.now();
    let taken = TakeDigests { limit: 8, until: at.plus_millis(300_000), afresh: false, at };
    assert_eq!(lumen.app.state.ledger.take_digests(taken).await.unwrap().len(), 1, "another process has it, makes it, and dies");
    let worker = lumen.works();
    lumen.hubspot(&[(200, r#"{"results":[{"id":"12021896773"}]}"#), (200, MADE)]);
    assert_eq!(lumen.calls().len(), 0);
    lumen.app.clock.advance(Duration::from_secs(300));
    lumen.comes_to("digests_pending", 0).await;
    worker.end().await;
    assert_eq!(lumen.calls(), [SEARCH, UPDATE]);
}

#[tokio::test]
async fn one_that_somebody_has_deleted_in_hubspot_is_made_anew() {
    let lumen = Lumen::new().await;
    lumen.hubspot(&[(200, NONE), (200, OWNER), (201, MADE), (404, "{}"), (200, OWNER), (201, r#"{"id":"5"}"#)]);
    let worker = lumen.works();
    lumen.answer("one", "hello").await;
    lumen.comes_to("digests_pending", 0).await;
    lumen.answer("two", "again").await;
    lumen.comes_to("digests_pending", 0).await;
    worker.end().await;
    assert_eq!(lumen.calls(), [SEARCH, ASK_OWNER, CREATE, UPDATE, ASK_OWNER, CREATE]);
}

#[tokio::test]
async fn a_token_that_opens_nothing_is_seen_and_a_start_after_it_was_mended_logs_all() {
    let lumen = Lumen::new().await;
    lumen.app.provider.stand(401, r#"{"category":"INVALID_AUTHENTICATION"}"#);
    let worker = lumen.works();
    lumen.answer("one", "hello").await;
    for wait in [1, 5, 30, 120, 600] {
        let now = lumen.app.clock.now();
        assert_eq!(lumen.put_off(now).await, Some(now.plus_millis(wait * 1000)));
        if wait < 600 {
            lumen.app.clock.advance(Duration::from_millis(wait.unsigned_abs() * 1000));
        }
    }
    worker.end().await;
    let ready = lumen.app.get("/readyz").send().await.json();
    assert_eq!(ready["figures"]["digests_troubled"], 1);
    let figures = lumen.app.get("/metrics").send().await.text();
    assert!(figures.contains("\nsidethread_digests_troubled 1"), "{figures}");
    lumen.hubspot(&[(200, NONE), (403, "{}"), (201, MADE)]);
    let worker = lumen.works();
    lumen.comes_to("digests_pending", 0).await;
    worker.end().await;
    assert_eq!(lumen.figure("digests_troubled").await, 0);
    assert_eq!(lumen.calls()[4..], [SEARCH, SEARCH, ASK_OWNER, CREATE], "who may not see owners logs without one");
}

#[tokio::test]
async fn what_hubspot_does_not_take_is_not_asked_again_before_the_next_answer() {
    let lumen = Lumen::new().await;
    lumen.hubspot(&[(200, NONE), (200, OWNER), (400, r#"{"category":"VALIDATION_ERROR"}"#)]);
    let worker = lumen.works();
    lumen.answer("one", "hello").await;
    lumen.comes_to("digests_troubled", 1).await;
    assert_eq!(lumen.figure("digests_pending").await, 0);
    lumen.hubspot(&[(200, NONE), (200, OWNER), (201, MADE)]);
    lumen.answer("two", "hello").await;
    lumen.comes_to("digests_troubled", 0).await;
    worker.end().await;
}
