//! One case: what a server does, and what a caller must see of it.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use brogue_runtime::{Call, Error, ErrorKind, Response};

use crate::market::{Market, SECRET, Stall, stall, telling};
use crate::server::{Act, Server};

/// Whoever comes here waits too long: no case takes a second but by a busy machine.
const HANG: Duration = Duration::from_secs(20);

/// What a server does, and the error that a caller must see.
pub(crate) struct Case {
    pub(crate) what: &'static str,
    pub(crate) act: Act,
    pub(crate) kind: ErrorKind,
    /// A part of the sentence.
    pub(crate) says: &'static str,
    /// How often a call is sent that may be sent again, and one that may not.
    pub(crate) attempts: (u32, u32),
    /// How long an attempt may take.
    pub(crate) timeout: Duration,
}

impl Case {
    /// A case that is tried once.
    pub(crate) fn new(what: &'static str, act: Act, kind: ErrorKind, says: &'static str) -> Self {
        Self {
            what,
            act,
            kind,
            says,
            attempts: (1, 1),
            timeout: Duration::from_secs(10),
        }
    }

    /// What may go better another time: it is tried three times where that is safe.
    pub(crate) fn again(mut self) -> Self {
        self.attempts.0 = 3;
        self
    }

    /// What was certainly not carried out is tried three times.
    pub(crate) fn always_again(mut self) -> Self {
        self.attempts = (3, 3);
        self
    }

    /// What comes to no end is given up soon.
    pub(crate) fn soon(mut self) -> Self {
        self.timeout = Duration::from_millis(300);
        self
    }

    async fn run(self) {
        let Self {
            what,
            act,
            kind,
            says,
            attempts,
            timeout,
        } = self;
        let server = Server::new(vec![act]).await;
        let shown = Arc::default();
        // Each has a client of its own: what stops one call stops the next one, too.
        let market = || -> Market {
            let builder = telling(server.url(), &shown);
            builder.timeout(timeout).build().unwrap()
        };

        let mut connections = 0;
        let calls = [
            (market().get("7"), attempts.0),
            (market().add(&stall()), attempts.1),
        ];
        for (call, attempts) in calls {
            let error = fails(call, &shown).await;

            assert_eq!(error.kind(), kind, "{what}: {error}");
            assert!(error.to_string().contains(says), "{what}: {error}");
            assert_eq!(error.attempts(), attempts, "{what}: {error}");
            connections += attempts as usize;
            assert_eq!(server.connections(), connections, "{what}: {error}");
        }
        shown.lock().unwrap().assert_no_secret();
    }
}

/// Runs all cases at once: they mostly wait.
pub(crate) async fn run(cases: Vec<Case>) {
    let mut running = tokio::task::JoinSet::new();
    for case in cases {
        running.spawn(case.run());
    }
    while let Some(ran) = running.join_next().await {
        ran.unwrap();
    }
}

/// Makes a call that has to fail, and shows all of its error.
pub(crate) async fn fails(call: Call<Stall>, shown: &Mutex<Shown>) -> Error {
    let outcome = ends(call.with_response()).await;
    let mut shown = shown.lock().unwrap();
    match outcome {
        Ok(response) => panic!("{response:?}"),
        Err(error) => {
            shown.error(&error);
            error
        }
    }
}

/// Makes a call that has to succeed, and shows what came.
pub(crate) async fn succeeds(call: Call<Stall>, shown: &Mutex<Shown>) -> Response<Stall> {
    let response = ends(call.with_response()).await.unwrap();
    shown.lock().unwrap().add(&(&response, response.findings()));
    response
}

/// What must not hang.
pub(crate) async fn ends<F: IntoFuture>(future: F) -> F::Output {
    let begin = Instant::now();
    let ended = tokio::time::timeout(HANG, future.into_future()).await;
    ended.unwrap_or_else(|_| panic!("no end after {:?}", begin.elapsed()))
}

/// Everything that a person or a log would see.
#[derive(Debug, Default)]
pub(crate) struct Shown(String);

impl Shown {
    pub(crate) fn add(&mut self, what: &dyn Debug) {
        let _ = writeln!(self.0, "{what:?}\n{what:#?}");
    }

    pub(crate) fn error(&mut self, error: &Error) {
        let _ = writeln!(self.0, "{error}");
        self.add(error);
        self.add(&(
            error.url(),
            error.path(),
            error.excerpt(),
            error.body(),
            error.api_errors(),
        ));
        self.add(&(error.request_id(), error.operation(), error.method()));
        let mut source = error.source();
        while let Some(inner) = source {
            let _ = writeln!(self.0, "{inner}");
            self.add(&inner);
            source = inner.source();
        }
    }

    pub(crate) fn assert_no_secret(&self) {
        self.assert_without(&[SECRET, "hush", "h+sh", "h%2Bsh", "h%2bsh", "u002bsh"]);
    }

    pub(crate) fn assert_without(&self, secrets: &[&str]) {
        assert!(!self.0.is_empty(), "nothing was shown");
        for secret in secrets {
            assert!(!self.0.contains(secret), "{secret} in {}", self.0);
        }
    }
}
