//! Webhooks of `tata-comms`.

#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| providers_fuzz::webhook("tata-comms", body));
