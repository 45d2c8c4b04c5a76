//! A business account at a provider: one number or bot, its secrets and its templates.

use super::reader::Reader;
use super::secret::{Secret, SecretDigest};
use super::tenant::check_slug;
use crate::phone;
use model::{AccountSlug, Capabilities, Channel, PhoneNumber, Template, Timestamp};
use providers::{Codec, registry};
use std::fmt;
use std::time::UNIX_EPOCH;
use url::Url;

/// The fewest characters of a hook's path secret.
const HOOK_SECRET_MIN: usize = 16;

/// One business account.
#[derive(Clone)]
pub struct Account {
    /// Its name, unique in the deployment.
    pub slug: AccountSlug,
    /// The provider's dialect.
    pub codec: &'static dyn Codec,
    /// The channel it carries.
    pub channel: Channel,
    /// Channel and number in words: `WhatsApp +1 555-130-5682`.
    pub label: String,
    /// What it can send.
    pub capabilities: Capabilities,
    /// What the secret in a webhook's path is compared with.
    pub hook_secret: SecretDigest,
    /// The account as its codec sees it.
    pub wire: providers::Account,
    /// Templates of the account's file.
    pub templates: Vec<Template>,
    /// When that file was written last; the epoch where nobody knows.
    pub templates_at: Timestamp,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("slug", &self.slug).field("channel", &self.channel).finish_non_exhaustive()
    }
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<Account> {
    let slug = reader.required("slug", "a name for the account").filter(|slug| check_slug(&reader, "slug", slug));
    let codec = reader.required("provider", &format!("one of {}", known_providers())).and_then(|name| provider(&reader, &name));
    let channel = reader.string("channel");
    let channel = codec.and_then(|codec| choose_channel(&reader, codec, channel.as_deref()));
    let number = reader.required("number", "the business number, like +15551305682");
    let number = number.filter(|number| channel.as_ref().is_none_or(|channel| check_number(&reader, channel, number)));
    let base_url = reader.required("base_url", "the address of the provider's API").and_then(|text| address(&reader, "base_url", &text));
    let token = needed(&mut reader, "token", "what authorises us at the provider");
    let hook_secret = needed(&mut reader, "hook_secret", "the secret part of the webhook's path").filter(|it| check_hook(&reader, it));
    let signing_secret = reader.secret("signing_secret").filter(|secret| {
        let blank = secret.expose().trim().is_empty();
        if blank {
            reader.fault("signing_secret", "It is empty: leave the key away if webhooks aren't signed.");
        }
        !blank
    });
    let require_signature = reader.boolean("require_signature").unwrap_or_default();
    if require_signature && !reader.has_secret("signing_secret") {
        reader.fault("require_signature", "Signatures can't be required without a signing_secret.");
    }
    let options = reader.map("options");
    let wire = providers::Account {
        channel: channel.clone().unwrap_or(Channel::WhatsApp),
        base_url: base_url.clone().unwrap_or_default(),
        token: token.as_ref().map(|token| token.expose().to_owned()).unwrap_or_default(),
        number: number.clone().unwrap_or_default(),
        signing_secret: signing_secret.map(|secret| secret.expose().to_owned()),
        require_signature,
        options,
    };
    let is_whole = base_url.is_some() && token.is_some() && number.is_some();
    if let Some(codec) = codec.filter(|_| is_whole) {
        for reason in codec.check_account(&wire) {
            reader.fault("", reason);
        }
    }
    let file = reader.string("templates");
    let templates_at = file.as_deref().map(|file| written(&reader, file)).unwrap_or_default();
    let templates = match (codec, file) {
        (Some(codec), Some(file)) => templates(&reader, codec, slug.as_deref().unwrap_or_default(), &file),
        _ => Vec::new(),
    };
    reader.finish();
    let (channel, number) = (channel?, number?);
    let label = format!("{} {}", channel.label(), phone::international(&number));
    let codec = codec?;
    let capabilities = codec.capabilities(&wire);
    Some(Account {
        slug: AccountSlug::new(slug?),
        codec,
        channel,
        label,
        capabilities,
        hook_secret: hook_secret?.digest(),
        wire,
        templates,
        templates_at,
    })
}

