//! Addresses of security schemes: whole, or relative to the server's address as RFC 3986 says.

use crate::check::context::Context;
use crate::check::facts::fault_of_host;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// The whole address; `None` where it is none, which was reported here or at the server.
pub(super) fn resolve(context: &mut Context<'_>, written: &Spanned<String>) -> Option<String> {
    let text = written.value.as_str();
    let whole = if text.contains("://") {
        text.to_owned()
    } else {
        joined(&context.spec.servers.first()?.url.value, text)
    };
    let Some(fault) = fault(&whole) else {
        return Some(whole);
    };
    context.report(
        Diagnostic::new(Code::BadUrl, written.span, format!("the address `{text}` {fault}")).help(
            "write the whole address, such as `https://login.example.com/token`, or one below the server, such as `/oauth/token`",
        ),
    );

    None
}

/// A reference that is relative to the server's address.
fn joined(server: &str, reference: &str) -> String {
    let path_at = server.find("://").map_or(0, |scheme| {
        let host = scheme + 3;
        server
            .get(host..)
            .and_then(|rest| rest.find('/'))
            .map_or(server.len(), |path| host + path)
    });
    let (origin, path) = server.split_at(path_at);
    if reference.starts_with('/') {
        return format!("{origin}{reference}");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);

    format!("{origin}{folder}/{reference}")
}

fn fault(url: &str) -> Option<&'static str> {
    let (scheme, rest) = url.split_once("://")?;
    let odd = |character: char| character.is_whitespace() || character.is_control();
    if !url.is_ascii() || url.contains(odd) || url.contains(['{', '}', '#', '\\', '"', '<', '>']) {
        return Some("has letters that no address has");
    }
    if let Some(fault) = fault_of_host(url) {
        return Some(fault);
    }
    let path = rest.split('?').next().unwrap_or_default();
    if path.split('/').any(|segment| matches!(segment, "." | "..")) || path.contains("//") {
        return Some("has a step in it that leads nowhere");
    }

    match scheme {
        "https" => None,
        "http" if is_this_machine(rest) => None,
        "http" => Some("would take secrets over plain http"),
        _ => Some("is neither http nor https"),
    }
}

/// Whether the host is the machine the client runs on: for tests.
fn is_this_machine(rest: &str) -> bool {
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.starts_with("[::1]") {
        return true;
    }
    let host = authority.split(':').next().unwrap_or_default();

    host == "localhost"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{fault, joined};

    #[test]
    fn a_reference_is_relative_to_the_server() {
        for (server, reference, whole) in [
            (
                "https://a.example.com",
                "/token",
                "https://a.example.com/token",
            ),
            (
                "https://a.example.com/v1",
                "/token",
                "https://a.example.com/token",
            ),
            (
                "https://a.example.com/v1/",
                "token",
                "https://a.example.com/v1/token",
            ),
            (
                "https://a.example.com/v1",
                "token",
                "https://a.example.com/token",
            ),
            (
                "https://a.example.com",
                "token",
                "https://a.example.com/token",
            ),
        ] {
            assert_eq!(joined(server, reference), whole);
        }
    }

    #[test]
    fn secrets_go_over_https_or_to_this_machine() {
        for (url, is_good) in [
            ("https://a.example.com/token?x=1", true),
            ("http://a.example.com/token", false),
            ("http://localhost:8080/token", true),
            ("http://127.0.0.1/token", true),
            ("http://[::1]:80/token", true),
            ("http://127.0.0.1.example.com/token", false),
            ("ftp://a.example.com", false),
            ("https://me@a.example.com", false),
            ("https://a.example.com/../token", false),
            ("https://a.example.com//b.example.com", false),
            ("https://a.example.com/{x}", false),
            ("https://", false),
        ] {
            assert_eq!(fault(url).is_none(), is_good, "{url}");
        }
    }
}
