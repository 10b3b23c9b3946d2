//! An invented depot: a key in the query or a token that is asked for, pages, a quota.

use brogue_runtime::api::{OAuth, TokenField, TokenRequest, TokenValue};
use brogue_runtime::{
    Api, Call, ClientBuilder, Core, Credential, Envelope, Member, Model, OAuthCredentials,
    Operation, PagedCall, Pagination, Quota, QuotaWindow, ScriptedTransport,
};

pub(crate) const SECRET: &str = "s3cr/t+key=";

static OAUTH: OAuth = OAuth::new().password(TokenRequest::json("/token").fields(&[
    TokenField::required("username", TokenValue::UserName),
    TokenField::required("password", TokenValue::Password),
]));
static API: Api = Api::new("depot", "https://depot.example.com/v1")
    .credentials(&[
        Credential::api_key_query("apikey"),
        Credential::oauth(&OAUTH),
    ])
    .envelope(Envelope::at("/data").errors(&["/error"]))
    .quota(Quota::new(&[QuotaWindow::new(2, 500)]));
static COUNT: Operation = Operation::get("countCrates", "/crates/{kind}/count");
static LIST: Operation = Operation::get("listCrates", "/crates")
    .pagination(Pagination::offset("start").items("/data").size(2));

#[derive(Clone, PartialEq)]
pub(crate) struct Stock {
    pub(crate) crates: Option<i64>,
}

impl Model for Stock {
    const NAME: &'static str = "Stock";
    const MEMBERS: &'static [Member] = &[Member::optional("crates")];
}

brogue_runtime::slots! {
    Stock: crates
}

/// The struct of a call, as generated code has it.
#[derive(Debug)]
pub(crate) struct CountCrates {
    call: Call<Stock>,
}

brogue_runtime::calls! { CountCrates: Stock }

#[derive(Debug)]
pub(crate) struct ListCrates {
    call: PagedCall<i64>,
}

brogue_runtime::paged_calls! { ListCrates: i64 }

pub(crate) fn count(core: &Core) -> CountCrates {
    let call = core.call(&COUNT).path("kind", &"red".to_owned()).returns();

    CountCrates { call }
}

pub(crate) fn list(core: &Core) -> ListCrates {
    ListCrates {
        call: core.call(&LIST).pages(),
    }
}

pub(crate) fn by_key(transport: &ScriptedTransport) -> ClientBuilder<Core> {
    ClientBuilder::new(&API)
        .api_key(SECRET)
        .transport(transport.clone())
}

pub(crate) fn by_token(transport: &ScriptedTransport) -> ClientBuilder<Core> {
    ClientBuilder::new(&API)
        .oauth(OAuthCredentials::new().user("ann", "pass-word"))
        .transport(transport.clone())
}
