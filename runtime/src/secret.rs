//! Credentials, and their removal from whatever is shown.

mod echo;

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// What stands where a secret was.
pub(crate) const REDACTED: &str = "[redacted]";

/// What a caller gave to be let in with. `Debug` tells the kind only.
#[derive(Clone)]
pub(crate) enum Secret {
    ApiKey {
        /// The scheme it is meant for; the first that takes a key where none is named.
        scheme: Option<String>,
        key: SecretString,
    },
    Bearer(SecretString),
    Basic {
        user: String,
        password: SecretString,
    },
}

impl Secret {
    /// The method of the builder that sets it.
    pub(crate) fn method(&self) -> &'static str {
        match self {
            Self::ApiKey { scheme: None, .. } => "api_key",
            Self::ApiKey { .. } => "api_key_for",
            Self::Bearer(_) => "bearer_token",
            Self::Basic { .. } => "basic",
        }
    }

    /// The part that nobody may see.
    pub(crate) fn expose(&self) -> &str {
        match self {
            Self::ApiKey { key: secret, .. } | Self::Bearer(secret) => secret.expose_secret(),
            Self::Basic { password, .. } => password.expose_secret(),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}({REDACTED})", self.method())
    }
}

/// The value of an `authorization` header for a user name and a password.
pub(crate) fn basic_value(user: &str, password: &str) -> String {
    format!("Basic {}", base64(format!("{user}:{password}").as_bytes()))
}

/// Takes secrets out of text, in every form they may come back in.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<SecretString>,
}

impl Redactor {
    /// A redactor of one credential.
    pub(crate) fn new(secret: Option<&Secret>) -> Self {
        let Some(secret) = secret else {
            return Self::default();
        };
        let mut secrets = vec![secret.expose().to_owned()];
        if let Secret::Basic { user, password } = secret {
            let value = basic_value(user, password.expose_secret());
            secrets.extend(value.strip_prefix("Basic ").map(str::to_owned));
        }
        secrets.retain(|secret| !secret.is_empty());

        Self {
            secrets: secrets.into_iter().map(SecretString::from).collect(),
        }
    }

    /// The text without the secrets. Where the text was cut, the start of a secret at its end goes, too.
    pub(crate) fn redact(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_owned(), |text, secret| {
            echo::redact(&text, secret.expose_secret())
        })
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Redactor({} secrets)", self.secrets.len())
    }
}

/// Base64 with padding, as HTTP wants it.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .chain(std::iter::repeat(&0))
            .take(3)
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for sextet in 0..4 {
            let index = bits >> (18 - 6 * sextet) & 63;
            let letter = ALPHABET.get(index).copied().unwrap_or(b'=');
            text.push(if sextet > chunk.len() {
                '='
            } else {
                char::from(letter)
            });
        }
    }

    text
}

#[cfg(test)]
mod tests {
    use super::{Redactor, Secret, base64};

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("\u{ff}\u{fe}", "w7/Dvg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded, "{plain:?}");
        }
    }

    #[test]
    fn a_secret_is_found_in_every_form() {
        let redactor = Redactor::new(Some(&Secret::ApiKey {
            scheme: None,
            key: "a/b\"c+d".into(),
        }));

        for text in [
            "a/b\"c+d",
            "a%2Fb%22c%2Bd",
            "a%2fb%22c%2bd",
            r#"a/b\"c+d"#,
            r#"a\/b\"c+d"#,
            r"a/b\u0022c\u002Bd",
            "a/b&quot;c&#43;d",
            "a%2Fb%22c+d",
        ] {
            assert_eq!(
                redactor.redact(&format!("<{text}>")),
                "<[redacted]>",
                "{text}"
            );
        }
        assert_eq!(redactor.redact("a/b\"c+ d"), "a/b\"c+ d");
        assert_eq!(Redactor::new(None).redact("a/b"), "a/b");
        assert_eq!(
            Redactor::new(Some(&Secret::Bearer("".into()))).redact("ab"),
            "ab"
        );
    }

    #[test]
    fn debug_tells_the_kind_only() {
        let secret = Secret::Basic {
            user: "ann".into(),
            password: "hush".into(),
        };

        assert_eq!(format!("{secret:?}"), "basic([redacted])");
    }
}
