//! One thread is one person.

use super::kit::{ASHA, Kit, NOW, account, at, message_from, phone, tenant, text_from, unbroken};
use model::inbound::{Inbound, InboundMessage, Party};
use model::{Address, Channel, Content};
use proxy::fact::{Claim, Opened};

const RAVI: &str = "+918888888888";

fn user(id: &str) -> Address {
    Address::UserId { value: id.to_owned(), channel: Channel::WhatsApp }
}

fn from(number: Option<&str>, user_id: Option<&str>, name: &str, id: &str) -> Inbound {
    let party = Party { phone: number.map(phone), user_id: user_id.map(str::to_owned), name: Some(name.to_owned()) };
    Inbound::Message(Box::new(InboundMessage { party, ..message_from(ASHA, id, Content::text(id), at(-1)) }))
}

pub(crate) async fn a_number_and_an_id_in_one_webhook_are_one_person(kit: &Kit) {
    kit.hear(vec![from(Some(ASHA), None, "Asha", "w.1")]).await;
    kit.hear(vec![from(Some(ASHA), Some("IN.1"), "Asha", "w.2")]).await;
    kit.hear(vec![from(None, Some("IN.1"), "Asha", "w.3")]).await;
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.words(&thread).await, ["w.1", "w.2", "w.3"]);
    assert_eq!(kit.store().addresses(&tenant(), &thread).await.unwrap(), [Address::from(phone(ASHA)), user("IN.1")]);
    assert_eq!(kit.open_by(vec![user("IN.1")]).await, thread);
    unbroken(&kit.events(&thread).await);
}

pub(crate) async fn two_known_threads_stay_two_and_the_number_decides(kit: &Kit) {
    kit.hear(vec![from(Some(ASHA), None, "Asha", "w.1")]).await;
    kit.hear(vec![from(None, Some("IN.2"), "Somebody", "w.2")]).await;
    let (by_number, by_id) = (kit.open(ASHA).await, kit.open_by(vec![user("IN.2")]).await);
    assert_ne!(by_number, by_id);
    kit.hear(vec![from(Some(ASHA), Some("IN.2"), "Asha", "w.3")]).await;
    assert_eq!(kit.words(&by_number).await, ["w.1", "w.3"]);
    assert_eq!(kit.words(&by_id).await, ["w.2"]);
    assert_eq!(kit.open_by(vec![user("IN.2")]).await, by_id);
}

pub(crate) async fn the_host_finds_the_thread_by_any_address(kit: &Kit) {
    kit.hear(vec![from(Some(RAVI), None, "Ravi", "w.1")]).await;
    let thread = kit.open_by(vec![phone(ASHA).into(), phone(RAVI).into(), phone(ASHA).into()]).await;
    assert_eq!(kit.words(&thread).await, ["w.1"]);
    assert_eq!(kit.open(ASHA).await, thread, "the other number is hers too from now on");
    unbroken(&kit.events(&thread).await);
}

pub(crate) async fn an_answer_goes_where_she_last_wrote_from(kit: &Kit) {
    let thread = kit.open_by(vec![phone(ASHA).into(), phone(RAVI).into()]).await;
    let claim = |n: i64| Claim { worker: "w".to_owned(), limit: 10, at: NOW.plus_millis(n) };
    let to = async |client_id: &str| {
        let sent = kit.reply(&thread, client_id, "hello").await;
        let rows = kit.ledger.claim(claim(0)).await.unwrap();
        let row = rows.into_iter().next().unwrap();
        let settled =
            proxy::fact::Settled { row: row.row, outcome: proxy::fact::Outcome::Failed(proxy::outbox::fault::provider_down()), at: NOW };
        kit.ledger.settle(settled).await.unwrap();
        assert_eq!(sent.account, account());
        row.outbound.to
    };
    assert_eq!(to("c-1").await, phone(RAVI).into(), "of two numbers known since the same moment, the lesser");
    kit.hear(vec![text_from(ASHA, "w.1", "from my other phone", at(-5))]).await;
    assert_eq!(to("c-2").await, phone(ASHA).into());
}

pub(crate) async fn what_she_calls_herself_wins(kit: &Kit) {
    let opened = Opened {
        tenant: tenant(),
        addresses: vec![phone(ASHA).into()],
        record: Some("zoho:Contacts:1".to_owned()),
        name: Some("A. Nair".to_owned()),
        at: NOW,
    };
    let (thread, created) = kit.ledger.open_thread(opened.clone()).await.unwrap();
    assert!(created);
    let name = async || kit.store().view(&tenant(), &thread, 1).await.unwrap().thread.contact.name;
    assert_eq!(name().await.as_deref(), Some("A. Nair"));
    kit.hear(vec![from(Some(ASHA), None, "Asha ☀", "w.1")]).await;
    assert_eq!(name().await.as_deref(), Some("Asha ☀"));
    let (again, created) = kit.ledger.open_thread(opened).await.unwrap();
    assert!(again == thread && !created);
    assert_eq!(name().await.as_deref(), Some("Asha ☀"));
    let kinds: Vec<String> = kit.events(&thread).await.iter().map(|event| event.kind().to_owned()).collect();
    assert_eq!(kinds, ["message", "thread"]);
}
