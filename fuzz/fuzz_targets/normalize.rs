#![no_main]

use libfuzzer_sys::fuzz_target;
use rasid_text::Format;

fuzz_target!(|bytes: &[u8]| rasid_fuzz::check(bytes, Format::Plain));
