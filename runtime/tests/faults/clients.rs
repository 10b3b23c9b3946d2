//! Clients that could not work, or would give a credential away, are refused when they are made; the others reach their place.

use std::sync::Arc;

use brogue_runtime::{ClientBuilder, ErrorKind, ScriptedTransport};

use crate::case::{Shown, fails, succeeds};
use crate::market::{API, Market, SECRET, STALL, builder, telling};
use crate::server::{Server, answer};

#[test]
fn a_base_url_that_is_none_is_refused() {
    for (url, says) in [
        (
            "",
            "the base URL is no URL such as `https://api.example.com/v1`",
        ),
        ("market.example.com/v1", "the base URL is no URL"),
        ("/v1", "the base URL is no URL"),
        ("https://", "the base URL is no URL"),
        ("https://[::1", "the base URL is no URL"),
        ("https://a:99999", "the base URL is no URL"),
        ("https://exa mple.com", "the base URL is no URL"),
        ("ftp://market.example.com", "is neither http nor https"),
        ("file:///etc/passwd", "is neither http nor https"),
        ("localhost:8080", "is neither http nor https"),
        (
            "https://market.example.com/v1?",
            "holds a query or a fragment",
        ),
        (
            "https://market.example.com/v1?key=hush%2Fh%2Bsh%3D9",
            "holds a query or a fragment",
        ),
        (
            "https://market.example.com/v1#top",
            "holds a query or a fragment",
        ),
        (
            "https://hush@market.example.com",
            "holds a user name or a password",
        ),
        (
            "https://:hush@market.example.com",
            "holds a user name or a password",
        ),
        (
            "http://market.example.com/v1",
            "the credential would go to `market.example.com` over plain http: use https",
        ),
        ("http://127.0.0.1.example.com", "over plain http"),
        ("http://localhost.example.com", "over plain http"),
        ("http://0.0.0.0", "over plain http"),
        ("http://[::ffff:10.0.0.1]", "over plain http"),
        ("http://128.0.0.1", "over plain http"),
    ] {
        let mut shown = Shown::default();
        let error = builder(url).build().unwrap_err();
        shown.error(&error);

        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Builder, 0),
            "{url}: {error}"
        );
        assert!(error.to_string().contains(says), "{url}: {error}");
        shown.assert_no_secret();
    }
}

#[tokio::test]
async fn a_base_url_leads_to_its_place_however_it_is_written() {
    for (base, path) in [
        ("", "/stalls/7"),
        ("/", "/stalls/7"),
        ("///", "/stalls/7"),
        ("/v1", "/v1/stalls/7"),
        ("/v1/", "/v1/stalls/7"),
        ("/a/../v1/./", "/v1/stalls/7"),
        ("/v1%2Fx/é", "/v1%2Fx/%C3%A9/stalls/7"),
        ("\\v1", "/v1/stalls/7"),
        (" ", "/stalls/7"),
    ] {
        let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
        let shown = Arc::default();
        let market = telling(server.url() + base, &shown).build().unwrap();
        succeeds(market.get("7"), &shown).await;

        let line = format!("GET {path}?key=hush%2Fh%2Bsh%3D9 HTTP/1.1\r\n");
        assert!(
            server.requests()[0].starts_with(&line),
            "{base}: {:?}",
            server.requests()
        );
        shown.lock().unwrap().assert_no_secret();
    }
}

#[tokio::test]
async fn this_machine_has_several_names() {
    for (bind, name) in [
        ("127.0.0.1:0", "127.0.0.1"),
        ("127.0.0.1:0", "localhost"),
        ("127.0.0.1:0", "LOCALHOST"),
        ("127.0.0.1:0", "127.1"),
        ("127.0.0.2:0", "127.0.0.2"),
        ("[::1]:0", "[::1]"),
        ("[::1]:0", "[0:0:0:0:0:0:0:1]"),
    ] {
        if std::net::TcpListener::bind(bind).is_err() {
            // A machine without IPv6.
            continue;
        }
        let server = Server::bound_to(bind, vec![answer("200 OK", &[], STALL)]).await;
        let port = server.url().rsplit_once(':').unwrap().1.to_owned();
        let shown = Arc::default();
        let market = telling(format!("http://{name}:{port}/v1"), &shown)
            .build()
            .unwrap();

        succeeds(market.get("7"), &shown).await;
    }
}

type Build = fn(ClientBuilder<Market>) -> ClientBuilder<Market>;

