//! The built widget, as any page loads it.

use crate::app::App;
use axum::http::header;

fn build(app: &App) {
    let web = app.dir.path().join("web");
    for folder in ["v1", "0.1.0", "secrets"] {
        std::fs::create_dir_all(web.join(folder)).unwrap();
    }
    for (file, text) in [
        ("sidethread.js", "plain"),
        ("sidethread.js.br", "brotli"),
        ("sidethread.js.gz", "gzip"),
        ("0.1.0/sidethread.js", "as it was"),
        ("0.1.0/other.js", "other"),
        ("secrets/sidethread.js", "secret"),
        ("v1/page.js", "page"),
        ("v1/embed.mjs", "embed"),
        ("v1/app.0123.wasm", "wasm"),
        ("v1/app.0123.wasm.br", "wasm in brotli"),
        ("v1/secret.toml", "secret"),
    ] {
        std::fs::write(web.join(file), text).unwrap();
    }
    std::fs::write(app.dir.path().join("outside.js"), "outside").unwrap();
}

#[tokio::test]
async fn the_script_comes_in_the_best_form_that_the_browser_takes() {
    let app = App::new().await;
    build(&app);
    for (accepted, encoding, text) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip", "gzip", "gzip"),
        ("", "", "plain"),
        ("identity", "", "plain"),
    ] {
        let answer = app.get("/sidethread.js").with(header::ACCEPT_ENCODING, accepted).send().await;
        assert_eq!((answer.status, answer.header("content-encoding"), answer.text().as_str()), (200, encoding, text), "{accepted}");
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        assert!(!answer.header("cache-control").contains("immutable"));
        let tag = answer.header("etag").to_owned();
        let again = app.get("/sidethread.js").with(header::ACCEPT_ENCODING, accepted).with(header::IF_NONE_MATCH, &tag).send().await;
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
}

#[tokio::test]
async fn what_is_named_by_its_content_never_changes() {
    let app = App::new().await;
    build(&app);
    let answer = app.get("/v1/app.0123.wasm").with(header::ACCEPT_ENCODING, "br").send().await;
    assert_eq!((answer.text().as_str(), answer.header("content-type")), ("wasm in brotli", "application/wasm"));
    assert!(answer.header("cache-control").contains("immutable"));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn a_script_that_keeps_its_name_is_asked_for_again() {
    let app = App::new().await;
    build(&app);
    for (path, text) in [("/v1/sidethread.js", "plain"), ("/v1/page.js", "page"), ("/v1/embed.mjs", "embed")] {
        let answer = app.get(path).send().await;
        assert_eq!((answer.text().as_str(), answer.header("content-type")), (text, "text/javascript; charset=utf-8"), "{path}");
        assert!(!answer.header("cache-control").contains("immutable"), "{path}");
    }
}

#[tokio::test]
async fn a_version_stays_as_it_was() {
    let app = App::new().await;
    build(&app);
    let answer = app.get("/0.1.0/sidethread.js").send().await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "as it was"));
    assert!(answer.header("cache-control").contains("immutable"));
    assert_eq!(answer.header("access-control-allow-origin"), "*", "a script with SRI is fetched by CORS");
}

#[tokio::test]
async fn nothing_else_of_the_disk_is_given_away() {
    let app = App::new().await;
    build(&app);
    for path in [
        "/v1/secret.toml",
        "/v1/..%2f..%2foutside.js",
        "/v1/%2e%2e%2foutside.js",
        "/v1/nothing.js",
        "/v1/.js",
        "/v1/app.0123.wasm.br",
        "/0.2.0/sidethread.js",
        "/0.1.0/other.js",
        "/secrets/sidethread.js",
        "/..%2fweb/sidethread.js",
        "/0%2f..%2fsecrets/sidethread.js",
    ] {
        assert_eq!(app.get(path).send().await.refusal(), (404, "not-found".to_owned()), "{path}");
    }
}
