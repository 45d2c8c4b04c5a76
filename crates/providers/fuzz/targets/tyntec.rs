//! Webhooks of `tyntec`.

#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| providers_fuzz::webhook("tyntec", body));
