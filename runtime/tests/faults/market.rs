//! An invented market, described by hand as generated code would describe it, and a client for it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{
    Api, Call, ClientBuilder, Core, Credential, Envelope, ErrorBody, Member, Members, Model,
    NotFound, Operation, PagedCall, Pagination, Quota, QuotaWindow, ResetForm, RetryPolicy,
};

use crate::case::Shown;

/// Whoever finds its first four letters in an output has found the secret.
pub(crate) const SECRET: &str = "hush/h+sh=9";

pub(crate) static API: Api = Api::new("market", "https://market.example.com/v1")
    .credentials(&[
        Credential::api_key_query("key"),
        Credential::bearer(),
        Credential::basic(),
    ])
    .envelope(Envelope::at("/data").errors(&["/error"]))
    .error_body(ErrorBody::new().codes(&["/code"]).messages(&["/error"]))
    .quota(
        Quota::new(&[QuotaWindow::new(1_000, 400)])
            .remaining_header("x-remaining")
            .reset_header("x-reset", ResetForm::UnixTime),
    );

pub(crate) static GET: Operation =
    Operation::get("getStall", "/stalls/{id}").not_found(NotFound::new().null_data());
pub(crate) static LIST: Operation =
    Operation::get("listStalls", "/stalls").pagination(Pagination::offset("start").items("/data"));
pub(crate) static ADD: Operation = Operation::post("addStall", "/stalls");
pub(crate) static CLOSE: Operation = Operation::delete("closeStall", "/stalls/{id}");

#[derive(Clone, PartialEq)]
pub(crate) struct Stall {
    pub(crate) id: i64,
    pub(crate) name: Option<String>,
    pub(crate) price: Option<f64>,
    pub(crate) unknown: Members,
}

impl Model for Stall {
    const NAME: &'static str = "Stall";
    const MEMBERS: &'static [Member] = &[
        Member::required("id"),
        Member::optional("name"),
        Member::optional("price"),
    ];
}

brogue_runtime::slots! {
    Stall: id, name, price; unknown
}

pub(crate) const STALL: &str = r#"{"data": {"id": 7}}"#;

#[derive(Clone, Debug)]
pub(crate) struct Market {
    pub(crate) core: Core,
}

impl From<Core> for Market {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Market {
    pub(crate) fn get(&self, id: &str) -> Call<Stall> {
        self.core.call(&GET).path("id", &id.to_owned()).returns()
    }

    pub(crate) fn list(&self) -> PagedCall<Stall> {
        self.core.call(&LIST).pages()
    }

    pub(crate) fn add(&self, stall: &Stall) -> Call<Stall> {
        self.core.call(&ADD).json(stall).returns()
    }

    pub(crate) fn close(&self, id: &str) -> Call<()> {
        self.core.call(&CLOSE).path("id", &id.to_owned()).returns()
    }
}

pub(crate) fn stall() -> Stall {
    Stall {
        id: 7,
        name: None,
        price: None,
        unknown: Members::new(),
    }
}

/// A builder for a server, that tries three times without pauses, and never waits long.
pub(crate) fn builder(url: impl Into<String>) -> ClientBuilder<Market> {
    ClientBuilder::new(&API)
        .api_key(SECRET)
        .base_url(url)
        .timeout(Duration::from_secs(5))
        .retry(
            RetryPolicy::default()
                .backoff(Duration::ZERO, Duration::ZERO)
                .longest_pause(Duration::ZERO),
        )
}

/// A builder whose findings are added to what is shown.
pub(crate) fn telling(url: impl Into<String>, shown: &Arc<Mutex<Shown>>) -> ClientBuilder<Market> {
    let shown = Arc::clone(shown);

    builder(url).on_finding(move |operation, finding| {
        shown.lock().unwrap().add(&(operation, finding));
    })
}
