//! The registry of templates.

use super::Group;
use crate::fact::ready::Arrival;
use crate::fact::{Listed, Written};
use crate::store::StoreError;
use model::inbound::InboundTemplate;
use model::template::TemplateStatus;
use model::{Template, TenantId, Timestamp};
use rusqlite::params;

pub(super) fn templates(group: &mut Group<'_>, tenant: &TenantId, templates: &[Template], at: Timestamp) -> Result<Written, StoreError> {
    for template in templates {
        put(group, tenant, template, at)?;
    }
    Ok(Written::Rows(templates.len() as u64))
}

fn put(group: &Group<'_>, tenant: &TenantId, template: &Template, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO template (account, name, language, tenant, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
               ON CONFLICT DO UPDATE SET tenant = excluded.tenant, body = excluded.body, at = excluded.at";
    let (account, body) = (template.account.as_str(), serde_json::to_string(template)?);
    group.execute(sql, params![account, template.name, template.language, tenant.as_str(), body, at.millis()])?;
    Ok(())
}

/// What the configuration names replaces what is here, but for what was heard since it was written: a template that Meta has paused is
/// not approved again by a restart. Who writes a template anew means all of it.
pub(super) fn named(group: &mut Group<'_>, tenant: &TenantId, templates: &[Template], written: Timestamp) -> Result<Written, StoreError> {
    let mut rows = 0;
    for template in templates {
        let known = known(group, template.account.as_str())?;
        let stands = |(own, at): &(Template, i64)| *at > written.millis() && as_written(own) == as_written(template);
        if !known.iter().any(stands) {
            put(group, tenant, template, written)?;
            rows += 1;
        }
    }
    Ok(Written::Rows(rows))
}

/// A template without what Meta says of it.
fn as_written(template: &Template) -> Template {
    Template { id: None, category: None, status: TemplateStatus::default(), quality: None, rejection: None, ..template.clone() }
}

/// What a provider lists replaces what is here, but for what has changed here since the list was begun.
pub(super) fn listed(group: &mut Group<'_>, listed: &Listed) -> Result<Written, StoreError> {
    let mut rows = 0;
    let known = known(group, listed.account.as_str())?;
    let is_newer = |template: &Template| known.iter().any(|(own, at)| same(own, template) && *at >= listed.from.millis());
    for template in listed.templates.iter().filter(|template| !is_newer(template)) {
        put(group, &listed.tenant, template, listed.from)?;
        rows += 1;
    }
    let missing = |own: &Template| !listed.templates.iter().any(|template| same(own, template));
    for (own, _) in known.iter().filter(|(own, at)| listed.is_whole && *at < listed.from.millis() && missing(own)) {
        rows += forget(group, &listed.tenant, own)?;
    }
    Ok(Written::Rows(rows))
}

fn same(one: &Template, other: &Template) -> bool {
    one.name == other.name && one.language == other.language
}

/// All templates of an account, with the time of each.
fn known(group: &Group<'_>, account: &str) -> Result<Vec<(Template, i64)>, StoreError> {
    let mut statement = group.connection().prepare_cached("SELECT body, at FROM template WHERE account = ?1")?;
    let mut rows = statement.query([account])?;
    let mut known = Vec::new();
    while let Some(row) = rows.next()? {
        known.push((serde_json::from_str(&row.get::<_, String>(0)?)?, row.get(1)?));
    }
    Ok(known)
}

pub(super) fn gone(group: &mut Group<'_>, tenant: &TenantId, templates: &[Template]) -> Result<Written, StoreError> {
    let mut rows = 0;
    for template in templates {
        rows += forget(group, tenant, template)?;
    }
    Ok(Written::Rows(rows))
}

fn forget(group: &Group<'_>, tenant: &TenantId, template: &Template) -> Result<u64, StoreError> {
    let sql = "DELETE FROM template WHERE account = ?1 AND name = ?2 AND language = ?3 AND tenant = ?4";
    Ok(group.execute(sql, params![template.account.as_str(), template.name, template.language, tenant.as_str()])? as u64)
}

/// News of a template; whether we have it. The newest word counts, in whatever order they come.
pub(super) fn heard(group: &mut Group<'_>, arrival: &Arrival, news: &InboundTemplate) -> Result<bool, StoreError> {
    let is_meant = |own: &Template| {
        let by_name = own.name == news.name && (news.language.is_empty() || own.language == news.language);
        by_name || (news.id.is_some() && own.id == news.id)
    };
    let mut is_known = false;
    for (mut template, at) in known(group, arrival.account.as_str())? {
        if !is_meant(&template) {
            continue;
        }
        is_known = true;
        if at > news.at.millis() {
            continue;
        }
        if let Some(status) = news.status {
            template.status = status;
            template.rejection = news.reason.clone().filter(|_| status != TemplateStatus::Approved);
        }
        template.quality = news.quality.clone().or(template.quality);
        template.category = news.category.clone().or(template.category);
        put(group, &arrival.tenant, &template, news.at)?;
    }
    Ok(is_known)
}
