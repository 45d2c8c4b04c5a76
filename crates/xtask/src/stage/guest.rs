//! A page of another origin that shows the thread: what the tenant's configuration must say for it, and what its server is told.

use serde_json::{Value, json};

use super::settings::{KEY, TENANT};
use super::{Secrets, http};
use crate::failure::Outcome;

/// The HubSpot account that the simulated host plays.
const PORTAL: u32 = 12_345_678;

/// A host page of `www/hosts` with the ports it will have.
pub(crate) struct Guest {
    /// Its name there.
    pub(crate) name: String,
    /// The page's port.
    pub(crate) port: u16,
    /// The port of the widget's files, where the host keeps those on an origin of their own.
    widget_port: u16,
}

impl Guest {
    /// One on free ports.
    ///
    /// # Errors
    /// When the system has none.
    pub(crate) fn new(name: &str) -> Outcome<Self> {
        Ok(Self { name: name.to_owned(), port: http::free_port()?, widget_port: http::free_port()? })
    }

    /// The page's origin.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The tenant's keys for it, to stand before the tenant's first table.
    pub(super) fn rights(&self) -> String {
        format!("frame_ancestors = [\"{}\", \"http://127.0.0.1:{}\"]\n", self.origin(), self.widget_port)
    }

    /// The tenant's tables for it.
    pub(super) fn keys(&self, secrets: &Secrets) -> String {
        let Secrets { server_key, hubspot, hubspot_token, .. } = secrets;
        format!(
            "\n[[tenant.server_key]]\nid = \"crm\"\nsecret = \"{server_key}\"\n\n\
             [tenant.hubspot]\nclient_secret = \"{hubspot}\"\nportal_ids = [{PORTAL}]\n\
             access_token = \"{hubspot_token}\"\napi_base = \"{}\"\n",
            self.origin()
        )
    }

    /// What `www/hosts/server.mjs` is told.
    pub(crate) fn settings(&self, secrets: &Secrets, proxy: u16) -> Value {
        json!({
            "host": self.name,
            "port": self.port,
            "widgetPort": self.widget_port,
            "endpoint": format!("http://127.0.0.1:{proxy}"),
            "tenant": TENANT,
            "serverKey": secrets.server_key,
            "agentKey": {"kid": KEY, "secret": secrets.agent_key},
            "hubspot": {"clientSecret": secrets.hubspot, "accessToken": secrets.hubspot_token},
        })
    }
}
