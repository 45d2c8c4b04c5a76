//! All sixteen kinds, from the hand that makes them to the picker that offers them.

use super::at_provider::{AtProvider, listed, results};
use crate::app::App;
use crate::simulated;
use model::Template;
use model::template::TemplateKind;
use serde_json::{Value, json};

fn all() -> Vec<Value> {
    let kinds: Vec<Value> = serde_json::from_str(include_str!("kinds.json")).unwrap();
    let kinds = kinds.into_iter().map(|mut kind| {
        kind["language"] = json!("en_US");
        let category = kind.get("category").cloned().unwrap_or(json!("utility"));
        kind["category"] = category;
        kind
    });
    kinds.collect()
}

/// What of a template doesn't depend on who carries it.
fn parts(mut template: Template) -> Template {
    for name in [&mut template.id, &mut template.quality, &mut template.rejection] {
        *name = None;
    }
    (template.status, template.account) = Default::default();
    if template.is_authentication() {
        // Its words are Meta's own, and every provider tells them in another way.
        (template.body, template.footer, template.examples) = Default::default();
    }
    template
}

fn of(value: &Value) -> Template {
    parts(serde_json::from_value(value.clone()).unwrap())
}

#[test]
fn the_table_has_each_kind_once() {
    let kinds: Vec<TemplateKind> = all().iter().map(|kind| of(kind).kind()).collect();
    assert_eq!(kinds, TemplateKind::ALL);
}

#[tokio::test]
async fn each_kind_survives_a_provider_without_a_list() {
    let app = App::with_accounts(&simulated::of("line-tata").toml("https://provider.example")).await;
    let made = app.post("/v1/templates?account=line-tata", &json!(all())).bearer(&app.token()).send().await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(app.provider.requests().len(), 16);
    let mut expected: Vec<Template> = all().iter().map(of).collect();
    expected.sort_by(|one, other| one.name.cmp(&other.name));
    let found = listed(&app, "?account=line-tata&status=pending").await;
    assert_eq!(found.iter().map(of).collect::<Vec<_>>(), expected);
}

/// What a provider refuses or has no word for, by name.
async fn what_survives(slug: &str) -> (Vec<String>, Vec<String>) {
    let at = AtProvider::start().await;
    let made = at.app.post(&format!("/v1/templates?account={slug}"), &json!(all())).bearer(&at.app.token()).send().await;
    assert!([201, 207].contains(&made.status), "{}", made.text());
    let refused: Vec<String> = results(&made)
        .iter()
        .filter(|result| result.get("problem").is_some())
        .map(|result| format!("{}: {}", result["name"].as_str().unwrap(), result["problem"]["code"].as_str().unwrap()))
        .collect();
    at.refresh(slug).await;
    let found = listed(&at.app, &format!("?account={slug}")).await;
    let mut changed = Vec::new();
    for kind in all() {
        let name = kind["name"].as_str().unwrap();
        let Some(own) = found.iter().find(|own| own["name"] == name) else { continue };
        assert_eq!(own["status"], "approved", "{slug} {own}");
        if of(own) != of(&kind) {
            changed.push(format!("{name}: {}", serde_json::to_string(&of(own)).unwrap()));
        }
    }
    assert_eq!(found.len() + refused.len(), 16, "{slug}");
    (refused, changed)
}

fn unsupported(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("{name}: unsupported")).collect()
}

#[tokio::test]
async fn each_kind_survives_exotel_but_forms() {
    assert_eq!(what_survives("line-exotel").await, (unsupported(&["form"]), Vec::new()));
}

/// Its form has words for seven of them.
#[tokio::test]
async fn what_redington_has_words_for_survives() {
    let others = [
        "products",
        "catalogue",
        "order_status",
        "coupon_code",
        "form",
        "limited_time_offer",
        "authentication",
        "voice_call",
        "call_permission",
    ];
    assert_eq!(what_survives("line-redington").await, (unsupported(&others), Vec::new()));
}

/// Its document ends before the other kinds; of leave to call nobody says whether it can be handed in.
#[tokio::test]
async fn what_tyntec_has_words_for_survives() {
    let others = ["products", "catalogue", "order_details", "checkout_button", "order_status", "coupon_code", "limited_time_offer"];
    let mut refused = unsupported(&others);
    refused.push("call_permission: provider-refused".to_owned());
    assert_eq!(what_survives("line-tyntec").await, (refused, Vec::new()));
}
