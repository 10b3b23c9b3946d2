//! No vendor ever says 429, and nearly all of what it allows is used: against vendors that count for themselves.

use std::time::Duration;

use brogue_runtime::{
    Api, ClientBuilder, Core, Method, Quota, QuotaWindow, ResetForm, RetryPolicy,
};
use tokio::time::Instant;

use crate::vendor::{Counts, Manner, Vendor};

const TEN_SECONDS: Duration = Duration::from_secs(10);
const DAY: Duration = Duration::from_secs(86_400);

static ONE: Api = Api::new("one", "https://one.example.com").quota(
    Quota::new(&[QuotaWindow::new(100, 10_000)])
        .remaining_header("X-RateLimit-Remaining")
        .reset_header("X-Rate-Limit-Reset", ResetForm::Seconds),
);
static THREE: Api = Api::new("three", "https://three.example.com").quota(
    Quota::new(&[
        QuotaWindow::new(1, 1_000),
        QuotaWindow::new(60, 60_000),
        QuotaWindow::new(5_000, 86_400_000),
    ])
    .remaining_header("X-RateLimit-Remaining")
    .reset_header("X-Rate-Limit-Reset", ResetForm::Seconds),
);
const OF_ONE: &[(usize, u64)] = &[(100, 10_000)];
const OF_THREE: &[(usize, u64)] = &[(1, 1_000), (60, 60_000), (5_000, 86_400_000)];

/// All ways to count, with several beginnings of fixed windows.
const WAYS: [Counts; 5] = [
    Counts::Sliding,
    Counts::Fixed(Duration::ZERO),
    Counts::Fixed(Duration::from_millis(1)),
    Counts::Fixed(Duration::from_millis(6_180)),
    Counts::Fixed(Duration::from_millis(9_999)),
];

fn client(api: &'static Api, vendor: &Vendor) -> Core {
    ClientBuilder::new(api)
        .retry(RetryPolicy::none())
        .transport(vendor.clone())
        .build()
        .unwrap()
}

/// 64 callers call for so long.
async fn crowd(client: &Core, time: Duration) {
    let begin = Instant::now();
    let callers: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                while begin.elapsed() < time {
                    let _ = client.request(Method::GET, "/things").await;
                }
            })
        })
        .collect();
    tokio::time::sleep(time).await;
    callers.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test(start_paused = true)]
async fn one_window_is_used_up_and_never_exceeded() {
    for counts in WAYS {
        for tells in [false, true] {
            let manner = Manner {
                tells,
                ..Manner::instant(counts)
            };
            let vendor = Vendor::new(OF_ONE, manner, 1);
            crowd(&client(&ONE, &vendor), 10 * TEN_SECONDS).await;
            let used = vendor.let_in(10 * TEN_SECONDS);

            assert_eq!(vendor.refused(), 0, "{counts:?} {tells}");
            assert!(used >= 950, "{counts:?} {tells}: {used} of 1000");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn three_sliding_windows_are_used_up_and_never_exceeded() {
    three_windows(Counts::Sliding).await;
}

#[tokio::test(start_paused = true)]
async fn three_fixed_windows_are_used_up_and_never_exceeded() {
    three_windows(Counts::Fixed(Duration::from_millis(50_000_300))).await;
}

async fn three_windows(counts: Counts) {
    let vendor = Vendor::new(OF_THREE, Manner::instant(counts), 2);
    crowd(&client(&THREE, &vendor), 10 * DAY).await;

    assert_eq!(vendor.refused(), 0);
    for (window, allowed) in [
        (Duration::from_secs(1), 10),
        (Duration::from_secs(60), 600),
        (DAY, 50_000),
    ] {
        let used = vendor.let_in(10 * window);
        assert!(
            used * 100 >= allowed * 95,
            "{used} of {allowed} in {window:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn slow_answers_cost_no_more_than_their_time() {
    for latency in [100, 400, 3_000].map(Duration::from_millis) {
        for counts in WAYS {
            let manner = Manner {
                latency,
                ..Manner::instant(counts)
            };
            let vendor = Vendor::new(OF_ONE, manner, 3);
            crowd(&client(&ONE, &vendor), 10 * TEN_SECONDS).await;
            let used = vendor.let_in(10 * TEN_SECONDS);
            let promised = 10_000_000 / (10_001 + latency.as_millis());

            assert_eq!(vendor.refused(), 0, "{counts:?} {latency:?}");
            assert!(
                used as u128 >= promised,
                "{counts:?} {latency:?}: {used} of {promised}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_broken_or_dropped_exceeds_nothing() {
    for (seed, counts) in (4..).zip(WAYS) {
        for tells in [false, true] {
            let manner = Manner {
                counts,
                latency: Duration::from_millis(200),
                is_faulty: true,
                tells,
            };
            let vendor = Vendor::new(OF_ONE, manner, seed);
            let client = client(&ONE, &vendor);
            let hasty = {
                let client = client.clone();
                tokio::spawn(async move {
                    for step in 0..2_000 {
                        let patience = Duration::from_millis(step % 180);
                        let call = client.request(Method::GET, "/things");
                        let _ = tokio::time::timeout(patience, call).await;
                    }
                })
            };
            crowd(&client, 10 * TEN_SECONDS).await;
            hasty.abort();
            let used = vendor.let_in(10 * TEN_SECONDS);

            assert_eq!(vendor.refused(), 0, "{counts:?} {tells}");
            assert!(used >= 900, "{counts:?} {tells}: {used} of 1000");
        }
    }
}
