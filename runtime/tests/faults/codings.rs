//! Answers that come compressed: whole, cut off, damaged, or far larger than they look.

use std::sync::Arc;

use brogue_runtime::{ErrorKind, RetryPolicy};

use crate::case::{Case, fails, run, succeeds};
use crate::market::{STALL, builder, telling};
use crate::server::{Act, Server, Step, answer, say_then, whole};

const JSON: &str = "content-type: application/json";
const GZIP: &str = "content-encoding: gzip";
const DAMAGED: &str = "the compressed body is damaged or cut off";

/// The simplest gzip there is: one block that is only stored.
fn gzip(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    let checksum = !text.bytes().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    });
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    gzip.extend(length.to_le_bytes());
    gzip.extend((!length).to_le_bytes());
    gzip.extend(text.as_bytes());
    gzip.extend(checksum.to_le_bytes());
    gzip.extend(u32::from(length).to_le_bytes());
    gzip
}

/// The codings that the first request asks for.
fn asked(server: &Server) -> Vec<String> {
    let request = &server.requests()[0];
    let asked = request
        .lines()
        .find_map(|line| line.strip_prefix("accept-encoding: "));
    let asked = asked.unwrap_or_default().split(',');
    asked.map(|coding| coding.trim().to_owned()).collect()
}

