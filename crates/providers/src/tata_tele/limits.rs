//! What can be sent through Tata Tele, and how much of it.
//!
//! Meta's limits: the provider passes on what Meta takes. Seed 000 names narrower file types (documents as PDF alone) that
//! neither Meta nor the gateway enforces. Source: wire-facts 2.1 and 2.2.

use crate::cloud::capabilities;
use model::Capabilities;

pub(super) fn capabilities() -> Capabilities {
    capabilities::whatsapp()
}
