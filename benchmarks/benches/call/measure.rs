//! Rounds of calls, each side in turn.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of calls and ranks of rounds are small"
)]

use std::fmt;
use std::future::Future;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::Question;

/// How many rounds are run, after two to get warm.
const ROUNDS: usize = 61;

/// One side of the comparison: it makes a call and takes its answer apart.
pub(crate) trait Side: Clone + 'static {
    fn call(&self, question: Question) -> impl Future<Output = ()> + Send + 'static;
}

/// What one call took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    processor: Duration,
    time: Duration,
    allocations: f64,
    bytes: f64,
}

thread_local! {
    static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
}

/// Makes so many calls, so many at once.
pub(crate) fn run(side: &impl Side, question: Question, in_flight: usize, calls: usize) -> Cost {
    let before = allocated();
    let (start, processor) = (Instant::now(), processor());
    RUNTIME.with(|runtime| {
        runtime.block_on(async {
            if in_flight == 1 {
                for _ in 0..calls {
                    side.call(question).await;
                }
                return;
            }
            let tasks: Vec<_> = (0..in_flight)
                .map(|_| {
                    let calls: Vec<_> = (0..calls / in_flight)
                        .map(|_| side.call(question))
                        .collect();
                    tokio::spawn(async move {
                        for call in calls {
                            call.await;
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.expect("the calls go well");
            }
        });
    });
    let count = u32::try_from(calls).expect("not so many");
    let after = allocated();
    let each = |count: usize| count as f64 / calls as f64;

    Cost {
        processor: self::processor().saturating_sub(processor) / count,
        time: start.elapsed() / count,
        allocations: each(after.0 - before.0),
        bytes: each(after.1 - before.1),
    }
}

/// How often memory was allocated so far, and how much.
#[cfg(feature = "allocations")]
fn allocated() -> (usize, usize) {
    let stats = crate::ALLOCATOR.stats();

    (
        stats.allocations + stats.reallocations,
        stats.bytes_allocated,
    )
}

#[cfg(not(feature = "allocations"))]
fn allocated() -> (usize, usize) {
    (0, 0)
}

/// The processor time of the whole process so far.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();

    Duration::from_secs(seconds)
        + Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or_default())
}

/// What was found.
pub(crate) struct Comparison {
    name: String,
    ours: Vec<Cost>,
    theirs: Vec<Cost>,
}

/// Runs both sides in turn; who begins changes with each round.
pub(crate) fn compare(
    name: &str,
    ours: &impl Side,
    theirs: &impl Side,
    question: Question,
    in_flight: usize,
    calls: usize,
) -> Comparison {
    let mut costs = (Vec::new(), Vec::new());
    for round in 0..ROUNDS + 2 {
        let (one, other) = if round % 2 == 0 {
            let one = run(ours, question, in_flight, calls);
            (one, run(theirs, question, in_flight, calls))
        } else {
            let other = run(theirs, question, in_flight, calls);
            (run(ours, question, in_flight, calls), other)
        };
        if round > 1 {
            costs.0.push(one);
            costs.1.push(other);
        }
    }

    Comparison {
        name: name.to_owned(),
        ours: costs.0,
        theirs: costs.1,
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |costs: &[Cost], part: fn(&Cost) -> f64| spread(costs.iter().map(part)).0;
        let ratio = |part: fn(&Cost) -> f64| {
            let pairs = self.ours.iter().zip(&self.theirs);
            spread(pairs.map(|(ours, theirs)| part(ours) / part(theirs)))
        };
        writeln!(formatter, "{}", self.name)?;
        for (what, part) in [
            (
                "processor, µs",
                (|cost| cost.processor.as_secs_f64() * 1e6) as fn(&Cost) -> f64,
            ),
            ("time, µs", |cost| cost.time.as_secs_f64() * 1e6),
            ("allocations", |cost| cost.allocations),
            ("bytes allocated", |cost| cost.bytes),
        ] {
            if of(&self.ours, part) <= 0.0 {
                continue;
            }
            let (middle, low, high) = ratio(part);
            writeln!(
                formatter,
                "  {what:<20} {:>9.1} {:>9.1}  {middle:>6.3} ({low:.3} to {high:.3})",
                of(&self.ours, part),
                of(&self.theirs, part),
            )?;
        }

        Ok(())
    }
}

/// The median, and where it lies with 95 % of certainty.
fn spread(values: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let count = values.len() as f64;
    let at = |rank: f64| values.get(rank as usize).copied().unwrap_or_default();
    let half_width = 0.98 * count.sqrt();

    (
        at(count / 2.0),
        at(count / 2.0 - half_width),
        at(count / 2.0 + half_width),
    )
}

/// The heading of the tables.
pub(crate) fn heading() -> String {
    format!(
        "{:<22} {:>9} {:>9}  ratio (95 % interval of the median, {ROUNDS} rounds)",
        "per call", "ours", "by hand"
    )
}
