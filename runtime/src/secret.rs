//! Credentials, and their removal from whatever is shown.

mod echo;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use secrecy::{ExposeSecret, SecretString};

/// What stands where a secret was.
pub(crate) const REDACTED: &str = "[redacted]";

/// What a caller gave to be let in with. `Debug` tells the kind only.
#[derive(Clone)]
pub(crate) enum Secret {
    ApiKey(SecretString),
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
            Self::ApiKey(_) => "api_key",
            Self::Bearer(_) => "bearer_token",
            Self::Basic { .. } => "basic",
        }
    }

    /// The part that nobody may see.
    pub(crate) fn expose(&self) -> &str {
        match self {
            Self::ApiKey(secret) | Self::Bearer(secret) => secret.expose_secret(),
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

/// So many tokens are remembered at most: older ones do no harm any more.
const LEARNED: usize = 16;

/// Takes secrets out of text, in every form they may come back in. Clones learn together.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<SecretString>,
    learned: Arc<RwLock<VecDeque<SecretString>>>,
}

impl Redactor {
    /// A redactor of fixed secrets.
    pub(crate) fn new<'secret>(given: impl IntoIterator<Item = &'secret Secret>) -> Self {
        let mut secrets = Vec::new();
        for secret in given {
            secrets.push(secret.expose().to_owned());
            if let Secret::Basic { user, password } = secret {
                let value = basic_value(user, password.expose_secret());
                secrets.extend(value.strip_prefix("Basic ").map(str::to_owned));
            }
        }

        Self::default().also(secrets.iter().map(String::as_str))
    }

    /// The same, and also secrets that stand for themselves.
    pub(crate) fn also<'text>(mut self, secrets: impl IntoIterator<Item = &'text str>) -> Self {
        let secrets = secrets.into_iter().filter(|secret| !secret.is_empty());
        self.secrets.extend(secrets.map(SecretString::from));
        self
    }

    /// The same fixed secrets, and nothing learned yet.
    pub(crate) fn fresh(&self) -> Self {
        Self {
            secrets: self.secrets.clone(),
            learned: Arc::default(),
        }
    }

    /// Remembers a secret that was given out on the way.
    pub(crate) fn learn(&self, secret: &str) {
        let mut learned = self.learned.write().unwrap_or_else(PoisonError::into_inner);
        let is_known = learned.iter().any(|known| known.expose_secret() == secret);
        if is_known || secret.is_empty() {
            return;
        }
        learned.push_back(secret.into());
        if learned.len() > LEARNED {
            learned.pop_front();
        }
    }

    /// The text without the secrets. Where the text was cut, the start of a secret at its end goes, too.
    pub(crate) fn redact(&self, text: &str) -> String {
        let learned = self.learned.read().unwrap_or_else(PoisonError::into_inner);

        self.secrets
            .iter()
            .chain(learned.iter())
            .fold(text.to_owned(), |text, secret| {
                echo::redact(&text, secret.expose_secret())
            })
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Redactor({} secrets)", self.secrets.len())
    }
}

/// Base64 without padding, as it stands in a URL.
pub(crate) fn base64_url(bytes: &[u8]) -> String {
    base64(bytes)
        .replace('+', "-")
        .replace('/', "_")
        .trim_end_matches('=')
        .to_owned()
}

/// Base64 with padding, as HTTP wants it.
pub(crate) fn base64(bytes: &[u8]) -> String {
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
        let redactor = Redactor::new([&Secret::ApiKey("a/b\"c+d".into())]);

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
        assert_eq!(Redactor::default().redact("a/b"), "a/b");
        assert_eq!(
            Redactor::new([&Secret::Bearer("".into())]).redact("ab"),
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
