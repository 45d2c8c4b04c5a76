//! `POST`, `PUT` and `DELETE /v1/templates`: what becomes of templates at the provider. What Meta would refuse is said before anybody
//! is asked; of several, each has a result of its own.

use super::{Named, Target, find, known, read, several};
use crate::auth::{Agent, Scope};
use crate::config::Account;
use crate::error::AppError;
use crate::routes::json::Json;
use crate::state::AppState;
use crate::templates::Change;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::api::Code;
use model::api::change_templates::{Results, TemplateResult};
use model::template::{Finding, lint};
use model::{Problem, Template};
use serde_json::Value;

/// The most templates of one request: some providers are asked once for each.
const CHANGED_MAX: usize = 100;

/// Hands new templates in.
///
/// # Errors
/// Of one alone: 422 with what Meta would refuse and its codes, 409 `unsupported`, 422 `provider-refused` with the provider's words.
pub async fn post(
    state: State<AppState>,
    agent: Agent,
    Query(target): Query<Target>,
    Json(body): Json<Value>,
) -> Result<Response, AppError> {
    write(&state, &agent, &target, body, Change::Create, StatusCode::CREATED).await
}

/// Replaces the parts of templates, found by name and language.
///
/// # Errors
/// As [`post`], and 404 for one that isn't known.
pub async fn put(
    state: State<AppState>,
    agent: Agent,
    Query(target): Query<Target>,
    Json(body): Json<Value>,
) -> Result<Response, AppError> {
    write(&state, &agent, &target, body, Change::Edit, StatusCode::OK).await
}

/// What came of one template.
type Outcome = Result<Template, AppError>;
/// What it was called, what Meta would say, and what came of it.
type Told = (Template, Vec<Finding>, Outcome);

async fn write(
    state: &AppState,
    agent: &Agent,
    target: &Target,
    body: Value,
    change: Change,
    status: StatusCode,
) -> Result<Response, AppError> {
    agent.require(Scope::TemplateWrite)?;
    let account = find(agent, target.account.as_ref())?;
    let (definitions, is_list) = several(body, CHANGED_MAX)?;
    let registry = known(state, agent, &account).await?;
    let mut outcomes: Vec<Told> = Vec::with_capacity(definitions.len());
    for definition in definitions {
        let told = named(&definition);
        match read(&account, definition) {
            Ok(template) => {
                let findings = judge(&account, &template);
                let is_refused = findings.iter().any(|finding| !finding.warning);
                let outcome = if is_refused { Err(faulty(&findings)) } else { with_id(template, &registry, change) };
                outcomes.push((told, findings, outcome));
            }
            Err(words) => {
                let wrong = AppError::new(Code::InvalidMessage, "This is no template.").problems(vec![Problem::new("", "template", words)]);
                outcomes.push((told, Vec::new(), Err(wrong)));
            }
        }
    }
    let asked: Vec<Template> = outcomes.iter().filter_map(|(_, _, outcome)| outcome.clone().ok()).collect();
    let mut answers = state.templates.change(&agent.tenant.id, &account, change, asked).await.into_iter();
    for (_, _, outcome) in outcomes.iter_mut().filter(|(_, _, outcome)| outcome.is_ok()) {
        if let Some(answer) = answers.next() {
            *outcome = answer.map_err(AppError::from);
        }
    }
    tell(outcomes, is_list, status)
}

/// The name and the language as far as a definition tells them at once, whatever its form.
fn named(definition: &Value) -> Template {
    let word = |keys: &[&str]| keys.iter().find_map(|key| definition[*key].as_str()).unwrap_or_default().to_owned();
    Template { name: word(&["name", "templateName"]), language: word(&["language"]), ..Template::default() }
}

/// What Meta would refuse or may. Where a provider takes no samples, a missing one is no fault of the template.
fn judge(account: &Account, template: &Template) -> Vec<Finding> {
    let mut findings = lint(template);
    if account.codec.upload_sample(&account.wire, "sample", "image/png", 1).is_err() {
        let is_sample = |finding: &Finding| finding.problem.path.ends_with("header/example") && finding.problem.rule == "required";
        findings.iter_mut().filter(|finding| is_sample(finding)).for_each(|finding| finding.warning = true);
    }
    findings
}

fn faulty(findings: &[Finding]) -> AppError {
    AppError::new(Code::InvalidMessage, "Meta would refuse this template.").findings(findings.to_vec())
}

