//! `Intl` and the time zone of the browser. A formatter is made once, when it is first needed: making one is slow.

use js_sys::{Date, Object, Reflect};
use model::Timestamp;
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, millis: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;
}

/// The formatters of one locale.
pub(in crate::words) struct Intl {
    locale: String,
    time: OnceCell<DateTimeFormat>,
    moment: OnceCell<DateTimeFormat>,
    date: OnceCell<DateTimeFormat>,
    date_and_year: OnceCell<DateTimeFormat>,
    number: OnceCell<NumberFormat>,
    percent: OnceCell<NumberFormat>,
    plural: OnceCell<PluralRules>,
}

impl Intl {
    pub(in crate::words) fn new(locale: &str) -> Self {
        let known = PluralRules::new(locale).is_ok();
        Self {
            locale: if known { locale } else { "en" }.to_owned(),
            time: OnceCell::new(),
            moment: OnceCell::new(),
            date: OnceCell::new(),
            date_and_year: OnceCell::new(),
            number: OnceCell::new(),
            percent: OnceCell::new(),
            plural: OnceCell::new(),
        }
    }

    pub(in crate::words) fn time(&self, at: Timestamp) -> String {
        self.written(&self.time, at, &[("timeStyle", "short")])
    }

    pub(in crate::words) fn moment(&self, at: Timestamp) -> String {
        self.written(&self.moment, at, &[("dateStyle", "medium"), ("timeStyle", "short")])
    }

    pub(in crate::words) fn date(&self, at: Timestamp, year: bool) -> String {
        if year {
            return self.written(&self.date_and_year, at, &[("day", "numeric"), ("month", "long"), ("year", "numeric")]);
        }
        self.written(&self.date, at, &[("weekday", "short"), ("day", "numeric"), ("month", "long")])
    }

    pub(in crate::words) fn number(&self, number: f64) -> String {
        let format = self.number.get_or_init(|| self.numbers(&[]));
        format.format(number)
    }

    pub(in crate::words) fn percent(&self, fraction: f64) -> String {
        let format = self.percent.get_or_init(|| self.numbers(&[("style", "percent")]));
        format.format(fraction)
    }

    pub(in crate::words) fn money(&self, number: f64, currency: &str) -> Option<String> {
        let options = options(&[("style", "currency"), ("currency", currency)]);
        let _ = Reflect::set(&options, &"trailingZeroDisplay".into(), &"stripIfInteger".into());
        NumberFormat::new(&self.locale, &options).ok().map(|format| format.format(number))
    }

    pub(in crate::words) fn plural(&self, number: f64) -> String {
        self.plural.get_or_init(|| PluralRules::new(&self.locale).unwrap_throw()).select(number)
    }

    fn written(&self, cell: &OnceCell<DateTimeFormat>, at: Timestamp, parts: &[(&str, &str)]) -> String {
        let format = cell.get_or_init(|| DateTimeFormat::new(&self.locale, &options(parts)).unwrap_throw());
        format.format((at.millis() as f64).clamp(-8.64e15, 8.64e15))
    }

    fn numbers(&self, parts: &[(&str, &str)]) -> NumberFormat {
        NumberFormat::new(&self.locale, &options(parts)).unwrap_throw()
    }
}

pub(in crate::words) fn day_number(at: Timestamp) -> i64 {
    let minutes = Date::new(&JsValue::from_f64(at.millis() as f64)).get_timezone_offset();
    let minutes = if minutes.is_nan() { 0.0 } else { minutes };
    (at.millis() - minutes as i64 * 60_000).div_euclid(86_400_000)
}

fn options(parts: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options.into()
}
