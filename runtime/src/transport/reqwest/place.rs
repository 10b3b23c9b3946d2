//! Where requests usually go: the same host and port again and again, which need not be parsed again and again.

use std::sync::{Arc, OnceLock};

use http::Uri;
use http::uri::{Authority, PathAndQuery};
use url::Url;

/// The scheme, host and port of the first request of a transport. Most of the others go there, too.
#[derive(Clone, Default)]
pub(super) struct Place(Arc<OnceLock<Known>>);

struct Known {
    scheme: String,
    authority: String,
    /// Without path and query, which may hold a key.
    url: Url,
}

impl Place {
    /// The URL of a request; of one that goes to the known place only path and query are parsed. `None` where it is no URL.
    pub(super) fn url(&self, uri: &Uri) -> Option<Url> {
        if let Some(known) = self.0.get()
            && known.is_of(uri)
            && let Some(path) = uri.path_and_query().map(PathAndQuery::as_str)
            && is_path(path)
        {
            return known.url.join(path).ok();
        }
        let url = Url::parse(&text_of(uri)).ok()?;
        self.0.get_or_init(|| Known::new(uri, &url));

        Some(url)
    }
}

impl Known {
    fn new(uri: &Uri, url: &Url) -> Self {
        let mut url = url.clone();
        url.set_path("/");
        url.set_query(None);

        Self {
            scheme: uri.scheme_str().unwrap_or_default().to_owned(),
            authority: uri.authority().map_or("", Authority::as_str).to_owned(),
            url,
        }
    }

    fn is_of(&self, uri: &Uri) -> bool {
        uri.authority().map(Authority::as_str) == Some(&*self.authority)
            && uri.scheme_str() == Some(&*self.scheme)
    }
}

/// Whether a text is a path with or without a query, and nothing that would name another host.
fn is_path(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//") && !text.starts_with("/\\")
}

/// The text of a URL, in one piece.
fn text_of(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", Authority::as_str);
    let path = uri.path_and_query().map_or("", PathAndQuery::as_str);
    let mut text = String::with_capacity(scheme.len() + 3 + authority.len() + path.len());
    text.push_str(scheme);
    text.push_str("://");
    text.push_str(authority);
    text.push_str(path);

    text
}

#[cfg(test)]
mod tests {
    use http::Uri;
    use url::Url;

    use super::Place;

    #[test]
    fn a_url_is_the_same_wherever_the_first_one_went() {
        let urls = [
            "http://a.example.com/v1",
            "http://a.example.com/",
            "http://a.example.com",
            "http://a.example.com?x=1",
            "http://a.example.com/v1/things?x=%2F&y=/../z",
            "http://a.example.com/a/../b/./c",
            "http://a.example.com//b.example.com/x",
            "http://a.example.com/..//b.example.com",
            "http://a.example.com/http://b.example.com/",
            "http://a.example.com:80/x",
            "http://a.example.com:81/x",
            "https://a.example.com/x",
            "http://b.example.com/x",
            "http://A.example.com/x",
            "http://user@a.example.com/x",
            "http://[::1]:8/x",
        ];

        for first in urls {
            let place = Place::default();
            place.url(&first.parse().unwrap()).unwrap();
            for url in urls {
                let uri: Uri = url.parse().unwrap();
                let expected = Url::parse(url).unwrap();
                assert_eq!(place.url(&uri).unwrap(), expected, "{first}, then {url}");
            }
        }
    }
}
