//! One content, our word on it, and the provider's.

use crate::stage::{Line, PHONE, Stage};
use model::outbound::{Outbound, OutboundMessage, Outgoing};
use model::{Address, Content, MessageId, PhoneNumber, Problem};
use providers::{EncodeError, WireBody, WireRequest};
use serde_json::Value;

/// One content with our word on it.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) number: u64,
    pub(crate) content: Content,
    pub(crate) problems: Vec<Problem>,
    /// What leaves for the provider, whatever the problems.
    pub(crate) request: Result<Value, EncodeError>,
}

/// Where two words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// `check` lets pass what the codec has no word for.
    Promised,
    /// We let pass what the provider refuses.
    TooWide,
    /// We refuse what the provider takes.
    TooNarrow,
}

impl Case {
    /// Completes a content as the proxy does, checks it and encodes it.
    pub(crate) fn new(stage: &Stage, line: &Line, number: u64, mut content: Content) -> Self {
        let mut problems = Vec::new();
        if let Content::Template(message) = &mut content {
            match stage.templates.iter().find(|it| it.name == message.name && it.language == message.language) {
                Some(template) if line.capabilities.templates => {
                    problems.extend(template.check(&message.values, &line.capabilities));
                    *message = template.fill(&message.values);
                }
                _ => problems.push(Problem::new("/name", "template-not-approved", "There is no such template.")),
            }
        }
        problems.extend(content.check(&line.capabilities));
        let request = encode(line, content.clone());
        Self { number, content, problems, request }
    }

    /// How the provider's word differs from ours, if it does. Where nothing could be encoded, there is no word of the provider.
    pub(crate) fn split(&self, word: Option<&Value>) -> Option<Split> {
        match (self.problems.is_empty(), word.map(|word| word["accepted"] == true)) {
            (true, None) => Some(Split::Promised),
            (true, Some(false)) => Some(Split::TooWide),
            (false, Some(true)) => Some(Split::TooNarrow),
            (true, Some(true)) | (false, Some(false) | None) => None,
        }
    }

    /// Our word, in short.
    pub(crate) fn ours(&self) -> String {
        if let Some(problem) = self.problems.first() {
            return format!("refuse: {} {}", problem.path, problem.rule);
        }
        match &self.request {
            Ok(_) => "accept".to_owned(),
            Err(error) => format!("the codec refuses: {error}"),
        }
    }
}

fn encode(line: &Line, content: Content) -> Result<Value, EncodeError> {
    match request(line, "ms_1", content)?.body {
        WireBody::Json(text) => Ok(serde_json::from_str(&text).unwrap()),
        WireBody::Empty | WireBody::Multipart(_) | WireBody::File => panic!("a message without JSON"),
    }
}

/// The request that sends a content under this id of ours.
pub(crate) fn request(line: &Line, id: &str, content: Content) -> Result<WireRequest, EncodeError> {
    let files =
        content.media().into_iter().filter_map(|media| line.names.get_key_value(&media.id)).map(|(id, name)| (id.clone(), name.clone()));
    let files = files.collect();
    let message = OutboundMessage { id: MessageId::new(id), content, quoted: None, files };
    let to = Address::from(PhoneNumber::parse(PHONE).unwrap());
    line.codec.encode(&line.account, &Outbound { to, what: Outgoing::Message(Box::new(message)) })
}

/// The provider's word, in short.
pub(crate) fn theirs(word: Option<&Value>) -> String {
    match word {
        None => "nothing to judge".to_owned(),
        Some(word) if word["accepted"] == true => "accept".to_owned(),
        Some(word) => format!(
            "refuse at {}: {} {}",
            word["at"].as_str().unwrap_or_default(),
            word["code"],
            word["details"].as_str().unwrap_or_default()
        ),
    }
}
