//! Single steps of the bookkeeping.

use super::share::{Look, Question, Share};
use super::store::QuotaGrant;
use super::*;

fn question(wanted: u64) -> Question {
    Question {
        window: String::new(),
        limit: 320,
        wanted,
        unused: None,
        holds: 11 * SECOND,
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_nobody_waits_for_arrives_as_late_as_the_slowest() {
    let limiter = limiter(&[QuotaWindow::new(1, 10_000)]);
    let mut slow = limiter.acquire(waits()).await.unwrap();
    slow.leaves();
    TokioClock.sleep(SECOND).await;
    slow.arrived();
    drop(slow);
    let mut lost = limiter.acquire(waits()).await.unwrap();
    lost.leaves();
    let left_at = TokioClock.now();
    drop(lost);

    pass(&limiter).await;
    assert!(TokioClock.now() - left_at >= 11 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_the_vendor_lowers_holds_and_a_higher_one_does_not() {
    let report = |limit| QuotaReport {
        limit: Some(limit),
        ..QuotaReport::default()
    };
    let free = |limiter: &Arc<Limiter>| limiter.status().remaining.unwrap();
    let one = limiter(&[QuotaWindow::new(5, 10_000)]);
    one.correct(report(50));
    assert_eq!(free(&one), 5);
    for _ in 0..4 {
        pass(&one).await;
        TokioClock.sleep(SECOND).await;
    }
    one.correct(report(2));
    let begin = TokioClock.now();
    // Four are counted, and two are allowed: three have to be a window ago.
    assert_eq!(one.status().next_turn.as_secs(), 8);
    pass(&one).await;
    assert_eq!((TokioClock.now() - begin).as_secs(), 8);
    one.correct(report(0));
    assert_eq!(one.status().limit, Some(5));

    let several = limiter(&[QuotaWindow::new(5, 10_000), QuotaWindow::new(9, 60_000)]);
    several.correct(report(2));
    assert_eq!(free(&several), 5, "nobody says which window is meant");
}

#[test]
fn places_of_a_store_are_asked_for_by_need() {
    let begin = Instant::now();
    let mut share = Share::new(320, 10 * SECOND);
    let mut now = begin;
    for wanted in [1, 2, 4, 8, 16, 20, 20] {
        assert_eq!(share.question(now), (wanted, None));
        let grant = QuotaGrant::places(wanted, wanted);
        share.answered(grant, &question(wanted), now, now);
        for _ in 0..wanted {
            assert_eq!(share.look(now), Look::Place);
            share.take();
        }
        now += Duration::from_millis(1);
        assert_eq!(share.look(now), Look::Ask);
    }

    // What lapses is given back, and the next need is small again.
    share.question(now);
    share.answered(QuotaGrant::places(8, 20), &question(20), now, now);
    share.take();
    now += SECOND;
    assert_eq!(share.look(now), Look::Ask);
    assert_eq!(share.question(now), (1, Some((8, 19))));
}

#[test]
fn a_place_goes_back_to_the_grant_it_came_from() {
    let begin = Instant::now();
    let mut share = Share::new(320, 10 * SECOND);
    share.question(begin);
    share.answered(QuotaGrant::places(1, 1), &question(1), begin, begin);
    share.take();
    share.give_back(begin);
    assert_eq!(share.look(begin), Look::Place);

    let later = begin + SECOND;
    share.take();
    share.question(later);
    share.answered(QuotaGrant::places(2, 1), &question(1), later, later);
    share.take();
    share.give_back(begin);
    assert_eq!(share.look(later), Look::Ask, "that grant has lapsed");
}

#[test]
fn a_store_counts_places_for_as_long_as_they_may_arrive() {
    let now = Instant::now();
    let mut state = State::new(&[QuotaWindow::new(320, 10_000)], true);
    let holds = state.ask(0, now).unwrap().holds;
    state.answered(now, now + SECOND);

    assert!(holds > 10 * SECOND);
    assert_eq!(state.ask(0, now).unwrap().holds, holds + SECOND);
}
