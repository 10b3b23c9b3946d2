//! Callers that do everything at once, by chance that is the same for a seed.

use super::*;

/// A clock that counts how often it is asked to wake somebody.
#[derive(Debug, Default)]
struct Counted {
    sleeps: std::sync::atomic::AtomicUsize,
}

impl Clock for Counted {
    fn now(&self) -> Instant {
        TokioClock.now()
    }

    fn time_of_day(&self) -> SystemTime {
        TokioClock.time_of_day()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleeps
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        TokioClock.sleep(duration)
    }
}

/// Numbers that look random, the same for a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// One caller does one thing after another: it waits, gives up, sends, is refused, breaks, is answered, hears of stops.
async fn live(limiter: Arc<Limiter>, mut chance: Chance, arrivals: Arc<Mutex<Vec<Instant>>>) {
    for _ in 0..25 {
        if chance.below(4) == 0 {
            TokioClock
                .sleep(Duration::from_millis(chance.below(400)))
                .await;
        }
        let patience = Duration::from_millis(1 + chance.below(3_000));
        let acquired = if chance.below(3) == 0 {
            // Given up at any moment.
            tokio::time::timeout(patience, limiter.acquire(waits())).await
        } else {
            Ok(limiter.acquire(waits()).await)
        };
        let Ok(Ok(mut permit)) = acquired else {
            continue;
        };
        match chance.below(12) {
            0 => continue,
            1 => {
                permit.leaves();
                permit.stays();
                continue;
            }
            2 => {
                limiter.stop(Duration::from_millis(chance.below(900)));
                continue;
            }
            3 => limiter.correct(QuotaReport {
                limit: Some(chance.below(20)),
                remaining: Some(chance.below(3)),
                reset: Some(Duration::from_millis(chance.below(1_200))),
            }),
            _ => {}
        }
        permit.leaves();
        TokioClock
            .sleep(Duration::from_millis(chance.below(40)))
            .await;
        arrivals.lock().unwrap().push(TokioClock.now());
        if chance.below(5) > 0 {
            TokioClock
                .sleep(Duration::from_millis(chance.below(40)))
                .await;
            permit.arrived();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_callers_do_no_place_is_lost_nobody_starves_and_nothing_spins() {
    for seed in 1..60_u64 {
        let clock = Arc::new(Counted::default());
        let windows = [QuotaWindow::new(8, 1_000), QuotaWindow::new(30, 5_000)];
        let limiter = Arc::new(Limiter::new(&windows, Arc::clone(&clock) as _, None));
        let arrivals = Arc::new(Mutex::new(Vec::new()));
        let begin = TokioClock.now();
        let mut callers = tokio::task::JoinSet::new();
        for caller in 0..64 {
            let chance =
                Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (caller * 0x1234_5677 + 1));
            callers.spawn(live(Arc::clone(&limiter), chance, Arc::clone(&arrivals)));
        }
        // A few are given up in the middle of whatever they do.
        tokio::time::sleep(Duration::from_millis(seed * 37)).await;
        let doomed: Vec<_> = (0..8)
            .map(|_| {
                let chance = Chance(seed + 77);
                tokio::spawn(live(Arc::clone(&limiter), chance, Arc::clone(&arrivals)))
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(500)).await;
        doomed.iter().for_each(tokio::task::JoinHandle::abort);
        while let Some(lived) = callers.join_next().await {
            lived.unwrap();
        }
        let took = TokioClock.now() - begin;
        let mut arrivals = std::mem::take(&mut *arrivals.lock().unwrap());
        arrivals.sort();

        // 64 callers, 25 requests each, at six a second and with stops, end; a place that is lost would end it earlier or never.
        assert!(took < 1_200 * SECOND, "{seed}: {took:?}");
        assert!(arrivals.len() > 500, "{seed}: {}", arrivals.len());
        assert!(most_in(&arrivals, SECOND) <= 8, "{seed}");
        assert!(most_in(&arrivals, 5 * SECOND) <= 30, "{seed}");
        let sleeps = clock.sleeps.load(std::sync::atomic::Ordering::Relaxed);
        assert!(sleeps < 8_000, "{seed}: {sleeps} for {}", arrivals.len());

        tokio::time::sleep(10 * SECOND).await;
        assert!(limiter.is_idle(), "{seed}: {:?}", limiter.lock());
        for _ in 0..8 {
            pass(&limiter).await;
        }
    }
}
