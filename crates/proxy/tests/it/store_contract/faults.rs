//! What is wrong harms nothing else; what can't be read is kept.

use super::kit::{ASHA, Kit, NOW, phone, tenant, text, unbroken, webhook};
use model::api::list_templates::Query;
use model::content::Unsupported;
use model::inbound::Inbound;
use model::template::TemplateStatus;
use model::{Template, ThreadId};
use proxy::fact::{Fact, Opened};

pub(crate) async fn a_bad_fact_harms_nobody_else(kit: &Kit) {
    let opened = |number: &str| Opened { tenant: tenant(), addresses: vec![phone(number).into()], record: None, name: None, at: NOW };
    let good = |number: &str, letters: &str| Fact::Opened(Box::new(opened(number)), ThreadId::new(format!("th_{letters}")));
    let facts = vec![
        good("+917777777771", "01ARZ3NDEKTSV4RRFFQ69G5FA1"),
        good("+917777777772", "is no ulid"),
        // The id of the first again: the database itself refuses it.
        good("+917777777773", "01ARZ3NDEKTSV4RRFFQ69G5FA1"),
        good("+917777777774", "01ARZ3NDEKTSV4RRFFQ69G5FA4"),
    ];
    let answers = kit.store().commit(facts).await;
    let went: Vec<bool> = answers.iter().map(Result::is_ok).collect();
    assert_eq!(went, [true, false, false, true]);
    assert_eq!(kit.open("+917777777771").await, ThreadId::new("th_01ARZ3NDEKTSV4RRFFQ69G5FA1"));
    assert_eq!(kit.open("+917777777774").await, ThreadId::new("th_01ARZ3NDEKTSV4RRFFQ69G5FA4"));
    let thread = kit.open("+917777777772").await;
    assert!(kit.messages(&thread).await.is_empty());
    kit.hear(vec![text("w.1", "still here")]).await;
    let thread = kit.open(ASHA).await;
    unbroken(&kit.events(&thread).await);
}

pub(crate) async fn templates_are_found_by_word_and_state(kit: &Kit) {
    let template = |name: &str, language: &str, status, body: &str| Template {
        account: "acme-wa".into(),
        name: name.to_owned(),
        language: language.to_owned(),
        status,
        body: body.to_owned(),
        ..Template::default()
    };
    let first = vec![
        template("welcome", "en", TemplateStatus::Approved, "Hello {{1}}"),
        template("welcome", "hi", TemplateStatus::Pending, "नमस्ते {{1}}"),
        template("bill", "en", TemplateStatus::Approved, "Your bill"),
    ];
    kit.ledger.put_templates(tenant(), first, NOW).await.unwrap();
    kit.ledger.put_templates(tenant(), vec![template("bill", "en", TemplateStatus::Paused, "Your new bill")], NOW).await.unwrap();
    let found = async |query: Query| {
        let templates = kit.store().templates(&tenant(), &query).await.unwrap();
        templates.into_iter().map(|template| format!("{}/{}", template.name, template.language)).collect::<Vec<_>>()
    };
    assert_eq!(found(Query::default()).await, ["bill/en", "welcome/en", "welcome/hi"]);
    assert_eq!(found(Query { status: Some("approved".to_owned()), ..Query::default() }).await, ["welcome/en"]);
    assert_eq!(found(Query { q: Some("NEW bill".to_owned()), ..Query::default() }).await, ["bill/en"]);
    assert_eq!(found(Query { language: Some("hi".to_owned()), ..Query::default() }).await, ["welcome/hi"]);
    assert!(found(Query { account: Some("other".into()), ..Query::default() }).await.is_empty());
    assert!(kit.store().templates(&"rival".into(), &Query::default()).await.unwrap().is_empty());
}

pub(crate) async fn unread_webhooks_are_kept_and_can_be_read_again(kit: &Kit) {
    let kept = kit.hear(vec![Inbound::Unsupported(Unsupported::new("unreadable", None)), text("w.1", "hi")]).await;
    assert_eq!((kept.messages, kept.unread), (1, 1));
    kit.hear(vec![text("w.2", "there")]).await;
    let unread = kit.store().webhooks(i64::MIN, true, 10).await.unwrap();
    assert_eq!(unread.len(), 1);
    assert_eq!(&unread[0].raw[..], b"{\"raw\":true}");
    // A mended codec finds one more message in it.
    let again = kit.ledger.replay_webhook(unread[0].row, webhook(vec![text("w.0", "now readable"), text("w.1", "hi")])).await.unwrap();
    assert_eq!((again.messages, again.repeated, again.unread), (1, 1, 0));
    assert_eq!(kit.figure("webhooks_unread").await, 0);
    assert_eq!(kit.store().webhooks(i64::MIN, false, 10).await.unwrap().len(), 2, "no second raw body");
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.messages(&thread).await.len(), 3);
}
