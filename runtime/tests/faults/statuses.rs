//! Answers that are no success, and successes without what is due: each has its kind, and a sentence that helps.

use brogue_runtime::ErrorKind::{
    Decode, Forbidden, NotFound, RateLimited, Redirected, Refused, Rejected, Server, Timeout,
    Unauthorized,
};

use crate::case::{Case, run};
use crate::market::SECRET;
use crate::server::{answer, say};

const HTML: &str = "content-type: text/html; charset=utf-8";
const JSON: &str = "content-type: application/json";
const EMPTY: &str = "the body is empty, where JSON is due";
const NOT_ITS_OWN: &str = ": an HTML page, not the API's own answer";

#[tokio::test]
async fn a_status_has_its_kind_whatever_the_body_is() {
    let echo = format!(r#"{{"error": "who is {SECRET}?", "code": "{SECRET}"}}"#);
    let who = ": who is [redacted]? (code [redacted])";
    let page = format!("<!DOCTYPE html><p>{SECRET}</p>");
    let id = format!("x-request-id: {SECRET}");

    run(vec![
        Case::new(
            "400",
            answer("400 Bad Request", &[JSON], &echo),
            Rejected,
            who,
        ),
        Case::new(
            "401",
            answer("401 Unauthorized", &[JSON, &id], &echo),
            Unauthorized,
            "[request [redacted]]; check the credential",
        ),
        Case::new(
            "403",
            answer("403 Forbidden", &[JSON], &echo),
            Forbidden,
            who,
        ),
        Case::new(
            "404",
            answer("404 Not Found", &[JSON], &echo),
            NotFound,
            who,
        ),
        Case::new(
            "418",
            answer("418 I'm a teapot", &[HTML], &page),
            Rejected,
            NOT_ITS_OWN,
        ),
        Case::new(
            "502",
            answer("502 Bad Gateway", &[HTML], &page),
            Server,
            NOT_ITS_OWN,
        )
        .again(),
        Case::new(
            "504",
            answer("504 Gateway Timeout", &[HTML], &page),
            Timeout,
            NOT_ITS_OWN,
        )
        .again(),
        Case::new("599", answer("599 What", &[], ""), Server, "answered 599"),
        Case::new("999", answer("999 No", &[], ""), Server, "answered 999"),
        Case::new(
            "an unasked switch of protocols",
            say("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
            Server,
            "answered 101",
        ),
        Case::new(
            "JSON declared as HTML",
            answer("400 Bad Request", &[HTML], r#"{"error": "no date"}"#),
            Rejected,
            "answered 400 Bad Request: no date",
        ),
        Case::new(
            "nothing declared as HTML",
            answer("400 Bad Request", &[HTML], ""),
            Rejected,
            "answered 400 Bad Request",
        ),
        Case::new(
            "XML",
            answer("500 Oops", &[], "<?xml version='1.0'?><e/>"),
            Server,
            ": an XML document, not the API's own answer",
        )
        .again(),
        Case::new(
            "a byte order mark",
            answer("400 Bad Request", &[], "\u{feff}{\"error\": \"no date\"}"),
            Rejected,
            ": no date",
        ),
        Case::new(
            "an error that is no UTF-8",
            answer("400 Bad Request", &[], b"d\xe9j\xe0 vu"),
            Rejected,
            ": d\u{fffd}j\u{fffd} vu",
        ),
        Case::new(
            "a long text",
            answer(
                "400 Bad Request",
                &[],
                format!("{}{SECRET}", "x".repeat(495)),
            ),
            Rejected,
            "xxx[reda…",
        ),
        Case::new(
            "a secret that the cut goes through",
            answer(
                "400 Bad Request",
                &[],
                format!("x{}{SECRET}", " ".repeat(4_090)),
            ),
            Rejected,
            ": x [redacted]…",
        ),
        Case::new(
            "a message that the cut goes through",
            answer(
                "400 Bad Request",
                &[],
                format!(r#"{{"error": "{}{SECRET}"}}"#, "x".repeat(494)),
            ),
            Rejected,
            "xxx[redacted]…",
        ),
        Case::new(
            "an escaped echo",
            answer("400 Bad Request", &[], r#"{"error": "hush\/h\u002Bsh=9"}"#),
            Rejected,
            ": [redacted]",
        ),
        Case::new(
            "ten megabytes of an error",
            answer("400 Bad Request", &[], vec![b'x'; 10_000_000]),
            Rejected,
            "xxx…",
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() {
    let to = |place: &str| {
        let location = format!("location: {place}");
        answer("307 Temporary Redirect", &[&location], "")
    };
    run(vec![
        Case::new("another host", to(&format!("https://evil.example.com:8443/{SECRET}?k={SECRET}")), Redirected, "a redirect to https://evil.example.com:8443, which is not followed; check the base URL"),
        Case::new("the same place", to("?again"), Redirected, "a redirect to http://127.0.0.1:"),
        Case::new("user names", to("http://hush%2Fh%2Bsh%3D9:hush%2Fh%2Bsh%3D9@evil.example.com/"), Redirected, "a redirect to http://evil.example.com,"),
        Case::new("no scheme", to("//evil.example.com/x"), Redirected, "to http://evil.example.com,"),
        Case::new("no web", to(&format!("javascript:{SECRET}")), Redirected, "a redirect, which is not followed"),
        Case::new("no place", answer("302 Found", &[], ""), Redirected, "a redirect, which is not followed"),
        Case::new("no text", answer("302 Found", &["location: \u{e9}"], ""), Redirected, "a redirect"),
        Case::new("not modified", answer("304 Not Modified", &[], ""), Redirected, "answered 304 Not Modified"),
    ])
    .await;
}

#[tokio::test]
async fn a_success_without_what_is_due_is_an_error_of_its_own() {
    run(vec![
        Case::new(
            "204",
            say("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"),
            Decode,
            EMPTY,
        ),
        Case::new(
            "200 of nothing",
            answer("200 OK", &[JSON], ""),
            Decode,
            EMPTY,
        ),
        Case::new(
            "202 of white space",
            answer("202 Accepted", &[], " \r\n\t"),
            Decode,
            EMPTY,
        ),
        Case::new(
            "a byte order mark alone",
            answer("200 OK", &[], "\u{feff}"),
            Decode,
            EMPTY,
        ),
        Case::new(
            "a page",
            answer("200 OK", &[HTML], format!("<html>{SECRET}")),
            Decode,
            "an HTML page where JSON is due",
        ),
        Case::new(
            "a page declared as JSON",
            answer("200 OK", &[JSON], "\n<HTML>"),
            Decode,
            "an HTML page where JSON is due",
        ),
        Case::new(
            "XML",
            answer("200 OK", &["Content-Type: Application/XML"], "<e/>"),
            Decode,
            "an XML document where JSON is due",
        ),
        Case::new(
            "a refusal",
            answer("200 OK", &[JSON], format!(r#"{{"error": "{SECRET}"}}"#)),
            Refused,
            "the call was refused: [redacted]",
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_429_says_when_to_come_back_however_it_says_it() {
    let later = |header: &str| answer("429 Too Many Requests", &[header], "");
    let date = "retry-after: Fri, 01 Jan 2100 00:00:00 GMT";
    let cases = [
        ("seconds", later("retry-after: 7"), "; try again in 7 s"),
        (
            "half a second",
            later("retry-after: 0.5"),
            "; try again in 0.5 s",
        ),
        ("a date to come", later(date), "; try again in "),
        (
            "huge",
            later("retry-after: 99999999999999999999999999"),
            "; try again in 3153600000 s",
        ),
        (
            "the quota's own",
            later("x-reset: 4102444800"),
            "; try again in 31536000 s",
        ),
    ];
    // The pauses are longer than these clients wait.
    let cases = cases.map(|(what, act, says)| Case::new(what, act, RateLimited, says));
    run(cases.into()).await;
    let at_once = [
        (
            "nothing",
            answer("429 Too Many Requests", &[], ""),
            "; try again later",
        ),
        ("garbage", later("retry-after: soon"), "; try again later"),
        ("an empty text", later("retry-after: "), "; try again later"),
        ("no number", later("retry-after: NaN"), "; try again later"),
        (
            "letters beyond ASCII",
            later("retry-after: \u{e9}"),
            "; try again later",
        ),
        (
            "a negative time",
            later("retry-after: -5"),
            "; try again in 0 s",
        ),
        (
            "a date that has passed",
            later("retry-after: Sat, 01 Jan 2000 00:00:00 GMT"),
            "; try again in 0 s",
        ),
    ];
    let at_once =
        at_once.map(|(what, act, says)| Case::new(what, act, RateLimited, says).always_again());
    run(at_once.into()).await;
}
