//! Meta writes `formatted_name`, tyntec `formattedName`: the names of fields both ways, however deep.

use serde_json::{Map, Value};

/// tyntec's names in Meta's spelling.
pub(super) fn snake(value: &Value) -> Value {
    renamed(value, &snake_case)
}

/// Meta's names in tyntec's spelling.
pub(super) fn camel(value: &Value) -> Value {
    renamed(value, &camel_case)
}

/// The names of one object in tyntec's spelling; what is in its fields stays as it is.
pub(super) fn camel_keys(object: &Value) -> Value {
    match object {
        Value::Object(object) => object.iter().map(|(key, value)| (camel_case(key), value.clone())).collect::<Map<_, _>>().into(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => object.clone(),
    }
}

fn renamed(value: &Value, rename: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::Object(object) => object.iter().map(|(key, value)| (rename(key), renamed(value, rename))).collect::<Map<_, _>>().into(),
        Value::Array(list) => list.iter().map(|value| renamed(value, rename)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn snake_case(key: &str) -> String {
    let mut renamed = String::with_capacity(key.len() + 4);
    for character in key.chars() {
        if character.is_ascii_uppercase() {
            renamed.push('_');
        }
        renamed.push(character.to_ascii_lowercase());
    }
    renamed
}

fn camel_case(key: &str) -> String {
    let mut renamed = String::with_capacity(key.len());
    for (index, word) in key.split('_').enumerate() {
        match word.chars().next().filter(|_| index > 0) {
            Some(first) => {
                renamed.extend(first.to_uppercase());
                renamed.push_str(&word[first.len_utf8()..]);
            }
            None => renamed.push_str(word),
        }
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_spellings_of_a_name() {
        let meta = json!({"name": {"formatted_name": "P"}, "phones": [{"wa_id": "4"}], "in_pin_code": 1});
        let tyntec = json!({"name": {"formattedName": "P"}, "phones": [{"waId": "4"}], "inPinCode": 1});
        assert_eq!(camel(&meta), tyntec);
        assert_eq!(snake(&tyntec), meta);
        assert_eq!(camel_keys(&json!({"flow_id": {"my_key": 1}})), json!({"flowId": {"my_key": 1}}));
    }
}
