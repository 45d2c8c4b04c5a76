//! Header, body and footer: their length, their form, and the variables in them.

use super::{BODY, EDGE, FOOTER, Findings, HEADER, PARAMETER, TOO_MANY_VARIABLES};
use crate::limits::is_blank;
use crate::table::Table;
use crate::template::placeholder::{self, names};
use crate::template::{Template, TemplateHeader};

const LINE_MAX: u64 = 60;
const BODY_MAX: u64 = 1024;
const OFFER_BODY_MAX: u64 = 600;
const CARD_BODY_MAX: u64 = 160;
const CARD_LINES: usize = 3;

pub(super) fn lint(template: &Template, findings: &mut Findings) {
    if let Some(header) = &template.header {
        lint_header(header, "/header", findings);
    }
    // Its words are Meta's own.
    if template.is_authentication() {
        return;
    }
    lint_body(&template.body, &template.examples, "/body", findings);
    findings.length(&template.body, if template.offer.is_some() { OFFER_BODY_MAX } else { BODY_MAX }, "/body");
    for (index, card) in template.cards.iter().enumerate() {
        if let Some(header) = &card.header {
            lint_header(header, &format!("/cards/{index}/header"), findings);
        }
        if let Some(body) = &card.body {
            let path = format!("/cards/{index}/body");
            lint_body(body, &card.examples, &path, findings);
            findings.length(body, CARD_BODY_MAX, path.as_str());
            if body.split('\n').count() > CARD_LINES {
                findings.refuse(BODY, path, "max-lines", format!("A card's text has at most {CARD_LINES} lines."));
            }
        }
    }
    if let Some(footer) = &template.footer {
        lint_footer(footer, findings);
    }
    one_way_of_naming(template, findings);
}

fn lint_header(header: &TemplateHeader, path: &str, findings: &mut Findings) {
    let example = match header {
        TemplateHeader::Text { text, example } => {
            findings.length(text, LINE_MAX, format!("{path}/text"));
            lint_line(text, &format!("{path}/text"), findings);
            let variables = names(text);
            if variables.len() > 1 {
                findings.refuse(HEADER, format!("{path}/text"), "max-items", "A header has at most one variable.");
            }
            variables.is_empty() || example.as_deref().is_some_and(|example| !is_blank(example))
        }
        TemplateHeader::Location | TemplateHeader::Product => true,
        TemplateHeader::Image { .. } | TemplateHeader::Video { .. } | TemplateHeader::Gif { .. } | TemplateHeader::Document { .. } => {
            header.sample().is_some_and(|sample| !is_blank(sample))
        }
        TemplateHeader::Unknown => {
            findings.refuse(HEADER, path, "format", "This kind of header isn't known.");
            true
        }
    };
    if !example {
        findings.refuse(HEADER, format!("{path}/example"), "required", "An example of the header is needed.");
    }
}

/// One line without markup and emoji.
fn lint_line(text: &str, path: &str, findings: &mut Findings) {
    if is_blank(text) {
        findings.refuse(HEADER, path, "required", "The header is empty.");
    }
    if text.contains(['\n', '\r', '\t']) {
        findings.refuse(HEADER, path, "no-line-breaks", "A header is one line.");
    }
    if text.contains(['*', '~', '`']) || has_italics(text) {
        findings.refuse(HEADER, path, "no-markup", "A header can't be formatted: leave *, _, ~ and ` away.");
    }
    if text.chars().any(is_emoji) {
        findings.refuse(HEADER, path, "no-emoji", "A header can't hold emoji.");
    }
}

/// An underscore outside a variable's name.
fn has_italics(text: &str) -> bool {
    placeholder::fill(text, |_| Some(String::new())).contains('_')
}

fn lint_footer(footer: &str, findings: &mut Findings) {
    findings.length(footer, LINE_MAX, "/footer");
    if is_blank(footer) {
        findings.refuse(FOOTER, "/footer", "required", "The footer is empty.");
    }
    if footer.contains(['\n', '\r']) {
        findings.refuse(FOOTER, "/footer", "no-line-breaks", "A footer is one line.");
    }
    if footer.contains("{{") {
        findings.refuse(FOOTER, "/footer", "no-variables", "A footer can't hold variables.");
    }
    if footer.chars().any(is_emoji) {
        findings.warn(FOOTER, "/footer", "no-emoji", "A footer with emoji may be refused.");
    }
}

