//! Quota stores: a count that several clients share, and that outlasts them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use brogue_runtime::{
    Api, BoxFuture, ClientBuilder, Core, FileQuotaStore, MemoryQuotaStore, Method, Quota,
    QuotaGrant, QuotaMode, QuotaRequest, QuotaStore, QuotaStoreError, QuotaWindow, RetryPolicy,
};
use tokio::time::Instant;

use crate::vendor::{Counts, Day, Manner, Vendor};

const DAY: Duration = Duration::from_secs(86_400);

static DAILY: Api = Api::new("daily", "https://daily.example.com").quota(Quota::new(&[
    QuotaWindow::new(600, 60_000),
    QuotaWindow::new(5_000, 86_400_000),
]));
static SHORT: Api = Api::new("short", "https://short.example.com")
    .quota(Quota::new(&[QuotaWindow::new(100, 10_000)]));

fn client(api: &'static Api, vendor: &Vendor, day: &Day, store: impl QuotaStore) -> Core {
    ClientBuilder::new(api)
        .retry(RetryPolicy::none())
        .transport(vendor.clone())
        .clock(day.clone())
        .quota_store(store)
        .build()
        .unwrap()
}

fn short_vendor(counts: Counts, latency: Duration) -> Vendor {
    let manner = Manner {
        latency,
        ..Manner::instant(counts)
    };

    Vendor::new(&[(100, 10_000)], manner, 5)
}

/// So many callers call for so long.
fn crowd(client: &Core, callers: usize, time: Duration) -> tokio::task::JoinSet<()> {
    let begin = Instant::now();
    (0..callers)
        .map(|_| {
            let client = client.clone();
            async move {
                while begin.elapsed() < time {
                    let _ = client.request(Method::GET, "/things").await;
                }
            }
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_daily_count_outlasts_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let day = Day::new();
    let manner = Manner::instant(Counts::Sliding);
    let vendor = Vendor::new(&[(600, 60_000), (5_000, 86_400_000)], manner, 1);
    for minutes in [1, 2, 3, 1_434] {
        let store = FileQuotaStore::new(folder.path());
        let client = client(&DAILY, &vendor, &day, store);
        let time = Duration::from_secs(minutes * 60);
        let mut callers = crowd(&client, 16, time);
        tokio::time::sleep(time).await;
        callers.abort_all();
    }
    let used = vendor.let_in(DAY);

    assert_eq!(vendor.refused(), 0);
    assert!(used >= 4_750, "{used} of 5000");
}

#[tokio::test(start_paused = true)]
async fn two_clients_with_one_file_never_exceed_the_quota_together() {
    for counts in [
        Counts::Sliding,
        Counts::Fixed(Duration::ZERO),
        Counts::Fixed(Duration::from_secs(7)),
    ] {
        for latency in [Duration::ZERO, Duration::from_millis(150)] {
            let folder = tempfile::tempdir().unwrap();
            let day = Day::new();
            let vendor = short_vendor(counts, latency);
            let time = Duration::from_secs(100);
            let made = || client(&SHORT, &vendor, &day, FileQuotaStore::new(folder.path()));
            let (one, other) = (made(), made());
            let mut callers = crowd(&one, 40, time);
            let mut others = crowd(&other, 24, time);
            tokio::time::sleep(time).await;
            callers.abort_all();
            others.abort_all();
            let used = vendor.let_in(time);

            assert_eq!(vendor.refused(), 0, "{counts:?} {latency:?}");
            assert!(used >= 880, "{counts:?} {latency:?}: {used} of 1000");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_idle_client_keeps_nothing_from_a_busy_one() {
    let day = Day::new();
    let store = MemoryQuotaStore::new();
    let vendor = short_vendor(Counts::Sliding, Duration::ZERO);
    let busy = client(&SHORT, &vendor, &day, store.clone());
    let idle = client(&SHORT, &vendor, &day, store);
    idle.request(Method::GET, "/things").await.unwrap();
    let time = Duration::from_secs(100);
    let mut callers = crowd(&busy, 64, time);
    tokio::time::sleep(time).await;
    callers.abort_all();

    assert_eq!(vendor.refused(), 0);
    assert!(vendor.let_in(time) >= 950, "{}", vendor.let_in(time));
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn files_belong_to_their_owner_and_are_written_seldom() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("quota");
    let vendor = short_vendor(Counts::Sliding, Duration::ZERO);
    let counting = Counting {
        store: FileQuotaStore::new(&inner),
        questions: Arc::default(),
    };
    let questions = Arc::clone(&counting.questions);
    let client = client(&SHORT, &vendor, &Day::new(), counting);
    for _ in 0..100 {
        client.request(Method::GET, "/things").await.unwrap();
    }
    assert!(questions.load(Ordering::Relaxed) < 25, "{questions:?}");

    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&inner), 0o700);
    let mut files = 0;
    for entry in std::fs::read_dir(&inner).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
        files += 1;
    }
    assert_eq!(files, 2);
}

/// Counts how often it is asked.
#[derive(Debug)]
struct Counting {
    store: FileQuotaStore,
    questions: Arc<AtomicUsize>,
}

impl QuotaStore for Counting {
    fn take<'store>(
        &'store self,
        request: QuotaRequest<'store>,
    ) -> BoxFuture<'store, Result<QuotaGrant, QuotaStoreError>> {
        self.questions.fetch_add(1, Ordering::Relaxed);
        self.store.take(request)
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_no_count_stops_calls_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = short_vendor(Counts::Sliding, Duration::ZERO);
    let day = Day::new();
    let made = || client(&SHORT, &vendor, &day, FileQuotaStore::new(folder.path()));
    made().request(Method::GET, "/things").await.unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            std::fs::write(path, "{\"next\": 1, \"gi").unwrap();
        }
    }
    let error = made().request(Method::GET, "/things").await.unwrap_err();

    assert!(error.is_quota_store() && error.attempts() == 0, "{error}");
    assert!(error.to_string().contains("holds no count"), "{error}");
    assert_eq!(vendor.let_in(DAY), 1);
}

