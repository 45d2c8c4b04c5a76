//! New, changed and deleted templates: asked of the provider in as few requests as it allows, with an answer for each.

use super::refresh::no_templates;
use super::{Templates, Trouble};
use crate::config::Account;
use crate::transport::FileBody;
use model::template::TemplateStatus;
use model::{Template, TenantId};
use providers::{EncodeError, TemplateReceipt, WireRequest};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What shall become of templates at a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They are new.
    Create,
    /// All their parts are replaced.
    Edit,
    /// They are deleted.
    Delete,
}

impl Templates {
    /// Asks the provider for a change of each, and keeps what came of it. An answer for each, in their order: the template as it is
    /// now, or was. It goes on to its end even if nobody waits for the answers any more.
    pub async fn change(
        &self,
        tenant: &TenantId,
        account: &Arc<Account>,
        change: Change,
        templates: Vec<Template>,
    ) -> Vec<Result<Template, Trouble>> {
        let count = templates.len();
        let (own, tenant, account) = (self.clone(), tenant.clone(), Arc::clone(account));
        let work = tokio::spawn(async move { own.work(&tenant, &account, change, templates).await });
        work.await.unwrap_or_else(|error| vec![Err(Trouble::Unknown(error.to_string())); count])
    }

    async fn work(&self, tenant: &TenantId, account: &Account, change: Change, templates: Vec<Template>) -> Vec<Result<Template, Trouble>> {
        let mut answers: Vec<Result<Template, Trouble>> = Vec::with_capacity(templates.len());
        let mut askable = Vec::new();
        for template in templates {
            let alone = if account.capabilities.templates {
                encode(account, change, std::slice::from_ref(&template)).map(drop).map_err(Trouble::from)
            } else {
                Err(no_templates(account))
            };
            if alone.is_ok() {
                askable.push(answers.len());
            }
            answers.push(alone.map(|()| template));
        }
        let most = if change == Change::Edit { 1 } else { account.codec.template_batch() };
        // A template that was new a moment ago gets one more language.
        let mut ids = BTreeMap::new();
        for places in askable.chunks(most.max(1)) {
            let batch = places.iter().filter_map(|place| answers[*place].clone().ok());
            let batch = batch.map(|own| Template { id: own.id.clone().or_else(|| ids.get(&own.name).cloned()), ..own }).collect();
            let mut asked = self.ask_for(account, change, batch).await;
            self.keep(tenant, account, change, &mut asked).await;
            for (place, answer) in places.iter().zip(asked) {
                ids.extend(answer.iter().filter_map(|own| Some((own.name.clone(), own.id.clone()?))));
                answers[*place] = answer;
            }
        }
        answers
    }

    async fn ask_for(&self, account: &Account, change: Change, batch: Vec<Template>) -> Vec<Result<Template, Trouble>> {
        let asked = async { self.ask(encode(account, change, &batch)?, None).await };
        let response = match asked.await {
            Ok(response) => response,
            Err(trouble) => return vec![Err(trouble); batch.len()],
        };
        let mut receipts = account.codec.template_receipts(&response, batch.len()).into_iter();
        let mut answer = |template| match receipts.next() {
            Some(receipt) => Ok(taken(account, change, template, receipt?)),
            None => Err(Trouble::Unknown("there is no result for it".to_owned())),
        };
        batch.into_iter().map(&mut answer).collect()
    }

    async fn keep(&self, tenant: &TenantId, account: &Account, change: Change, answers: &mut [Result<Template, Trouble>]) {
        if answers.iter().any(|answer| matches!(answer, Err(Trouble::Unknown(_)))) {
            self.want(&account.slug);
        }
        let done: Vec<Template> = answers.iter().flatten().cloned().collect();
        if done.is_empty() {
            return;
        }
        let kept = match change {
            Change::Create | Change::Edit => self.inner.ledger.put_templates(tenant.clone(), done, self.inner.clock.now()).await,
            Change::Delete => self.inner.ledger.forget_templates(tenant.clone(), done).await,
        };
        if let Err(error) = kept {
            self.want(&account.slug);
            for answer in answers.iter_mut().filter(|answer| answer.is_ok()) {
                *answer = Err(Trouble::Store(error.clone()));
            }
        }
    }

    /// Uploads the sample of a header: the provider's name of it.
    ///
    /// # Errors
    /// Where the provider takes none, or not this one.
    pub async fn sample(&self, account: &Account, filename: &str, mime: &str, file: FileBody) -> Result<String, Trouble> {
        if !account.capabilities.templates {
            return Err(no_templates(account));
        }
        let request = account.codec.upload_sample(&account.wire, filename, mime, file.bytes)?;
        let response = self.ask(request, Some(file)).await?;
        Ok(account.codec.sampled(&response)?)
    }
}

fn encode(account: &Account, change: Change, templates: &[Template]) -> Result<WireRequest, EncodeError> {
    match (change, templates) {
        (Change::Create, _) => account.codec.create_templates(&account.wire, templates),
        (Change::Edit, [one]) => account.codec.edit_template(&account.wire, one),
        (Change::Edit, _) => Err(account.codec.unsupported(format!("{} changes at once", templates.len()))),
        (Change::Delete, _) => account.codec.delete_templates(&account.wire, templates),
    }
}

/// The template after what was asked. A new or changed one waits for its review, unless the provider says otherwise.
fn taken(account: &Account, change: Change, template: Template, receipt: TemplateReceipt) -> Template {
    if change == Change::Delete {
        return template;
    }
    Template {
        account: account.slug.clone(),
        id: receipt.id.or(template.id),
        status: receipt.status.unwrap_or(TemplateStatus::Pending),
        category: receipt.category.or(template.category),
        rejection: None,
        ..template
    }
}
