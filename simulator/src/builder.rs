//! How a simulated vendor is set up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use brogue_generator::check::{self, NameLock};
use brogue_generator::diagnostic::{Diagnostics, Strictness, render};
use brogue_generator::source::Source;
use brogue_generator::{load, parse};

use crate::clock::SimulatedClock;
use crate::error::StartError;
use crate::log::{Entry, Observer};
use crate::simulator::Simulator;
use crate::vendor::Vendor;
use crate::world::Settings;

/// What a simulated vendor is to be like, before it starts.
#[derive(Clone, Debug)]
pub struct SimulatorBuilder {
    source: Source,
    address: SocketAddr,
    clock: SimulatedClock,
    strictness: Strictness,
    settings: Settings,
}

impl SimulatorBuilder {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            clock: SimulatedClock::new(),
            strictness: Strictness::Strict,
            settings: Settings::default(),
        }
    }

    /// What the spec is called in reports and in the log: its path.
    #[must_use]
    pub fn named(mut self, path: impl Into<String>) -> Self {
        self.source.path = path.into();
        self
    }

    /// Simulates what can be understood of a document with mistakes, as `brogue generate` makes a client of it: for documents of
    /// strangers. Where nothing is said, a document with errors is refused.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.strictness = Strictness::Lenient;
        self
    }

    /// The port to listen on; 0, which is the default, takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.address.set_port(port);
        self
    }

    /// The address to listen on. The default is 127.0.0.1: a simulated vendor has no secrets worth keeping, so others are let in only
    /// where this is said.
    #[must_use]
    pub fn address(mut self, address: IpAddr) -> Self {
        self.address.set_ip(address);
        self
    }

    /// What all made-up values come from. The same requests to the same seed have the same answers.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// The clock that tokens, quotas and webhooks go by.
    #[must_use]
    pub fn clock(mut self, clock: SimulatedClock) -> Self {
        self.clock = clock;
        self
    }

    /// How many records there are at the beginning in what no call can add to; 3 where nothing is said.
    #[must_use]
    pub fn records(mut self, records: usize) -> Self {
        self.settings.records = records;
        self
    }

    /// The most bytes of a request body; 8 MiB where nothing is said. What is larger is refused with 413.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// Whether declared quotas are kept; they are where nothing is said.
    #[must_use]
    pub fn quotas(mut self, kept: bool) -> Self {
        self.settings.keeps_quotas = kept;
        self
    }

    /// Who is told of each request as it is answered, in the thread of the vendor: it should be quick, and must not wait for the
    /// vendor.
    #[must_use]
    pub fn on_request(mut self, tell: impl Fn(&Entry) + Send + Sync + 'static) -> Self {
        self.settings.observer = Observer::new(tell);
        self
    }

    /// Takes one more key wherever a key or a plain bearer token goes. What is taken anyway: [`Credentials`](crate::Credentials).
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.settings.accepted.add_key(key.into());
        self
    }

    /// Takes one more user; one of this name has this password.
    #[must_use]
    pub fn user(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        let accepted = &mut self.settings.accepted;
        accepted.add_user(name.into(), password.into());
        self
    }

    /// Takes one more client that may ask for tokens; one of this id has this secret.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        let accepted = &mut self.settings.accepted;
        accepted.add_client(id.into(), secret.into());
        self
    }

    /// Whether webhooks are delivered to other machines than this one. They are not where nothing is said: what is sent is made up.
    #[must_use]
    pub fn webhooks_to_anywhere(mut self, allowed: bool) -> Self {
        self.settings.delivers_anywhere = allowed;
        self
    }

    /// Starts the vendor.
    ///
    /// # Errors
    ///
    /// A spec with errors, and an address that cannot be listened on.
    pub fn start(self) -> Result<Simulator, StartError> {
        let vendor = read(&self.source, self.strictness)?;

        Simulator::start(vendor, self.address, self.clock, self.settings)
    }
}

/// The vendor of a document that has no errors.
#[cfg(test)]
pub(crate) fn vendor_of(spec: &str) -> Vendor {
    read(
        &SimulatorBuilder::new(Source::new("spec", spec)).source,
        Strictness::Strict,
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

/// Reads a document; its errors are rendered as the generator renders them.
pub(crate) fn read(source: &Source, strictness: Strictness) -> Result<Vendor, StartError> {
    let mut diagnostics = Diagnostics::new(strictness);
    let checked = load::load(source, &mut diagnostics).and_then(|tree| {
        let spec = parse::parse(&tree, &mut diagnostics);
        let contract = check::contract(&spec, source);
        check::check(&spec, source, &NameLock::default(), &mut diagnostics)
            .map(|checked| Vendor::new(checked.api, contract))
    });

    checked.ok_or_else(|| StartError::Spec(render(source, &diagnostics, false)))
}
