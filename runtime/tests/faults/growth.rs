//! What a hostile text costs grows with its length, and not with the square of it.

use std::time::{Duration, Instant};

use brogue_runtime::codec::{self, Shape, Slot, Strictness};
use brogue_runtime::{Member, Members, Model, Page, ScriptedTransport};

use crate::case::ends;
use crate::market::{Market, SECRET, Stall, builder};

/// A text of so many parts is compared with so many texts of a part of them.
const LARGE: usize = 100_000;
const TIMES: usize = 16;

/// Where a step is quadratic, the large text costs sixteen times what the small ones cost together.
const BOUND: u32 = 4;

/// Makes texts of two sizes and compares what the same length of each costs, again where other work on the machine disturbed it.
fn grows_with_its_length(what: &str, text: impl Fn(usize) -> String, act: impl Fn(&str) + Copy) {
    let time = |act: &dyn Fn()| {
        let begin = Instant::now();
        act();
        begin.elapsed()
    };
    let (small, large) = (text(LARGE / TIMES), text(LARGE));
    let (mut many, mut one) = (Duration::MAX, Duration::MAX);

    for _ in 0..8 {
        many = many.min(time(&|| (0..TIMES).for_each(|_| act(&small))));
        one = one.min(time(&|| act(&large)));
        if one < many * BOUND {
            return;
        }
    }
    panic!("{what}: {TIMES} small ones take {many:?}, a large one {one:?}");
}

fn repeated(before: &str, part: impl Fn(usize) -> String, after: &str) -> impl Fn(usize) -> String {
    move |times| {
        let parts: Vec<String> = (0..times).map(&part).collect();
        format!("{before}{}{after}", parts.join(","))
    }
}

fn reads<T: Slot>(text: &str) {
    let read = codec::decode::<T>(text, &Shape::PLAIN, Strictness::Tolerant).unwrap();
    assert!(read.findings.len() <= 1_000);
    codec::encode(&read.value, &Shape::PLAIN).unwrap();
}

#[test]
fn names_repeated_and_names_unknown() {
    let known = repeated("{\"id\": 7,", |n| format!("\"name\": \"{n}\""), "}");
    grows_with_its_length("a known name again and again", known, reads::<Stall>);

    let unfit = repeated("{\"id\": 7,", |n| format!("\"name\": [{n}]"), "}");
    grows_with_its_length(
        "a value that does not fit again and again",
        unfit,
        reads::<Stall>,
    );

    let mixed = repeated(
        "{\"id\": 7,",
        |n| format!("\"name\": [{n}], \"{n}\": 1"),
        "}",
    );
    grows_with_its_length("among unknown ones", mixed, reads::<Stall>);

    let unknown = repeated("{\"id\": 7,", |_| "\"x\": 1".to_owned(), "}");
    grows_with_its_length("an unknown name again and again", unknown, reads::<Stall>);

    let names = repeated("{\"id\": 7,", |n| format!("\"{n}\": 1"), "}");
    grows_with_its_length("many unknown names", names, reads::<Stall>);

    let turned = |text: &str| {
        let stall = codec::decode::<Stall>(text, &Shape::PLAIN, Strictness::Tolerant)
            .unwrap()
            .value;
        let mut other = stall.clone();
        other.unknown = Members::new();
        let names: Vec<_> = stall.unknown.iter().map(|(name, _)| name).collect();
        let turned: Vec<String> = names
            .iter()
            .rev()
            .map(|name| format!("\"{name}\": 1"))
            .collect();
        let text = format!("{{\"id\": 7, {}}}", turned.join(","));
        other.unknown = codec::decode::<Stall>(&text, &Shape::PLAIN, Strictness::Tolerant)
            .unwrap()
            .value
            .unknown;
        assert!(stall == other);
    };
    let names = repeated("{\"id\": 7,", |n| format!("\"{n}\": 1"), "}");
    grows_with_its_length("comparing them in another order", names, turned);
}

#[test]
fn lists_and_texts() {
    let unfit = repeated("[", |n| format!("{{\"id\": {n}, \"price\": \"x\"}}"), "]");
    grows_with_its_length("elements that do not fit", unfit, reads::<Vec<Stall>>);

    let escaped = |length| format!("{{\"id\": 7, \"name\": \"{}\"}}", "\\u00e9".repeat(length));
    grows_with_its_length("escapes", escaped, reads::<Stall>);

    let digits = |length| format!("{{\"id\": 7, \"price\": {}}}", "9".repeat(length));
    grows_with_its_length("digits", digits, reads::<Stall>);

    let spaces = |length| format!("{{{}\"id\": 7}}", " ".repeat(length));
    grows_with_its_length("white space", spaces, reads::<Stall>);
}

