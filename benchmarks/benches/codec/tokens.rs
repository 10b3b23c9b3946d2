//! The token level alone: the same hand-written walk over our reader and over jiter's.

use brogue_benchmarks::compare;
use brogue_runtime::codec::{Reader, Strictness};
use jiter::{Jiter, NumberInt};

/// A value that both readers know.
trait Token: Sized {
    fn ours(reader: &mut Reader<'_>) -> Option<Self>;
    fn theirs(jiter: &mut Jiter<'_>) -> Option<Self>;
}

impl Token for String {
    fn ours(reader: &mut Reader<'_>) -> Option<Self> {
        Some(reader.text().ok()?.into_owned())
    }

    fn theirs(jiter: &mut Jiter<'_>) -> Option<Self> {
        Some(jiter.next_str().ok()?.to_owned())
    }
}

impl Token for i64 {
    fn ours(reader: &mut Reader<'_>) -> Option<Self> {
        reader.integer().ok()
    }

    fn theirs(jiter: &mut Jiter<'_>) -> Option<Self> {
        let NumberInt::Int(value) = jiter.next_int().ok()?;

        Some(value)
    }
}

impl Token for f64 {
    fn ours(reader: &mut Reader<'_>) -> Option<Self> {
        reader.double().ok()
    }

    fn theirs(jiter: &mut Jiter<'_>) -> Option<Self> {
        jiter.next_float().ok()
    }
}

impl Token for bool {
    fn ours(reader: &mut Reader<'_>) -> Option<Self> {
        reader.boolean().ok()
    }

    fn theirs(jiter: &mut Jiter<'_>) -> Option<Self> {
        jiter.next_bool().ok()
    }
}

impl Token for Vec<String> {
    fn ours(reader: &mut Reader<'_>) -> Option<Self> {
        let mut list = Self::new();
        let mut first = true;
        reader.begin_list().ok()?;
        while reader.element(&mut first).ok()? {
            list.push(String::ours(reader)?);
        }
        Some(list)
    }

    fn theirs(jiter: &mut Jiter<'_>) -> Option<Self> {
        let mut list = Self::new();
        let mut next = jiter.next_array().ok()?;
        while next.is_some() {
            list.push(String::theirs(jiter)?);
            next = jiter.array_step().ok()?;
        }
        Some(list)
    }
}

/// A plain struct and a walk over each reader, as a person would write it.
macro_rules! by_hand {
    ($($field:ident: $type:ty,)*) => {
        #[derive(Debug, Default, PartialEq)]
        struct ByHand {
            $($field: Option<$type>,)*
        }

        /// jiter lends a key only until the next token is read.
        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, reason = "named as the fields are")]
        enum Field {
            $($field,)*
            Other,
        }

        fn field(name: &str) -> Field {
            match name {
                $(stringify!($field) => Field::$field,)*
                _ => Field::Other,
            }
        }

        fn ours(text: &str) -> Option<ByHand> {
            let mut value = ByHand::default();
            let mut reader = Reader::new(text, Strictness::Tolerant);
            let mut first = true;
            reader.begin_object().ok()?;
            while let Some(name) = reader.key(&mut first).ok()? {
                match field(&name) {
                    $(Field::$field => value.$field = Some(Token::ours(&mut reader)?),)*
                    Field::Other => reader.skip().ok()?,
                }
            }
            reader.end().ok()?;
            Some(value)
        }

        fn theirs(text: &str) -> Option<ByHand> {
            let mut value = ByHand::default();
            let mut jiter = Jiter::new(text.as_bytes());
            let mut next = jiter.next_object().ok()?.map(field);
            while let Some(known) = next {
                match known {
                    $(Field::$field => value.$field = Some(Token::theirs(&mut jiter)?),)*
                    Field::Other => jiter.next_skip().ok()?,
                }
                next = jiter.next_key().ok()?.map(field);
            }
            jiter.finish().ok()?;
            Some(value)
        }
    };
}

by_hand! {
    identifier: String, driver: String, name: String, day: String, jobs: i64, number: i64, kind: String, document: String, order: i64,
    customer: String, latitude: f64, longitude: f64, site: String, address: String, post_code: String, city: String,
    observations: String, person: String, phone: String, mandatory: bool, priority: i64, shows_items: bool, hides_details: bool,
    hides_delivery: bool, signee: String, email: String, territory: String, buttons: bool, mobile: bool, score: bool, country: String,
    company: String, confirmed: bool, in_progress: bool, closed: bool, skipped: bool, duration: i64, created: String, modified: String,
    skills: Vec<String>,
}

fn skip_ours(text: &str) -> bool {
    let mut reader = Reader::new(text, Strictness::Tolerant);

    reader.skip().is_ok() && reader.end().is_ok()
}

fn skip_theirs(text: &str) -> bool {
    let mut jiter = Jiter::new(text.as_bytes());

    jiter.next_skip().is_ok() && jiter.finish().is_ok()
}

/// Prints the rows. A body arrives as bytes: ours makes sure that it is UTF-8, jiter does so string by string.
pub(crate) fn rows(record: &str, page: &str) {
    let (record_bytes, page_bytes) = (record.as_bytes(), page.as_bytes());
    assert_eq!(ours(record), theirs(record));
    assert!(skip_ours(page) && skip_theirs(page));

    println!(
        "{}",
        compare(
            "skip page of 100",
            || std::str::from_utf8(page_bytes).is_ok_and(skip_ours),
            || skip_theirs(page)
        )
    );
    println!(
        "{}",
        compare(
            "skip page of 100, UTF-8 known",
            || skip_ours(page),
            || skip_theirs(page)
        )
    );
    println!(
        "{}",
        compare(
            "40 members by hand",
            || std::str::from_utf8(record_bytes).ok().and_then(ours),
            || theirs(record)
        )
    );
}
