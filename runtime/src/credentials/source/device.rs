//! A user whose browser is on another device (RFC 8628): a code to show, and waiting until it was entered.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};

use super::{TokenFailure, TokenSource, Values};
use crate::clock::{FOREVER, later};
use crate::credentials::CodeExchange;
use crate::credentials::consent::to_its_end;
use crate::credentials::exchange::ask_plainly;
use crate::error::Error;
use crate::pointer;

/// How long is waited between two questions where the vendor does not say.
const INTERVAL: Duration = Duration::from_secs(5);

/// How much longer after each time that the vendor asks for it.
const SLOWER: Duration = Duration::from_secs(5);

/// How long a code lives where the vendor does not say.
const LIFETIME: Duration = Duration::from_secs(15 * 60);

/// A code that a user enters elsewhere, to let this program act for them.
///
/// Show [`user_code`](Self::user_code) and [`verification_uri`](Self::verification_uri), then wait for [`granted`](Self::granted).
#[derive(Clone)]
pub struct DeviceAuthorization {
    source: Arc<TokenSource>,
    device_code: SecretString,
    user_code: String,
    verification_uri: String,
    complete: Option<String>,
    interval: Duration,
    ends_at: Instant,
}

impl DeviceAuthorization {
    /// Asks for a code.
    pub(crate) async fn begin(source: &Arc<TokenSource>) -> Result<Self, Error> {
        let asked = source.ask_for_code().await;

        asked.map_err(|failure| failure.into_error().0)
    }

    /// What the user enters.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where the user enters it.
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// The same address with the code in it, for a picture that a phone reads, where the vendor gives one.
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.complete.as_deref()
    }

    /// How long the code can still be entered.
    pub fn expires_in(&self) -> Duration {
        let now = self.source.network.clock.now();

        self.ends_at.saturating_duration_since(now)
    }

    /// Waits until the user has consented, and keeps the tokens in the token store under the client's key. It asks the vendor as often as
    /// the vendor allows; a connection that fails is no end of it.
    ///
    /// # Errors
    ///
    /// Where the user declined, where the code was not entered in time, and where the tokens cannot be kept.
    pub async fn granted(self) -> Result<(), Error> {
        let clock = Arc::clone(&self.source.network.clock);
        let mut interval = self.interval;
        loop {
            if self.expires_in() < interval {
                let failure = TokenFailure::permanent("the code was not entered in time");
                return Err(failure.into_error().0);
            }
            clock.sleep(interval).await;
            let (source, code) = (Arc::clone(&self.source), self.device_code.clone());
            match to_its_end(async move { source.exchange_device_code(code).await }).await? {
                Answer::Granted => return Ok(()),
                Answer::Pending => {}
                Answer::SlowDown => interval += SLOWER,
                Answer::Unreachable => interval = interval.saturating_mul(2),
            }
        }
    }
}

impl fmt::Debug for DeviceAuthorization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DeviceAuthorization")
            .field("verification_uri", &self.verification_uri)
            .finish_non_exhaustive()
    }
}

/// What the vendor says of a code.
enum Answer {
    /// The user has consented, and the tokens are kept.
    Granted,
    /// Not yet.
    Pending,
    /// Not yet, and it was asked too soon.
    SlowDown,
    /// Nothing: the connection failed.
    Unreachable,
}

impl TokenSource {
    async fn ask_for_code(self: &Arc<Self>) -> Result<DeviceAuthorization, TokenFailure> {
        let Some((request, _)) = &self.oauth.device else {
            return Err(TokenFailure::permanent(
                "the scheme gives no codes to enter elsewhere",
            ));
        };
        let url = self
            .url(request.url)
            .map_err(|error| TokenFailure::permanent(error.to_string()))?;
        let body = ask_plainly(&self.network, request, &url, self.values()).await?;

        let places = [
            "/device_code",
            "/user_code",
            "/verification_uri",
            // As some wrote it before there was a standard.
            "/verification_url",
            "/verification_uri_complete",
            "/expires_in",
            "/interval",
        ];
        let found = pointer::find(&body, &places).unwrap_or_default();
        let text = |index: usize| found.get(index).copied().flatten()?.scalar();
        let seconds = |index: usize| {
            let seconds: f64 = text(index)?.trim().parse().ok()?;
            let bounded = seconds.clamp(0.0, FOREVER.as_secs_f64());
            seconds
                .is_finite()
                .then(|| Duration::from_secs_f64(bounded))
        };
        let (Some(device_code), Some(user_code), Some(verification_uri)) =
            (text(0), text(1), text(2).or_else(|| text(3)))
        else {
            return Err(TokenFailure::permanent(
                "the request for a code was answered without one",
            ));
        };
        self.network.redactor.learn(&device_code);

        Ok(DeviceAuthorization {
            source: Arc::clone(self),
            device_code: device_code.into(),
            user_code,
            verification_uri,
            complete: text(4),
            interval: seconds(6).unwrap_or(INTERVAL).max(Duration::from_secs(1)),
            ends_at: later(self.network.clock.now(), seconds(5).unwrap_or(LIFETIME)),
        })
    }

    async fn exchange_device_code(&self, code: SecretString) -> Result<Answer, TokenFailure> {
        let Some((_, request)) = &self.oauth.device else {
            return Err(TokenFailure::permanent("the scheme exchanges no code"));
        };
        let code = CodeExchange::new(code.expose_secret());
        let values = Values {
            code: Some(&code),
            ..self.values()
        };
        let _lock = self.store.lock(&self.key).await?;
        match self.ask(request, values).await {
            Ok(tokens) => self.keep(tokens).await.map(|_| Answer::Granted),
            Err(failure) => match failure.code() {
                Some("authorization_pending") => Ok(Answer::Pending),
                Some("slow_down") => Ok(Answer::SlowDown),
                _ if failure.is_passing() => Ok(Answer::Unreachable),
                _ => Err(failure),
            },
        }
    }
}
