//! What an operator looks at.

use crate::app::App;
use std::time::Duration;

#[tokio::test]
async fn a_ready_proxy_says_so_with_figures() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    assert_eq!(app.get("/healthz").send().await.json()["status"], "ok");
    let ready = app.get("/readyz").send().await;
    assert_eq!((ready.status, &ready.json()["status"]), (200, &serde_json::json!("ready")));
    assert_eq!(ready.json()["figures"]["outbox"], 0);
    let metrics = app.get("/metrics").send().await.text();
    assert!(metrics.contains("sidethread_webhooks_total{account=\"acme-wa\",outcome=\"kept\"}"), "{metrics}");
    assert!(metrics.contains("route=\"/hooks/{account}/{secret}\""));
    assert!(!metrics.contains("hook-secret"), "a secret in a figure");
}

#[tokio::test]
async fn a_database_that_takes_nothing_is_noticed_and_so_is_its_return() {
    let app = App::new().await;
    assert_eq!(app.get("/readyz").send().await.status, 200);
    app.store.make_read_only(true).await.unwrap();
    assert_eq!(app.get("/readyz").send().await.status, 200, "the disk is not asked at every look");
    app.clock.advance(Duration::from_secs(2));
    assert_eq!(app.get("/readyz").send().await.refusal(), (503, "unavailable".to_owned()));
    app.store.make_read_only(false).await.unwrap();
    app.clock.advance(Duration::from_secs(2));
    assert_eq!(app.get("/readyz").send().await.status, 200);
}

#[tokio::test]
async fn figures_say_what_waits_and_what_could_not_be_read() {
    let app = App::without_outbox().await;
    app.hook("no JSON").await;
    app.hook(crate::app::status_webhook("wamid.9", "", "read", crate::app::now())).await;
    app.asha_writes("wamid.1", "hi").await;
    assert_eq!(app.reply("c-1", serde_json::json!({"type": "text", "body": "x"})).await.status, 202);
    let path = app.path("events").await;
    let mut stream = app.get(&path).bearer(&app.token()).stream().await;
    stream.block().await;
    app.clock.advance(Duration::from_secs(7));
    let metrics = app.get("/metrics").send().await.text();
    // Other tests share the recorder: gauges of this store are set a moment before they are read, the streams are counted together.
    for line in ["sidethread_unread_total{account=\"acme-wa\"}", "sidethread_streams "] {
        let found = metrics.lines().find(|own| own.starts_with(line)).unwrap_or_else(|| panic!("{line}: {metrics}"));
        assert_ne!(found.rsplit(' ').next().unwrap(), "0", "{found}");
    }
    for name in ["outbox", "outbox_due", "outbox_age_ms", "outbox_late_ms", "parked", "webhooks_unread", "files_pending"] {
        assert!(metrics.lines().any(|line| line.starts_with(&format!("sidethread_{name} "))), "{name}: {metrics}");
    }
    for line in metrics.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let name = line.split(['{', ' ']).next().unwrap();
        let name = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        assert!(metrics.contains(&format!("# HELP {name} ")), "{name} is not explained");
    }
    let figures = app.get("/readyz").send().await.json()["figures"].clone();
    assert_eq!((&figures["outbox_due"], &figures["parked"], &figures["webhooks_unread"]), (&1.into(), &1.into(), &1.into()));
}
