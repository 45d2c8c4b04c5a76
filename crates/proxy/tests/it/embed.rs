//! The page that a CRM frames.

use crate::app::App;

#[tokio::test]
async fn only_the_tenants_pages_may_frame_it_and_nothing_foreign_runs_in_it() {
    let app = App::new().await;
    let answer = app.get("/embed/v1/acme").send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let policy = answer.header("content-security-policy");
    let directive = |name: &str| policy.split("; ").find_map(|it| it.strip_prefix(&format!("{name} "))).unwrap_or_default();
    assert_eq!(directive("frame-ancestors"), "https://*.lightning.force.com https://crm.example");
    assert_eq!(directive("script-src"), "'self' 'wasm-unsafe-eval'");
    assert_eq!(directive("connect-src"), "'self'");
    assert_eq!(directive("default-src"), "'none'");
    assert!(!policy.contains("'unsafe-"), "{policy}");
    assert_eq!(answer.header("x-frame-options"), "");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    let page = answer.text();
    assert!(page.contains("src=\"/sidethread.js\""));
    assert!(page.contains("data-tenant=\"acme\""));
    assert!(!page.contains("<style") && !page.contains(" on"), "what the policy forbids isn't there");
    assert!(!page.contains("{tenant}") && !page.contains("{parents}"));
}

#[tokio::test]
async fn a_tenant_without_frames_is_framed_by_nobody() {
    let app = App::new().await;
    let answer = app.get("/embed/v1/globex").send().await;
    assert!(answer.header("content-security-policy").ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn an_unknown_tenant_has_no_page() {
    let app = App::new().await;
    assert_eq!(app.get("/embed/v1/nobody").send().await.refusal(), (404, "not-found".to_owned()));
    let script = app.get("/embed/v1/page.js").send().await;
    assert_eq!((script.status, script.header("content-type")), (200, "text/javascript; charset=utf-8"));
}
