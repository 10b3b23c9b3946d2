//! One try over the network. Only to this machine, unless the vendor was told otherwise: what it sends is made up, and nobody else
//! has asked for it.

use std::net::IpAddr;
use std::time::Duration;

use brogue_runtime::{Body, ReqwestTransport, Transport as _};
use http::{HeaderMap, HeaderValue, Method};
use url::{Host, Url};

use super::state::Plan;

/// How long a receiver has for its answer, in real time.
const PATIENCE: Duration = Duration::from_secs(10);

/// The bytes of an answer that are read before the connection is closed.
const MOST_READ: usize = 64 << 10;

/// What came of a try.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// An answer with this status.
    Status(u16),
    /// No answer.
    Failed(String),
    /// It was not sent, and will not be.
    NotSent(String),
}

/// Sends a delivery.
pub(super) async fn send(
    plan: &Plan,
    url: &str,
    anywhere: bool,
    headers: HeaderMap,
    body: Vec<u8>,
) -> Answer {
    // What is looked at is what is called: one spelling of the address for both.
    let Ok(url) = Url::parse(url) else {
        return Answer::NotSent("the address cannot be called: it is no URL".to_owned());
    };
    let is_near = is_this_machine(&url);
    if !is_near && !anywhere {
        return Answer::NotSent(
            "the address is not on this machine: allow it with `webhooks_to_anywhere(true)`"
                .to_owned(),
        );
    }
    let transport = if is_near {
        plan.near
            .get_or_init(|| ReqwestTransport::direct(PATIENCE).ok())
    } else {
        plan.far
            .get_or_init(|| ReqwestTransport::new(PATIENCE).ok())
    };
    let Some(transport) = transport else {
        return Answer::NotSent("the machine cannot make connections".to_owned());
    };
    let request = http::Request::builder()
        .method(Method::POST)
        .uri(url.as_str())
        // Receivers in tests often take one request and are gone.
        .header(http::header::CONNECTION, HeaderValue::from_static("close"))
        .body(Body::from(body));
    let mut request = match request {
        Ok(request) => request,
        Err(error) => return Answer::NotSent(format!("the address cannot be called: {error}")),
    };
    request.headers_mut().extend(headers);

    match tokio::time::timeout(PATIENCE, answered(transport, request)).await {
        Ok(answer) => answer,
        Err(_) => Answer::Failed(format!("no answer in {} seconds", PATIENCE.as_secs())),
    }
}

async fn answered(transport: &ReqwestTransport, request: http::Request<Body>) -> Answer {
    let answer = match transport.send(request).await {
        Ok(answer) => answer,
        Err(error) => return Answer::Failed(error.to_string()),
    };
    let status = answer.status().as_u16();
    let mut body = answer.into_body();
    let mut read = 0;
    // The status alone counts; the rest is read so that the receiver can finish.
    while let Ok(Some(chunk)) = body.chunk().await {
        read += chunk.len();
        if read > MOST_READ {
            break;
        }
    }

    Answer::Status(status)
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.eq_ignore_ascii_case("localhost") || name.to_lowercase().ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => match address.to_canonical() {
            IpAddr::V4(address) => address.is_loopback(),
            IpAddr::V6(address) => address.is_loopback(),
        },
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Url, is_this_machine};

    #[test]
    fn only_loopback_is_this_machine() {
        for (url, expected) in [
            ("http://127.0.0.1:1/", true),
            ("http://localhost./x", true),
            ("http://[::1]/", true),
            ("http://[::ffff:127.0.0.1]/", true),
            ("http://2130706433/", true),
            ("http://0.0.0.0/", false),
            ("http://localhost.example.com/", false),
            ("http://127.0.0.1@example.com/", false),
            ("http://10.0.0.1/", false),
        ] {
            let url = Url::parse(url).expect(url);
            assert_eq!(is_this_machine(&url), expected, "{url}");
        }
    }
}
