//! What Meta would refuse in a new template, told before it is handed in, with the code it would give.
//!
//! A finding is a refusal, or a warning where the review may decide otherwise. Paths start at the template: `/body`,
//! `/cards/0/buttons/1/text`. Source: wire-facts 2.3 and 4, and the rules that Meta's reviewers publish.

mod button;
mod drift;
mod special;
mod text;

use super::Template;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// The code for a part that is longer than it may be.
pub const TOO_LONG: u32 = 2_388_040;
/// The code for a header that is not in its form.
pub const HEADER: u32 = 2_388_047;
/// The code for a body that is not in its form.
pub const BODY: u32 = 2_388_072;
/// The code for a footer that is not in its form.
pub const FOOTER: u32 = 2_388_073;
/// The code for too many variables in too few words.
pub const TOO_MANY_VARIABLES: u32 = 2_388_293;
/// The code for a variable at the start or the end.
pub const EDGE: u32 = 2_388_299;
/// The code for all else.
pub const PARAMETER: u32 = 100;

const NAME_MAX: usize = 512;
const CATEGORIES: [&str; 3] = ["marketing", "utility", "authentication"];

/// For how many seconds a provider may try to deliver, by category.
const SECONDS: [(&str, i64, i64); 3] = [("authentication", 30, 900), ("utility", 30, 43_200), ("marketing", 43_200, 2_592_000)];

/// Something that the review will or may refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Where, and what would be right.
    pub problem: Problem,
    /// The code that Meta would give.
    pub code: u32,
    /// The review may let it through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub warning: bool,
}

/// Collects what is found.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn refuse(&mut self, code: u32, path: impl Into<String>, rule: &str, message: impl Into<String>) {
        self.0.push(Finding { problem: Problem::new(path, rule, message), code, warning: false });
    }

    fn warn(&mut self, code: u32, path: impl Into<String>, rule: &str, message: impl Into<String>) {
        self.0.push(Finding { problem: Problem::new(path, rule, message), code, warning: true });
    }

    /// More characters than the part may have.
    fn length(&mut self, text: &str, most: u64, path: impl Into<String>) {
        let limit = crate::limits::Limit::utf16(most);
        let length = crate::limits::count(text, limit.unit);
        if length > most {
            self.0.push(Finding { problem: Problem::too_much(path, limit, length), code: TOO_LONG, warning: false });
        }
    }
}

/// Everything that Meta would refuse in this template, or may.
pub fn lint(template: &Template) -> Vec<Finding> {
    let mut findings = Findings::default();
    name(template, &mut findings);
    text::lint(template, &mut findings);
    button::lint(template, &mut findings);
    special::lint(template, &mut findings);
    drift::lint(template, &mut findings);
    findings.0
}

fn name(template: &Template, findings: &mut Findings) {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if template.name.is_empty() || template.name.len() > NAME_MAX || !template.name.chars().all(is_name) {
        let words = format!("A name is made of a-z, 0-9 and _, at most {NAME_MAX}.");
        findings.refuse(PARAMETER, "/name", "format", words);
    }
    let language = &template.language;
    let parts: Vec<&str> = language.split('_').collect();
    let is_code = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    if parts.len() > 2 || !parts.iter().all(|part| is_code(part)) {
        findings.refuse(PARAMETER, "/language", "format", "A language is written as a code: en, en_US, hi.");
    }
    let category = template.category.as_deref().unwrap_or_default();
    if !CATEGORIES.contains(&category) {
        findings.refuse(PARAMETER, "/category", "required", "The category is marketing, utility or authentication.");
    }
    let range = SECONDS.iter().find(|(name, _, _)| *name == category);
    if let (Some(seconds), Some((_, least, most))) = (template.seconds, range)
        && seconds != -1
        && !(*least..=*most).contains(&seconds)
    {
        let words = format!("A {category} template may wait {least} to {most} seconds, or -1 for the channel's own time.");
        findings.refuse(PARAMETER, "/seconds", "range", words);
    }
}
