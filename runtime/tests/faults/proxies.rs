//! Proxies that the environment names, or the caller.

use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{
    Api, ClientBuilder, Core, Envelope, ReqwestTransport, RetryPolicy, ScriptedTransport,
    SecretString, Transport,
};

#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::case::fails;
use crate::case::{Shown, succeeds};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::market::SECRET;
use crate::market::{GET, STALL, Stall, builder};
use crate::server::{Server, Step, answer};

/// Set for a child process: where its server is.
const SERVER: &str = "BROGUE_FAULTS_SERVER";

#[tokio::test]
async fn this_machine_is_reached_without_the_proxy_that_the_environment_names() {
    let Ok(url) = std::env::var(SERVER) else {
        return parent().await;
    };
    let shown = Arc::default();
    let market = builder(url).build().unwrap();
    succeeds(market.get("7"), &shown).await;

    // Whoever asks for it goes through the proxy, whose password is in no output.
    let through = ReqwestTransport::new(Duration::from_secs(1)).unwrap();
    let request = http::Request::get("http://market.example.com/x").body("".into());
    let answer = through.send(request.unwrap()).await.unwrap();
    assert_eq!(answer.status(), 418);
    assert!(!format!("{through:?}").contains("hush"));
}

async fn parent() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let proxy = Server::new(vec![answer("418 I'm a teapot", &[], "")]).await;
    let named = proxy.url().replace("http://", "http://ann:hush@");
    let test = "proxies::this_machine_is_reached_without_the_proxy_that_the_environment_names";
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args([test, "--exact", "--nocapture"])
        .env(SERVER, server.url());
    for variable in [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ] {
        child.env(variable, &named);
    }
    for variable in ["no_proxy", "NO_PROXY", "REQUEST_METHOD"] {
        child.env_remove(variable);
    }
    let output = tokio::task::spawn_blocking(move || child.output().unwrap());
    let output = output.await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);

    assert!(
        output.status.success() && said.contains("1 passed"),
        "{output:?}"
    );
    assert_eq!((server.connections(), proxy.connections()), (1, 1));
    let request = &proxy.requests()[0];
    assert!(
        request.starts_with("GET http://market.example.com/x HTTP/1.1\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn a_direct_transport_is_one() {
    let server = Server::new(vec![vec![Step::Read, Step::Reset]]).await;
    let direct = ReqwestTransport::direct(Duration::from_secs(1)).unwrap();
    let market = builder(server.url())
        .transport(direct.clone())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();

    let error = market.get("7").await.unwrap_err();
    assert_eq!(error.kind(), brogue_runtime::ErrorKind::Transport);
    assert_eq!(format!("{direct:?}"), "ReqwestTransport");
}

static OPEN: Api = Api::new("open", "http://open.example.com/v1").envelope(Envelope::at("/data"));

/// What a proxy is told of who calls: see [`with_user`].
const AUTHORIZATION: &str = "\r\nproxy-authorization: Basic YW5uOmh1c2gvaCtzaD05\r\n";

/// The address of a proxy with a user and a password.
fn with_user(proxy: &Server) -> String {
    proxy.url().replace("http://", "http://ann:hush%2Fh+sh=9@")
}

/// A client of an API without credentials.
fn open(proxy: &str) -> ClientBuilder<Core> {
    let secret = SecretString::from(proxy);
    ClientBuilder::new(&OPEN)
        .proxy(secret)
        .retry(RetryPolicy::none())
}

#[tokio::test]
async fn a_proxy_that_was_named_is_used_and_its_password_shown_nowhere() {
    let shown = Mutex::new(Shown::default());
    let proxy = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let with_user = with_user(&proxy);

    let builder = open(&with_user);
    shown.lock().unwrap().add(&builder);
    let client = builder.build().unwrap();
    let stall: Stall = client
        .call(&GET)
        .path("id", &"7".to_owned())
        .returns()
        .await
        .unwrap();
    assert_eq!(stall.id, 7);
    let request = &proxy.requests()[0];
    assert!(
        request.starts_with("GET http://open.example.com/v1/stalls/7 HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(request.contains(AUTHORIZATION), "{request}");
    shown.lock().unwrap().add(&client);
    shown.lock().unwrap().assert_no_secret();
}

// Over TLS the proxy only makes the connection. One that says no is no connection.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_proxy_that_makes_no_tunnel_is_no_connection() {
    let shown = Mutex::new(Shown::default());
    let refuses = answer("407 Proxy Authentication Required", &[], SECRET);
    let proxy = Server::new(vec![refuses]).await;

    let client = open(&with_user(&proxy))
        .base_url("https://open.example.com")
        .build()
        .unwrap();
    let call = client
        .call(&GET)
        .path("id", &"7".to_owned())
        .returns::<Stall>();
    let error = fails(call, &shown).await;
    assert!(error.is_connect(), "{error}");
    let request = &proxy.requests()[0];
    assert!(
        request.starts_with("CONNECT open.example.com:443 HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        request
            .to_lowercase()
            .contains(&AUTHORIZATION.to_lowercase()),
        "{request}"
    );
    shown.lock().unwrap().add(&client);
    shown.lock().unwrap().assert_no_secret();
}

#[tokio::test]
async fn this_machine_is_reached_through_a_proxy_of_its_own_and_through_no_other() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let proxy = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let market = builder(server.url()).proxy(proxy.url()).build().unwrap();
    succeeds(market.get("7"), &Mutex::default()).await;
    assert_eq!((server.connections(), proxy.connections()), (0, 1));

    let other = builder(server.url()).proxy("http://ann:hush@proxy.example.com:3128");
    let error = other.build().unwrap_err();
    assert!(
        error.is_builder() && !format!("{error:?}").contains("hush"),
        "{error:?}"
    );
    assert!(error.to_string().contains("the proxy is not"), "{error}");
}

#[test]
fn a_setting_that_cannot_be_kept_is_refused_without_being_shown() {
    let cases = [
        open("hush").build(),
        open("http://").build(),
        open("ftp://ann:hush@proxy.example.com").build(),
        open("socks5://ann:hush@proxy.example.com").build(),
        open("http://ann:hush@proxy.example.com")
            .transport(ScriptedTransport::new())
            .build(),
        ClientBuilder::new(&OPEN)
            .compression(false)
            .transport(ScriptedTransport::new())
            .build(),
    ];
    for outcome in cases {
        let error = outcome.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(error.is_builder(), "{shown}");
        assert!(!shown.contains("hush"), "{shown}");
        let says = [
            "`http://proxy.example.com:3128`",
            "is for the built-in transport",
        ];
        assert!(says.iter().any(|says| shown.contains(says)), "{shown}");
    }
}
