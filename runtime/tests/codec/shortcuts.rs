//! What is read and written in one go is the same as step by step: keys without white space, lists of numbers, digits and escapes.

use brogue_runtime::codec::Slot;
use proptest::collection::vec;
use proptest::prelude::{
    ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use serde_json::Value;

use crate::arbitrary::{double, text, visit};
use crate::harness::{error, read, tolerated, written};
use crate::models::Visit;

/// Doubles of which most have a few digits behind the point.
fn number() -> impl Strategy<Value = f64> {
    #[expect(clippy::cast_precision_loss, reason = "any double will do")]
    let decimal = (any::<i64>(), 0_u32..64, 0..10)
        .prop_map(|(digits, shift, places)| (digits >> shift) as f64 / 10_f64.powi(places));
    prop_oneof![decimal, double()]
}

/// Numbers as JSON has them, of any length, and what is nearly one.
fn numeral() -> impl Strategy<Value = String> {
    prop_oneof![
        9 => "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,30})?",
        3 => "-?(0|[1-9][0-9]{0,24})",
        2 => "-?[1-9](\\.[0-9]{1,3})?[eE][+-]?[0-9]{1,3}",
        1 => "[-+0.e19][-+0.e19 ]{0,5}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_are_written_as_their_numbers_are(doubles in vec(number(), 0..300), integers in vec((any::<i64>(), 0..64), 0..300)) {
        let integers: Vec<i64> = integers.into_iter().map(|(value, shift)| value >> shift).collect();
        prop_assert_eq!(written(&doubles), serde_json::to_string(&doubles).unwrap());
        prop_assert_eq!(written(&integers), serde_json::to_string(&integers).unwrap());
        prop_assert_eq!(read::<Vec<f64>>(&written(&doubles)), doubles);
        prop_assert_eq!(read::<Vec<i64>>(&written(&integers)), integers);
    }

    #[test]
    fn lists_are_read_as_their_numbers_are(numerals in vec((numeral(), "[ \n]{0,1}"), 1..12)) {
        let text: Vec<String> = numerals.iter().map(|(numeral, space)| format!("{space}{numeral}{space}")).collect();
        let text = format!("[{}]", text.join(","));
        let each = |known: &dyn Fn(&str) -> bool| numerals.iter().all(|(numeral, _)| known(numeral));
        let is_one = |numeral: &str| serde_json::from_str::<Value>(numeral).is_ok_and(|value| value.is_number());

        match tolerated::<Vec<f64>>(&text) {
            Ok(list) => for (value, (numeral, _)) in list.value.iter().zip(&numerals) {
                prop_assert_eq!(value.to_bits(), numeral.trim().parse::<f64>().unwrap().to_bits(), "{}", numeral);
            },
            Err(error) => prop_assert!(!each(&is_one), "{}: {}", text, error),
        }
        let alone: Option<Vec<i64>> = numerals.iter().map(|(numeral, _)| Some(tolerated::<i64>(numeral).ok()?.value)).collect();
        prop_assert_eq!(tolerated::<Vec<i64>>(&text).ok().map(|read| read.value), alone, "{}", text);
    }

    #[test]
    fn texts_are_written_as_serde_json_writes_them(text in text(), bytes in vec(0_u8..128, 0..40)) {
        for text in [text, bytes.into_iter().map(char::from).collect()] {
            let known = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(written(&text), known.clone());
            prop_assert_eq!(read::<String>(&known), text);
        }
    }

    #[test]
    fn white_space_between_changes_nothing(visit in visit()) {
        let text = written(&visit);
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let pretty = serde_json::to_string_pretty(&value(&text)).unwrap();

        prop_assert_eq!(value(&written(&read::<Visit>(&pretty))), value(&text));
    }
}

#[test]
fn escapes_are_those_of_json() {
    for letter in (0..128_u8).map(char::from) {
        for text in [
            format!("\"\\{letter}\""),
            format!("\"\\{letter}0041\""),
            format!("\"\\u00{letter}f\""),
            format!("\"\\ud83d\\ud{letter}00\""),
        ] {
            let known = serde_json::from_str::<String>(&text).ok();
            assert_eq!(
                tolerated::<String>(&text).ok().map(|read| read.value),
                known,
                "{text}"
            );
        }
    }
}

/// The message of a text that is no JSON, or does not fit.
fn message<T: Slot>(text: &str) -> String {
    error::<T>(text).to_string()
}

#[test]
fn a_comma_stands_between_members_and_nowhere_else() {
    for (text, known) in [
        (
            r#"{,"_id":1,"number":2}"#,
            "not JSON at byte 1: expected a member name or `}`, found `,`",
        ),
        (
            r#"{"_id":1"number":2}"#,
            "not JSON at byte 8: expected `,` or `}`, found `\"`",
        ),
        (
            r#"{"_id":1,,"number":2}"#,
            "not JSON at byte 9: expected a member name, found `,`",
        ),
        (
            r#"{"_id":1,"number",2}"#,
            "not JSON at byte 17: expected `:`, found `,`",
        ),
        (
            r#"{"_id":1,"number":2,}"#,
            "not JSON at byte 20: expected a member name, found `}`",
        ),
    ] {
        assert_eq!(message::<Visit>(text), known, "{text}");
    }
}

#[test]
fn in_a_list_of_numbers_the_place_of_what_is_none_is_told() {
    assert_eq!(
        message::<Vec<i32>>("[1,2,2147483648,4]"),
        "at `[2]`: expected an integer of 32 bits, found `2147483648`"
    );
    assert_eq!(
        message::<Vec<i64>>("[1,-2,1.5]"),
        "at `[2]`: expected an integer of 64 bits, found `1.5`"
    );
    assert_eq!(
        message::<Vec<f64>>("[1.5,true]"),
        "at `[1]`: expected a number, found `true`"
    );
    assert_eq!(
        message::<Vec<f64>>("[1.5,-]"),
        "not JSON at byte 6: expected a digit, found `]`"
    );
    assert_eq!(
        message::<Vec<i64>>("[1,2,]"),
        "not JSON at byte 5: expected a value, found `]`"
    );
}
