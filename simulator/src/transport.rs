//! A way for clients to a vendor whose tokens are given out on another host.

use std::sync::Arc;
use std::time::Duration;

use brogue_runtime::{
    Body, BoxFuture, ReqwestTransport, Transport, TransportError, TransportErrorKind,
};
use http::{Request, Response, Uri};
use url::Url;

use crate::world::World;

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends what goes to other hosts that the document names for tokens to the simulated vendor instead; everything else goes where it goes.
///
/// A client sends what goes to the API's own host to its base URL. Only where the document has tokens given out elsewhere, such as on
/// `https://login.example.com`, it takes this: `.transport(vendor.transport()?)`.
#[derive(Debug)]
pub struct SimulatedTransport {
    world: Arc<World>,
    origin: String,
    network: ReqwestTransport,
}

impl SimulatedTransport {
    /// `origin` is the scheme and the address that the vendor listens on.
    pub(crate) fn new(world: Arc<World>, origin: String) -> Result<Self, TransportError> {
        Ok(Self {
            world,
            origin,
            network: ReqwestTransport::direct(CONNECT_TIMEOUT)?,
        })
    }

    /// Where a request goes instead; nothing where it goes on.
    fn instead(&self, uri: &Uri) -> Option<Result<Uri, http::uri::InvalidUri>> {
        let url = Url::parse(&uri.to_string()).ok()?;
        if !self.world.vendor.addresses.is_foreign(&url) {
            return None;
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str());

        Some(format!("{}{path}", self.origin).parse())
    }
}

impl Transport for SimulatedTransport {
    fn send(
        &self,
        mut request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        match self.instead(request.uri()) {
            Some(Ok(uri)) => *request.uri_mut() = uri,
            Some(Err(error)) => {
                let error = TransportError::new(TransportErrorKind::Connect, error);
                return Box::pin(async move { Err(error) });
            }
            None => {}
        }

        self.network.send(request)
    }
}
