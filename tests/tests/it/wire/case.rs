//! Cases as files: requests that are due, and the answers to them.

use letsjobit::{Client, ClientBuilder, Error};

use crate::case::{Case, play};
use crate::expected::Faults;
use crate::server::Server;

/// A key that needs escaping wherever it goes.
pub(crate) const KEY: &str = "made up/key+1&2";

/// A builder with the key, for a server.
pub(crate) fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .api_key(KEY)
        .base_url(format!("{url}/api/v2"))
}

/// Plays a case: makes calls with a client, and compares what the server saw of them with the file.
pub(crate) async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    wire_with(name, |builder| builder, calls).await
}

/// Plays a case with a client that is set up another way.
pub(crate) async fn wire_with<T>(
    name: &str,
    set_up: impl FnOnce(ClientBuilder) -> ClientBuilder,
    calls: impl AsyncFnOnce(Client) -> T,
) -> T {
    play("letsjobit", name, |url| set_up(client(url)), calls).await
}

/// Plays a case that ends in an error, which is a part of the file as well.
pub(crate) async fn wire_error<T>(
    name: &str,
    faults: &mut Faults,
    call: impl AsyncFnOnce(Client) -> Result<T, Error>,
) {
    let case = Case::open("letsjobit", name);
    let server = Server::start(case.answers()).await;
    let client = client(&server.url)
        .retry(letsjobit::RetryPolicy::none())
        .build()
        .expect("a client");
    let Err(error) = call(client).await else {
        return faults.add(name, "it is no error");
    };
    faults.compare(name, &case.path, &case.render(&server, Some(&error)));
    for shown in shown(&error) {
        if shows_key(&shown) {
            faults.add(name, &format!("the key is shown: {shown}"));
        }
    }
}

/// Everything an error shows.
pub(crate) fn shown(error: &Error) -> Vec<String> {
    let mut shown = vec![
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
        format!("{:?}", (error.url(), error.excerpt(), error.api_errors())),
    ];
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        shown.push(format!("{error} {error:?}"));
        source = error.source();
    }

    shown
}

/// Whether the key is in a text, as it is or escaped.
pub(crate) fn shows_key(text: &str) -> bool {
    ["made up/key", "made%20up", "made+up", "key%2B1", "key+1"]
        .iter()
        .any(|part| text.contains(part))
}
