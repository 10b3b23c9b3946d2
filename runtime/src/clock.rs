//! Time and chance as seams, so that tests of waiting take microseconds.

use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// A future on the heap that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where a client takes time and chance from.
///
/// The default is tokio's clock: under `tokio::time::pause()` a client's waits pass at once.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The time that never goes back; what waits are counted in.
    fn now(&self) -> Instant;

    /// The time of day; what dates in headers are compared with.
    fn time_of_day(&self) -> SystemTime;

    /// Ends when so much time has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// A random number, for the jitter of retries.
    fn random(&self) -> u64 {
        RandomState::new().build_hasher().finish()
    }
}

/// The clock of the tokio runtime that a call runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The longest time that is reckoned with. Anything longer in a header or a setting means this.
pub(crate) const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Adds without overflow.
pub(crate) fn later(now: Instant, wait: Duration) -> Instant {
    now.checked_add(wait.min(FOREVER)).unwrap_or(now)
}

/// Runs a future until it ends or the time is up, whichever comes first.
pub(crate) async fn within<F: Future>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    future: F,
) -> Option<F::Output> {
    let Some(limit) = limit else {
        return Some(future.await);
    };
    let mut future = std::pin::pin!(future);
    // What is ready at once needs no clock.
    let mut sleep = None;

    std::future::poll_fn(|context| {
        use std::task::Poll;

        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => sleep
                .get_or_insert_with(|| clock.sleep(limit.min(FOREVER)))
                .as_mut()
                .poll(context)
                .map(|()| None),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{Clock, Duration, Instant, TokioClock, later, within};

    #[tokio::test(start_paused = true)]
    async fn time_is_up_only_for_what_takes_longer() {
        let clock = TokioClock;
        let second = Some(Duration::from_secs(1));
        let slow = || clock.sleep(Duration::from_secs(2));

        assert_eq!(within(&clock, second, async { 7 }).await, Some(7));
        assert_eq!(within(&clock, second, slow()).await, None);
        assert_eq!(within(&clock, None, slow()).await, Some(()));
    }

    #[test]
    fn no_time_is_too_long() {
        let now = Instant::now();

        assert!(later(now, Duration::MAX) > now);
    }
}
