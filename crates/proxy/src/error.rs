//! How a request is refused: a stable code for clients, a fixed text for our own faults, the detail for the log alone.

use crate::store::StoreError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Problem;
use model::api::error::MEDIA_TYPE;
use model::api::{Code, ErrorBody};
use model::template::Finding;
use serde::Serialize;

/// Seconds after which a client may try again what we couldn't write.
const RETRY_AFTER: u32 = 2;

/// Why a request is refused.
#[derive(Clone, Debug)]
pub struct AppError {
    /// What the client gets; the request id is filled in on the way out.
    body: Box<ErrorBody>,
    /// What the log gets. Never bodies, tokens or numbers.
    cause: Option<String>,
    retry_after: Option<u32>,
    /// What a linter found in a template, with Meta's codes.
    findings: Vec<Finding>,
}

/// What goes over the wire.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    body: &'a ErrorBody,
    #[serde(skip_serializing_if = "<[Finding]>::is_empty")]
    findings: &'a [Finding],
}

impl AppError {
    /// A refusal in words that can be shown.
    pub fn new(code: Code, title: impl Into<String>) -> Self {
        Self { body: Box::new(ErrorBody::new(code, title)), cause: None, retry_after: None, findings: Vec::new() }
    }

    /// What to do about it.
    #[must_use]
    pub fn detail(mut self, words: impl Into<String>) -> Self {
        self.body.detail = Some(words.into());
        self
    }

    /// Another status than the code's own, for what HTTP itself refuses.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.body.status = status;
        self
    }

    /// What the log should know.
    #[must_use]
    pub fn because(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// When trying again makes sense, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Everything that is wrong with the request.
    #[must_use]
    pub fn problems(mut self, problems: Vec<Problem>) -> Self {
        self.body.problems = problems;
        self
    }

    /// What a linter found; the problems alone stand where every client looks for them.
    #[must_use]
    pub fn findings(mut self, findings: Vec<Finding>) -> Self {
        self.body.problems = findings.iter().filter(|finding| !finding.warning).map(|finding| finding.problem.clone()).collect();
        self.findings = findings;
        self
    }

    /// The refusal as it stands among the results of several.
    pub fn into_body(self) -> ErrorBody {
        *self.body
    }

    /// What happened and what to do, in one text.
    pub fn words(&self) -> String {
        [Some(self.body.title.as_str()), self.body.detail.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// No good token. One text for every reason: a forger learns nothing.
    pub fn unauthenticated(cause: impl Into<String>) -> Self {
        Self::new(Code::Unauthenticated, "A valid token is needed.").detail("Get a fresh token and try again.").because(cause)
    }

    /// The token doesn't reach that far.
    pub fn forbidden(cause: impl Into<String>) -> Self {
        Self::new(Code::Forbidden, "This token doesn't allow that.").because(cause)
    }

    /// No such thing, or not for this token.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is no such thing here.")
    }

    /// The request isn't what the endpoint takes.
    pub fn bad_request(title: impl Into<String>) -> Self {
        Self::new(Code::BadRequest, title)
    }

    /// The message can't be sent; everything that is wrong with it. Where all of it has one cause, the code names that cause.
    pub fn invalid(problems: Vec<Problem>) -> Self {
        let all = |rule: &str| problems.iter().all(|problem| problem.rule == rule);
        let (code, title) = if all("template-not-approved") {
            (Code::TemplateNotApproved, "This template can't be sent.")
        } else if all("unsupported-content") {
            (Code::UnsupportedContent, "This channel can't carry that.")
        } else {
            (Code::InvalidMessage, "The message cannot be sent.")
        };
        Self::new(code, title).problems(problems)
    }

    /// Our own fault: the client gets a fixed text.
    pub fn internal(cause: impl Into<String>) -> Self {
        Self::new(Code::Internal, "Something went wrong on our side.").because(cause)
    }

    /// Nothing can be written now.
    pub fn unavailable(cause: impl Into<String>) -> Self {
        Self::new(Code::Unavailable, "This can't be saved right now. Nothing was taken; try again.").because(cause).retry_after(RETRY_AFTER)
    }

    /// The code.
    pub fn code(&self) -> &Code {
        &self.body.code
    }

    /// What the log should know.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// The answer with its request id.
    pub fn respond(mut self, request_id: &str) -> Response {
        request_id.clone_into(&mut self.body.request_id);
        let status = StatusCode::from_u16(self.body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json = serde_json::to_string(&Whole { body: &self.body, findings: &self.findings }).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")], json).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl IntoResponse for AppError {
    /// The status alone, with the refusal beside it: [`crate::router::envelope`] knows the request id and writes the body.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Unavailable(cause) => Self::unavailable(cause),
            StoreError::Reset => Self::new(Code::Reset, "The log is no longer kept that far back.")
                .detail("Open the thread again. Drafts and unsent messages stay."),
            StoreError::Broken(cause) => Self::internal(cause),
        }
    }
}
