//! A parsed JSON value: the browser's own, or `serde_json`'s where tests run without one.

#[cfg(target_arch = "wasm32")]
pub use browser::Node;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Node;

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, JSON, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    /// A value that `JSON.parse` gave.
    #[derive(Clone, Debug)]
    pub struct Node(JsValue);

    impl Node {
        /// Parses a text.
        pub fn parse(text: &str) -> Option<Self> {
            JSON::parse(text).ok().map(Self)
        }

        /// A field of an object; absent and `null` are one.
        #[inline(never)]
        pub fn field(&self, name: &str) -> Option<Self> {
            let object = self.0.is_object() && !Array::is_array(&self.0);
            let value = object.then(|| Reflect::get(&self.0, &JsValue::from_str(name)).ok())??;
            (!value.is_null() && !value.is_undefined()).then_some(Self(value))
        }

        /// A string.
        pub fn text(&self) -> Option<String> {
            self.0.as_string()
        }

        /// A number.
        pub fn number(&self) -> Option<f64> {
            self.0.as_f64()
        }

        /// A truth.
        pub fn flag(&self) -> Option<bool> {
            self.0.as_bool()
        }

        /// The items of a list.
        #[inline(never)]
        pub fn items(&self) -> Option<Vec<Self>> {
            self.0.dyn_ref::<Array>().map(|list| list.iter().map(Self).collect())
        }

        /// The fields of an object.
        #[inline(never)]
        pub fn entries(&self) -> Option<Vec<(String, Self)>> {
            let object = self.0.dyn_ref::<Object>().filter(|_| !Array::is_array(&self.0))?;
            let names = Object::keys(object).into_iter().filter_map(|name| name.as_string());
            Some(names.filter_map(|name| self.field(&name).map(|value| (name, value))).collect())
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use serde_json::Value;

    /// A value that `serde_json` gave.
    #[derive(Clone, Debug)]
    pub struct Node(Value);

    impl Node {
        /// Parses a text.
        pub fn parse(text: &str) -> Option<Self> {
            serde_json::from_str(text).ok().map(Self)
        }

        /// A field of an object; absent and `null` are one.
        pub fn field(&self, name: &str) -> Option<Self> {
            self.0.as_object()?.get(name).filter(|value| !value.is_null()).cloned().map(Self)
        }

        /// A string.
        pub fn text(&self) -> Option<String> {
            self.0.as_str().map(str::to_owned)
        }

        /// A number.
        pub fn number(&self) -> Option<f64> {
            self.0.as_f64()
        }

        /// A truth.
        pub fn flag(&self) -> Option<bool> {
            self.0.as_bool()
        }

        /// The items of a list.
        pub fn items(&self) -> Option<Vec<Self>> {
            self.0.as_array().map(|list| list.iter().cloned().map(Self).collect())
        }

        /// The fields of an object.
        pub fn entries(&self) -> Option<Vec<(String, Self)>> {
            let fields = self.0.as_object()?.iter().filter(|(_, value)| !value.is_null());
            Some(fields.map(|(name, value)| (name.clone(), Self(value.clone()))).collect())
        }
    }
}
