//! Pages that are read while the caller works on the one before.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{
    Body, BoxFuture, Operation, PagedCall, Pagination, Replay, RetryPolicy, ScriptedTransport,
    Transport, TransportError,
};
use bytes::Bytes;

use crate::shop::{Shop, builder};

const BY_PAGE: Pagination = Pagination::page("page").more("/more");

static LIST: Operation = Operation::get("listNumbers", "/numbers").pagination(BY_PAGE);
static TAKE: Operation = Operation::get("takeNumbers", "/numbers")
    .pagination(BY_PAGE)
    .replay(Replay::Unsafe);

/// A vendor who takes a second for each page, and fails on some.
#[derive(Clone, Debug, Default)]
struct Slow {
    asked: Arc<Mutex<Vec<u64>>>,
    fails_on: Option<u64>,
    answered: Arc<AtomicUsize>,
}

impl Slow {
    fn asked(&self) -> Vec<u64> {
        self.asked.lock().unwrap().clone()
    }

    fn call(&self, operation: &'static Operation) -> PagedCall<i64> {
        let shop: Shop = builder()
            .transport(self.clone())
            .retry(RetryPolicy::none())
            .build()
            .unwrap();

        shop.core.call(operation).pages()
    }
}

impl Transport for Slow {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let query = request.uri().query().unwrap_or_default();
        let page = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("page="))
            .map_or(1, |page| page.parse().unwrap());
        self.asked.lock().unwrap().push(page);

        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            self.answered.fetch_add(1, Ordering::SeqCst);
            let body = format!(r#"{{"data": [{page}0, {page}1], "more": {}}}"#, page < 4);
            let mut response = http::Response::new(Body::from(Bytes::from(body)));
            if self.fails_on == Some(page) {
                *response.status_mut() = http::StatusCode::BAD_REQUEST;
            }
            Ok(response)
        })
    }
}

/// A second of the caller's own work.
async fn work() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}

#[tokio::test(start_paused = true)]
async fn the_next_page_is_read_while_the_caller_works() {
    for (ahead, seconds) in [(false, 8), (true, 5)] {
        let vendor = Slow::default();
        let call = vendor.call(&LIST);
        let mut pages = if ahead { call.prefetch() } else { call }.pages();
        let start = tokio::time::Instant::now();
        let mut read = Vec::new();
        while let Some(page) = pages.try_next().await.unwrap() {
            read.extend(page.items);
            work().await;
        }

        assert_eq!(read, [10, 11, 20, 21, 30, 31, 40, 41]);
        assert_eq!(vendor.asked(), [1, 2, 3, 4]);
        assert_eq!(start.elapsed().as_secs(), seconds, "{ahead}");
    }
}

#[tokio::test(start_paused = true)]
async fn never_more_than_one_page_is_read_ahead_and_none_that_the_limit_makes_needless() {
    // limit, items taken -> pages asked for
    for (limit, taken, asked) in [(2, 2, 1), (3, 1, 2), (3, 3, 2), (100, 1, 2), (100, 3, 3)] {
        let vendor = Slow::default();
        let mut items = vendor.call(&LIST).prefetch().limit(limit).items();
        for _ in 0..taken {
            items.try_next().await.unwrap().unwrap();
        }
        for _ in 0..5 {
            work().await;
        }

        assert_eq!(vendor.asked().len(), asked, "limit {limit}, {taken} taken");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_changes_something_is_never_made_ahead() {
    let vendor = Slow::default();
    let mut pages = vendor.call(&TAKE).prefetch().pages();
    pages.try_next().await.unwrap().unwrap();
    work().await;

    assert_eq!(vendor.asked(), [1]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_stream_gives_up_the_page_it_reads_ahead() {
    let vendor = Slow::default();
    let mut pages = vendor.call(&LIST).prefetch().pages();
    pages.try_next().await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(vendor.asked(), [1, 2]);
    drop(pages);
    for _ in 0..5 {
        work().await;
    }

    assert_eq!(vendor.answered.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn an_error_ahead_comes_in_its_turn_and_the_list_resumes_there() {
    let vendor = Slow {
        fails_on: Some(2),
        ..Slow::default()
    };
    let mut items = vendor.call(&LIST).prefetch().items();
    assert_eq!(items.try_next().await.unwrap(), Some(10));
    for _ in 0..5 {
        work().await;
    }
    assert_eq!(items.try_next().await.unwrap(), Some(11));
    assert!(items.try_next().await.unwrap_err().is_rejected());
    assert_eq!(items.try_next().await.unwrap(), None);
    let token = items.next_page().unwrap().clone();
    assert_eq!(token.to_string(), "page:2");

    let healed = Slow::default();
    let rest: Vec<i64> = healed
        .call(&LIST)
        .prefetch()
        .items_from(&token)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(rest, [20, 21, 30, 31, 40, 41]);
}

#[test]
fn streams_are_send_and_need_no_runtime_to_be_made() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let shop: Shop = builder()
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let call = || shop.core.call(&LIST).pages::<i64>().prefetch();

    drop(is_send(call().items()));
    drop(is_send(call().pages()));
    drop(is_send(call().items().try_collect::<Vec<i64>>()));
    drop(is_send(call().into_future()));
}
