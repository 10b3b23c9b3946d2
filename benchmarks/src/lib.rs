//! Measures speed in alternated rounds, so that a busy machine slows both sides alike.

use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long one side runs in one round.
const SLICE: Duration = Duration::from_millis(20);

/// How many rounds are run.
const ROUNDS: usize = 21;

/// Two sides that do the same work, measured.
#[derive(Debug)]
pub struct Comparison {
    name: String,
    ours: Duration,
    theirs: Duration,
    ratios: Vec<f64>,
}

/// Runs both sides in turn and keeps the median time of one run of each.
pub fn compare<A, B>(
    name: &str,
    mut ours: impl FnMut() -> A,
    mut theirs: impl FnMut() -> B,
) -> Comparison {
    let mut our_times = Vec::new();
    let mut their_times = Vec::new();
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let (our_time, their_time) = (time(&mut ours), time(&mut theirs));
        ratios.push(our_time.as_secs_f64() / their_time.as_secs_f64());
        our_times.push(our_time);
        their_times.push(their_time);
    }
    ratios.sort_by(f64::total_cmp);

    Comparison {
        name: name.to_owned(),
        ours: median(our_times),
        theirs: median(their_times),
        ratios,
    }
}

fn time<T>(run: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    let mut runs = 0;
    while start.elapsed() < SLICE {
        for _ in 0..16 {
            black_box(run());
        }
        runs += 16;
    }

    start.elapsed() / runs
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();

    times.get(times.len() / 2).copied().unwrap_or_default()
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quantile = |part: usize| {
            self.ratios
                .get(self.ratios.len() * part / 4)
                .copied()
                .unwrap_or_default()
        };

        write!(
            formatter,
            "{:<44} {:>10.2?} {:>10.2?}  {:>5.2} ({:.2} to {:.2})",
            self.name,
            self.ours,
            self.theirs,
            quantile(2),
            quantile(1),
            quantile(3)
        )
    }
}

/// The heading of a table of comparisons.
pub fn heading(theirs: &str) -> String {
    format!(
        "{:<44} {:>10} {:>10}  ratio (middle half of the rounds)",
        "", "ours", theirs
    )
}
