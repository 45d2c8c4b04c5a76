//! Completes a draft from our own records, and judges it: files by their record, templates by the registry.

use crate::auth::Agent;
use crate::config::Account;
use crate::error::AppError;
use crate::routes::media;
use crate::state::AppState;
use crate::store::StoreError;
use model::api::list_templates::Query;
use model::content::template::{Parts, TemplateMessage};
use model::content::{Media, MediaState};
use model::{Content, Problem};

/// Fills in what a client need not know and returns everything that is wrong; paths start at the request: `/content/body`.
///
/// # Errors
/// When the store can't be read.
pub(super) async fn complete(state: &AppState, agent: &Agent, account: &Account, content: &mut Content) -> Result<Vec<Problem>, AppError> {
    if let Content::Template(template) = content {
        template.parts = Parts::default();
    }
    let mut problems = Vec::new();
    let paths = media_paths(content);
    for (path, media) in paths.into_iter().zip(content.media_mut()) {
        if media.id.is_empty() {
            continue;
        }
        match record(state, agent, media).await? {
            Some(known) if known.state == MediaState::Ready => *media = known,
            Some(_) => problems.push(Problem::new(format!("{path}/id"), "media-state", "This file isn't there yet, or no longer.")),
            None => problems.push(Problem::new(format!("{path}/id"), "unknown-media", "There is no such file. Upload it first.")),
        }
    }
    if let Content::Template(template) = content {
        match fill(state, agent, account, template).await? {
            Ok(more) => problems.extend(more),
            Err(missing) => problems.push(missing),
        }
    }
    problems.extend(content.check(&account.capabilities));
    Ok(problems.into_iter().map(|problem| problem.under("/content")).collect())
}

/// Where each file of [`Content::media_mut`] stands.
fn media_paths(content: &Content) -> Vec<String> {
    match content {
        Content::Image(_) | Content::Video(_) | Content::Audio(_) | Content::Document(_) | Content::Sticker(_) => {
            vec!["/media".to_owned()]
        }
        Content::Buttons(_)
        | Content::Cta(_)
        | Content::Products(_)
        | Content::Flow(_)
        | Content::AddressRequest(_)
        | Content::OrderDetails(_) => vec!["/header/media".to_owned()],
        Content::Card(_) => vec!["/media/media".to_owned()],
        Content::Carousel(carousel) => {
            let has_file = |card: &model::content::Card| card.media.as_ref().is_some_and(|media| media.media().is_some());
            let cards = carousel.cards.iter().enumerate().filter(|(_, card)| has_file(card));
            cards.map(|(index, _)| format!("/cards/{index}/media/media")).collect()
        }
        Content::Template(template) => {
            template.values.iter().filter(|(_, value)| value.media().is_some()).map(|(key, _)| format!("/values/{key}/media")).collect()
        }
        Content::Text(_)
        | Content::Location(_)
        | Content::LocationRequest(_)
        | Content::Contacts(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::OrderStatus(_)
        | Content::List(_)
        | Content::Answer(_)
        | Content::Order(_)
        | Content::Payment(_)
        | Content::Call(_)
        | Content::Notice(_)
        | Content::Note(_)
        | Content::Unsupported(_) => Vec::new(),
    }
}

/// Our record of a file; the name that the agent gave it wins.
async fn record(state: &AppState, agent: &Agent, media: &Media) -> Result<Option<Media>, AppError> {
    let file = match state.ledger.store().media(&agent.tenant.id, &media.id).await {
        Ok(found) => found,
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if !media::may_read(state, agent, &file).await? {
        return Ok(None);
    }
    let filename = media.filename.clone().or(file.media.filename.clone());
    Ok(Some(Media { filename, ..file.media }))
}

/// Looks the template up and fills it: what is wrong with its values, or that there is no such template.
async fn fill(
    state: &AppState,
    agent: &Agent,
    account: &Account,
    message: &mut TemplateMessage,
) -> Result<Result<Vec<Problem>, Problem>, AppError> {
    let query = Query { account: Some(account.slug.clone()), language: Some(message.language.clone()), ..Query::default() };
    let templates = state.ledger.store().templates(&agent.tenant.id, &query).await?;
    let Some(template) = templates.iter().find(|it| it.name == message.name && it.language == message.language) else {
        let words = format!("There is no template “{}” in “{}”.", message.name, message.language);
        return Ok(Err(Problem::new("/name", "template-not-approved", words)));
    };
    let problems = template.check(&message.values, &account.capabilities);
    *message = template.fill(&message.values);
    Ok(Ok(problems))
}
