//! Where a credential may go.

use url::{Host, Url};

/// Whether a request to a URL may carry the credentials of an API at this base: the same host, and not over plain HTTP.
pub(crate) fn may_carry(target: &Url, base: &Url) -> bool {
    target.origin() == base.origin() && is_safe(target)
}

/// Whether nobody on the way can read along.
pub(crate) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(url))
}

/// Whether a URL leads to the machine the client runs on.
pub(crate) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Url, may_carry};

    #[test]
    fn a_credential_stays_with_its_host_and_off_plain_http() {
        for (base, target, may) in [
            (
                "https://a.example.com/v1",
                "https://a.example.com/v1/x?y",
                true,
            ),
            ("https://a.example.com", "https://a.example.com:443/x", true),
            ("https://a.example.com", "https://b.example.com/x", false),
            (
                "https://a.example.com",
                "https://a.example.com.evil.com/",
                false,
            ),
            (
                "https://a.example.com",
                "https://a.example.com@evil.com/",
                false,
            ),
            (
                "https://a.example.com",
                "https://a.example.com:8443/x",
                false,
            ),
            ("https://a.example.com", "http://a.example.com/x", false),
            ("http://a.example.com", "http://a.example.com/x", false),
            ("http://127.0.0.1:80", "http://127.0.0.1/x", true),
            ("http://[::1]:8", "http://[::1]:8/x", true),
            ("http://localhost:1", "http://localhost:2/", false),
        ] {
            let url = |text| Url::parse(text).unwrap();

            assert_eq!(may_carry(&url(target), &url(base)), may, "{target}");
        }
    }
}
