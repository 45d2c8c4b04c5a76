//! What an operator looks at.

use crate::app::App;

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
