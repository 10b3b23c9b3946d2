//! Bytes as base64: kept as they came, equal by what they are.

use brogue_runtime::codec::{self, Base64, Form, Shape, Slot, Strictness};

use crate::harness::{again, error, read, written};

#[test]
fn what_came_goes_out_as_it_came() {
    let rows: [(&str, Option<&[u8]>); 9] = [
        (r#""aGVsbG8=""#, Some(b"hello")),
        (r#""aGVsbG8""#, Some(b"hello")),
        (r#""aGVs\r\nbG8=\n""#, Some(b"hello")),
        (r#""-_8""#, Some(&[251, 255])),
        (r#""+/8=""#, Some(&[251, 255])),
        (r#""""#, Some(b"")),
        (r#""a""#, None),
        (r#""+_8""#, None),
        (r#""data:image/png;base64,AA==""#, None),
    ];

    for (text, bytes) in rows {
        let value = read::<Base64>(text);
        assert_eq!(value.bytes().as_deref(), bytes, "{text}");
        assert_eq!(again::<Base64>(text), text);
        // It is as equal to its bytes as they are to each other.
        let of_bytes = bytes.map(Base64::from);
        assert_eq!(of_bytes.is_some(), of_bytes == Some(value), "{text}");
    }
    assert!(error::<Base64>("7").to_string().contains("a string"));
}

#[test]
fn bytes_go_out_in_the_alphabet_of_their_place() {
    let bytes = Base64::from(vec![251, 255, 7]);
    let url_safe = Shape::PLAIN.sends(Form::UrlSafe);

    assert_eq!(written(&bytes), r#""+/8H""#);
    assert_eq!(codec::encode(&bytes, &url_safe).unwrap(), r#""-_8H""#);
    assert_eq!(
        codec::encode(&Base64::from(b"hi"), &url_safe).unwrap(),
        r#""aGk""#
    );
    // What was given as a text is not touched.
    let text = Base64::from_text("+/8H");
    assert_eq!(codec::encode(&text, &url_safe).unwrap(), r#""+/8H""#);
    assert_eq!(text, bytes);
    assert_eq!(
        format!("{bytes:?} {:?}", Base64::from_text("!")),
        "Base64(3 bytes) Base64(no base64)"
    );
}

#[test]
fn a_slot_that_is_used_again_forgets() {
    let mut value = Base64::from(b"hello");
    value.reset();
    assert_eq!(value, Base64::hollow());

    codec::decode_into(r#""aGk=""#, &mut value, &Shape::PLAIN, Strictness::Strict).unwrap();
    assert_eq!(value, Base64::from(b"hi"));
}
