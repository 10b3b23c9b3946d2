//! The table of styles that the OpenAPI Specification gives for the parameter `color`: an empty text, a text, a list and an object.

use brogue_runtime::codec::{Member, Model, Shape, Slot};
use brogue_runtime::{Encoding, PathStyle, QueryStyle};

/// The object of the table.
#[derive(Clone, PartialEq)]
struct Color {
    red: i64,
    green: i64,
    blue: i64,
}

impl Model for Color {
    const NAME: &'static str = "Color";

    const MEMBERS: &'static [Member] = &[
        Member::required("R"),
        Member::required("G"),
        Member::required("B"),
    ];
}

brogue_runtime::slots! { Color: red, green, blue }

const LABEL: Encoding = Encoding::path(PathStyle::Label);
const MATRIX: Encoding = Encoding::path(PathStyle::Matrix);

/// A row of the table; `-` where the standard defines nothing.
type Row = (&'static str, Encoding, [&'static str; 4]);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("matrix", MATRIX, [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
    ("matrix*", MATRIX.exploded(), [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"]),
    ("label", LABEL, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
    ("label*", LABEL.exploded(), [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
    ("simple", Encoding::PATH, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
    ("simple*", Encoding::PATH.exploded(), ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ("simple, header", Encoding::HEADER, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
    ("simple*, header", Encoding::HEADER.exploded(), ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ("form", Encoding::query(QueryStyle::Comma), ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
    ("form*", Encoding::QUERY, ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
    ("spaceDelimited", Encoding::query(QueryStyle::Space), ["-", "-", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
    ("pipeDelimited", Encoding::query(QueryStyle::Pipe), ["-", "-", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
    ("deepObject*", Encoding::query(QueryStyle::DeepObject), ["-", "-", "-", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"]),
    ("cookie*", Encoding::COOKIE.exploded(), ["color=", "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"]),
];

#[test]
fn values_go_out_as_the_table_has_them() {
    let list: Vec<String> = ["blue", "black", "brown"].map(str::to_owned).to_vec();
    let object = Color {
        red: 100,
        green: 200,
        blue: 150,
    };
    let values: [&dyn Slot; 4] = [&String::new(), &"blue".to_owned(), &list, &object];
    let mut wrong = Vec::new();
    for (name, encoding, expected) in ROWS {
        for (value, expected) in values.iter().zip(expected) {
            if *expected == "-" {
                continue;
            }
            let wire = encoding.encode("color", *value, &Shape::PLAIN);
            // The standard leaves open whether brackets of a name are escaped.
            let wire = wire.map(|wire| wire.replace('[', "%5B").replace(']', "%5D"));
            if wire.as_deref() != Ok(*expected) {
                wrong.push(format!("{name}: {wire:?} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
