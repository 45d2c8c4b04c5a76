//! Answers of all providers.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| providers_fuzz::answer(bytes));
