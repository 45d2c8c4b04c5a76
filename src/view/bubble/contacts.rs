//! `contacts`: visiting cards, with numbers and addresses that can be copied.

use super::{Scene, piece, text};
use crate::text::lower;
use crate::view::copy::Copy;
use crate::view::html::html;
use crate::view::icon::{self, Icon, icon, large};
use model::content::Contacts;
use model::content::contacts::{Contact, ContactAddress};
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(contacts: &Contacts, scene: &Scene, meta: Html) -> Html {
    html! { <>{ for contacts.contacts.iter().map(|contact| card(contact, scene)) }{ piece::end(meta) }</> }
}

fn card(contact: &Contact, scene: &Scene) -> Html {
    let org = contact.org.as_ref().map(|org| joined([&org.title, &org.department, &org.company].into_iter().flatten(), scene));
    let phones = contact.phones.iter().map(|it| line(icon::PHONE, &it.phone, it.r#type.as_deref(), scene));
    let emails = contact.emails.iter().map(|it| line(icon::MAIL, &it.email, it.r#type.as_deref(), scene));
    let addresses = contact.addresses.iter().map(|it| line(icon::PIN, &post(it, scene), it.r#type.as_deref(), scene));
    let urls = contact.urls.iter().map(|it| line(icon::LINK, &it.url, it.r#type.as_deref(), scene));
    let birthday = contact.birthday.iter().map(|day| line(icon::CLOCK, day, None, scene));
    html! {
        <div class="card">
            <div class="head">
                <span class="sheet">{ large(icon::PERSON) }</span>
                <span class="what">
                    { text::plain("title", &contact.name) }
                    { for org.filter(|org| !org.is_empty()).map(|org| text::plain("small", &org)) }
                </span>
            </div>
            { for phones.chain(emails).chain(addresses).chain(urls).chain(birthday) }
        </div>
    }
}

fn line(kind: Icon, value: &str, label: Option<&str>, scene: &Scene) -> Html {
    if value.is_empty() {
        return Html::default();
    }
    let label = label.map(lower).filter(|label| !label.is_empty());
    html! {
        <div class="line">
            { icon(kind) }
            <bdi class="value">{ value }</bdi>
            { for label.map(|label| html! { <span class="small">{ label }</span> }) }
            <Copy value={value.to_owned()} tab={scene.tab} words={scene.words.clone()} />
        </div>
    }
}

fn post(address: &ContactAddress, scene: &Scene) -> String {
    let country = address.country.as_ref().or(address.country_code.as_ref());
    joined(
        [address.street.as_ref(), address.zip.as_ref(), address.city.as_ref(), address.state.as_ref(), country].into_iter().flatten(),
        scene,
    )
}

fn joined<'a>(parts: impl Iterator<Item = &'a String>, scene: &Scene) -> String {
    let parts = parts.filter(|part| !part.is_empty()).cloned();
    parts.reduce(|a, b| scene.words.fill("list.comma", &[("a", &a), ("b", &b)])).unwrap_or_default()
}