#[test]
fn a_thousand_findings_below_a_long_name_stay_small() {
    let lines = repeated("[", |_| "{\"id\": 7, \"price\": \"x\"}".to_owned(), "]");
    let text = format!("{{\"{}\": {}}}", "x".repeat(1_000_000), lines(5_000));
    let read = codec::decode::<std::collections::BTreeMap<String, Vec<Stall>>>(
        &text,
        &Shape::PLAIN,
        Strictness::Tolerant,
    );

    let findings = read.unwrap().findings;
    let size: usize = findings.iter().map(|finding| finding.path.len()).sum();
    assert!(findings.len() == 1_000 && size < 200_000, "{size}");
}

/// A model that takes much more memory than its text may.
#[derive(Clone, PartialEq)]
struct Wide {
    a: Option<String>,
    b: Option<String>,
    c: Option<String>,
    d: Option<String>,
    e: Option<String>,
    f: Option<String>,
    g: Option<String>,
    h: Option<String>,
    i: Option<String>,
    j: Option<String>,
    k: Option<String>,
    l: Option<String>,
}

impl Model for Wide {
    const NAME: &'static str = "Wide";
    const MEMBERS: &'static [Member] = &[
        Member::optional("a"),
        Member::optional("b"),
        Member::optional("c"),
        Member::optional("d"),
        Member::optional("e"),
        Member::optional("f"),
        Member::optional("g"),
        Member::optional("h"),
        Member::optional("i"),
        Member::optional("j"),
        Member::optional("k"),
        Member::optional("l"),
    ];
}

brogue_runtime::slots! {
    Wide: a, b, c, d, e, f, g, h, i, j, k, l
}

#[test]
fn values_take_no_more_than_so_many_times_the_memory_of_their_text() {
    let says = "expected values of at most 64 times the memory of their text, found `{}`";
    let list = repeated("[", |_| "{}".to_owned(), "]");
    let reads = |text: &str| codec::decode::<Vec<Wide>>(text, &Shape::PLAIN, Strictness::Tolerant);
    let error = reads(&list(1_000_000)).err().unwrap();
    assert!(error.to_string().contains(says), "{error}");
    assert_eq!(reads(&list(50_000)).unwrap().value.len(), 50_000);

    // Many short lists are no way around it.
    let lists = repeated("[", |_| list(100), "]");
    let read = codec::decode::<Vec<Vec<Wide>>>(&lists(10_000), &Shape::PLAIN, Strictness::Tolerant);
    let error = read.err().unwrap();
    assert!(error.to_string().contains(says), "{error}");
}

/// A market that answers every call with this body.
fn answering(body: &str) -> Market {
    let body = body.to_owned();
    let transport = ScriptedTransport::new().otherwise(move |_| (200, body.clone()));

    builder("https://market.example.com")
        .transport(transport)
        .build()
        .unwrap()
}

#[test]
fn envelopes_and_errors() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let calls = |text: &str| {
        let market = answering(text);
        let list: Result<Page<Stall>, _> = runtime.block_on(ends(market.list()));
        assert!(list.is_ok() || list.is_err_and(|error| error.to_string().len() < 5_000));
    };

    let data = repeated("{", |_| "\"data\": []".to_owned(), "}");
    grows_with_its_length("the envelope's own name again and again", data, calls);

    let errors = repeated("{\"error\": [", |n| format!("{{\"message\": {n}}}"), "]}");
    grows_with_its_length("many errors", errors, calls);

    let echoes = |length| format!("{{\"error\": \"{}\"}}", SECRET.repeat(length / 11));
    grows_with_its_length("an echo again and again", echoes, calls);

    let nearly = |length| format!("{{\"error\": \"{}\"}}", "hush/h+sh=".repeat(length / 10));
    grows_with_its_length("nearly an echo again and again", nearly, calls);

    let broken = repeated("{\"data\": [", |n| format!("{{\"id\": {n}}}"), "");
    grows_with_its_length("a list that breaks off", broken, calls);
}
