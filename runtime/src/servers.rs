//! Where operations are called that have a server of their own.

use std::borrow::Cow;

use url::Url;

/// The servers of single operations, as the caller has them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Servers {
    /// Whether the caller has set the base of every path.
    pub(crate) is_moved: bool,
    /// Servers as the spec has them, and where they are; neither with a closing slash.
    pub(crate) places: Vec<(String, String)>,
}

impl Servers {
    /// The servers of a client.
    pub(crate) fn new(places: &[(String, Url)], is_moved: bool) -> Self {
        let text = |place: &Url| place.as_str().trim_end_matches('/').to_owned();
        let places = places.iter();

        Self {
            is_moved,
            places: places
                .map(|(declared, place)| (declared.clone(), text(place)))
                .collect(),
        }
    }

    /// The base of an operation's path, without a closing slash. A server that is a path alone is on the host of the base.
    pub(crate) fn base<'a>(&'a self, base: &'a str, server: Option<&'static str>) -> Cow<'a, str> {
        let Some(server) = server else {
            return Cow::Borrowed(base);
        };
        let known = self.places.iter().find(|(declared, _)| declared == server);
        if let Some((_, place)) = known {
            return Cow::Borrowed(place);
        }
        if server.is_empty() || server.starts_with('/') {
            return match Url::parse(base) {
                Ok(base) => Cow::Owned(format!("{}{server}", base.origin().ascii_serialization())),
                Err(_) => Cow::Borrowed(base),
            };
        }

        // Whoever has set a base means a proxy or a test server: nothing goes past it.
        Cow::Borrowed(if self.is_moved { base } else { server })
    }
}

#[cfg(test)]
mod tests {
    use super::Servers;

    #[test]
    fn a_server_of_an_operation_goes_where_the_caller_says() {
        let places = vec![(
            "https://files.example.com".to_owned(),
            "http://127.0.0.1:9/f".to_owned(),
        )];
        for (is_moved, server, expected) in [
            (false, None, "https://api.example.com/v1"),
            (false, Some(""), "https://api.example.com"),
            (true, Some("/health"), "https://api.example.com/health"),
            (
                false,
                Some("https://up.example.com"),
                "https://up.example.com",
            ),
            (
                true,
                Some("https://up.example.com"),
                "https://api.example.com/v1",
            ),
            (
                true,
                Some("https://files.example.com"),
                "http://127.0.0.1:9/f",
            ),
        ] {
            let servers = Servers {
                is_moved,
                places: places.clone(),
            };

            assert_eq!(
                servers.base("https://api.example.com/v1", server),
                expected,
                "{server:?}"
            );
        }
    }
}
