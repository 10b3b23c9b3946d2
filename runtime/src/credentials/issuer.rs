//! What a call needs to know of tokens that are asked for.
//!
//! How they are asked for, renewed, kept and given back is the largest part of a client, and many clients are let in by a key or by
//! nothing. So calls know an [`Issuer`] only, and [`CredentialValue::oauth`](super::CredentialValue::oauth) alone names what makes one: a
//! program that never gives such credentials is linked without all of it.

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use super::{Network, OAuthCredentials, TokenFailure, TokenSource, TokenStore};
use crate::api::{Credential, OAuth};
use crate::clock::BoxFuture;
use crate::error::Error;

/// A token as a call uses it.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) access: SecretString,
    /// The how many-eth token it is: a rejection concerns this one only.
    pub(crate) generation: u64,
}

/// A token, or why there is none.
pub(crate) type Outcome = Result<Token, TokenFailure>;

/// Gives out the tokens of one scheme and one owner.
pub(crate) trait Issuer: fmt::Debug + Send + Sync {
    /// A token that need not be renewed yet.
    fn at_hand(&self) -> Option<Token>;

    /// A token, renewed if it must be.
    fn obtain(self: Arc<Self>) -> BoxFuture<'static, Outcome>;

    /// A call was let in by this token.
    fn succeeded(&self, generation: u64);

    /// A call was not let in by this token. Tells whether another one can be had.
    fn rejected(&self, generation: u64) -> bool;

    /// Whether the vendor gave this token out, or let a call in by it, a moment ago.
    fn is_trusted(&self, generation: u64) -> bool;

    /// All that can be done with it: asking users, giving back.
    fn source(self: Arc<Self>) -> Arc<TokenSource>;
}

/// What makes issuers.
#[derive(Clone, Copy)]
pub(crate) struct Issuing {
    pub(crate) issuer: Issue,
    /// Where tokens are kept unless the caller says otherwise.
    pub(crate) usual_store: fn() -> Arc<dyn TokenStore>,
}

/// Makes the issuer of a scheme. The owner tells whose tokens these are, then comes the name of the API.
type Issue = fn(
    credential: &Credential,
    oauth: &'static OAuth,
    given: &OAuthCredentials,
    owner: &str,
    api: &str,
    network: &Network,
) -> Result<Arc<dyn Issuer>, Error>;
