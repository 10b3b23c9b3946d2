//! Name-value pairs, as in queries and forms.

use std::collections::BTreeMap;

use brogue_runtime::codec::{self, Brackets, Form, Shape, Slot, Value, Writer};

use crate::harness::read;
use crate::models::{Visit, VisitUpdate};

/// Pairs as one text, not percent-encoded.
fn joined(pairs: &[(String, String)]) -> String {
    pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&")
}

fn pairs(name: &str, value: &dyn Slot, shape: &Shape, brackets: Brackets) -> String {
    joined(&codec::encode_pairs(name, value, shape, brackets).unwrap())
}

/// An object that is the form itself.
fn form(value: &dyn Slot, brackets: Brackets) -> String {
    let mut writer = Writer::pairs(brackets);
    value.encode(&mut writer, &Shape::PLAIN);

    joined(&writer.into_pairs().unwrap())
}

#[test]
fn values_have_their_pairs() {
    let list = vec![1_i64, 2];
    let map: BTreeMap<String, Vec<String>> =
        [("a".to_owned(), vec!["x".to_owned(), "y".to_owned()])].into();
    let value: Value = serde_json::from_str(
        r#"{"a":[{"b":1,"c":[true,null]},{"b":2}],"d":{"e":{"f":"g"}},"h":[],"i":{}}"#,
    )
    .unwrap();
    let table: [(&dyn Slot, Shape, &str, &str); 9] = [
        (&true, Shape::PLAIN, "n=true", "n=true"),
        (&true, Shape::PLAIN.sends(Form::Integer), "n=1", "n=1"),
        (&1.5, Shape::PLAIN, "n=1.5", "n=1.5"),
        (&Option::<i64>::None, Shape::PLAIN, "n=", "n="),
        (
            &"a&b=c d".to_owned(),
            Shape::PLAIN,
            "n=a&b=c d",
            "n=a&b=c d",
        ),
        (&list, Shape::PLAIN, "n=1&n=2", "n[]=1&n[]=2"),
        (&list, Shape::PLAIN.sends(Form::CommaList), "n=1,2", "n=1,2"),
        (&map, Shape::PLAIN, "n[a]=x&n[a]=y", "n[a][]=x&n[a][]=y"),
        (
            &value,
            Shape::PLAIN,
            "n[a][b]=1&n[a][c]=true&n[a][c]=&n[a][b]=2&n[d][e][f]=g",
            "n[a][][b]=1&n[a][][c][]=true&n[a][][c][]=&n[a][][b]=2&n[d][e][f]=g",
        ),
    ];
    for (value, shape, nested, unindexed) in table {
        assert_eq!(pairs("n", value, &shape, Brackets::Nested), nested);
        assert_eq!(pairs("n", value, &shape, Brackets::Unindexed), unindexed);
    }
}

#[test]
fn an_object_is_a_form() {
    let visit: Visit = read(
        r#"{"_id":7,"number":1,"closed":true,"note":null,"skills":["x","y"],"lines":[{"sku":"a","unit":"m"},{"sku":"b","unit":null}],
        "extra":{"price":1.10,"big":123456789012345678901234567890,"deep":[[1],{"a":null}]}}"#,
    );

    assert_eq!(
        form(&visit, Brackets::Unindexed),
        "_id=7&number=1&closed=1&note=&skills[]=x&skills[]=y&lines[][sku]=a&lines[][unit]=m&lines[][sku]=b&lines[][unit]=\
         &extra[price]=1.10&extra[big]=123456789012345678901234567890&extra[deep][][]=1&extra[deep][][a]="
    );
    assert_eq!(
        form(&visit, Brackets::Nested),
        "_id=7&number=1&closed=1&note=&skills=x&skills=y&lines[sku]=a&lines[unit]=m&lines[sku]=b&lines[unit]=\
         &extra[price]=1.10&extra[big]=123456789012345678901234567890&extra[deep]=1&extra[deep][a]="
    );
    assert_eq!(form(&VisitUpdate::default(), Brackets::Nested), "");
}

#[test]
fn a_list_is_a_body_of_its_own() {
    let lines: Vec<crate::models::Line> =
        read(r#"[{"sku":"a","unit":null},{"sku":"b","unit":"m"}]"#);

    assert_eq!(
        codec::encode_list(&lines, &Shape::PLAIN).unwrap(),
        r#"[{"sku":"a","unit":null},{"sku":"b","unit":"m"}]"#
    );
}

#[test]
fn what_was_written_as_json_is_no_pairs_and_the_other_way_round() {
    assert_eq!(
        Writer::json().into_pairs().unwrap_err().to_string(),
        "the value cannot be sent: it was written as JSON, not as pairs"
    );
    assert_eq!(
        Writer::pairs(Brackets::Nested)
            .into_json()
            .unwrap_err()
            .to_string(),
        "the value cannot be sent: it was written as pairs, not as JSON"
    );
}
