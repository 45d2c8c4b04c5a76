//! Templates that the configuration names.

use super::kit::{Kit, account, at, tenant};
use model::api::list_templates::Query;
use model::inbound::{Inbound, InboundTemplate};
use model::template::TemplateStatus::{Approved, Paused};
use model::{Template, Timestamp};

fn bill(body: &str) -> Template {
    let (name, language) = ("bill".to_owned(), "en".to_owned());
    Template { account: account(), name, language, status: Approved, body: body.to_owned(), ..Template::default() }
}

pub(crate) async fn what_is_heard_of_a_named_template_outlives_a_restart(kit: &Kit) {
    let start = async |body: &str, written: Timestamp| {
        kit.ledger.name_templates(tenant(), vec![bill(body)], written).await.unwrap();
        let known = kit.store().templates(&tenant(), &Query::default()).await.unwrap();
        assert_eq!(known.len(), 1);
        (known[0].status, known[0].body.clone())
    };
    let paused = async |when: Timestamp| {
        let news = InboundTemplate {
            name: "bill".to_owned(),
            status: Some(Paused),
            quality: Some("red".to_owned()),
            at: when,
            ..InboundTemplate::default()
        };
        kit.hear(vec![Inbound::Template(Box::new(news))]).await;
    };
    assert_eq!(start("Your bill", at(-100)).await, (Approved, "Your bill".to_owned()));
    paused(at(-50)).await;
    assert_eq!(start("Your bill", at(-100)).await.0, Paused, "the file says nothing new");
    assert_eq!(start("Your bill", at(-10)).await.0, Approved, "it was written since");
    paused(at(-5)).await;
    assert_eq!(start("Your new bill", at(-100)).await, (Approved, "Your new bill".to_owned()), "another template under the same name");
}
