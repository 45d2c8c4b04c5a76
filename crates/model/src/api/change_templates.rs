//! `POST`, `PUT` and `DELETE /v1/templates?account=`: templates handed in, changed and deleted at the provider; scope
//! `template:write`. Each template has a result of its own; one alone that was refused answers its problem.

use super::ErrorBody;
use crate::template::{Finding, Template};
use serde::{Deserialize, Serialize};

/// The path.
pub const PATH: &str = super::list_templates::PATH;

/// The path of the registry alone: what was approved elsewhere is made known here, or forgotten, and no provider is asked.
pub const KNOWN_PATH: &str = "/v1/templates/known";

/// The path of samples: `POST` (multipart, field `file`) answers [`Sample`].
pub const SAMPLES_PATH: &str = "/v1/templates/samples";

/// The provider's name of an uploaded sample: what stands as `example` in a template's header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The name.
    pub handle: String,
}

/// What came of each template, in the order of the request. 207 where one was refused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// One for each.
    pub results: Vec<TemplateResult>,
}

/// What came of one template: the template, or a problem.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TemplateResult {
    /// Its name.
    pub name: String,
    /// Its language code.
    pub language: String,
    /// As it is now, or was until it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// Why it was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ErrorBody>,
    /// What Meta would refuse, or may: with the code that it would give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}
