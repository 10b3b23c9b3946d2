//! An invented shop, described by hand as generated code would describe it.

use brogue_runtime::{
    Api, Call, CallOptions, ClientBuilder, Core, Credential, Envelope, ErrorBody, Member, Members,
    Model, NotFound, Operation, PagedCall, Pagination, Partial, PartialErrors, Quota, QuotaWindow,
    ResetForm, ScriptedTransport, View,
};

pub(crate) const SECRET: &str = "s3cr/t+key=";

pub(crate) static API: Api = Api::new("shop", "https://shop.example.com/v1")
    .user_agent("shop/0.1.0")
    .credentials(&[Credential::api_key_query("apikey"), Credential::bearer()])
    .envelope(
        Envelope::at("/data")
            .meta("/meta")
            .errors(&["/error", "/meta/error"]),
    )
    .error_body(
        ErrorBody::new()
            .codes(&["/code"])
            .messages(&["/error", "/meta/error"])
            .fields(&["/field"]),
    )
    .quota(
        Quota::new(&[QuotaWindow::new(100, 10_000)])
            .remaining_header("X-RateLimit-Remaining")
            .reset_header("X-Rate-Limit-Reset", ResetForm::Seconds),
    );

pub(crate) static LIST: Operation = Operation::get("listThings", "/things").pagination(
    Pagination::offset("start")
        .items("/data")
        .size(100)
        .next("/meta/nextStart")
        .remaining("/meta/remaining")
        .total("/meta/total"),
);
pub(crate) static LIST_UNKNOWN: Operation =
    Operation::get("listNumbers", "/numbers").pagination(Pagination::unknown());
pub(crate) static GET: Operation = Operation::get("getThing", "/things/{id}")
    .not_found(NotFound::new().null_data().empty_list().statuses(&[401]));
pub(crate) static FIND: Operation = Operation::get("findThing", "/things/find");
pub(crate) static ADD: Operation = Operation::post("addThings", "/things")
    .envelope(Envelope::at("/meta"))
    .partial_errors(
        PartialErrors::at("/meta/errors")
            .code("/error")
            .message("/message"),
    );
pub(crate) static DELETE: Operation = Operation::delete("deleteThing", "/things/{id}");

#[derive(Clone, PartialEq)]
pub(crate) struct Thing {
    pub(crate) id: i64,
    pub(crate) name: Option<String>,
    pub(crate) closed: Option<bool>,
    pub(crate) unknown: Members,
}

impl Model for Thing {
    const NAME: &'static str = "Thing";
    const MEMBERS: &'static [Member] = &[
        Member::required("id"),
        Member::optional("name"),
        Member::optional("closed").view(View::Flag),
    ];
}

brogue_runtime::slots! {
    Thing: id, name, closed; unknown
}

#[derive(Clone, PartialEq)]
pub(crate) struct Added {
    pub(crate) inserted: Option<i64>,
}

impl Model for Added {
    const NAME: &'static str = "Added";
    const MEMBERS: &'static [Member] = &[Member::optional("inserted")];
}

brogue_runtime::slots! {
    Added: inserted
}

#[derive(Debug)]
pub(crate) struct ListThings {
    call: PagedCall<Thing>,
}

brogue_runtime::paged_calls! { ListThings: Thing }

impl ListThings {
    pub(crate) fn closed(mut self, closed: bool) -> Self {
        const CLOSED: Member = Member::required("closed").sends(brogue_runtime::Form::Integer);
        self.call.set_query(CLOSED, &closed);
        self
    }
}

#[derive(Debug)]
pub(crate) struct FindThing {
    call: Call<Option<Thing>>,
}

brogue_runtime::calls! { FindThing: Option<Thing> }

#[derive(Clone, Debug)]
pub(crate) struct Shop {
    pub(crate) core: Core,
}

impl From<Core> for Shop {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Shop {
    pub(crate) fn list(&self) -> ListThings {
        ListThings {
            call: self.core.call(&LIST).pages(),
        }
    }

    pub(crate) fn get(&self, id: &str) -> Call<Thing> {
        self.core.call(&GET).path("id", &id.to_owned()).returns()
    }

    pub(crate) fn find(&self) -> FindThing {
        FindThing {
            call: self.core.call(&FIND).returns(),
        }
    }

    pub(crate) fn add(&self, things: &[Thing]) -> Call<Partial<Added>> {
        self.core.call(&ADD).json_list(things).returns()
    }

    pub(crate) fn delete(&self, id: &str) -> Call<()> {
        self.core.call(&DELETE).path("id", &id.to_owned()).returns()
    }
}

pub(crate) fn builder() -> ClientBuilder<Shop> {
    ClientBuilder::new(&API).api_key(SECRET)
}

pub(crate) fn shop(transport: &ScriptedTransport) -> Shop {
    builder().transport(transport.clone()).build().unwrap()
}

pub(crate) fn thing(id: i64) -> Thing {
    Thing {
        id,
        name: None,
        closed: None,
        unknown: Members::new(),
    }
}

pub(crate) fn options() -> CallOptions {
    CallOptions::new()
}
