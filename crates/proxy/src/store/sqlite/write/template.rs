//! The registry of templates.

use super::Group;
use crate::fact::Written;
use crate::store::StoreError;
use model::{Template, TenantId};
use rusqlite::params;

pub(super) fn templates(group: &mut Group<'_>, tenant: &TenantId, templates: &[Template]) -> Result<Written, StoreError> {
    let sql = "INSERT INTO template (account, name, language, tenant, body) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT DO UPDATE SET tenant = excluded.tenant, body = excluded.body";
    for template in templates {
        let (account, body) = (template.account.as_str(), serde_json::to_string(template)?);
        group.execute(sql, params![account, template.name, template.language, tenant.as_str(), body])?;
    }
    Ok(Written::Rows(templates.len() as u64))
}
