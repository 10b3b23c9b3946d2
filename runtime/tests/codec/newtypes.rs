//! Newtypes and open enums.

use std::collections::{BTreeMap, HashSet};

use brogue_runtime::codec::Id;

use crate::harness::{again, read};
use crate::models::{DriverId, Kind};

#[test]
fn identifiers_are_their_text() {
    let ids = [
        DriverId::from("42"),
        DriverId::from(42),
        DriverId::from("42".to_owned()),
        read("42"),
        read("\"42\""),
    ];

    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 1);
    assert_eq!(
        (ids[0].to_string(), ids[0].as_str(), ids[0].as_ref()),
        ("42".to_owned(), "42", "42")
    );
    assert_eq!(format!("{:?}", ids[0]), "\"42\"");
    assert_eq!(DriverId::from(&ids[0]), ids[1]);
    assert!(DriverId::from("a") < DriverId::from("b"));

    let by_id: BTreeMap<Id, i64> = [(Id::from(7), 1)].into();
    assert_eq!(by_id.get("7"), Some(&1));
}

#[test]
fn the_digits_of_an_identifier_stay() {
    for (text, digits) in [
        (
            "123456789012345678901234567890",
            "\"123456789012345678901234567890\"",
        ),
        ("1.50", "\"1.50\""),
        ("-0", "\"-0\""),
        ("\"007\"", "\"007\""),
    ] {
        assert_eq!(again::<Id>(text), digits);
    }
}

#[test]
fn an_open_enum_keeps_what_is_new() {
    for (text, kind) in [
        ("\"install\"", Kind::Install),
        ("\"rep\\u0061ir\"", Kind::Repair),
        ("\"Repair\"", Kind::Unknown("Repair".to_owned())),
        ("\"\"", Kind::Unknown(String::new())),
    ] {
        assert_eq!(read::<Kind>(text), kind);
        assert_eq!(
            serde_json::from_str::<String>(&again::<Kind>(text)).unwrap(),
            kind.as_str()
        );
        assert_eq!(
            (Kind::from(kind.as_str()), kind.to_string()),
            (kind.clone(), kind.as_str().to_owned())
        );
    }
}
