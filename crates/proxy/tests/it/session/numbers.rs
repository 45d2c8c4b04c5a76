//! Phone fields as people fill them: what is no number is left out and named, and nothing is opened by it.

use super::{KEY, SERVER_KEY, assert_it, assertion, claims_of, order};
use crate::app::{ASHA, Answer, App, RAVI, sign};
use serde_json::{Value, json};

/// Each back end's way to ask for a list of numbers, and where its problems lie.
async fn ask(app: &App, jti: &str, phones: &Value) -> [(&'static str, Answer); 2] {
    let text = sign(KEY, "k1", &assertion(app, &json!({"phones": phones, "jti": jti})));
    [("/phones", order(app, SERVER_KEY, &json!({"phones": phones})).await), ("/assertion/phones", assert_it(app, &text).await)]
}

#[tokio::test]
async fn one_field_with_words_in_it_doesnt_close_the_thread() {
    let app = App::new().await;
    for (path, answer) in ask(&app, "1", &json!(["call after 6", "99999 99999", "n/a", ASHA])).await {
        let body = answer.json();
        assert_eq!((answer.status, &body["context"]["phones"]), (200, &json!([ASHA])), "{body}");
        let ignored: Vec<_> = body["ignored"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ignored, [format!("{path}/0"), format!("{path}/2")]);
        assert!(body["ignored"][0]["message"].as_str().unwrap().ends_with('.'));
        assert_eq!(claims_of(body["token"].as_str().unwrap())["phones"], json!([ASHA]));
    }
    for (_, answer) in ask(&app, "2", &json!([ASHA])).await {
        assert_eq!(answer.json()["ignored"], json!(null), "nothing to say");
    }
}

#[tokio::test]
async fn a_code_names_them_too() {
    let app = App::new().await;
    let answer = order(&app, SERVER_KEY, &json!({"phones": ["n/a", ASHA], "code": true})).await.json();
    assert_eq!(answer["ignored"][0]["path"], "/phones/0");
}

#[tokio::test]
async fn what_is_left_out_never_widens_what_is_left() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    for (number, phones) in [json!(["*", "n/a"]), json!(["n/a", "*"]), json!(["*", "*"]), json!([" * "])].iter().enumerate() {
        for (path, answer) in ask(&app, &format!("none-{number}"), phones).await {
            assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()), "{phones}");
            let named: Vec<_> = answer.problems().into_iter().map(|(path, _)| path).collect();
            let all: Vec<_> = (0..phones.as_array().unwrap().len()).map(|index| format!("{path}/{index}")).collect();
            assert_eq!(named, all);
        }
    }
    let some = order(&app, SERVER_KEY, &json!({"phones": ["*", RAVI]})).await.json();
    assert_eq!(some["context"]["phones"], json!([RAVI]));
    let asha = app.post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer(some["token"].as_str().unwrap()).send().await;
    assert_eq!(asha.refusal().0, 403);
    let none = order(&app, SERVER_KEY, &json!({"phones": []})).await.json();
    let asha = app.get(&app.path("messages").await).bearer(none["token"].as_str().unwrap()).send().await;
    assert_eq!(asha.refusal().0, 404, "no numbers are no rights");
}

#[tokio::test]
async fn a_proof_whose_numbers_cant_be_read_is_not_used_up() {
    let app = App::new().await;
    let refused = assert_it(&app, &sign(KEY, "k1", &assertion(&app, &json!({"phones": ["n/a"], "jti": "again"})))).await;
    assert_eq!(refused.status, 422);
    let mended = assert_it(&app, &sign(KEY, "k1", &assertion(&app, &json!({"phones": [ASHA], "jti": "again"})))).await;
    assert_eq!(mended.status, 200, "{}", mended.text());
}

#[tokio::test]
async fn there_are_at_most_twenty() {
    let app = App::new().await;
    let many: Vec<_> = (0..21).map(|number| format!("+9199999999{number:02}")).collect();
    let answer = order(&app, SERVER_KEY, &json!({"phones": many})).await;
    assert_eq!((answer.status, answer.problems()[0].0.as_str()), (422, "/phones"));
}