#[test]
fn a_credential_that_cannot_be_sent_is_refused_without_being_shown() {
    let cases: [(Build, &str); 16] = [
        (|builder| builder.api_key(""), "`.api_key(..)` is empty"),
        (|builder| builder.api_key(" \t"), "`.api_key(..)` is empty"),
        (|builder| builder.api_key("\n"), "`.api_key(..)` is empty"),
        (
            |builder| builder.api_key("hush\n"),
            "control characters, perhaps a line break at its end",
        ),
        (|builder| builder.api_key("hu\0sh"), "control characters"),
        (
            |builder| builder.api_key("hush\u{85}"),
            "control characters",
        ),
        (
            |builder| builder.bearer_token(""),
            "`.bearer_token(..)` is empty",
        ),
        (
            |builder| builder.bearer_token("hush\r\n"),
            "control characters",
        ),
        (
            |builder| builder.bearer_token("hush\r\nx-evil: 1"),
            "control characters",
        ),
        (
            |builder| builder.bearer_token("hush\u{7f}"),
            "control characters",
        ),
        (
            |builder| builder.bearer_token("hushé"),
            "has letters beyond ASCII, which a header does not take",
        ),
        (|builder| builder.basic("ann", ""), "`.basic(..)` is empty"),
        (
            |builder| builder.basic("ann", "hush\n"),
            "control characters",
        ),
        (
            |builder| builder.basic("ann\n", "hush"),
            "control characters",
        ),
        (
            |builder| builder.basic("a:nn", "hush"),
            "has a colon in the user name",
        ),
        (
            |builder| builder.user_agent("me\n"),
            "the user agent has control characters or letters beyond ASCII",
        ),
    ];
    for (build, says) in cases {
        let mut shown = Shown::default();
        let builder = build(builder("https://market.example.com"));
        shown.add(&builder);
        let error = builder.build().unwrap_err();
        shown.error(&error);

        assert_eq!(error.kind(), ErrorKind::Builder, "{error}");
        assert!(error.to_string().contains(says), "{error}");
        shown.assert_no_secret();
    }
}

#[tokio::test]
async fn a_credential_goes_where_it_belongs_and_is_shown_nowhere() {
    let basic = "YW5uOmh1c2gvaCtzaD05";
    let cases: [(Build, &str, &[&str]); 6] = [
        (
            |builder| builder,
            "?key=hush%2Fh%2Bsh%3D9 HTTP/1.1\r\n",
            &[
                SECRET,
                "hush%2fh%2bsh%3d9",
                "hush\\/h\\u002Bsh\\u003d9",
                "hush&#47;h&#x2B;sh=9",
            ],
        ),
        (
            |builder| builder.api_key("hush é&=#😀"),
            "?key=hush%20%C3%A9%26%3D%23%F0%9F%98%80 HTTP/1.1\r\n",
            &[
                "hush é&=#😀",
                "hush+%C3%A9%26%3D%23%F0%9F%98%80",
                "hush \\u00e9&amp;=#\\ud83d\\uDE00",
            ],
        ),
        (
            |builder| builder.bearer_token(SECRET),
            "\r\nauthorization: Bearer hush/h+sh=9\r\n",
            &[SECRET],
        ),
        (
            |builder| builder.basic("ann", SECRET),
            "\r\nauthorization: Basic YW5uOmh1c2gvaCtzaD05\r\n",
            &[SECRET, basic],
        ),
        (
            |builder| builder.basic("ännä", "hush é:1"),
            "\r\nauthorization: Basic w6RubsOkOmh1c2ggw6k6MQ==\r\n",
            &["hush é:1", "w6RubsOkOmh1c2ggw6k6MQ=="],
        ),
        (
            |builder| builder.basic("", "hush"),
            "\r\nauthorization: Basic Omh1c2g=\r\n",
            &["hush", "Omh1c2g="],
        ),
    ];
    for (build, sent, echoes) in cases {
        for echo in echoes {
            let server = Server::new(vec![answer("400 Bad Request", &[], echo)]).await;
            let shown = Arc::default();
            let builder = build(telling(server.url(), &shown));
            shown.lock().unwrap().add(&builder);
            let market = builder.build().unwrap();
            shown.lock().unwrap().add(&(&market, market.get("7")));
            let error = fails(market.get("7"), &shown).await;

            assert!(
                server.requests()[0].contains(sent),
                "{:?}",
                server.requests()
            );
            assert_eq!(error.excerpt(), Some("[redacted]"), "{echo}");
            shown.lock().unwrap().assert_no_secret();
            shown
                .lock()
                .unwrap()
                .assert_without(&[echo, basic, "w6Rub"]);
        }
    }
}

#[tokio::test]
async fn a_path_of_the_caller_that_holds_the_secret_is_not_shown() {
    let transport = ScriptedTransport::new();
    let market = builder("https://market.example.com")
        .transport(transport)
        .build()
        .unwrap();
    for path in [
        format!("/a?key={SECRET}"),
        format!("/a/../{SECRET}"),
        SECRET.to_owned(),
    ] {
        let mut shown = Shown::default();
        let call = market.core.request(brogue_runtime::Method::GET, path);
        shown.add(&call);
        shown.error(&call.await.unwrap_err());
        shown.assert_no_secret();
    }
}

#[test]
fn an_api_without_credentials_says_so() {
    let error = ClientBuilder::<Market>::new(&API).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "no credential is set: call `.api_key(..)` or `.bearer_token(..)` or `.basic(..)` on the builder"
    );
}
