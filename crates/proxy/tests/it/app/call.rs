//! A request, from its headers to its answer.

use super::PATIENCE;
use super::answer::Answer;
use super::events::Events;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, Request, header};
use axum::response::Response;
use tower::ServiceExt;

/// A request that is being made.
pub(crate) struct Call {
    request: Request<Body>,
    router: Router,
}

impl Call {
    pub(super) fn new(request: Request<Body>, router: Router) -> Self {
        Self { request, router }
    }

    /// The same to another process.
    pub(super) fn through(self, router: Router) -> Self {
        Self { router, ..self }
    }

    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.request.headers_mut().insert(name, HeaderValue::try_from(value).unwrap());
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.with(header::AUTHORIZATION, &format!("Bearer {token}"))
    }

    pub(crate) async fn response(self) -> Response {
        self.router.oneshot(self.request).await.unwrap()
    }

    pub(crate) async fn send(self) -> Answer {
        let response = self.response().await;
        let (parts, body) = response.into_parts();
        let body = tokio::time::timeout(PATIENCE, to_bytes(body, usize::MAX)).await.expect("the answer ends").unwrap();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// A stream of events.
    pub(crate) async fn stream(self) -> Events {
        let response = self.response().await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Events::of(response.into_body())
    }
}
