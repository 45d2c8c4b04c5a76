//! `GET /v1/templates`: what can be sent when the window is closed. `POST /v1/templates?account=` adds to the registry.

use super::json::Json;
use crate::auth::{Agent, Scope};
use crate::config::Account;
use crate::error::AppError;
use crate::state::AppState;
use axum::extract::{Query, State};
use model::api::Code;
use model::api::list_templates::{self, Response};
use model::{AccountSlug, Problem, Template};
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

/// The most templates of one request.
const DEFINITIONS_MAX: usize = 1000;

/// For which account templates are added.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Target {
    /// The account; may be absent where the tenant has one alone.
    #[serde(default)]
    pub account: Option<AccountSlug>,
}

/// Templates of the tenant.
///
/// # Errors
/// 403 without the scope `thread:read`.
pub async fn get(
    State(state): State<AppState>,
    agent: Agent,
    Query(query): Query<list_templates::Query>,
) -> Result<axum::Json<Response>, AppError> {
    agent.require(Scope::ThreadRead)?;
    let templates = state.ledger.store().templates(&agent.tenant.id, &query).await?;
    Ok(axum::Json(Response { templates }))
}

/// Adds one definition or a list of them, in Meta's creation form; those of the same name and language are replaced.
///
/// # Errors
/// 403 without the scope `template:write`, 422 with everything that is wrong; then none is taken.
pub async fn post(
    State(state): State<AppState>,
    agent: Agent,
    Query(target): Query<Target>,
    Json(body): Json<Value>,
) -> Result<axum::Json<Response>, AppError> {
    agent.require(Scope::TemplateWrite)?;
    let account = find(&agent, &target)?;
    let (definitions, is_list) = match body {
        Value::Array(list) => (list, true),
        one => (vec![one], false),
    };
    if definitions.len() > DEFINITIONS_MAX {
        return Err(AppError::bad_request(format!("At most {DEFINITIONS_MAX} templates can be taken at once.")));
    }
    let mut problems = Vec::new();
    let mut templates = Vec::new();
    for (index, definition) in definitions.iter().enumerate() {
        match account.codec.template(definition) {
            Ok(template) => templates.push(Template { account: account.slug.clone(), ..template }),
            Err(words) => problems.push(Problem::new(if is_list { format!("/{index}") } else { String::new() }, "template", words)),
        }
    }
    if !problems.is_empty() {
        return Err(AppError::new(Code::InvalidMessage, "These templates can't be taken.").problems(problems));
    }
    state.ledger.put_templates(agent.tenant.id.clone(), templates.clone()).await?;
    Ok(axum::Json(Response { templates }))
}

fn find(agent: &Agent, target: &Target) -> Result<Arc<Account>, AppError> {
    let accounts = &agent.tenant.accounts;
    let found = match &target.account {
        Some(slug) => agent.tenant.account(slug.as_str()),
        None if accounts.len() == 1 => accounts.first(),
        None => None,
    };
    found.cloned().ok_or_else(|| AppError::bad_request("Say which account the templates are for: ?account=slug."))
}
