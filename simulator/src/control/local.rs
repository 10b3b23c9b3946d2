//! Whether a request means this machine, by its own name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::{HeaderMap, header};
use url::{Host, Url};

/// Whether both the host that was asked and the page that asks, where it was a page, are of this machine.
pub(super) fn is_asked_for(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| is_local(&format!("http://{host}")));
    let page = headers
        .get(header::ORIGIN)
        .is_none_or(|page| page.to_str().is_ok_and(is_local));

    host && page
}

fn is_local(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => is_loopback(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_loopback(IpAddr::V6(address)),
        None => false,
    })
}

fn is_loopback(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => Ipv4Addr::is_loopback(&address),
        IpAddr::V6(address) => {
            Ipv6Addr::is_loopback(&address)
                || address
                    .to_ipv4_mapped()
                    .is_some_and(|address| address.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::is_asked_for;

    #[test]
    fn only_this_machine_by_its_own_name_is_meant() {
        for (host, origin, expected) in [
            ("127.0.0.1:8080", None, true),
            ("127.5.0.1", None, true),
            ("localhost:8080", None, true),
            ("[::1]:8080", None, true),
            ("localhost:8080", Some("http://localhost:3000"), true),
            ("evil.example.com:8080", None, false),
            ("127.0.0.1.example.com", None, false),
            ("localhost@example.com", None, false),
            ("192.168.0.7:8080", None, false),
            ("", None, false),
            ("127.0.0.1:8080", Some("https://example.com"), false),
            ("127.0.0.1:8080", Some("null"), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(is_asked_for(&headers), expected, "{host} {origin:?}");
        }
        assert!(!is_asked_for(&HeaderMap::new()));
    }
}
