//! The table codec against `serde_json` with derived structs, and its token level against jiter's, on shapes that stress one thing each.

#![expect(
    clippy::expect_used,
    reason = "a benchmark whose texts do not fit stops"
)]
#![expect(
    clippy::struct_field_names,
    reason = "two hundred members need no names of their own"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod models;
mod record;
mod texts;
mod tokens;

use brogue_benchmarks::{compare, heading};
use brogue_runtime::codec::{self, Shape, Slot, Strictness};
use serde::Serialize;
use serde::de::DeserializeOwned;

use models::{
    Deep, DerivedDeep, DerivedEscapes, DerivedRecord, DerivedSparse, DerivedWide, Escapes, Record,
    Sparse, Wide,
};
use texts::{record, shuffled};

fn row<T: Slot, D: DeserializeOwned + Serialize>(name: &str, text: &str) {
    let read = || {
        codec::decode::<T>(text, &Shape::PLAIN, Strictness::Tolerant)
            .expect("it decodes")
            .value
    };
    let derived = || serde_json::from_slice::<D>(text.as_bytes()).expect("it decodes");
    // A body arrives as bytes: both sides have to make sure that it is UTF-8.
    let read_bytes = || {
        let text = std::str::from_utf8(text.as_bytes()).expect("UTF-8");
        codec::decode::<T>(text, &Shape::PLAIN, Strictness::Tolerant)
            .expect("it decodes")
            .value
    };
    println!(
        "{}",
        compare(&format!("decode {name}"), read_bytes, derived)
    );

    let (ours, theirs) = (read(), derived());
    let write = || codec::encode(&ours, &Shape::PLAIN).expect("it encodes");
    println!(
        "{}",
        compare(&format!("encode {name}"), write, || serde_json::to_string(
            &theirs
        )
        .expect("it encodes"))
    );
}

fn main() {
    println!("{}", heading("derived"));
    row::<Record, DerivedRecord>("40 members", &record(1));
    row::<Record, DerivedRecord>("40 members, shuffled", &shuffled(&record(1)));
    let page = format!("[{}]", (0..100).map(record).collect::<Vec<_>>().join(","));
    row::<Vec<Record>, Vec<DerivedRecord>>("page of 100", &page);
    let escapes = r#"{"one":"line\nline\nline\n\"quoted\" and \\ more","two":"\u00e9\u00e8 caf\u00e9 \ud83d\ude00","three":"tab\tand so on, for a while without any"}"#;
    row::<Escapes, DerivedEscapes>("strings with escapes", escapes);
    let long = format!(
        r#"{{"one":"{}","two":"{}"}}"#,
        "signature ".repeat(2_000),
        "ü".repeat(5_000)
    );
    row::<Escapes, DerivedEscapes>("long strings", &long);
    let numbers = format!(
        "[{}]",
        (0..500)
            .map(|number| format!("{}.{:03}", number * 37, number))
            .collect::<Vec<_>>()
            .join(",")
    );
    row::<Vec<f64>, Vec<f64>>("500 numbers", &numbers);
    let long_numbers = format!(
        "[{}]",
        (1..500)
            .map(|number| format!("{:?}", 1.0 / f64::from(number)))
            .collect::<Vec<_>>()
            .join(",")
    );
    row::<Vec<f64>, Vec<f64>>("500 numbers of 17 digits", &long_numbers);
    let deep = (0..60).fold(r#"{"value":0}"#.to_owned(), |inner, number| {
        format!(r#"{{"value":{number},"inner":{inner}}}"#)
    });
    row::<Deep, DerivedDeep>("60 levels", &deep);
    row::<Sparse, DerivedSparse>("2 members of 20", r#"{"a3":"three","b7":7}"#);
    let wide = format!(
        "{{{}}}",
        (0..200)
            .map(|number| format!(r#""member_{number:03}":"value {number}""#))
            .collect::<Vec<_>>()
            .join(",")
    );
    row::<Wide, DerivedWide>("200 members", &wide);
    row::<Wide, DerivedWide>("200 members, shuffled", &shuffled(&wide));

    println!("\n{}", heading("jiter"));
    tokens::rows(&record(1), &page);
}
