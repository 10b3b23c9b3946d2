//! Bodies that are read while they are sent: files, streams, parts of both.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use brogue_runtime::{Call, ErrorKind, Multipart, Operation, Part, Upload};

use crate::case::{ends, fails, succeeds};
use crate::market::{ADD, GET, Market, STALL, Stall, builder, telling};
use crate::server::{Server, Step, answer, say, whole};
use crate::source::{Piece, Source};

pub(crate) static PUT: Operation = Operation::put("replaceStall", "/stalls/{id}");

/// A call that may not be repeated, and one that may.
pub(crate) fn add(market: &Market, body: impl Into<Upload>) -> Call<Stall> {
    let call = market.core.call(&ADD).returns::<Stall>();
    call.body_stream("text/csv", body)
}

pub(crate) fn put(market: &Market, body: impl Into<Upload>) -> Call<Stall> {
    let call = market.core.call(&PUT).path("id", &"7".to_owned());
    call.body_stream("text/csv", body).returns()
}

pub(crate) fn file(content: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_prefix("stalls").unwrap();
    file.write_all(content).unwrap();
    file
}

/// The head and the body of a request.
fn parted(request: &str) -> (String, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (format!("{head}\r\n"), body.to_owned())
}

#[tokio::test]
async fn a_body_goes_out_with_its_length_where_that_is_known_and_else_in_chunks() {
    let large = "x".repeat(300_000);
    let of_large = file(large.as_bytes());
    let of_nothing = file(b"");
    let long = |text: &str| (format!("content-length: {}", text.len()), text.to_owned());
    let chunked = |text: &str| ("transfer-encoding: chunked".to_owned(), text.to_owned());
    let cases: Vec<(Upload, (String, String))> = vec![
        ("a,b".into(), long("a,b")),
        (Vec::new().into(), long("")),
        (large.clone().into(), long(&large)),
        (
            Upload::stream(Source::of(&["a,", "", "b"])).length(3),
            long("a,b"),
        ),
        (Upload::stream(Source::of(&[])).length(0), long("")),
        (
            Upload::stream(Source::of(&["a,", "", "b"])),
            chunked("2\r\na,\r\n1\r\nb\r\n0\r\n\r\n"),
        ),
        (Upload::stream(Source::of(&[])), chunked("0\r\n\r\n")),
        (
            Upload::replayable(|| Source::of(&["a,b"])).length(3),
            long("a,b"),
        ),
        (Upload::path(of_large.path()), long(&large)),
        (Upload::path(of_nothing.path()), long("")),
    ];
    for (upload, (framing, sent)) in cases {
        let shown = Arc::default();
        let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
        let market = builder(server.url()).build().unwrap();
        let what = format!("{upload:?}");
        succeeds(add(&market, upload), &shown).await;

        let (head, body) = parted(&server.requests()[0]);
        assert!(
            head.contains(&format!("\r\n{framing}\r\n")),
            "{what}: {head}"
        );
        assert!(
            head.contains("\r\ncontent-type: text/csv\r\n"),
            "{what}: {head}"
        );
        assert_eq!(
            head.contains("content-length"),
            framing.contains("length"),
            "{head}"
        );
        assert!(body == sent, "{what}: {} bytes", body.len());
    }
}

#[tokio::test]
async fn parts_that_are_files_are_sent_with_the_length_of_the_whole() {
    let photo = file(&b"p".repeat(200_000));
    let name = photo
        .path()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let market = builder(server.url()).build().unwrap();
    let form = |list: Part| {
        Multipart::new()
            .part(Part::text("caption", "A stall"))
            .part(Part::path("photo", photo.path()).content_type("image/png"))
            .part(list)
    };
    let stream = |length| Part::stream("list", "list.csv", length, Source::of(&["a,b", "\r\n"]));
    let lists = [
        Part::file("list", "list.csv", "a,b\r\n"),
        stream(Some(5)),
        stream(None),
    ];
    let known = [true, true, false];

    for (turn, (list, is_known)) in lists.into_iter().zip(known).enumerate() {
        let shown = Arc::default();
        let call = market.core.call(&ADD).returns::<Stall>();
        succeeds(call.multipart(&form(list)), &shown).await;

        let (head, body) = parted(&server.requests()[turn]);
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        assert_eq!(length.is_some(), is_known, "{head}");
        let Some(length) = length else {
            continue;
        };
        assert_eq!(length.parse(), Ok(body.len()));
        let content_type = head
            .lines()
            .find_map(|line| line.strip_prefix("content-type: "))
            .unwrap();
        let read = Multipart::decode(content_type, body.as_bytes()).unwrap();
        let contents: Vec<_> = read
            .parts()
            .iter()
            .map(|part| (part.name(), part.file_name(), part.content().unwrap().len()))
            .collect();
        assert_eq!(
            contents,
            [
                ("caption", None, 7),
                ("photo", Some(name.as_str()), 200_000),
                ("list", Some("list.csv"), 5)
            ]
        );
    }
}

