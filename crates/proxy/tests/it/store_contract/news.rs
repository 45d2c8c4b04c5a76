//! What a webhook tells beside messages: other addresses, consent, templates.

use super::kit::{ASHA, Kit, NOW, account, at, phone, reply, tenant, text, text_from, webhook};
use model::api::list_templates::Query;
use model::content::Notice;
use model::inbound::{Inbound, InboundConsent, InboundMove, InboundTemplate, InboundTyping, Party};
use model::template::TemplateStatus;
use model::thread::Consent;
use model::{Address, Channel, Content, Template, Timestamp};
use proxy::fact::{Claim, Listed, Webhook};

/// Her new number.
const NEW: &str = "+919999999998";

fn asha() -> Party {
    Party { phone: Some(phone(ASHA)), ..Party::default() }
}

fn moved(party: Party, to: &str) -> Inbound {
    Inbound::Moved(Box::new(InboundMove { id: "w.m".into(), party, phone: Some(phone(to)), user_id: None, at: at(-10) }))
}

fn consent(consent: Consent, about: Option<&str>, when: Timestamp) -> Inbound {
    Inbound::Consent(InboundConsent { party: asha(), consent, about: about.map(str::to_owned), at: when })
}

async fn recipients(kit: &Kit) -> Vec<Address> {
    let rows = kit.ledger.claim(Claim { worker: "test".to_owned(), limit: 10, at: at(60) }).await.unwrap();
    rows.into_iter().map(|row| row.outbound.to).collect()
}

pub(crate) async fn a_new_number_is_the_same_person_and_is_written_to(kit: &Kit) {
    kit.hear(vec![text("w.1", "hi")]).await;
    let notice = Content::Notice(Notice { code: "number_changed".to_owned(), text: "She has a new number.".to_owned() });
    let told = Inbound::Message(Box::new(super::kit::message_from(ASHA, "w.2", notice, at(-10))));
    for _ in 0..2 {
        let kept = kit.hear(vec![told.clone(), moved(asha(), NEW)]).await;
        assert_eq!(kept.unread, 0);
    }
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.open(NEW).await, thread, "both numbers find her");
    assert_eq!(kit.words(&thread).await, ["hi", "She has a new number."]);
    let addresses = kit.store().addresses(&tenant(), &thread).await.unwrap();
    assert_eq!(addresses, [Address::from(phone(NEW)), Address::from(phone(ASHA))], "what she gave up stands last");
    kit.reply(&thread, "c-1", "hello").await;
    assert_eq!(recipients(kit).await, [Address::from(phone(NEW))]);
    kit.hear(vec![text_from(NEW, "w.3", "it's me", at(-5))]).await;
    assert_eq!(kit.words(&thread).await.len(), 4);
}

pub(crate) async fn who_never_wrote_is_found_by_her_new_number_too(kit: &Kit) {
    let thread = kit.open(ASHA).await;
    kit.hear(vec![moved(asha(), NEW)]).await;
    assert_eq!(kit.open(NEW).await, thread);
    kit.reply(&thread, "c-1", "hello").await;
    assert_eq!(recipients(kit).await, [Address::from(phone(NEW))]);
}

pub(crate) async fn a_number_that_is_anothers_stays_there(kit: &Kit) {
    kit.hear(vec![text("w.1", "hi"), text_from(NEW, "w.2", "I am Ravi", at(-60))]).await;
    kit.hear(vec![moved(asha(), NEW)]).await;
    let (hers, his) = (kit.open(ASHA).await, kit.open(NEW).await);
    assert_ne!(hers, his, "two threads are never joined unasked");
    assert_eq!((kit.words(&hers).await, kit.words(&his).await), (vec!["hi".to_owned()], vec!["I am Ravi".to_owned()]));
}

pub(crate) async fn a_word_of_the_system_opens_no_window(kit: &Kit) {
    let notice = Content::Notice(Notice { code: "welcome".to_owned(), text: "The chat was opened.".to_owned() });
    kit.hear(vec![Inbound::Message(Box::new(super::kit::message_from(ASHA, "w.1", notice, at(-10))))]).await;
    let thread = kit.open(ASHA).await;
    assert!(kit.store().view(&tenant(), &thread, 1).await.unwrap().last_inbound.is_empty());
    kit.hear(vec![text("w.2", "hi")]).await;
    let view = kit.store().view(&tenant(), &thread, 1).await.unwrap();
    assert_eq!(view.last_inbound, [(account(), Channel::WhatsApp, at(-60))]);
}

