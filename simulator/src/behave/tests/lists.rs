//! Filters and pages.

use serde_json::{Value, json};

use super::{Bench, bench};
use crate::behave::Page;

#[test]
fn lists_are_filtered_by_what_parameters_mean() {
    let bench = bench("workshop.yaml");
    let repairs = [
        json!({"title": "Brakes", "customer_id": 7, "urgent": true, "due": "2030-06-01 08:00", "tags": ["old", "red"]}),
        json!({"title": "Chain", "customer_id": "7", "urgent": 0, "due": "2030-06-01 17:30", "tags": ["new"]}),
        json!({"title": "Bell", "customer_id": 8, "urgent": 1, "due": "2031-06-02 09:00", "tags": []}),
    ];
    for repair in repairs {
        let made = bench.record("POST", "/repairs", repair);
        if made["title"] == "Bell" {
            let id = made["repairId"].as_str().expect("a text");
            bench.record(
                "PATCH",
                &format!("/repairs/{id}"),
                json!({"status": "done"}),
            );
        }
    }
    let cases: &[(&str, &[&str])] = &[
        ("", &["Brakes", "Chain", "Bell"]),
        ("customerId=7", &["Brakes", "Chain"]),
        ("urgent=1", &["Brakes", "Bell"]),
        ("urgent=0", &["Chain"]),
        ("due=2030-06-01", &["Brakes", "Chain"]),
        ("due_from=2031-01-01", &["Bell"]),
        ("month=6&year=2030", &["Brakes", "Chain"]),
        ("month=5", &[]),
        ("q=CHA", &["Chain"]),
        ("tags%5B%5D=red&tags%5B%5D=new", &["Brakes", "Chain"]),
        ("status=done", &["Bell"]),
        ("status=OPEN", &["Brakes", "Chain"]),
        ("customerId=7&urgent=1", &["Brakes"]),
        ("limit=2", &["Brakes", "Chain"]),
        ("flavor=sweet", &["Brakes", "Chain", "Bell"]),
    ];
    for (query, expected) in cases {
        assert_eq!(
            bench.listed(&format!("/repairs?{query}"), "title"),
            *expected,
            "{query}"
        );
    }
}

#[test]
fn a_list_goes_on_as_the_document_has_it() {
    // Path and query, what the next page is asked for by, and what leads to it, page by page.
    let cases: &[(&str, &str, &[Value])] = &[
        ("/things?", "start", &[json!(3), json!(6)]),
        ("/things?count=4", "start", &[json!(4)]),
        ("/things?kind=odd&count=2", "start", &[json!(2)]),
        ("/things/paged?", "page", &[json!(2), json!(3)]),
        ("/things/zero?", "page", &[json!(1), json!(2)]),
        ("/things/cursor?", "after", &[json!("c3"), json!("c6")]),
        ("/things/cursor?count=5", "after", &[json!("c5")]),
        ("/things/last?", "starting_after", &[json!(30), json!(60)]),
        ("/things/link?", "page", &[json!(2), json!(3)]),
        ("/things/header?", "offset", &[json!(3), json!(6)]),
        ("/things/unknown?", "", &[]),
    ];
    let bench = seven();
    for (target, parameter, leads) in cases {
        let mut page = bench.page("GET", target, Value::Null);
        let mut found = ids(&page);
        for lead in *leads {
            assert_eq!(page.next.as_ref(), Some(lead), "{target}");
            assert_eq!(page.start + page.items.len(), found.len(), "{target}");
            let text = lead
                .as_str()
                .map_or_else(|| lead.to_string(), str::to_owned);
            page = bench.page("GET", &format!("{target}&{parameter}={text}"), Value::Null);
            found.extend(ids(&page));
        }
        assert_eq!(page.next, None, "{target}");
        let expected = if target.contains("odd") {
            vec![10, 30, 50, 70]
        } else {
            vec![10, 20, 30, 40, 50, 60, 70]
        };
        assert_eq!(found, expected, "{target}");
        assert_eq!(page.total, expected.len(), "{target}");
    }
}

#[test]
fn a_page_is_asked_for_in_the_body_as_well() {
    let bench = seven();
    let first = bench.page(
        "POST",
        "/things/search",
        json!({"kind": "odd", "page": {"size": 3}}),
    );
    assert_eq!(ids(&first), [10, 30, 50]);
    let after = first.next.expect("there is more");
    let last = bench.page(
        "POST",
        "/things/search",
        json!({"kind": "odd", "page": {"size": 3, "after": after}}),
    );
    assert_eq!((ids(&last), last.next), (vec![70], None));
}

#[test]
fn a_cursor_shifts_nothing_when_records_come_and_go() {
    let bench = seven();
    let things = bench.0.records("things").expect("a collection");
    for target in ["/things/cursor?after=c3", "/things/last?starting_after=30"] {
        let before = bench.page("GET", target, Value::Null);
        things.remove(10);
        assert_eq!(ids(&bench.page("GET", target, Value::Null)), ids(&before));
    }
    for wrong in [
        "/things/cursor?after=nonsense",
        "/things/last?starting_after=11",
    ] {
        assert!(bench.act("GET", wrong, Value::Null).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_beyond_the_end_is_empty() {
    let bench = seven();
    for target in [
        "/things?start=7",
        "/things?start=9223372036854775807",
        "/things?start=100000000000000000000000000000000",
        "/things/paged?page=922337203685477580",
    ] {
        let page = bench.page("GET", target, Value::Null);
        assert_eq!((ids(&page), page.next), (Vec::new(), None), "{target}");
    }
    for target in [
        "/things?start=-5",
        "/things/paged?page=-5",
        "/things/paged?page=0",
    ] {
        assert_eq!(
            ids(&bench.page("GET", target, Value::Null)),
            [10, 20, 30],
            "{target}"
        );
    }
}

/// Seven things: 10 to 70, each other one odd.
fn seven() -> Bench {
    let bench = bench("pages.yaml");
    for number in 1..=7 {
        let kind = if number % 2 == 0 { "even" } else { "odd" };
        bench.record("POST", "/things", json!({"id": number * 10, "kind": kind}));
    }

    bench
}

fn ids(page: &Page) -> Vec<u64> {
    page.items
        .iter()
        .filter_map(|item| item["id"].as_u64())
        .collect()
}
