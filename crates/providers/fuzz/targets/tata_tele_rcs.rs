//! Webhooks of `tata-tele-rcs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| providers_fuzz::webhook("tata-tele-rcs", body));