fn needed(reader: &mut Reader<'_>, key: &str, what: &str) -> Option<Secret> {
    if !reader.has_secret(key) {
        reader.fault(key, format!("It is missing: {what} is needed, as {key}, {key}_env or {key}_file."));
    }
    let secret = reader.secret(key)?;
    if secret.expose().trim().is_empty() {
        reader.fault(key, format!("It is empty: {what} is needed."));
        return None;
    }
    if secret.expose().contains(char::is_control) {
        reader.fault(key, "It has a line break or another control character in it: no header and no path can carry that.");
        return None;
    }
    Some(secret)
}

fn known_providers() -> String {
    registry::ALL.iter().map(|codec| codec.provider()).collect::<Vec<_>>().join(", ")
}

fn provider(reader: &Reader<'_>, name: &str) -> Option<&'static dyn Codec> {
    let found = registry::ALL.iter().copied().find(|codec| codec.provider() == name);
    if found.is_none() {
        reader.fault("provider", format!("“{name}” is not known. Known: {}.", known_providers()));
    }
    found
}

fn choose_channel(reader: &Reader<'_>, codec: &dyn Codec, word: Option<&str>) -> Option<Channel> {
    let carried = codec.channels();
    let Some(word) = word else { return carried.first().cloned() };
    let found = carried.iter().find(|channel| channel.as_str() == word).cloned();
    if found.is_none() {
        let words = carried.iter().map(Channel::as_str).collect::<Vec<_>>().join(", ");
        reader.fault("channel", format!("{} doesn't carry “{word}”. It carries: {words}.", codec.provider()));
    }
    found
}

fn check_number(reader: &Reader<'_>, channel: &Channel, number: &str) -> bool {
    let is_name = match channel {
        Channel::Rcs | Channel::Viber => true,
        Channel::Sms => number.len() <= 11 && number.contains(|letter: char| letter.is_ascii_alphabetic()),
        Channel::WhatsApp | Channel::Unknown(_) => false,
    };
    if is_name {
        return true;
    }
    let reason = match PhoneNumber::parse(number) {
        Ok(parsed) if parsed.as_str() == number => return true,
        Ok(parsed) => format!("write {parsed}"),
        Err(error) => error.to_string(),
    };
    reader.fault("number", format!("“{number}” is not a number in E.164, like +15551305682: {reason}."));
    false
}

/// The address of an API, without a slash at its end; a fault at this key if it is none.
pub(super) fn address(reader: &Reader<'_>, key: &str, text: &str) -> Option<String> {
    let good =
        Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.username().is_empty());
    if !good {
        reader.fault(key, format!("“{text}” is not the address of an API: write https://host[:port][/path]."));
    }
    good.then(|| text.trim_end_matches('/').to_owned())
}

fn check_hook(reader: &Reader<'_>, secret: &Secret) -> bool {
    let text = secret.expose();
    if text.len() < HOOK_SECRET_MIN {
        reader.fault("hook_secret", format!("It has {} characters; {HOOK_SECRET_MIN} or more are needed.", text.len()));
        return false;
    }
    let good = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~'));
    if !good {
        reader.fault("hook_secret", "It stands in a path: use only A-Z, a-z, 0-9, dash, dot, underscore and tilde.");
    }
    good
}

fn written(reader: &Reader<'_>, file: &str) -> Timestamp {
    let modified = std::fs::metadata(reader.resolve(file)).and_then(|about| about.modified()).ok();
    let since = modified.and_then(|modified| modified.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_millis()).ok()).map(Timestamp::from_millis).unwrap_or_default()
}

fn templates(reader: &Reader<'_>, codec: &dyn Codec, slug: &str, file: &str) -> Vec<Template> {
    let text = match std::fs::read_to_string(reader.resolve(file)) {
        Ok(text) => text,
        Err(error) => {
            reader.fault("templates", format!("The file {file} can't be read: {error}."));
            return Vec::new();
        }
    };
    let definitions: Vec<serde_json::Value> = match serde_json::from_str(&text) {
        Ok(definitions) => definitions,
        Err(error) => {
            reader.fault("templates", format!("The file {file} is not a JSON list: {error}."));
            return Vec::new();
        }
    };
    let mut templates = Vec::new();
    for (index, definition) in definitions.iter().enumerate() {
        match codec.template(definition) {
            Ok(template) => templates.push(Template { account: AccountSlug::new(slug), ..template }),
            Err(reason) => reader.fault("templates", format!("{file}, entry {index}: {reason}")),
        }
    }
    templates
}
