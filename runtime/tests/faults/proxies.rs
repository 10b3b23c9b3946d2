//! Proxies that the environment names.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use brogue_runtime::{ReqwestTransport, RetryPolicy, Transport};

use crate::case::succeeds;
use crate::market::{STALL, builder};
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