pub(crate) async fn her_newest_word_on_messages_counts(kit: &Kit) {
    kit.hear(vec![consent(Consent::OptedOut, None, at(-10)), consent(Consent::OptedOut, Some("marketing_messages"), at(-5))]).await;
    // An older one that comes late, and the same one again.
    let late = kit.hear(vec![consent(Consent::OptedIn, None, at(-20)), consent(Consent::OptedOut, None, at(-10))]).await;
    assert_eq!((late.unread, late.changes), (0, 2));
    let thread = kit.open(ASHA).await;
    let said = async || {
        let mut said = kit.store().view(&tenant(), &thread, 1).await.unwrap().consents;
        said.sort_by(|one, other| one.about.cmp(&other.about));
        said.into_iter().map(|said| (said.account, said.about, said.consent)).collect::<Vec<_>>()
    };
    let marketing = Some("marketing_messages".to_owned());
    assert_eq!(said().await, [(account(), None, Consent::OptedOut), (account(), marketing.clone(), Consent::OptedOut)]);
    kit.hear(vec![consent(Consent::OptedIn, None, at(-1))]).await;
    assert_eq!(said().await, [(account(), None, Consent::OptedIn), (account(), marketing, Consent::OptedOut)]);
}

pub(crate) async fn a_sign_of_writing_leaves_no_trace(kit: &Kit) {
    kit.hear(vec![text("w.1", "hi")]).await;
    let thread = kit.open(ASHA).await;
    let before = kit.events(&thread).await.len();
    let mut listener = kit.ledger.bell().listen(&thread);
    let typing = |when| Inbound::Typing(InboundTyping { party: asha(), at: when });
    let kept = kit.hear(vec![typing(at(-1))]).await;
    assert_eq!((kept.unread, kept.messages), (0, 0));
    assert!(listener.typed() && !listener.typed(), "who listens is told once");
    kit.hear(vec![typing(at(-120))]).await;
    assert!(!listener.typed(), "it comes too late to be true");
    assert_eq!(kit.events(&thread).await.len(), before);
    assert_eq!(kit.figure("webhooks_unread").await, 0);
}

fn template(name: &str, language: &str) -> Template {
    Template {
        account: account(),
        id: Some(format!("id-{name}")),
        name: name.to_owned(),
        language: language.to_owned(),
        status: TemplateStatus::Pending,
        ..Template::default()
    }
}

fn news(name: &str, language: &str, status: TemplateStatus, when: Timestamp) -> InboundTemplate {
    InboundTemplate { name: name.to_owned(), language: language.to_owned(), status: Some(status), at: when, ..InboundTemplate::default() }
}

async fn listed(kit: &Kit) -> Vec<(String, TemplateStatus)> {
    let all = kit.store().templates(&tenant(), &Query::default()).await.unwrap();
    all.into_iter().map(|own| (format!("{}/{}", own.name, own.language), own.status)).collect()
}

