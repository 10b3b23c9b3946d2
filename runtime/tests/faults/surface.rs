//! What the public types promise to whoever holds them.

use brogue_runtime::codec::{DecodeError, EncodeError, Finding, Id, Members, Patch};
use brogue_runtime::{
    ApiError, BadElement, Body, Call, CallOptions, ClientBuilder, CodeExchange, Connections, Core,
    Download, Error, ErrorKind, Event, Events, FileTokenStore, InvalidPageToken, Items, Multipart,
    Page, PageToken, PagedCall, Pages, Pagination, Part, Partial, QuotaMode, ReqwestTransport,
    Response, RetryPolicy, ScriptedTransport, Sifted, TransportError, TransportErrorKind, Upload,
    Value,
};

use crate::market::{Market, Stall, builder, stall};

fn is_shared<T: Send + Sync + Unpin + 'static>() {}
fn is_sent<T: Send + Unpin + 'static>() {}
fn is_an_error<T: std::error::Error + Send + Sync + 'static>() {}
fn is_plain<T: Clone + std::fmt::Debug + Send + Sync>() {}

#[test]
fn types_move_between_threads_and_are_shared_by_them() {
    is_shared::<Core>();
    is_shared::<ClientBuilder<Market>>();
    is_shared::<Call<Stall>>();
    is_shared::<PagedCall<Stall>>();
    is_shared::<Page<Stall>>();
    is_shared::<Partial<Stall>>();
    is_shared::<Response<Stall>>();
    is_shared::<Sifted<Stall>>();
    is_shared::<Event<Stall>>();
    is_shared::<BadElement>();
    is_shared::<Call<Download>>();
    is_shared::<Call<Events<Stall>>>();
    is_shared::<ReqwestTransport>();
    is_shared::<ScriptedTransport>();
    is_sent::<Pages<Stall>>();
    is_sent::<Items<Stall>>();
    is_sent::<Download>();
    is_sent::<Events<Stall>>();
    is_sent::<Response<Download>>();
    is_sent::<Body>();
    is_shared::<FileTokenStore>();

    is_an_error::<Error>();
    is_an_error::<InvalidPageToken>();
    is_an_error::<TransportError>();
    is_an_error::<DecodeError>();
    is_an_error::<EncodeError>();

    is_plain::<ApiError>();
    is_plain::<CallOptions>();
    is_plain::<Connections>();
    is_plain::<Multipart>();
    is_plain::<Part>();
    is_plain::<Upload>();
    is_plain::<ErrorKind>();
    is_plain::<Finding>();
    is_plain::<Id>();
    is_plain::<Members>();
    is_plain::<PageToken>();
    is_plain::<Pagination>();
    is_plain::<Patch<Stall>>();
    is_plain::<QuotaMode>();
    is_plain::<RetryPolicy>();
    is_plain::<TransportErrorKind>();
}

fn moves<F: IntoFuture>(future: F) -> F
where
    F::IntoFuture: Send,
{
    future
}

/// Never run: that it compiles is the proof.
#[expect(dead_code, reason = "the compiler is the judge")]
fn every_future_moves_between_threads(market: &Market, code: CodeExchange, mut body: Body) {
    drop(moves(market.get("7")));
    drop(moves(market.get("7").send()));
    drop(moves(market.get("7").with_response()));
    drop(moves(market.get("7").send_as::<Value>()));
    drop(moves(market.list()));
    drop(moves(market.list().send()));
    drop(moves(market.list().with_response()));
    drop(moves(market.list().send_as::<Value>()));
    drop(moves(market.list().pages().try_next()));
    drop(moves(market.list().items().next()));
    drop(moves(market.list().items().try_collect::<Vec<_>>()));
    drop(moves(market.core.exchange(code)));
    drop(moves(body.chunk()));
}

#[test]
fn a_call_is_described_without_a_runtime_and_a_failure_is_one_word() {
    let market = builder("http://127.0.0.1:9").build().unwrap();
    drop((
        market.get("7"),
        market.list(),
        market.add(&stall()),
        market.close("7"),
    ));

    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    assert_eq!(size_of::<Core>(), size_of::<usize>());
}
