//! `GET /v1/templates`: what can be sent when the window is closed; and the registry of what was approved elsewhere, which is written
//! by hand where a provider has no list: `POST` and `DELETE /v1/templates/known`.

mod change;
mod sample;

pub use change::{delete, post, put};
pub use sample::post as post_sample;

use super::json::Json;
use crate::auth::{Agent, Scope};
use crate::config::Account;
use crate::error::AppError;
use crate::state::AppState;
use crate::templates::Trouble;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use model::api::Code;
use model::api::list_templates::{self, Response};
use model::{AccountSlug, Problem, Template};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// The most templates that are made known by one request.
const KNOWN_MAX: usize = 1000;

/// For which account.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Target {
    /// The account; may be absent where the tenant has one alone.
    #[serde(default)]
    account: Option<AccountSlug>,
}

/// Which templates are meant.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Named {
    /// The account; may be absent where the tenant has one alone.
    #[serde(default)]
    account: Option<AccountSlug>,
    /// Their names, separated by commas: no name has one.
    #[serde(default)]
    name: String,
    /// In this language alone.
    #[serde(default)]
    language: Option<String>,
}

/// Which templates are listed, and how fresh.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    account: Option<AccountSlug>,
    q: Option<String>,
    status: Option<String>,
    language: Option<String>,
    refresh: bool,
}

/// The registry, and what could not be brought into it.
#[derive(Debug, Serialize)]
pub struct Listing {
    #[serde(flatten)]
    found: Response,
    /// What the provider's list has and we can't read, or why there is no list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// Templates of the tenant; with `refresh`, after a look at the providers' lists.
///
/// # Errors
/// 403 without the scope `thread:read`. What a provider answers is no error but a note: the registry is there all the same.
pub async fn get(State(state): State<AppState>, agent: Agent, Query(asked): Query<Asked>) -> Result<axum::Json<Listing>, AppError> {
    agent.require(Scope::ThreadRead)?;
    let mut notes = Vec::new();
    let is_meant = |account: &&Arc<Account>| asked.account.as_ref().is_none_or(|slug| account.slug == *slug);
    for account in agent.tenant.accounts.iter().filter(is_meant) {
        if !asked.refresh {
            state.templates.look(account);
        } else {
            let told = match state.templates.refresh(&agent.tenant.id, account).await {
                Ok(unread) => unread,
                Err(Trouble::Unsupported(_)) if asked.account.is_none() => continue,
                Err(Trouble::Store(error)) => return Err(error.into()),
                Err(trouble) => vec![AppError::from(trouble).words()],
            };
            notes.extend(told.into_iter().map(|note| format!("{}: {note}", account.slug)));
        }
    }
    let Asked { account, q, status, language, .. } = asked;
    let query = list_templates::Query { account, q, status, language };
    let templates = state.ledger.store().templates(&agent.tenant.id, &query).await?;
    Ok(axum::Json(Listing { found: Response { templates }, notes }))
}

/// Makes one definition or a list of them known, in the provider's creation form or in ours; those of the same name and language are
/// replaced. No provider is asked.
///
/// # Errors
/// 403 without the scope `template:write`, 422 with everything that is wrong; then none is taken.
pub async fn post_known(
    State(state): State<AppState>,
    agent: Agent,
    Query(target): Query<Target>,
    Json(body): Json<Value>,
) -> Result<axum::Json<Response>, AppError> {
    agent.require(Scope::TemplateWrite)?;
    let account = find(&agent, target.account.as_ref())?;
    let (definitions, is_list) = several(body, KNOWN_MAX)?;
    let mut problems = Vec::new();
    let mut templates = Vec::new();
    for (index, definition) in definitions.into_iter().enumerate() {
        match read(&account, definition) {
            Ok(template) => templates.push(template),
            Err(words) => problems.push(Problem::new(if is_list { format!("/{index}") } else { String::new() }, "template", words)),
        }
    }
    if !problems.is_empty() {
        return Err(AppError::new(Code::InvalidMessage, "These templates can't be taken.").problems(problems));
    }
    state.ledger.put_templates(agent.tenant.id.clone(), templates.clone(), state.clock.now()).await?;
    Ok(axum::Json(Response { templates }))
}

/// Forgets templates that are gone at a provider without a list. No provider is asked.
///
/// # Errors
/// 403 without the scope `template:write`, 404 where none is known by that name.
pub async fn delete_known(State(state): State<AppState>, agent: Agent, Query(named): Query<Named>) -> Result<StatusCode, AppError> {
    agent.require(Scope::TemplateWrite)?;
    let account = find(&agent, named.account.as_ref())?;
    let known = known(&state, &agent, &account).await?;
    let meant: Vec<Template> = known.into_iter().filter(|template| named.means(template)).collect();
    if meant.is_empty() {
        return Err(AppError::not_found());
    }
    state.ledger.forget_templates(agent.tenant.id.clone(), meant).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl Named {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.name.split(',').map(str::trim).filter(|name| !name.is_empty())
    }

    fn means(&self, template: &Template) -> bool {
        self.names().any(|name| name == template.name) && self.language.as_ref().is_none_or(|language| *language == template.language)
    }
}

/// A request's definitions, and whether it was a list.
fn several(body: Value, most: usize) -> Result<(Vec<Value>, bool), AppError> {
    let (definitions, is_list) = match body {
        Value::Array(list) => (list, true),
        one => (vec![one], false),
    };
    if definitions.len() > most {
        return Err(AppError::bad_request(format!("At most {most} templates can be taken at once.")));
    }
    Ok((definitions, is_list))
}

/// A template in our own form, which alone has its `body` as a text beside its name, or in the provider's.
fn read(account: &Account, definition: Value) -> Result<Template, String> {
    let template = if definition["body"].is_string() {
        serde_json::from_value(definition).map_err(|error| error.to_string())?
    } else {
        account.codec.template(&definition)?
    };
    Ok(Template { account: account.slug.clone(), ..template })
}

/// All that is known of an account.
async fn known(state: &AppState, agent: &Agent, account: &Account) -> Result<Vec<Template>, AppError> {
    let query = list_templates::Query { account: Some(account.slug.clone()), ..list_templates::Query::default() };
    Ok(state.ledger.store().templates(&agent.tenant.id, &query).await?)
}

fn find(agent: &Agent, slug: Option<&AccountSlug>) -> Result<Arc<Account>, AppError> {
    let accounts = &agent.tenant.accounts;
    let found = match slug {
        Some(slug) => agent.tenant.account(slug.as_str()),
        None if accounts.len() == 1 => accounts.first(),
        None => None,
    };
    found.cloned().ok_or_else(|| AppError::bad_request("Say which account the templates are for: ?account=slug."))
}
