//! Cuts a disagreement down: leaves away whatever it doesn't need.

use crate::report::{shown, sort};
use crate::stage::{Line, Stage};
use crate::verdict::Case;
use model::Content;
use serde_json::{Value, json};

/// So many smaller contents are tried.
const TRIES: usize = 400;

/// A smaller content over which the two differ in the same words, and the provider's word on it.
pub(crate) async fn shrink(stage: &Stage, line: &Line, case: Case) -> (Case, Option<Value>) {
    let mut word = ask(stage, line, &case).await;
    let wanted = sort(line, &case, word.as_ref());
    let mut best = case;
    let mut tries = 0;
    'again: while tries < TRIES {
        for smaller in smaller(&shown(&best.content)) {
            tries += 1;
            let Ok(content) = serde_json::from_value::<Content>(smaller) else { continue };
            if content.kind() != best.content.kind() || tries > TRIES {
                continue;
            }
            let tried = Case::new(stage, line, best.number, content);
            let heard = ask(stage, line, &tried).await;
            if tried.split(heard.as_ref()).is_some() && sort(line, &tried, heard.as_ref()) == wanted {
                (best, word) = (tried, heard);
                continue 'again;
            }
        }
        break;
    }
    (best, word)
}

async fn ask(stage: &Stage, line: &Line, case: &Case) -> Option<Value> {
    let request = case.request.as_ref().ok()?;
    Some(stage.judge(line, &[request]).await.swap_remove(0))
}

/// The same with one thing less.
fn smaller(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(object) => {
            let mut found = Vec::new();
            for (key, inner) in object.iter().filter(|(key, _)| *key != "type") {
                let mut without = object.clone();
                without.remove(key);
                found.push(Value::Object(without));
                for inner in smaller(inner) {
                    let mut with = object.clone();
                    with.insert(key.clone(), inner);
                    found.push(Value::Object(with));
                }
            }
            found
        }
        Value::Array(list) => {
            let mut found = Vec::new();
            for place in 0..list.len().min(12) {
                let mut without = list.clone();
                without.remove(place);
                found.push(Value::Array(without));
                for inner in smaller(&list[place]) {
                    let mut with = list.clone();
                    with[place] = inner;
                    found.push(Value::Array(with));
                }
            }
            found
        }
        Value::String(text) if text.chars().count() > 1 => {
            let half = text.chars().take(text.chars().count() / 2).collect::<String>();
            let less = text.chars().take(text.chars().count() - 1).collect::<String>();
            [json!("x"), json!("x".repeat(text.encode_utf16().count())), json!(half), json!(less)]
                .into_iter()
                .filter(|it| it != value)
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
