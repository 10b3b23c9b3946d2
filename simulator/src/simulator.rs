//! A running vendor: its thread, its address, and what a test can see of it and do to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;

use brogue_generator::source::Source;
use brogue_runtime::TransportError;
use tokio::sync::oneshot;

use crate::builder::SimulatorBuilder;
use crate::clock::SimulatedClock;
use crate::error::StartError;
use crate::faults::Faults;
use crate::gate::Credentials;
use crate::log::Entry;
use crate::overview;
use crate::records::{self, Records, RecordsError};
use crate::server;
use crate::transport::SimulatedTransport;
use crate::vendor::Vendor;
use crate::webhooks::Webhooks;
use crate::world::{Settings, World, lock};

/// A simulated vendor that runs until it is dropped.
///
/// It listens on a thread of its own and needs no runtime of the caller's.
#[derive(Debug)]
pub struct Simulator {
    world: Arc<World>,
    address: SocketAddr,
    base_url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Simulates the vendor of a spec, on a free port of this machine.
    ///
    /// # Errors
    ///
    /// A spec with errors. What is to be set otherwise: [`builder`](Self::builder).
    pub fn from_spec(spec: &str) -> Result<Self, StartError> {
        Self::builder(spec).start()
    }

    /// The same, with settings.
    pub fn builder(spec: &str) -> SimulatorBuilder {
        SimulatorBuilder::new(Source::new("spec", spec))
    }

    /// The same, of a document that was read with the files it refers to, or with overlays.
    pub fn builder_of(source: Source) -> SimulatorBuilder {
        SimulatorBuilder::new(source)
    }

    /// What a client takes as its base URL: `http://127.0.0.1:40123/api/v2`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The name of the API.
    pub fn title(&self) -> &str {
        &self.world.vendor.api.title
    }

    /// How many operations it has.
    pub fn operations(&self) -> usize {
        self.world.vendor.operation_ids().count()
    }

    /// What lets calls in, a sentence for each security scheme of the spec: `apiKey: simulated-key as api_key in the query`.
    pub fn ways_in(&self) -> Vec<String> {
        overview::credentials(&self.world.vendor)
    }

    /// A call to begin with, as a command for a shell; nothing where the spec has no operation. Where calls need an access token, it has
    /// one that is given out for it.
    pub fn example_call(&self) -> Option<String> {
        overview::example(self, &self.world.vendor)
    }

    /// The clock that its tokens, quotas and webhooks go by.
    pub fn clock(&self) -> &SimulatedClock {
        &self.world.clock
    }

    /// What goes wrong on purpose.
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use brogue_simulator::{Fault, Simulator};
    ///
    /// # const SPEC: &str = "";
    /// let vendor = Simulator::from_spec(SPEC)?;
    /// vendor.faults().add(Fault::rate_limit(Duration::from_secs(30)).on("listVisits").times(2))?;
    /// vendor.faults().add(Fault::reset().share(0.1))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn faults(&self) -> Faults<'_> {
        Faults::of(&self.world)
    }

    /// What it takes as credentials, and what it has given out.
    pub fn credentials(&self) -> Credentials {
        Credentials::new(Arc::clone(&self.world))
    }

    /// What a client takes as its transport where the document has tokens given out on another host than the API's; any other client
    /// needs none.
    ///
    /// # Errors
    ///
    /// Where the system gives no means for connections.
    pub fn transport(&self) -> Result<SimulatedTransport, TransportError> {
        SimulatedTransport::new(Arc::clone(&self.world), format!("http://{}", self.address))
    }

    /// The records of a collection, to look at and to change: `visits` for `/visits`. The names are [`collections`](Self::collections).
    ///
    /// # Errors
    ///
    /// A name that is none of them.
    pub fn records(&self, collection: &str) -> Result<Records<'_>, RecordsError> {
        Records::of(&self.world, collection)
    }

    /// The names of the collections, as the document tells of them: the last word of the path, or all words where another collection
    /// has the same.
    pub fn collections(&self) -> Vec<String> {
        records::names(&self.world)
    }

    /// What each call does to which records, a line each: so it was understood from the document.
    pub fn plan(&self) -> String {
        crate::plan::in_words(&self.world.vendor)
    }

    /// What was asked and answered so far, in order; the last 10,000 requests.
    pub fn log(&self) -> Vec<Entry> {
        lock(&self.world.log).entries(|_| true)
    }

    /// The requests that broke the spec. In a test of a client: `assert!(vendor.broken().is_empty())`.
    pub fn broken(&self) -> Vec<Entry> {
        lock(&self.world.log).entries(|entry| !entry.broken.is_empty())
    }

    /// Forgets what was asked and answered so far; the numbers of the requests go on.
    pub fn clear_log(&self) {
        lock(&self.world.log).clear();
    }

    /// What it sends on its own account.
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks::new(&self.world)
    }

    /// What a request sees.
    #[cfg(test)]
    pub(crate) fn world(&self) -> &World {
        &self.world
    }

    pub(crate) fn start(
        vendor: Vendor,
        address: SocketAddr,
        clock: SimulatedClock,
        settings: Settings,
    ) -> Result<Self, StartError> {
        let listener = server::listen(address)?;
        let address = listener.local_addr().map_err(StartError::System)?;
        let base_url = format!("http://{address}{}", vendor.base_path);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(StartError::System)?;
        let settings = Settings {
            is_local: address.ip().is_loopback(),
            ..settings
        };
        let world = World::new(vendor, settings, clock, runtime.handle().clone());
        let world = Arc::new(world);
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&world);
        let thread = std::thread::Builder::new()
            .name("simulated vendor".to_owned())
            .spawn(move || {
                runtime.block_on(server::serve(served, listener, stopped));
                // A delivery that looks for the address of its receiver is not waited for.
                runtime.shutdown_background();
            })
            .map_err(StartError::System)?;

        Ok(Self {
            world,
            address,
            base_url,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so on its own; here it is over either way.
            let _ = thread.join();
        }
    }
}
