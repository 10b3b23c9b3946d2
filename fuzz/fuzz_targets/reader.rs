//! Any bytes: the reader takes exactly what `serde_json` takes, and gives the same value.

#![no_main]

use brogue_runtime::codec::{self, Reader, Shape, Strictness, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let known = serde_json::from_str::<Value>(text);
    let ours = codec::decode::<Value>(text, &Shape::PLAIN, Strictness::Tolerant);
    match (&ours, &known) {
        (Ok(ours), Ok(known)) => assert_eq!(ours.value, *known),
        (Err(_), Err(_)) => {}
        _ => panic!("ours: {ours:?}, serde_json: {known:?}"),
    }

    // Passing over a value checks the grammar alone: numbers may be beyond the range of a double.
    let mut reader = Reader::new(text, Strictness::Strict);
    let passed = reader.skip().is_ok() && reader.end().is_ok();
    if known.is_ok() {
        assert!(passed);
    }
    if passed && let Err(error) = known {
        assert!(
            error.to_string().starts_with("number out of range"),
            "{error}"
        );
    }
    if let Err(error) = ours {
        let _ = format!("{error} {error:?}");
    }
});
