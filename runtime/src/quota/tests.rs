//! Quotas under a paused clock: time passes only where everybody waits.

mod counts;
mod scoped;
mod storms;

use std::sync::Mutex;

use super::limiter::Limiter;
use super::state::{State, Turn};
use super::*;
use crate::api::QuotaWindow;
use crate::clock::{Clock, FOREVER, TokioClock};
use crate::headers::QuotaReport;

const SECOND: Duration = Duration::from_secs(1);

fn limiter(windows: &[QuotaWindow]) -> Arc<Limiter> {
    Arc::new(Limiter::new(windows, Arc::new(TokioClock), None))
}

impl Limiter {
    /// Waits for a turn.
    async fn acquire(self: &Arc<Self>, patience: Patience) -> Result<Permit, Limited> {
        acquire(self.clone(), patience).await
    }
}

async fn acquire(limit: Arc<dyn Limit>, patience: Patience) -> Result<Permit, Limited> {
    match limit.enter(patience)? {
        Entry::Turn(permit) => Ok(permit),
        Entry::Queue(turn) => turn.await,
    }
}

/// A request that is answered at once.
async fn pass(limiter: &Arc<Limiter>) {
    let mut permit = limiter.acquire(waits()).await.unwrap();
    permit.leaves();
    permit.arrived();
}

fn patience(mode: QuotaMode, deadline: Option<Duration>) -> Patience {
    Patience {
        mode,
        deadline: deadline.map(|wait| TokioClock.now() + wait),
        longest_stop: 60 * SECOND,
    }
}

fn waits() -> Patience {
    patience(QuotaMode::Wait, None)
}

/// Starts of so many requests by so many callers at once; an answer takes so long.
async fn starts(
    limiter: &Arc<Limiter>,
    callers: usize,
    each: usize,
    latency: Duration,
) -> Vec<Instant> {
    let begun: Vec<_> = (0..callers)
        .map(|_| {
            let limiter = Arc::clone(limiter);
            tokio::spawn(async move {
                let mut starts = Vec::new();
                for _ in 0..each {
                    let mut permit = limiter.acquire(waits()).await.unwrap();
                    starts.push(TokioClock.now());
                    permit.leaves();
                    TokioClock.sleep(latency).await;
                    permit.arrived();
                }
                starts
            })
        })
        .collect();
    let mut all = Vec::new();
    for caller in begun {
        all.extend(caller.await.unwrap());
    }
    all.sort();

    all
}

