//! Connections: bytes in, bytes out. Knows HTTP and nothing of the vendor.

mod body;

use std::error::Error as _;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::error::StartError;
use crate::handle::{self, Handled};
use crate::reply::{Reply, ReplyBody, Request};
use crate::world::World;

use self::body::ResponseBody;

/// How long a client may take for the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

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
    loop {
        let accepted = tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                tokio::spawn(connection(Arc::clone(&world), stream));
            }
            // Too many open files, most likely: others may close theirs.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

async fn connection(world: Arc<World>, stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let world = Arc::clone(&world);
        async move { answer(&world, request).await }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
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
) -> Result<http::Response<ResponseBody>, BrokenOff> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, world.settings.max_body).collect().await;
    let body = match body {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(handle::Unread::TooLarge),
        Err(_) => Err(handle::Unread::Broken),
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
