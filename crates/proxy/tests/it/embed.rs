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
    assert!(page.contains("src=\"/v1/page.js\""));
    assert!(page.contains("data-tenant=\"acme\""));
    assert!(!page.contains("<style") && !page.contains(" on"), "what the policy forbids isn't there");
    assert!(page.contains("data-parents=\"https://*.lightning.force.com https://crm.example\">"));
    assert!(!page.contains('{'), "every place is filled");
}

#[tokio::test]
async fn a_page_that_a_code_opens_speaks_the_language_of_its_address() {
    let app = App::new().await;
    let page = app.get("/embed/v1/acme?host=hubspot&locale=pt-br").send().await.text();
    assert!(page.contains(" data-locale=\"pt-br\">"), "{page}");
    for query in ["", "?locale=", "?locale=%22%20onload=x"] {
        let page = app.get(&format!("/embed/v1/acme{query}")).send().await.text();
        assert!(!page.contains("data-locale") && !page.contains("onload"), "{query}: {page}");
    }
}

#[tokio::test]
async fn a_tenant_without_frames_is_framed_by_nobody() {
    let app = App::new().await;
    let answer = app.get("/embed/v1/globex").send().await;
    assert!(answer.header("content-security-policy").ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn the_probe_is_framed_where_the_page_is() {
    let app = App::new().await;
    let (page, probe) = (app.get("/embed/v1/acme").send().await, app.get("/embed/v1/acme/probe").send().await);
    for name in ["content-security-policy", "permissions-policy", "referrer-policy", "content-type"] {
        assert_eq!(probe.header(name), page.header(name), "{name}");
    }
    assert!(probe.text().contains(" data-probe>") && !page.text().contains("data-probe"));
}

#[tokio::test]
async fn an_unknown_tenant_has_no_page() {
    let app = App::new().await;
    for path in ["/embed/v1/nobody", "/embed/v1/nobody/probe"] {
        assert_eq!(app.get(path).send().await.refusal(), (404, "not-found".to_owned()), "{path}");
    }
}
