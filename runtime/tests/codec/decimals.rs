//! Decimal numbers: all digits stay, and what counts is the value.

use std::collections::HashSet;

use brogue_runtime::codec::{Decimal, Form, Shape, Strictness, decode, encode};

use crate::harness::{again, read};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn digits_stay_as_they_are() {
    for number in [
        "0",
        "-0",
        "10.10",
        "0.1",
        "-123456789012345678901234567890.123456789012345678901234567890",
        "1e400",
        "2.50E-3",
    ] {
        assert_eq!(again::<Decimal>(number), number);
        assert_eq!(read::<Decimal>(&format!("\"{number}\"")).as_str(), number);
        assert_eq!(decimal(number).to_string(), number);
    }
}

#[test]
fn a_text_is_written_where_the_shape_says_so() {
    let shape = Shape::PLAIN.sends(Form::Text);

    assert_eq!(encode(&decimal("1.50"), &shape).unwrap(), "\"1.50\"");
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "", " 1", "1 ", "01", ".5", "1.", "+1", "NaN", "0x1", "1,5", "1e",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text:?}");
    }
    for json in ["\"\"", "\"ten\"", "true", "null", "[1]", "{}"] {
        assert!(
            decode::<Decimal>(json, &Shape::PLAIN, Strictness::Tolerant).is_err(),
            "{json}"
        );
    }
}

#[test]
fn values_are_compared_however_they_are_written() {
    for (one, other) in [
        ("1.5", "1.50"),
        ("15e-1", "1.5"),
        ("0", "-0.000"),
        ("0e999999999999999999999999999999999999999999", "0"),
        ("1000", "1e3"),
        ("0.001", "1e-3"),
    ] {
        assert_eq!(decimal(one), decimal(other), "{one} {other}");
        let both: HashSet<Decimal> = [decimal(one), decimal(other)].into();
        assert_eq!(both.len(), 1, "{one} {other}");
    }
    let ascending = [
        "-1e400", "-20", "-2.5", "-2.4999", "-0.1", "0", "0.099", "0.1", "1", "9.99", "10",
        "10.01", "1e400",
    ];
    for pair in ascending.windows(2) {
        assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
    }
    assert_eq!(Decimal::from(-7_i64), decimal("-7"));
    assert_eq!(Decimal::default(), decimal("0"));
    assert!((decimal("2.5").to_f64() - 2.5).abs() < f64::EPSILON);
}

#[cfg(feature = "serde")]
#[test]
fn serde_reads_every_digit() {
    let number = "0.1234567890123456789012345";

    assert_eq!(
        serde_json::from_str::<Decimal>(number).unwrap().as_str(),
        number
    );
    assert_eq!(serde_json::to_string(&decimal("2.5")).unwrap(), "2.5");
}
