//! Nothing is doubled.

use super::kit::{ASHA, Kit, NOW, account, at, reply, tenant, text, unbroken, webhook};
use model::message::{Author, AuthorKind, Direction, Provenance, Reaction};
use model::{Channel, Content, Message, State, Status};
use proxy::fact::Imported;
use proxy::store::StoreError;

pub(crate) async fn a_message_that_comes_again_is_the_same(kit: &Kit) {
    let first = kit.hear(vec![text("wamid.1", "hi")]).await;
    let again = kit.hear(vec![text("wamid.1", "hi")]).await;
    assert_eq!((first.messages, first.repeated), (1, 0));
    assert_eq!((again.messages, again.repeated), (0, 1));
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.words(&thread).await, ["hi"]);
    assert_eq!(kit.store().webhooks(i64::MIN, false, 10).await.unwrap().len(), 2, "the raw body of each is kept");
    unbroken(&kit.events(&thread).await);
}

pub(crate) async fn copies_that_come_at_once_are_one(kit: &Kit) {
    let copies = (0..50).map(|_| kit.ledger.record_webhook(webhook(vec![text("wamid.1", "hi"), text("wamid.2", "there")])));
    let kept = futures_util::future::join_all(copies).await;
    let new: u32 = kept.iter().map(|kept| kept.as_ref().unwrap().messages).sum();
    assert_eq!(new, 2);
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.words(&thread).await, ["hi", "there"]);
}

pub(crate) async fn a_client_id_is_one_message(kit: &Kit) {
    let thread = kit.open(ASHA).await;
    let sends = (0..20).map(|_| kit.ledger.record_reply(reply(&thread, "c-1", Content::text("hello"))));
    let sent = futures_util::future::join_all(sends).await;
    let first = sent[0].as_ref().unwrap();
    assert!(sent.iter().all(|sent| sent.as_ref().unwrap() == first));
    assert_eq!(kit.messages(&thread).await, std::slice::from_ref(first));
    assert_eq!(kit.figure("outbox").await, 1);
    let other = kit.open("+918888888888").await;
    assert_eq!(kit.ledger.record_reply(reply(&other, "c-1", Content::text("hello"))).await, Err(StoreError::NotFound));
    assert!(kit.messages(&other).await.is_empty());
    unbroken(&kit.events(&thread).await);
}

pub(crate) async fn a_client_id_is_found_again_in_its_thread_alone(kit: &Kit) {
    let (thread, other) = (kit.open(ASHA).await, kit.open("+918888888888").await);
    let sent = kit.reply(&thread, "c-1", "hello").await;
    // Far more than a page lies between the two.
    for n in 0..300 {
        kit.hear(vec![text(&format!("w.{n}"), "hi")]).await;
    }
    let found = async |tenant, thread, id: &str| kit.store().sent(&tenant, thread, &id.into()).await;
    assert_eq!(found(tenant(), &thread, "c-1").await, Ok(Some(sent)));
    assert_eq!(found(tenant(), &thread, "c-2").await, Ok(None));
    assert_eq!(found(tenant(), &other, "c-1").await, Ok(None));
    assert_eq!(found("rival".into(), &thread, "c-1").await, Err(StoreError::NotFound));
}

pub(crate) async fn an_import_again_changes_nothing(kit: &Kit) {
    let thread = kit.open(ASHA).await;
    let told = |id: &str, words: &str, quoted: Option<&str>, days: i64| Imported {
        tenant: tenant(),
        thread: thread.clone(),
        provider_id: id.into(),
        message: Message {
            id: "".into(),
            seq: 0,
            client_id: None,
            direction: Direction::Inbound,
            channel: Channel::WhatsApp,
            account: account(),
            author: Author { kind: AuthorKind::Customer, name: Some("Asha".to_owned()) },
            content: Content::text(words),
            at: at(-86_400 * days),
            received_at: NOW,
            status: Status::new(State::Delivered, at(-86_400 * days)),
            reply_to: None,
            reactions: vec![Reaction { emoji: "👍".to_owned(), author: AuthorKind::Agent, at: NOW }],
            edited: days == 2,
            deleted: false,
            provenance: Provenance::Import,
            context: None,
        },
        quoted: quoted.map(Into::into),
    };
    let (first, new) = kit.ledger.import(told("old-2", "second", Some("old-1"), 1)).await.unwrap();
    assert!(new && !first.edited && first.reactions.len() == 1 && first.reply_to.is_none());
    let (_, new) = kit.ledger.import(told("old-1", "first", None, 2)).await.unwrap();
    assert!(new);
    let seq = kit.store().view(&tenant(), &thread, 1).await.unwrap().thread.seq;
    let (again, new) = kit.ledger.import(told("old-2", "second", Some("old-1"), 1)).await.unwrap();
    assert!(!new && again.id == first.id);
    let view = kit.store().view(&tenant(), &thread, 10).await.unwrap();
    assert_eq!(view.thread.seq, seq);
    assert_eq!(view.thread.waiting_since, None, "history does not make her wait");
    assert_eq!(view.last_inbound, [(account(), Channel::WhatsApp, at(-86_400))]);
    let messages = view.newest.messages;
    assert_eq!(messages.iter().map(|message| message.content.words().unwrap()).collect::<Vec<_>>(), ["first", "second"]);
    assert_eq!(messages[1].reply_to.as_ref(), Some(&messages[0].id), "the quoted one came later in the file");
    assert!(messages[0].edited);
    unbroken(&kit.events(&thread).await);
}
