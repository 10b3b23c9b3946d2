//! Models as forms, and lists as bodies.

use brogue_runtime::codec::{self, Shape};
use brogue_runtime::{Encoding, QueryStyle};

use crate::harness::read;
use crate::models::{Visit, VisitUpdate};

#[test]
fn a_model_is_a_form() {
    const FORM: Encoding = Encoding::form(QueryStyle::Unindexed);

    let visit: Visit = read(
        r#"{"_id":7,"number":1,"closed":true,"note":null,"skills":["x","y"],"lines":[{"sku":"a","unit":"m"},{"sku":"b","unit":null}],
        "extra":{"price":1.10,"big":123456789012345678901234567890,"deep":[[1],{"a":null}]}}"#,
    );

    let wire = FORM.encode("", &visit, &Shape::PLAIN).unwrap();
    assert_eq!(
        wire.replace("%5B", "[").replace("%5D", "]"),
        "_id=7&number=1&closed=1&note=&skills[]=x&skills[]=y&lines[][sku]=a&lines[][unit]=m&lines[][sku]=b&lines[][unit]=\
         &extra[price]=1.10&extra[big]=123456789012345678901234567890&extra[deep][][]=1&extra[deep][][a]="
    );

    let mut read = VisitUpdate::default();
    assert_eq!(FORM.encode("", &read, &Shape::PLAIN).unwrap(), "");
    assert_eq!(FORM.decode("", "note=", &mut read, &Shape::PLAIN), Ok(true));
    assert_eq!(FORM.encode("", &read, &Shape::PLAIN).unwrap(), "note=");
}

#[test]
fn a_model_is_read_from_a_form() {
    const FORM: Encoding = Encoding::form(QueryStyle::Unindexed);

    let visit: Visit = read(
        r#"{"_id":7,"number":1,"closed":true,"skills":["x","y"],"lines":[{"sku":"a","unit":"m"},{"sku":"b","unit":null}]}"#,
    );
    let wire = FORM.encode("", &visit, &Shape::PLAIN).unwrap();
    let mut again = <Visit as codec::Slot>::hollow();
    assert_eq!(FORM.decode("", &wire, &mut again, &Shape::PLAIN), Ok(true));
    assert_eq!(again, visit);
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
