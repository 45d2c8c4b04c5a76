//! The widget: a customer's thread in the contact page of the CRM you already have.
//!
//! The only arrows: `host -> app -> {session, view} -> state -> model`; `session -> net -> model`;
//! `{host, app} -> contract`; `view -> words`. Importing registers nothing: `src/host/element.js` defines the element.

pub mod contract;
pub mod state;
