//! Bodies of several parts.

use brogue_runtime::codec::{Shape, Value};
use brogue_runtime::{Multipart, Nulls, Part};
use serde_json::json;

#[test]
fn parts_have_exact_bytes_and_are_read_back() {
    let value = json!({"a": "x", "b": [1, true], "c": {"d": 1.5}, "e": null});
    let body = Multipart::new()
        .fields(&value, &Shape::PLAIN, Nulls::Empty)
        .unwrap()
        .part(
            Part::file("photo", "chair \"1\"\r\n.png", &b"\x89PNG\r\n--"[..])
                .content_type("image/png"),
        );
    let (content_type, bytes) = body.encode(&mut || 255).unwrap();

    assert_eq!(
        content_type,
        "multipart/form-data; boundary=brogue-00000000000000ff00000000000000ff"
    );
    let expected = [
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\ntrue\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"c\"\r\nContent-Type: application/json\r\n\r\n{\"d\":1.5}\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"chair %221%22%0D%0A.png\"\r\n\
         Content-Type: image/png\r\n\r\n\u{89}PNG\r\n--\r\n--B--\r\n",
    ]
    .concat()
    .replace("--B", "--brogue-00000000000000ff00000000000000ff");
    let latin: Vec<u8> = expected
        .chars()
        .map(|letter| u8::try_from(letter).unwrap())
        .collect();
    assert_eq!(bytes, latin);

    let read = Multipart::decode(&content_type, &bytes).unwrap();
    assert_eq!(read, body);
    let mut fields = Value::Null;
    read.decode_fields(&mut fields, &Shape::PLAIN, Nulls::Skip)
        .unwrap();
    assert_eq!(
        fields,
        json!({"a": "x", "b": ["1", "true"], "c": {"d": "1.5"}, "e": ""})
    );
}

#[test]
fn a_boundary_occurs_in_no_part() {
    let twice = "brogue-00000000000000010000000000000001";
    let body = Multipart::new().part(Part::text("a", format!("\r\n--{twice}--\r\n")));
    let (content_type, bytes) = body.encode(&mut || 1).unwrap();
    assert_ne!(
        content_type,
        format!("multipart/form-data; boundary={twice}")
    );
    assert_eq!(Multipart::decode(&content_type, &bytes).unwrap(), body);

    let longer = |more| format!("{twice}{} ", "1".repeat(more));
    let all: Vec<String> = (0..40).map(longer).collect();
    assert!(
        Multipart::new()
            .part(Part::text("a", all.concat()))
            .encode(&mut || 1)
            .is_err()
    );
}

#[test]
fn what_breaks_out_is_refused_and_what_is_no_multipart_is_an_error() {
    let part = Part::text("a", "b").content_type("text/plain\r\nx: y");
    assert!(Multipart::new().part(part).encode(&mut || 1).is_err());
    assert!(
        Multipart::new()
            .fields(&7_i64, &Shape::PLAIN, Nulls::Skip)
            .is_err()
    );

    for (content_type, body) in [
        ("multipart/form-data", "--B--"),
        ("multipart/form-data; boundary=B", ""),
        ("multipart/form-data; boundary=B", "--B\r\n\r\nx"),
        ("multipart/form-data; boundary=B", "--B\r\nno head\r\n--B--"),
        (
            "multipart/form-data; boundary=B",
            "--B\r\nno colon\r\n\r\nx\r\n--B--",
        ),
    ] {
        assert!(
            Multipart::decode(content_type, body.as_bytes()).is_err(),
            "{body}"
        );
    }
    let empty = Multipart::new();
    let (content_type, bytes) = empty.encode(&mut || 1).unwrap();
    assert_eq!(Multipart::decode(&content_type, &bytes).unwrap(), empty);
}