/// The start of a gzip whose every further 13 bytes say to repeat the last byte 2064 times.
fn bomb(head: &str) -> Act {
    // A final block of fixed codes; the letter `x`, and eight times: 258 bytes, one byte back.
    let mut bits = vec![true, true, false];
    let code = |bits: &mut Vec<bool>, code: u16, length: u8| {
        bits.extend((0..length).rev().map(|bit| code >> bit & 1 == 1));
    };
    code(&mut bits, 0x30 + u16::from(b'x'), 8);
    while bits.len() < 8 * 26 + 3 + 8 {
        code(&mut bits, 0b1100_0101, 8);
        code(&mut bits, 0, 5);
    }
    let bytes: Vec<u8> = bits
        .chunks_exact(8)
        .map(|byte| {
            byte.iter()
                .rev()
                .fold(0, |byte, bit| byte << 1 | u8::from(*bit))
        })
        .collect();
    let (start, repeat) = bytes[..26].split_at(13);
    let start = [
        head.as_bytes(),
        &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255],
        start,
    ]
    .concat();

    // A gigabyte and more of what looks like seven megabytes.
    say_then(start, Step::Flood(repeat.repeat(1_000), 600))
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_compressed_answer_is_read_and_asked_for() {
    let server = Server::new(vec![answer("200 OK", &[JSON, GZIP], gzip(STALL))]).await;
    let shown = Arc::default();
    let market = builder(server.url()).build().unwrap();
    let response = succeeds(market.get("7"), &shown).await;

    assert_eq!((response.value().id, response.text()), (7, STALL));
    assert!(asked(&server).contains(&"gzip".to_owned()));
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_compressed_answer_that_is_cut_off_or_damaged_is_named() {
    let good = gzip(STALL);
    let cut = |at: usize| answer("200 OK", &[JSON, GZIP], &good[..at]);
    let damaged = {
        let mut bytes = good.clone();
        bytes[20] ^= 1;
        answer("200 OK", &[JSON, GZIP], bytes)
    };
    let broken_off = {
        let mut all = whole("200 OK", &[JSON, GZIP], &good);
        all.truncate(all.len() - 12);
        vec![Step::Read, Step::Say(all)]
    };
    run(vec![
        Case::new("cut off in the head", cut(5), ErrorKind::Transport, DAMAGED).again(),
        Case::new(
            "cut off in the body",
            cut(20),
            ErrorKind::Transport,
            DAMAGED,
        )
        .again(),
        Case::new(
            "without its checksum",
            cut(good.len() - 8),
            ErrorKind::Transport,
            DAMAGED,
        )
        .again(),
        Case::new(
            "without its end",
            cut(good.len() - 1),
            ErrorKind::Transport,
            DAMAGED,
        )
        .again(),
        Case::new("a wrong checksum", damaged, ErrorKind::Transport, DAMAGED).again(),
        Case::new(
            "no gzip at all",
            answer("200 OK", &[JSON, GZIP], STALL),
            ErrorKind::Transport,
            DAMAGED,
        )
        .again(),
        Case::new(
            "the connection breaks in it",
            broken_off,
            ErrorKind::Transport,
            "answered 200 OK: the connection broke",
        )
        .again(),
        Case::new(
            "the error of a vendor",
            answer(
                "400 Bad Request",
                &[JSON, GZIP],
                gzip(r#"{"error": "no such stall"}"#),
            ),
            ErrorKind::Rejected,
            "answered 400 Bad Request: no such stall",
        ),
        Case::new(
            "the damaged error of a vendor",
            answer("400 Bad Request", &[JSON, GZIP], &gzip("no")[..12]),
            ErrorKind::Rejected,
            "answered 400 Bad Request",
        ),
        Case::new(
            "compressed twice",
            answer("200 OK", &[JSON, "content-encoding: gzip, gzip"], &good),
            ErrorKind::Decode,
            "the body is encoded as `gzip, gzip`, which was not asked for",
        ),
    ])
    .await;
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn the_bound_counts_what_a_compressed_answer_becomes() {
    let shown = Arc::default();
    for status in ["200 OK", "400 Bad Request"] {
        let head = format!("HTTP/1.1 {status}\r\n{GZIP}\r\n\r\n");
        let server = Server::new(vec![bomb(&head)]).await;
        let market = telling(server.url(), &shown)
            .max_body_bytes(1_000_000)
            .build()
            .unwrap();
        let error = fails(market.get("7"), &shown).await;

        if status == "200 OK" {
            assert_eq!(
                (error.kind(), error.attempts()),
                (ErrorKind::TooLarge, 1),
                "{error}"
            );
            assert!(
                error.to_string().contains("larger than 1000000 bytes"),
                "{error}"
            );
        } else {
            assert!(
                error.is_rejected() && error.to_string().ends_with("xxx…"),
                "{error}"
            );
        }
    }
    // What is small on the wire and small when it is read is no bomb.
    let text = format!(
        r#"{{"data": {{"id": 7, "name": "{}"}}}}"#,
        "x".repeat(999_000 / 16)
    );
    let server = Server::new(vec![answer("200 OK", &[GZIP], gzip(&text))]).await;
    let market = builder(server.url())
        .max_body_bytes(text.len() as u64)
        .build()
        .unwrap();
    succeeds(market.get("7"), &shown).await;
    let market = telling(server.url(), &shown)
        .max_body_bytes(text.len() as u64 - 1)
        .build()
        .unwrap();
    assert_eq!(
        fails(market.get("7"), &shown).await.kind(),
        ErrorKind::TooLarge
    );
}

#[tokio::test]
async fn without_compression_none_is_asked_for_and_none_is_read() {
    let acts = vec![
        answer("200 OK", &[], STALL),
        answer("200 OK", &[JSON, GZIP], gzip(&format!("\u{80}{STALL}"))),
    ];
    let server = Server::new(acts).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown)
        .compression(false)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    succeeds(market.get("7"), &shown).await;
    assert!(
        !server.requests()[0].contains("accept-encoding"),
        "{:?}",
        server.requests()
    );

    let error = fails(market.get("7"), &shown).await;
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    assert!(
        error
            .to_string()
            .contains("encoded as `gzip`, which was not asked for"),
        "{error}"
    );
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn an_answer_without_a_body_may_say_that_it_is_compressed() {
    let act = answer("204 No Content", &[GZIP], "");
    let server = Server::new(vec![act]).await;
    let market = builder(server.url()).build().unwrap();
    market.close("7").await.unwrap();

    let head = format!("HTTP/1.1 200 OK\r\n{GZIP}\r\ncontent-length: 99\r\n\r\n");
    let server = Server::new(vec![crate::server::say(head)]).await;
    let market = builder(server.url()).build().unwrap();
    let call = market.core.request(http::Method::HEAD, "/stalls");
    let response = call.with_response().await.unwrap();
    assert_eq!(response.status(), 200);
}

/// The other codings, as they were built in; what was not built in is not asked for.
#[tokio::test]
async fn each_coding_that_is_built_in_is_asked_for_and_read() {
    let zlib = {
        let sum = STALL.bytes().fold((1_u32, 0_u32), |(a, b), byte| {
            let a = (a + u32::from(byte)) % 65_521;
            (a, (a + b) % 65_521)
        });
        let stored = gzip(STALL)[10..15 + STALL.len()].to_vec();
        [
            &[0x78, 1],
            &stored[..],
            &(sum.1 << 16 | sum.0).to_be_bytes(),
        ]
        .concat()
    };
    let length = u8::try_from(STALL.len()).unwrap();
    let zstd = {
        let block = (u32::from(length) << 3 | 1).to_le_bytes();
        [
            &[0x28, 0xb5, 0x2f, 0xfd, 0x20, length],
            &block[..3],
            STALL.as_bytes(),
        ]
        .concat()
    };
    // Window of 16 bits, one block of as many bytes as they stand, the end.
    let brotli = {
        let bits = u32::from(length - 1) << 4 | 1 << 20;
        [&bits.to_le_bytes()[..3], STALL.as_bytes(), &[3]].concat()
    };
    for (coding, is_built_in, body) in [
        ("br", cfg!(feature = "brotli"), brotli),
        ("deflate", cfg!(feature = "deflate"), zlib),
        ("gzip", cfg!(feature = "gzip"), gzip(STALL)),
        ("zstd", cfg!(feature = "zstd"), zstd),
    ] {
        let shown = Arc::default();
        let encoding = format!("content-encoding: {coding}");
        let server = Server::new(vec![answer("200 OK", &[&encoding], body)]).await;
        let market = telling(server.url(), &shown).build().unwrap();
        if is_built_in {
            assert_eq!(
                succeeds(market.get("7"), &shown).await.text(),
                STALL,
                "{coding}"
            );
        } else {
            fails(market.get("7"), &shown).await;
        }
        let asked = asked(&server);
        assert_eq!(asked.contains(&coding.to_owned()), is_built_in, "{asked:?}");
    }
}