pub(crate) async fn news_of_a_template_reach_the_registry_in_any_order(kit: &Kit) {
    let both = vec![template("bill", "en"), template("bill", "hi"), template("welcome", "en")];
    kit.ledger.put_templates(tenant(), both, at(-100)).await.unwrap();
    let hear = async |news: InboundTemplate| kit.hear(vec![Inbound::Template(Box::new(news))]).await;
    let approved = hear(news("bill", "en", TemplateStatus::Approved, at(-50))).await;
    assert_eq!((approved.changes, approved.unread, approved.unknown_templates), (1, 0, 0));
    hear(news("bill", "en", TemplateStatus::Pending, at(-60))).await;
    let rejected = InboundTemplate { reason: Some("TAG_CONTENT_MISMATCH".to_owned()), ..news("", "", TemplateStatus::Rejected, at(-40)) };
    hear(InboundTemplate { id: Some("id-welcome".to_owned()), ..rejected }).await;
    let red = InboundTemplate { quality: Some("red".to_owned()), at: at(-30), ..news("bill", "hi", TemplateStatus::Paused, at(-30)) };
    hear(red).await;
    let states = [
        ("bill/en".to_owned(), TemplateStatus::Approved),
        ("bill/hi".to_owned(), TemplateStatus::Paused),
        ("welcome/en".to_owned(), TemplateStatus::Rejected),
    ];
    assert_eq!(listed(kit).await, states);
    let all = kit.store().templates(&tenant(), &Query::default()).await.unwrap();
    assert_eq!((all[1].quality.as_deref(), all[2].rejection.as_deref()), (Some("red"), Some("TAG_CONTENT_MISMATCH")));
    let strange = hear(news("nobody", "en", TemplateStatus::Approved, at(-1))).await;
    assert_eq!((strange.changes, strange.unknown_templates), (0, 1));
    // The news of another account are not about ours.
    let foreign = Webhook {
        account: "other-wa".into(),
        ..webhook(vec![Inbound::Template(Box::new(news("bill", "en", TemplateStatus::Disabled, NOW)))])
    };
    kit.ledger.record_webhook(foreign).await.unwrap();
    assert_eq!(listed(kit).await, states);
}

pub(crate) async fn a_providers_list_is_right_but_not_about_what_is_newer(kit: &Kit) {
    kit.ledger.put_templates(tenant(), vec![template("gone", "en"), template("bill", "en")], at(-100)).await.unwrap();
    let list = |templates: Vec<Template>, is_whole: bool, from: Timestamp| Listed {
        tenant: tenant(),
        account: account(),
        templates,
        is_whole,
        from,
    };
    let approved = Template { status: TemplateStatus::Approved, ..template("bill", "en") };
    // While the list was on its way, one was made here.
    kit.ledger.put_templates(tenant(), vec![template("new", "en")], at(-40)).await.unwrap();
    kit.ledger.list_templates(list(vec![approved.clone()], false, at(-50))).await.unwrap();
    let states = |word: &[(&str, TemplateStatus)]| word.iter().map(|(name, status)| (format!("{name}/en"), *status)).collect::<Vec<_>>();
    use TemplateStatus::{Approved, Pending};
    assert_eq!(listed(kit).await, states(&[("bill", Approved), ("gone", Pending), ("new", Pending)]), "half a list deletes nothing");
    kit.ledger.list_templates(list(vec![approved.clone()], true, at(-50))).await.unwrap();
    assert_eq!(listed(kit).await, states(&[("bill", Approved), ("new", Pending)]), "what is newer than the list stays");
    kit.ledger.list_templates(list(vec![approved], true, at(-30))).await.unwrap();
    assert_eq!(listed(kit).await, states(&[("bill", Approved)]));
    let other = Template { account: "other-wa".into(), ..template("theirs", "en") };
    kit.ledger.put_templates("rival".into(), vec![other], at(-20)).await.unwrap();
    kit.ledger.list_templates(list(Vec::new(), true, NOW)).await.unwrap();
    assert!(listed(kit).await.is_empty());
    assert_eq!(kit.store().templates(&"rival".into(), &Query::default()).await.unwrap().len(), 1);
}

pub(crate) async fn an_answer_of_the_same_second_stands_below_what_it_answers(kit: &Kit) {
    kit.hear(vec![text("w.1", "hi")]).await;
    let thread = kit.open(ASHA).await;
    // The agent answers at .300 of a second, the customer at .800; her provider tells whole seconds.
    let mut answer = reply(&thread, "c-1", Content::text("hello"));
    answer.at = NOW.plus_millis(300);
    kit.ledger.record_reply(answer).await.unwrap();
    let mut back = webhook(vec![text_from(ASHA, "w.2", "thanks", NOW)]);
    back.at = NOW.plus_millis(800);
    kit.ledger.record_webhook(back).await.unwrap();
    assert_eq!(kit.words(&thread).await, ["hi", "hello", "thanks"]);
    let view = kit.store().view(&tenant(), &thread, 9).await.unwrap();
    assert_eq!(view.last_inbound[0].2, NOW, "the window is counted from the provider's own time");
}