/// The template with the id by which the provider knows it; for a new language of a known one, that of the others.
fn with_id(template: Template, registry: &[Template], change: Change) -> Outcome {
    let mut namesakes = registry.iter().filter(|own| own.name == template.name);
    let found = match change {
        Change::Create => namesakes.next(),
        Change::Edit | Change::Delete => Some(namesakes.find(|own| own.language == template.language).ok_or_else(not_known)?),
    };
    Ok(Template { id: found.and_then(|own| own.id.clone()), ..template })
}

/// Deletes templates at the provider: `?name=one,two&language=`.
///
/// # Errors
/// As [`put`]; 409 where one language was meant and the provider would delete them all.
pub async fn delete(State(state): State<AppState>, agent: Agent, Query(meant): Query<Named>) -> Result<Response, AppError> {
    agent.require(Scope::TemplateWrite)?;
    let account = find(&agent, meant.account.as_ref())?;
    let registry = known(&state, &agent, &account).await?;
    if meant.names().next().is_none() {
        return Err(AppError::bad_request("Say which templates are deleted: ?name=one,two."));
    }
    let mut results: Vec<Told> = Vec::new();
    // What is asked for, and all that goes with it.
    let mut asked: Vec<(Template, Vec<Template>)> = Vec::new();
    for name in meant.names() {
        let (chosen, others): (Vec<Template>, Vec<Template>) =
            registry.iter().filter(|own| own.name == name).cloned().partition(|own| meant.means(own));
        let told = Template { name: name.to_owned(), language: meant.language.clone().unwrap_or_default(), ..Template::default() };
        if !account.codec.deletes_all_languages() && !chosen.is_empty() {
            asked.extend(chosen.into_iter().map(|own| (own.clone(), vec![own])));
        } else if let (Some(first), true) = (chosen.first(), others.is_empty()) {
            asked.push((first.clone(), chosen));
        } else {
            results.push((told, Vec::new(), Err(if chosen.is_empty() { not_known() } else { all_at_once(&account, &others) })));
        }
    }
    let templates = asked.iter().map(|(one, _)| one.clone()).collect();
    let answers = state.templates.change(&agent.tenant.id, &account, Change::Delete, templates).await;
    let mut gone = Vec::new();
    for ((_, with_it), answer) in asked.into_iter().zip(answers) {
        if answer.is_ok() {
            gone.extend(with_it.clone());
        }
        let outcome = answer.map_err(AppError::from);
        results.extend(with_it.into_iter().map(|own| (own.clone(), Vec::new(), outcome.clone().map(|_| own))));
    }
    state.ledger.forget_templates(agent.tenant.id.clone(), gone).await?;
    let is_list = results.len() > 1;
    tell(results, is_list, StatusCode::OK)
}

fn not_known() -> AppError {
    AppError::not_found().detail("This template isn't known here. Fetch the list first: GET /v1/templates?refresh=true.")
}

fn all_at_once(account: &Account, others: &[Template]) -> AppError {
    let others: Vec<&str> = others.iter().map(|own| own.language.as_str()).collect();
    AppError::new(Code::Unsupported, format!("{} deletes all languages of a template at once.", account.codec.provider()))
        .detail(format!("Leave the language away to delete {} too.", others.join(", ")))
}

/// Each has a result; one alone that was refused is its problem.
fn tell(mut outcomes: Vec<Told>, is_list: bool, status: StatusCode) -> Result<Response, AppError> {
    let is_mixed = outcomes.iter().any(|(_, _, outcome)| outcome.is_err());
    if !is_list && is_mixed {
        let (_, _, outcome) = outcomes.swap_remove(0);
        return Err(outcome.err().unwrap_or_else(AppError::not_found));
    }
    let results = outcomes.into_iter().map(|(told, findings, outcome)| match outcome {
        Ok(template) => TemplateResult {
            name: template.name.clone(),
            language: template.language.clone(),
            template: Some(template),
            problem: None,
            findings,
        },
        Err(refused) => {
            let problem = Some(refused.into_body());
            TemplateResult { name: told.name, language: told.language, template: None, problem, findings }
        }
    });
    let results = Results { results: results.collect() };
    let status = if is_mixed { StatusCode::MULTI_STATUS } else { status };
    Ok((status, axum::Json(results)).into_response())
}
