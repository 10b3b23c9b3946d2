//! Connections: bytes in, bytes out. Knows HTTP and nothing of the vendor.

mod body;

use std::error::Error as _;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, SemaphorePermit, oneshot};
use tokio::time::{Instant, timeout_at};

use crate::error::StartError;
use crate::handle::{self, Handled, Unread};
use crate::reply::{Reply, ReplyBody, Request};
use crate::world::World;

use self::body::ResponseBody;

/// How long a client may take for the head of a request, and then again for its body.
const TIMEOUT: Duration = Duration::from_secs(30);

/// About the most bytes of a head, and of what a connection holds before anybody asks for it.
const MAX_HEAD: usize = 64 << 10;

/// How many bodies are read at a time that are larger than a head may be: a thousand clients who all begin one are no reason to hold a
/// thousand of them.
const LARGE_BODIES: usize = 32;

/// Takes an address.
pub(crate) fn listen(address: SocketAddr) -> Result<std::net::TcpListener, StartError> {
    let taken = std::net::TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });

    taken.map_err(|error| StartError::Listen {
        address,
        reason: match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "the port is in use; name another one, or 0 for a free one".to_owned()
            }
            _ => error.to_string(),
        },
    })
}

/// Answers until it is told to stop.
pub(crate) async fn serve(
    world: Arc<World>,
    listener: std::net::TcpListener,
    mut stopped: oneshot::Receiver<()>,
) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    let large_bodies = Arc::new(Semaphore::new(LARGE_BODIES));
    loop {
        let accepted = tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                let large_bodies = Arc::clone(&large_bodies);
                tokio::spawn(connection(Arc::clone(&world), stream, large_bodies));
            }
            // Too many open files, most likely: others may close theirs.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

async fn connection(world: Arc<World>, stream: TcpStream, large_bodies: Arc<Semaphore>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let (world, large_bodies) = (Arc::clone(&world), Arc::clone(&large_bodies));
        async move { answer(&world, request, &large_bodies).await }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(TIMEOUT)
        .max_buf_size(MAX_HEAD)
        // Who has said all there is to say may still listen.
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    // What goes wrong with a connection is its client's affair, but for what goes wrong on purpose.
    if let Err(error) = Pin::new(&mut connection).await
        && error
            .source()
            .is_some_and(<dyn std::error::Error>::is::<BrokenOff>)
    {
        // Closed like this, the client sees a reset and no orderly end.
        let _ = connection.into_parts().io.inner().set_zero_linger();
    }
}

/// The connection is to be broken off without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is broken off on purpose")]
pub(crate) struct BrokenOff;

async fn answer(
    world: &Arc<World>,
    request: http::Request<Incoming>,
    large_bodies: &Semaphore,
) -> Result<http::Response<ResponseBody>, BrokenOff> {
    let (head, body) = request.into_parts();
    let (body, _kept) = match read(body, world.settings.max_body, large_bodies).await {
        Ok((body, permit)) => (Ok(body), permit),
        Err(unread) => (Err(unread), None),
    };
    let request = Request {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        headers: head.headers,
        body: body.as_ref().cloned().unwrap_or_default(),
    };

    match handle::handle(world, request, body.err()).await {
        Handled::Reply(reply) => Ok(response(reply, ResponseBody::whole)),
        Handled::Half(reply) if reply.body.is_nothing() => Err(BrokenOff),
        Handled::Half(reply) => Ok(response(reply, |bytes| ResponseBody::half(&bytes))),
        Handled::Reset => Err(BrokenOff),
    }
}

/// Reads a body, within a time. With a large one comes the permit that it takes, to be kept as long as the body is.
async fn read(
    mut body: Incoming,
    max_body: usize,
    large_bodies: &Semaphore,
) -> Result<(Bytes, Option<SemaphorePermit<'_>>), Unread> {
    let mut bytes = BytesMut::new();
    let mut permit = None;
    let mut until = Instant::now() + TIMEOUT;
    while let Some(frame) = timeout_at(until, body.frame())
        .await
        .map_err(|_| Unread::Broken)?
    {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            continue;
        };
        if bytes.len() + data.len() > max_body {
            return Err(Unread::TooLarge);
        }
        bytes.extend_from_slice(&data);
        if bytes.len() > MAX_HEAD && permit.is_none() {
            permit = large_bodies.acquire().await.ok();
            // Nobody is slow for having waited.
            until = Instant::now() + TIMEOUT;
        }
    }

    Ok((bytes.freeze(), permit))
}

fn response(
    reply: Reply,
    body: impl FnOnce(Bytes) -> ResponseBody,
) -> http::Response<ResponseBody> {
    let bytes = match reply.body {
        ReplyBody::Nothing => Bytes::new(),
        ReplyBody::Json(value) => Bytes::from(value.to_string()),
        ReplyBody::Bytes(bytes) => bytes,
    };
    let mut response = http::Response::new(body(bytes));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;

    response
}
