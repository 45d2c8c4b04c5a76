//! The widget: a customer's thread in the contact page of the CRM you already have.
//!
//! The only arrows: `host -> app -> {session, view} -> state -> model`; `session -> net -> model`;
//! `{host, app, session} -> contract`; `view -> words`; all may use `text` and `json`; `{app, session}` wait for `part`. Importing registers nothing: `src/host/element.js` defines the element.

pub mod app;
pub mod contract;
pub mod host;
pub mod json;
pub mod net;
pub mod part;
pub mod session;
pub mod state;
pub mod text;
pub mod view;
pub mod words;
