//! Connections that no client of ours would make: noise, halves, crowds. Each ends, nothing panics, and the next client gets its answer.

#![expect(clippy::expect_used, reason = "helpers of tests fail loudly")]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};
use std::time::Duration;

use brogue_simulator::Simulator;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// An invented vendor.
const SPEC: &str = include_str!("fixtures/received.yaml");

/// A head without its end.
const HEAD: &[u8] = b"GET /v1/nothing HTTP/1.1\r\nhost: localhost\r\n";

/// How long an answer may take, so that a vendor that hangs is a failure and no test that never ends.
const PATIENCE: Duration = Duration::from_secs(20);

/// Panics of all threads, those of the vendors included: a task that panics takes only its connection with it.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Panics are counted for all, so one test runs at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Runs a test with a vendor; afterwards nothing has panicked, and the vendor answers.
fn with_vendor(test: impl FnOnce(&Simulator)) {
    static HOOK: Once = Once::new();
    let _alone = ALONE.lock();
    HOOK.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICS.fetch_add(1, Ordering::Relaxed);
            told(info);
        }));
    });
    let before = PANICS.load(Ordering::Relaxed);
    let vendor = Simulator::from_spec(SPEC).expect("it starts");
    test(&vendor);
    assert_eq!(statuses(&sent(&vendor, &[HEAD, b"\r\n"].concat())), [404]);
    assert_eq!(PANICS.load(Ordering::Relaxed), before);
}

fn connected(vendor: &Simulator) -> TcpStream {
    let stream = TcpStream::connect(vendor.address()).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");

    stream
}

/// Sends bytes and nothing more; gives what comes until the connection ends, or is reset.
fn sent(vendor: &Simulator, bytes: &[u8]) -> String {
    let mut stream = connected(vendor);
    // Who is refused early may find the connection closed.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);

    rest(&mut stream)
}

fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    }

    String::from_utf8_lossy(&answer).into_owned()
}

fn statuses(answers: &str) -> Vec<u16> {
    let heads = answers.split("HTTP/1.1 ").skip(1);

    heads
        .filter_map(|head| head.get(..3)?.parse().ok())
        .collect()
}

#[test]
fn noise_is_refused_or_left() {
    let pieces = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..8),
        "GET |POST |TRACE |CONNECT x:1 |/v1/orders|/v1/%zz%00|http://x/| HTTP/1.1| HTTP/9.9".prop_map(String::into_bytes),
        "\r\n|\r\n\r\n|\n|host: x\r\n|content-length: |-1|99999999999999999999|expect: 100-continue\r\n".prop_map(String::into_bytes),
        "transfer-encoding: chunked\r\n|5\r\n|0\r\n\r\n|ffffffffffffffff\r\n|upgrade: h2c\r\n".prop_map(String::into_bytes),
        "PRI \\* HTTP/2.0\r\n\r\nSM\r\n\r\n|content-type: multipart/form-data; boundary=\r\n".prop_map(String::into_bytes),
    ];
    let noise = proptest::collection::vec(pieces, 1..24).prop_map(|pieces| pieces.concat());
    with_vendor(|vendor| {
        let mut runner = TestRunner::new(Config {
            failure_persistence: None,
            ..Config::with_cases(400)
        });
        let outcome = runner.run(&noise, |noise| {
            let statuses = statuses(&sent(vendor, &noise));
            prop_assert!(
                statuses.iter().all(|status| *status < 500),
                "{:?}",
                statuses
            );
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    });
}

#[test]
fn what_is_too_large_is_refused() {
    let head = |line: &str, rest: &str| {
        format!("{line} HTTP/1.1\r\nhost: localhost\r\n{rest}\r\n").into_bytes()
    };
    let long = "a".repeat(1 << 20);
    let many: Vec<String> = (0..2_000)
        .map(|number| format!("x{number}: a\r\n"))
        .collect();
    let many = many.concat();
    let body = format!("content-length: {}\r\n", 9 << 20);
    let large_body = [head("POST /v1/notes", &body), vec![b'a'; 9 << 20]].concat();
    let cases: [(&str, Vec<u8>, u16); 4] = [
        (
            "a header",
            head("GET /v1/orders", &format!("x: {long}\r\n")),
            431,
        ),
        ("a thousand headers", head("GET /v1/orders", &many), 431),
        (
            "a path",
            head(&format!("GET /{}", &long[..70_000]), ""),
            414,
        ),
        ("a body", large_body, 413),
    ];
    with_vendor(|vendor| {
        for (name, bytes, expected) in cases {
            assert_eq!(statuses(&sent(vendor, &bytes)), [expected], "{name}");
        }
    });
}

#[test]
fn requests_that_come_together_are_answered_in_turn() {
    let one = |path: &str| format!("GET /v1/{path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    let all: String = (0..100)
        .map(|number| one(&format!("nothing/{number}")))
        .collect();
    let half = "POST /v1/notes HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\nabc";
    with_vendor(|vendor| {
        let answers = sent(vendor, (all + half).as_bytes());
        assert_eq!(statuses(&answers), [vec![404; 100], vec![400]].concat());
        let places: Vec<Option<usize>> = (0..100)
            .map(|number| answers.find(&format!("/nothing/{number}`")))
            .collect();
        assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
        // Half a head has no answer, and ends.
        assert_eq!(sent(vendor, HEAD), "");
    });
}

#[test]
fn a_crowd_keeps_nobody_out() {
    // Both ends are in this process, which may have 1,024 files open.
    with_vendor(|vendor| {
        let mut crowd: Vec<TcpStream> = (0..400).map(|_| connected(vendor)).collect();
        for stream in &mut crowd {
            stream.write_all(HEAD).expect("sent");
        }
        assert_eq!(statuses(&sent(vendor, &[HEAD, b"\r\n"].concat())), [404]);
        for stream in &mut crowd {
            stream
                .write_all(b"connection: close\r\n\r\n")
                .expect("sent");
        }
        for mut stream in crowd {
            assert_eq!(statuses(&rest(&mut stream)), [404]);
        }
    });
}

#[test]
fn many_large_bodies_at_once_are_all_read() {
    with_vendor(|vendor| {
        let head = "POST /v1/notes?api_key=simulated-key HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\nconnection: close\r\n";
        let body = "a".repeat(200_000);
        let whole = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        std::thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| assert_eq!(statuses(&sent(vendor, whole.as_bytes())), [400]));
            }
        });
    });
}

#[test]
fn elements_of_large_lists_are_told_one_by_one_and_no_list_is_endless() {
    let vendor =
        Simulator::from_spec(include_str!("../fixtures/workshop.yaml")).expect("it starts");
    let ask = |body: &str| {
        let head = "POST /v1/parts HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: close";
        let length = body.len();
        sent(
            &vendor,
            format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}").as_bytes(),
        )
    };
    // Of a value as large as this, only the first error is looked for.
    let large = format!(r#"{{"sku": "large", "x": [{}0]}}"#, "0,".repeat(30_000));
    let answer = ask(&format!(r#"[{{}}, {large}, {{"sku": "b1", "stock": -1}}]"#));
    assert_eq!(statuses(&answer), [200], "{answer}");
    assert_eq!(answer.matches("\"text\":").count(), 2, "{answer}");
    assert!(answer.contains("\"inserted\":1"), "{answer}");

    let endless = format!("[{}{{}}]", "{},".repeat(1_000_000));
    assert_eq!(statuses(&ask(&endless)), [413]);
}
