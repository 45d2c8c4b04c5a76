//! What Meta decides about templates: approved, rejected with a reason, moved to another category; later how good one is, and that
//! it is held, by what customers report. Whoever has the template hears of it, where the provider tells such news.
//!
//! Meta's reviewers are people and machines; these rules are a few that its policy pages give, so that each word can be had.
//! Source: wire-facts 1.6 and 2.3, Meta's pages "Template review", "Template pausing" and "Messaging policy".

use std::time::Duration;

use rand::RngExt as _;
use serde_json::{Value, json};

use crate::clock::now_ms;
use crate::dialect::{Changed, TemplateNews};
use crate::meta::template::{Definition, placeholders};
use crate::webhook::{About, enqueue};
use crate::world::{State, World};

/// From creation to Meta's word, in milliseconds: a template waits somewhere between.
const REVIEW_MS: std::ops::Range<u64> = 200..400;

/// What may not be traded.
const BANNED: [&str; 6] = ["casino", "gambling", "cigarette", "tobacco", "ammunition", "payday loan"];
/// What a business may not ask its customers for.
const SECRETS: [&str; 4] = ["card number", "your password", "your pin", "cvv"];
/// What makes advertising of a message.
const ADVERTISING: [&str; 6] = ["discount", "% off", "special offer", "sale ends", "buy now", "coupon"];
/// A body needs so many words for each variable.
const WORDS_PER_VARIABLE: usize = 2;

/// How good a template is after so many reports; one more and it is held.
const QUALITY: [&str; 3] = ["GREEN", "YELLOW", "RED"];

/// What the provider says of a template beforehand: nothing against it, or why it is rejected.
pub type Outcome = Result<(), String>;

/// Adds a template that waits for Meta's review; false when this name and language exist already.
pub fn submit(world: &World, state: &mut State, account: &str, mut template: Definition, outcome: Outcome) -> bool {
    "PENDING".clone_into(&mut template.status);
    let id = template.id.clone();
    let own = state.templates.entry(account.to_owned()).or_default();
    if own.iter().any(|t| t.name == template.name && t.language == template.language) {
        return false;
    }
    own.push(template);
    review(world, state, account, id, outcome);
    true
}

/// Meta approves, moves or rejects a pending template a moment from now.
pub fn review(world: &World, state: &mut State, account: &str, id: String, outcome: Outcome) {
    let account = account.to_owned();
    let wait = Duration::from_millis(state.chance.random_range(REVIEW_MS));
    world.after(state, wait, move |world, state| {
        let own = state.templates.get(&account).into_iter().flatten().find(|t| t.id == id && t.status == "PENDING");
        let Some(verdict) = own.map(|template| outcome.and_then(|()| judge(template))) else { return };
        if let Ok(Some(category)) = verdict {
            let before = change(state, &account, &id, |template| std::mem::replace(&mut template.category, category.to_owned()));
            tell(world, state, &account, &id, &Changed::Category { before: &before.unwrap_or_default() });
        }
        let reason = verdict.err();
        change(state, &account, &id, |template| {
            if reason.is_none() { "APPROVED" } else { "REJECTED" }.clone_into(&mut template.status);
            template.rest.remove("rejected_reason");
            template.rest.extend(reason.iter().map(|reason| ("rejected_reason".to_owned(), json!(reason))));
        });
        tell(world, state, &account, &id, &Changed::Status { before: "PENDING", reason: reason.as_deref() });
    });
}

/// What becomes of a definition that is in order: approved, in another category if one is named.
///
/// # Errors
/// Meta's reason for a rejection.
fn judge(template: &Definition) -> Result<Option<&'static str>, String> {
    let words = text(&json!(template.components)).to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let body = template.component("BODY").and_then(|body| body["text"].as_str()).unwrap_or_default();
    let variables = placeholders(body).len();
    let plain = body.split_whitespace().filter(|word| !word.contains("{{")).count();
    if has(&BANNED) {
        return Err("ABUSIVE_CONTENT".to_owned());
    }
    if has(&SECRETS) {
        return Err("SCAM".to_owned());
    }
    if template.language.starts_with("en") && words.chars().any(|letter| ('\u{900}'..='\u{dff}').contains(&letter)) {
        return Err("TAG_CONTENT_MISMATCH".to_owned());
    }
    if plain < variables * WORDS_PER_VARIABLE {
        return Err("INVALID_FORMAT".to_owned());
    }
    if template.category != "UTILITY" || !has(&ADVERTISING) {
        return Ok(None);
    }
    let keeps = ["allow_category_change", "allowCategoryChange"].iter().any(|key| template.rest.get(*key) == Some(&Value::Bool(false)));
    if keeps { Err("INCORRECT_CATEGORY".to_owned()) } else { Ok(Some("MARKETING")) }
}

/// A customer reports a message that this template made: it is thought less of, and at last held.
pub fn report(world: &World, state: &mut State, account: &str, name: &str, language: &str) {
    let own = state.templates.get(account).into_iter().flatten();
    let Some(template) = own.into_iter().find(|t| t.name == name && t.language == language && t.status == "APPROVED") else { return };
    let (id, before) = (template.id.clone(), quality(template).unwrap_or(QUALITY[0]).to_owned());
    let next = QUALITY.iter().position(|word| *word == before).and_then(|place| QUALITY.get(place + 1));
    match next {
        Some(score) => {
            change(state, account, &id, |template| template.rest.insert("quality_score".to_owned(), json!({"score": score})));
            tell(world, state, account, &id, &Changed::Quality { before: &before });
        }
        // Meta's first pause lasts three hours: longer than this world.
        None => {
            change(state, account, &id, |template| "PAUSED".clone_into(&mut template.status));
            tell(world, state, account, &id, &Changed::Status { before: "APPROVED", reason: None });
        }
    }
}

/// `GREEN`, `YELLOW` or `RED`, once customers have said anything of it.
#[must_use]
pub fn quality(template: &Definition) -> Option<&str> {
    template.rest.get("quality_score").and_then(|quality| quality["score"].as_str())
}

fn change<T>(state: &mut State, account: &str, id: &str, act: impl FnOnce(&mut Definition) -> T) -> Option<T> {
    state.templates.get_mut(account)?.iter_mut().find(|t| t.id == id).map(act)
}

fn tell(world: &World, state: &mut State, slug: &str, id: &str, changed: &Changed<'_>) {
    let Some(account) = state.accounts.get(slug) else { return };
    let Some(template) = state.templates.get(slug).and_then(|own| own.iter().find(|t| t.id == id)) else { return };
    let notices = account.provider.dialect().template(&TemplateNews { account, template, changed, at: now_ms() });
    for notice in notices {
        enqueue(world, state, slug, notice.target, &notice.body, About::default());
    }
}

/// All words of a definition but its examples, which the reviewer reads as such.
fn text(value: &Value) -> String {
    match value {
        Value::String(words) => format!("{words}\n"),
        Value::Array(list) => list.iter().map(text).collect(),
        Value::Object(object) => object.iter().filter(|(key, _)| *key != "example").map(|(_, value)| text(value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}
