//! The page of one provider.

use crate::carried;
use crate::faults;
use crate::guide::Guide;
use crate::table::table;
use model::Channel;
use providers::registry;

/// Said on every page.
pub(crate) const HOW: &str = "<!-- Written by `cargo xtask docs` from the codecs and crates/providers/tests/docs: change those. -->\n";

/// The whole page.
pub(crate) fn write(guide: &Guide) -> String {
    let parts = [format!("{HOW}# {}\n\n{}\n\n{}", guide.title, guide.about, links(guide)), set_up(guide), carries(guide), window(guide)];
    let rest = [webhooks(guide), failures(guide), endpoints(guide)];
    let mut text = parts.into_iter().chain(rest).map(|part| part.trim().to_owned()).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

fn links(guide: &Guide) -> String {
    guide.links.iter().map(|link| format!("- <{link}>\n")).collect()
}

fn set_up(guide: &Guide) -> String {
    let blocks: Vec<_> = guide.codec().channels().iter().map(|channel| block(guide, channel)).collect();
    let mut rows = vec![
        ["`number`".to_owned(), guide.number_is.to_owned()],
        ["`base_url`".to_owned(), format!("`{}`", guide.base_url)],
        ["`token`".to_owned(), guide.token.to_owned()],
    ];
    rows.extend(guide.options.iter().map(|(name, _, meaning)| [format!("`options.{name}`"), (*meaning).to_owned()]));
    format!("## Set up\n\n```toml\n{}```\n\n{}", blocks.join("\n"), table(["key", "what it is"], &rows))
}

fn block(guide: &Guide, channel: &Channel) -> String {
    let number = guide.number;
    let of = if guide.codec().channels().len() > 1 { format!("channel = \"{channel}\"\n") } else { String::new() };
    let slug = format!("acme-{channel}");
    let options: Vec<_> = guide.options.iter().filter(|(_, sample, _)| !sample.is_empty()).collect();
    let options = options.iter().filter(|(name, ..)| *name != "account_id" || *channel == Channel::WhatsApp);
    let options: Vec<_> = options.map(|(name, sample, _)| format!("{name} = \"{sample}\"")).collect();
    let options = if options.is_empty() { String::new() } else { format!("options = {{ {} }}\n", options.join(", ")) };
    format!(
        "[[tenant.account]]\nslug = \"{slug}\"\nprovider = \"{}\"\n{of}number = \"{number}\"\nbase_url = \"{}\"\ntoken_env = \"ACME_TOKEN\"\n\
         hook_secret_env = \"ACME_HOOK\"           # 16 characters or more, made up by you\n{options}",
        guide.provider, guide.base_url
    )
}

fn carries(guide: &Guide) -> String {
    let channels = guide.codec().channels();
    let mut text = "## What it carries\n\n".to_owned();
    text.push_str(
        "Texts are counted in UTF-16 units: most letters count one, an emoji two and more. A limit is the last that is allowed. \
         “Receive” is what a webhook of this provider has been read as.\n\n",
    );
    for channel in channels {
        if channels.len() > 1 {
            text.push_str(&format!("### {}\n\n", channel.label()));
        }
        text.push_str(&format!("{}\n{}\n", carried::write(guide, &guide.account(channel)), carried::beside(guide, channel)));
        for (_, option, word) in guide.narrower.iter().filter(|(of, ..)| of == channel) {
            let mut account = guide.account(channel);
            account.options.insert((*option).to_owned(), (*word).to_owned());
            text.push_str(&format!("With `{option} = \"{word}\"`:\n\n{}\n", carried::write(guide, &account)));
        }
    }
    text
}

fn window(guide: &Guide) -> String {
    let rules = guide.codec().channels().iter().map(|channel| match guide.capabilities(channel).window {
        Some(rule) => format!(
            "- {}: free text for {} hours after the customer's last message or call, counted for each business number; then a template alone.\n",
            channel.label(),
            rule.hours
        ),
        None => format!("- {}: no rule; free text at any time.\n", channel.label()),
    });
    format!("## Reply window\n\n{}", rules.collect::<String>())
}

fn webhooks(guide: &Guide) -> String {
    let notes: String = guide.notes.iter().map(|note| format!("- {note}\n")).collect();
    format!(
        "## Webhooks\n\nAddress: `https://<your proxy>/hooks/<slug>/<hook_secret>`. {}\n\nSignature: {}\n\n## Good to know\n\n{notes}",
        guide.webhooks, guide.signature
    )
}

fn failures(guide: &Guide) -> String {
    let (_, own) = registry::FAULTS.iter().find(|(name, _)| *name == guide.provider).unwrap();
    let rows: Vec<_> = own.iter().map(faults::own_row).collect();
    let beside = if guide.codec().channels().contains(&Channel::WhatsApp) {
        "Meta's codes are passed on: [whatsapp.md](whatsapp.md) has them, and what HTTP's statuses mean."
    } else {
        "What HTTP's statuses mean stands in [whatsapp.md](whatsapp.md#statuses-of-http)."
    };
    let own = if rows.is_empty() { "It has no codes of its own that are documented.".to_owned() } else { table(faults::HEADS, &rows) };
    format!("## When it fails\n\n{beside} A code that nobody knows is shown with the provider's own words.\n\n{own}")
}

fn endpoints(guide: &Guide) -> String {
    let rows: Vec<_> = guide.endpoints.iter().map(crate::endpoint::Endpoint::row).collect();
    format!("## Addresses of its document\n\n{}", table(["address", "what", "the codec asks for it", "the simulator answers"], &rows))
}