fn lint_body(body: &str, examples: &Table<String>, path: &str, findings: &mut Findings) {
    if is_blank(body) {
        findings.refuse(BODY, path, "required", "The text is empty.");
        return;
    }
    broken_variables(body, path, findings);
    let variables = names(body);
    if variables.is_empty() {
        return;
    }
    let trimmed = body.trim();
    if starts_with_variable(trimmed) || ends_with_variable(trimmed) {
        findings.refuse(EDGE, path, "edge", "A variable can't be the first or the last thing. Put words around it.");
    }
    if touching(body) {
        findings.refuse(BODY, path, "touching", "Two variables can't touch. Put words between them.");
    }
    numbers_without_gaps(&variables, path, findings);
    for name in &variables {
        if examples.get(name).is_none_or(|example| is_blank(example)) {
            let at = format!("{}examples/{name}", path.trim_end_matches("body"));
            findings.refuse(BODY, at, "required", format!("An example of {{{{{name}}}}} is needed."));
        }
    }
    // As integrators found: so many words for so many variables, the variables counted as words too.
    let all = body.split_whitespace().count();
    if all < 2 * variables.len() + 1 {
        let words = format!("{} variables are too many for so few words.", variables.len());
        findings.refuse(TOO_MANY_VARIABLES, path, "too-many-variables", words);
    }
}

/// `{{ }}`, `{{#1}}`, `{{first name}}`, `{1}`: what looks like a variable and is none.
fn broken_variables(body: &str, path: &str, findings: &mut Findings) {
    let rest = placeholder::fill(body, |_| Some(String::new()));
    if rest.contains("{{") || rest.contains("}}") {
        let words = "Between {{ and }} stands a number, or a name of small letters, digits and underscores: no #, $, % or spaces.";
        findings.refuse(BODY, path, "variable", words);
    }
    for name in names(body) {
        if name.contains(|c: char| c.is_ascii_uppercase()) {
            findings.refuse(BODY, path, "variable", format!("Write {{{{{name}}}}} in small letters."));
        }
    }
}

fn starts_with_variable(text: &str) -> bool {
    text.starts_with("{{") && names(&text[..text.find("}}").map_or(0, |end| end + 2)]).len() == 1
}

fn ends_with_variable(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace());
    bare.ends_with("}}") && bare.rfind("{{").is_some_and(|start| names(&bare[start..]).len() == 1)
}

fn touching(body: &str) -> bool {
    let mut rest = body;
    while let Some(end) = rest.find("}}") {
        rest = &rest[end + 2..];
        if rest.trim_start().starts_with("{{") {
            return true;
        }
    }
    false
}

/// Numbers start at 1 and leave none out.
fn numbers_without_gaps(variables: &[&str], path: &str, findings: &mut Findings) {
    let mut numbers: Vec<u32> = variables.iter().filter_map(|name| name.parse().ok()).collect();
    numbers.sort_unstable();
    if let Some((place, found)) = (1..).zip(&numbers).find(|(place, found)| place != *found) {
        findings.refuse(
            BODY,
            path,
            "gap",
            format!("Variables are numbered from 1 without gaps: {{{{{place}}}}} is missing before {{{{{found}}}}}."),
        );
    }
}

/// Numbers or names, not both in one template.
fn one_way_of_naming(template: &Template, findings: &mut Findings) {
    let header = match &template.header {
        Some(TemplateHeader::Text { text, .. }) => names(text),
        _ => Vec::new(),
    };
    let all: Vec<&str> = header.into_iter().chain(names(&template.body)).collect();
    let is_number = |name: &&str| name.bytes().all(|byte| byte.is_ascii_digit());
    if all.iter().any(is_number) && !all.iter().all(is_number) {
        findings.refuse(PARAMETER, "/body", "mixed-variables", "Use numbers or names for variables, not both.");
    }
}

/// Pictographs, dingbats and the signs that make them.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{20e3}' | '\u{231a}'..='\u{23ff}')
}