#[tokio::test]
async fn a_stream_that_fails_or_is_not_as_long_as_it_promised_is_named_and_its_connection_ended() {
    let rest = || Piece::Bytes(b",b".to_vec());
    let start = || Piece::Bytes(b"a".to_vec());
    let cases: [(Upload, &str); 6] = [
        (
            Upload::stream(Source::new([start(), Piece::Fail("the disk is gone")])),
            "the body to send failed: the disk is gone",
        ),
        (
            Upload::stream(Source::new([start(), Piece::Fail("the disk is gone")])).length(9),
            "the body to send failed: the disk is gone",
        ),
        (
            Upload::stream(Source::new([start(), rest()])).length(5),
            "it ended 2 bytes short of its length",
        ),
        (
            Upload::stream(Source::new([start(), rest()])).length(2),
            "it is longer than its length",
        ),
        (
            // All that was promised, and then more.
            Upload::stream(Source::new([start(), rest(), rest()])).length(3),
            "it is longer than its length",
        ),
        (
            Upload::replayable(|| Source::of(&["a"])).length(7),
            "it ended 6 bytes short of its length",
        ),
    ];
    for (upload, says) in cases {
        let shown = Arc::default();
        let keep = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{STALL}",
            STALL.len()
        );
        let server = Server::new(vec![say(keep)]).await;
        let market = telling(server.url(), &shown).build().unwrap();
        let what = format!("{upload:?}");
        let error = fails(put(&market, upload), &shown).await;

        assert!(error.is_upload(), "{what}: {error}");
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Upload, 1),
            "{what}: {error}"
        );
        assert!(error.to_string().ends_with(says), "{what}: {error}");
        // The server never saw a whole request, and nothing else comes over that connection.
        server.is_at(0).await;
        assert_eq!(
            server.requests().len(),
            usize::from(server.requests().len() == 1),
            "{what}"
        );
        succeeds(market.get("7"), &shown).await;
        assert_eq!(server.connections(), 2, "{what}");
        shown.lock().unwrap().assert_no_secret();
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_named_and_nothing_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let market = builder(server.url()).build().unwrap();
    let missing = folder.path().join("none.csv");
    let of_parts = |path: &std::path::Path| {
        let form = Multipart::new().part(Part::path("photo", path));
        market.core.call(&ADD).multipart(&form).returns::<Stall>()
    };
    let gone = Upload::stream(Source::of(&["a"]));
    let cases = [
        (
            add(&market, Upload::path(&missing)),
            "none.csv`: No such file",
        ),
        (
            add(&market, Upload::path(folder.path())),
            "no regular file: send it as a stream",
        ),
        (of_parts(&missing), "the part `photo`: `"),
    ];
    for (call, says) in cases {
        let shown = Arc::default();
        let error = fails(call, &shown).await;

        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Request, 0),
            "{error}"
        );
        assert!(error.to_string().contains(says), "{error}");
    }
    let call = market.core.call(&GET).path("id", &"7".to_owned());
    let call = call.body_stream("text/csv", Upload::stream(Source::of(&["a"])));
    let error = call.returns::<Stall>().await.unwrap_err();
    assert!(
        error.is_builder() && error.to_string().contains("say its `.length(..)`"),
        "{error}"
    );
    assert_eq!(server.connections(), 0);

    let shown = Arc::default();
    let call = add(&market, gone);
    let clone = call.clone();
    succeeds(call, &shown).await;
    let error = fails(clone, &shown).await;
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Request, 0),
        "{error}"
    );
    assert!(
        error.to_string().contains("the stream was sent already"),
        "{error}"
    );
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_sent_is_named() {
    let photo = file(&b"p".repeat(100_000));
    let grows = {
        let path = photo.path().to_owned();
        Upload::replayable(move || {
            // The file is opened by now: parts are opened before the first one is read.
            let mut file = std::fs::OpenOptions::new()
                .append(true)
                .open(&path)
                .unwrap();
            file.write_all(b"more").unwrap();
            Source::of(&["a"])
        })
    };
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let market = builder(server.url()).build().unwrap();
    let form = Multipart::new()
        .part(Part::path("photo", photo.path()))
        .part(Part::upload("list", "list.csv", grows));
    let shown = Arc::default();
    let error = fails(market.core.call(&ADD).multipart(&form).returns(), &shown).await;

    assert_eq!(error.kind(), ErrorKind::Upload, "{error}");
    assert!(
        error
            .to_string()
            .ends_with("the part `photo`: it is longer than its length"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_before_the_end_of_a_stream_is_heard() {
    let early = whole("413 Content Too Large", &[], r#"{"error": "too large"}"#);
    let server = Server::new(vec![vec![Step::ReadHead, Step::Say(early)]]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    let open = Arc::new(AtomicUsize::new(0));
    for rest in [Piece::Hang, Piece::Bytes(vec![b'x'; 5_000_000])] {
        let source = Source::new([Piece::Bytes(b"a,b".to_vec()), rest]).counted(&open);
        let error = fails(add(&market, Upload::stream(source)), &shown).await;

        assert!(
            error.is_rejected() && error.to_string().ends_with(": too large"),
            "{error}"
        );
    }
    while open.load(Ordering::SeqCst) > 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn an_upload_ends_with_its_call() {
    let server = Server::new(vec![vec![Step::ReadHead, Step::Stall]]).await;
    let market = builder(server.url()).build().unwrap();
    let open = Arc::new(AtomicUsize::new(0));
    let source = Source::new([Piece::Bytes(b"a,b".to_vec()), Piece::Hang]).counted(&open);
    let call = tokio::spawn(add(&market, Upload::stream(source)).into_future());
    server.is_at(1).await;
    assert_eq!(open.load(Ordering::SeqCst), 1);
    call.abort();

    server.is_at(0).await;
    let gone = async {
        while open.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    ends(gone).await;
}
