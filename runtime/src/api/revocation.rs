//! How tokens are given back.

/// How tokens are given back. A URL that begins with `/` is below the base URL.
///
/// # Examples
///
/// ```
/// use brogue_runtime::api::{OAuth, Revocation};
///
/// const OAUTH: OAuth = OAuth::new().revocation(Revocation::post("https://login.example.com/revoke"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocation {
    pub(crate) method: RevocationMethod,
    pub(crate) url: &'static str,
}

/// What the vendor takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RevocationMethod {
    /// A `GET` that the access token lets in.
    Get,
    /// A form with a token in it, as RFC 7009 has it.
    Post,
}

impl Revocation {
    /// A `GET` that the access token lets in: the tokens that belong to it end.
    pub const fn get(url: &'static str) -> Self {
        Self {
            method: RevocationMethod::Get,
            url,
        }
    }

    /// A form with the refresh token, or the access token where there is none, as RFC 7009 has it.
    pub const fn post(url: &'static str) -> Self {
        Self {
            method: RevocationMethod::Post,
            url,
        }
    }
}