/// Gives one place, then fails or hangs.
#[derive(Debug)]
struct Failing {
    hangs: bool,
    questions: AtomicUsize,
}

impl QuotaStore for Failing {
    fn take<'store>(
        &'store self,
        _request: QuotaRequest<'store>,
    ) -> BoxFuture<'store, Result<QuotaGrant, QuotaStoreError>> {
        let before = self.questions.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            if before == 0 {
                return Ok(QuotaGrant::places(1, u64::MAX));
            }
            if self.hangs {
                std::future::pending::<()>().await;
            }
            Err(QuotaStoreError::new("the disk is full"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_neither_holds_up_nor_lets_too_much_through() {
    for hangs in [false, true] {
        let store = Failing {
            hangs,
            questions: AtomicUsize::new(0),
        };
        let vendor = short_vendor(Counts::Sliding, Duration::ZERO);
        let client = client(&SHORT, &vendor, &Day::new(), store);
        let begin = Instant::now();
        let mut callers = tokio::task::JoinSet::new();
        for _ in 0..64 {
            callers.spawn(client.request(Method::GET, "/things").into_future());
        }
        let mut succeeded = 0;
        while let Some(made) = callers.join_next().await {
            match made.unwrap() {
                Ok(_) => succeeded += 1,
                Err(error) => {
                    let text = error.to_string();
                    assert!(error.is_quota_store(), "{text}");
                    assert!(text.contains("nothing was sent"), "{text}");
                    assert!(text.ends_with("; check the quota store"), "{text}");
                }
            }
        }
        // One place was asked for: that the store gives more changes nothing.
        assert_eq!((succeeded, vendor.let_in(DAY)), (1, 1));
        assert!(begin.elapsed() <= Duration::from_secs(6), "{hangs}");
    }
}

/// Takes its time.
#[derive(Debug, Default)]
struct Slow(MemoryQuotaStore);

impl QuotaStore for Slow {
    fn take<'store>(
        &'store self,
        request: QuotaRequest<'store>,
    ) -> BoxFuture<'store, Result<QuotaGrant, QuotaStoreError>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(3)).await;
            self.0.take(request).await
        })
    }
}

#[tokio::test(start_paused = true)]
async fn who_does_not_wait_is_not_refused_for_asking_the_store() {
    let vendor = short_vendor(Counts::Sliding, Duration::ZERO);
    let client: Core = ClientBuilder::new(&SHORT)
        .quota(QuotaMode::FailFast)
        .transport(vendor.clone())
        .clock(Day::new())
        .quota_store(Slow::default())
        .build()
        .unwrap();
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..110 {
        callers.spawn(client.request(Method::GET, "/things").into_future());
    }
    let mut refused = 0;
    while let Some(made) = callers.join_next().await {
        refused += usize::from(made.unwrap().is_err_and(|error| error.is_rate_limited()));
    }
    assert_eq!((refused, vendor.let_in(DAY)), (10, 100));
}
