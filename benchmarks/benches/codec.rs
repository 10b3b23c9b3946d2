//! The table codec against `serde_json` with derived structs, on shapes that stress one thing each.

#![expect(missing_docs, reason = "models of a benchmark")]
#![expect(
    clippy::expect_used,
    reason = "a benchmark stops where its input is wrong"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use brogue_benchmarks::{compare, heading};
use brogue_runtime::codec::{self, Member, Members, Model, Shape, Slot, Strictness};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The same struct twice: with a table, and with serde's derive.
macro_rules! twice {
    ($table:ident, $derived:ident { $($field:ident: $table_type:ty | $derived_type:ty,)* }) => {
        #[derive(Clone, PartialEq)]
        pub struct $table {
            $(pub $field: Option<$table_type>,)*
            pub unknown: Members,
        }

        impl Model for $table {
            const NAME: &'static str = stringify!($table);
            const MEMBERS: &'static [Member] = &[$(Member::optional(stringify!($field)),)*];
        }

        brogue_runtime::slots! { $table: $($field),*; unknown }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $derived {
            $(#[serde(skip_serializing_if = "Option::is_none", default)] pub $field: Option<$derived_type>,)*
        }
    };
}

twice!(Record, DerivedRecord {
    identifier: String | String, driver: String | String, name: String | String, day: String | String, jobs: i64 | i64,
    number: i64 | i64, kind: String | String, document: String | String, order: i64 | i64, customer: String | String,
    latitude: f64 | f64, longitude: f64 | f64, site: String | String, address: String | String, post_code: String | String,
    city: String | String, observations: String | String, person: String | String, phone: String | String, mandatory: bool | bool,
    priority: i64 | i64, shows_items: bool | bool, hides_details: bool | bool, hides_delivery: bool | bool, signee: String | String,
    email: String | String, territory: String | String, buttons: bool | bool, mobile: bool | bool, score: bool | bool,
    country: String | String, company: String | String, confirmed: bool | bool, in_progress: bool | bool, closed: bool | bool,
    skipped: bool | bool, duration: i64 | i64, created: String | String, modified: String | String, skills: Vec<String> | Vec<String>,
});

twice!(
    Escapes,
    DerivedEscapes {
        one: String | String,
        two: String | String,
        three: String | String,
    }
);

twice!(Deep, DerivedDeep { value: i64 | i64, inner: Box<Deep> | Box<DerivedDeep>, });

twice!(
    Sparse,
    DerivedSparse {
        a0: String | String,
        a1: String | String,
        a2: String | String,
        a3: String | String,
        a4: String | String,
        a5: String | String,
        a6: String | String,
        a7: String | String,
        a8: String | String,
        a9: String | String,
        b0: i64 | i64,
        b1: i64 | i64,
        b2: i64 | i64,
        b3: i64 | i64,
        b4: i64 | i64,
        b5: i64 | i64,
        b6: i64 | i64,
        b7: i64 | i64,
        b8: i64 | i64,
        b9: i64 | i64,
    }
);

include!("wide.rs");

fn record(number: i64) -> String {
    format!(
        r#"{{"identifier":"yKQhJZ9B7PTT85kWc","driver":"FEn9BJz93svSNPx7p","name":"Liam","day":"2026-03-31","jobs":1,"number":{number},
        "kind":"CALL OUT","document":"H-017623","order":3,"customer":"The Green Sleeve","latitude":57.14369,"longitude":-2.09814,
        "site":"The Green Sleeve","address":"999 West High Street","post_code":"AB51 3QR","city":"INVERURIE",
        "observations":"Contact: John, 555-0100 \r\n Side of the shop\r\nAccess 9am - 5.30pm\r\nNo parking onsite ","person":"John",
        "phone":"555-0100","mandatory":true,"priority":3,"shows_items":true,"hides_details":false,"hides_delivery":false,"signee":"John",
        "email":"john@example.com","territory":"AB-Aberdeen","buttons":true,"mobile":true,"score":true,"country":"GB",
        "company":"LPeaJNaLQT6RqcFdt","confirmed":true,"in_progress":false,"closed":true,"skipped":false,"duration":2100,
        "created":"2026-03-09 15:48:17","modified":"2026-03-24 15:45:38","skills":["Plumber","Hot water technician","Installer"]}}"#
    )
}

/// The members of an object in another order, the same one each time.
fn shuffled(object: &str) -> String {
    let value: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(object).expect("an object");
    let mut members: Vec<_> = value.into_iter().collect();
    let mut state = 88_172_645_463_325_252_u64;
    for position in (1..members.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        members.swap(
            position,
            usize::try_from(state % (position as u64 + 1)).expect("a position"),
        );
    }
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{}:{value}", serde_json::Value::from(name.as_str())))
        .collect();

    format!("{{{}}}", members.join(","))
}

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
}