/// The most requests in any window that begins at one of them, both ends included.
fn most_in(starts: &[Instant], period: Duration) -> usize {
    (0..starts.len())
        .map(|first| {
            starts[first..]
                .iter()
                .take_while(|start| **start - starts[first] <= period)
                .count()
        })
        .max()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn sixty_four_callers_never_exceed_the_quota_and_use_nearly_all_of_it() {
    let limiter = limiter(&[QuotaWindow::new(100, 10_000)]);
    let begin = TokioClock.now();
    let starts = starts(&limiter, 64, 18, Duration::ZERO).await;
    let in_ten_windows = starts
        .iter()
        .filter(|start| **start - begin < 100 * SECOND)
        .count();

    assert_eq!(starts.len(), 64 * 18);
    assert!(most_in(&starts, 10 * SECOND) <= 100);
    assert!(in_ten_windows >= 950, "{in_ten_windows} of 1000");
}

#[tokio::test(start_paused = true)]
async fn with_slow_answers_even_the_time_of_arrival_keeps_the_quota() {
    let limiter = limiter(&[QuotaWindow::new(10, 1_000)]);
    let latency = Duration::from_millis(300);
    let starts = starts(&limiter, 16, 10, latency).await;

    // A request may arrive at any time of its latency: the first as late and the last as early as can be.
    assert!(most_in(&starts, SECOND + latency) <= 10);
}

#[tokio::test(start_paused = true)]
async fn all_windows_hold_at_once() {
    let limiter = limiter(&[QuotaWindow::new(5, 1_000), QuotaWindow::new(12, 10_000)]);
    let starts = starts(&limiter, 4, 9, Duration::ZERO).await;

    assert!(most_in(&starts, SECOND) <= 5);
    assert!(most_in(&starts, 10 * SECOND) <= 12);
    assert!(starts[35] - starts[0] < 23 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn callers_go_in_the_order_they_came_and_a_dropped_one_gives_its_place_back() {
    let limiter = limiter(&[QuotaWindow::new(1, 1_000)]);
    pass(&limiter).await;

    let order = Arc::new(Mutex::new(Vec::new()));
    let callers: Vec<_> = (0..4)
        .map(|number| {
            let (limiter, order) = (Arc::clone(&limiter), Arc::clone(&order));
            tokio::spawn(async move {
                pass(&limiter).await;
                order.lock().unwrap().push((number, TokioClock.now()));
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(limiter.lock().waiting, 4);
    callers[0].abort();
    callers[2].abort();
    let begin = TokioClock.now();
    for caller in callers {
        let _ = caller.await;
    }

    let order = order.lock().unwrap();
    assert_eq!(
        order.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        [1, 3]
    );
    assert!(order[1].1 - begin < 2 * SECOND);
    assert_eq!(limiter.lock().waiting, 0);
}

#[tokio::test(start_paused = true)]
async fn who_cannot_wait_fails_at_once_and_is_told_how_long() {
    let limiter = limiter(&[QuotaWindow::new(1, 10_000)]);
    pass(&limiter).await;
    let begin = TokioClock.now();

    let in_a_hurry = patience(QuotaMode::Wait, Some(9 * SECOND));
    for patience in [patience(QuotaMode::FailFast, None), in_a_hurry] {
        let wait = limiter.acquire(patience).await.unwrap_err().wait.unwrap();
        assert!(wait > 9 * SECOND && wait < 11 * SECOND, "{wait:?}");
    }
    assert_eq!(TokioClock.now(), begin);

    let next = tokio::spawn({
        let limiter = Arc::clone(&limiter);
        async move { limiter.acquire(waits()).await.is_ok() }
    });
    tokio::task::yield_now().await;
    let second_in_line = patience(QuotaMode::Wait, Some(15 * SECOND));
    assert!(limiter.acquire(second_in_line).await.is_err());
    assert_eq!(TokioClock.now(), begin);
    assert!(next.await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn what_was_never_sent_costs_nothing() {
    let limiter = limiter(&[QuotaWindow::new(1, 10_000)]);
    let begin = TokioClock.now();
    drop(limiter.acquire(waits()).await.unwrap());
    let mut refused = limiter.acquire(waits()).await.unwrap();
    refused.leaves();
    refused.stays();
    drop(refused);
    let mut lost = limiter.acquire(waits()).await.unwrap();
    lost.leaves();

    assert_eq!(TokioClock.now(), begin);
    drop(lost);
    pass(&limiter).await;
    assert!(TokioClock.now() - begin >= 10 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn the_vendors_count_corrects_ours_until_its_window_ends() {
    let limiter = limiter(&[QuotaWindow::new(100, 10_000)]);
    let report = |remaining, reset| QuotaReport {
        limit: None,
        remaining: Some(remaining),
        reset: Some(reset),
    };
    limiter.correct(report(2, 4 * SECOND));
    limiter.correct(report(50, 4 * SECOND));
    let begin = TokioClock.now();

    for elapsed in [0, 0, 4, 4, 4] {
        pass(&limiter).await;
        assert_eq!((TokioClock.now() - begin).as_secs(), elapsed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_by_the_vendor_stops_everybody_and_a_long_one_is_not_waited_for() {
    let limiter = limiter(&[]);
    let begin = TokioClock.now();
    limiter.stop(7 * SECOND);
    let starts = starts(&limiter, 8, 1, Duration::ZERO).await;
    assert!(starts.iter().all(|start| *start - begin >= 7 * SECOND));

    limiter.stop(3_600 * SECOND);
    let wait = limiter.acquire(waits()).await.unwrap_err().wait;
    assert_eq!(wait, Some(3_600 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn without_a_quota_a_stop_holds_for_all_and_grows() {
    let limit: Arc<dyn Limit> = Arc::new(Stop::new(Arc::new(TokioClock)));
    let begin = TokioClock.now();
    acquire(Arc::clone(&limit), waits()).await.unwrap();
    assert_eq!(limit.status(), QuotaStatus::default());

    limit.stop(7 * SECOND);
    let wait = patience(QuotaMode::FailFast, None);
    let refused = acquire(Arc::clone(&limit), wait).await.unwrap_err();
    assert_eq!(refused.wait, Some(7 * SECOND));
    let hurried = patience(QuotaMode::Wait, Some(6 * SECOND));
    assert!(acquire(Arc::clone(&limit), hurried).await.is_err());
    assert_eq!(TokioClock.now(), begin);

    let callers: Vec<_> = (0..3)
        .map(|_| tokio::spawn(acquire(Arc::clone(&limit), waits())))
        .collect();
    let given_up = tokio::spawn(acquire(Arc::clone(&limit), waits()));
    TokioClock.sleep(SECOND).await;
    given_up.abort();
    assert!(given_up.await.is_err());
    let status = limit.status();
    assert_eq!((status.remaining, status.waiting), (Some(0), 3));
    assert_eq!(status.next_turn, 6 * SECOND);
    assert!(!limit.is_idle());

    limit.stop(10 * SECOND);
    limit.stop(SECOND);
    for caller in callers {
        assert!(caller.await.unwrap().is_ok());
    }
    assert_eq!(TokioClock.now() - begin, 11 * SECOND);
    assert!(limit.is_idle());

    limit.stop(FOREVER);
    let wait = acquire(Arc::clone(&limit), waits()).await.unwrap_err().wait;
    assert_eq!(wait, Some(3_600 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn no_header_stops_a_client_for_ever() {
    let forever = FOREVER * 100;
    let windows: [(&[QuotaWindow], Duration, Duration); 3] = [
        (&[], 3_600 * SECOND, 3_600 * SECOND),
        (&[QuotaWindow::new(9, 10_000)], 11 * SECOND, 3_600 * SECOND),
        (
            &[QuotaWindow::new(9, 86_400_000)],
            86_401 * SECOND,
            86_401 * SECOND,
        ),
    ];
    for (windows, longest_report, longest_stop) in windows {
        let limiter = limiter(windows);
        let nothing_left = QuotaReport {
            limit: None,
            remaining: Some(0),
            reset: Some(forever),
        };
        limiter.correct(nothing_left);
        tokio::time::advance(longest_report).await;
        assert_eq!(limiter.lock().take_turn(TokioClock.now()), Turn::Now);

        limiter.stop(forever);
        tokio::time::advance(longest_stop).await;
        assert_eq!(limiter.lock().take_turn(TokioClock.now()), Turn::Now);
    }
}

#[test]
fn a_window_of_extreme_size_stays_small_and_correct() {
    let mut window = window::Window::new(&QuotaWindow::new(u32::MAX, u64::MAX));
    let now = Instant::now();
    for _ in 0..100_000 {
        window.answered(now);
    }
    assert_eq!(window.place(0, 0, now), window::Place::At(now));

    let window = window::Window::new(&QuotaWindow::new(0, 0));
    assert_eq!(window.place(0, 0, now), window::Place::At(now));
}
