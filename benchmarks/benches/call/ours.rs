//! Our side: a described API, as generated code describes it.

use std::hint::black_box;

use brogue_runtime::{Api, ClientBuilder, Core, Credential, Envelope, Operation, Value};

use crate::measure::Side;
use crate::record::Record;
use crate::{Question, TOKEN, texts};

static API: Api = Api::new("records", "https://records.example.com/v1")
    .user_agent("records/0.1.0")
    .credentials(&[Credential::bearer()])
    .envelope(Envelope::at("/data"));
static GET: Operation = Operation::get("getRecord", "/records/{id}");
static LIST: Operation = Operation::get("listRecords", "/records");
static ADD: Operation = Operation::post("addRecord", "/records");

#[derive(Clone)]
pub(crate) struct Ours {
    core: Core,
    record: Record,
}

impl Ours {
    pub(crate) fn new(url: &str) -> Self {
        let record: Value = serde_json::from_str(&texts::record(1)).expect("a record");

        Self {
            core: ClientBuilder::new(&API)
                .bearer_token(TOKEN)
                .base_url(url)
                .build()
                .expect("a client"),
            record: serde_json::from_value(record).expect("a record"),
        }
    }
}

impl Side for Ours {
    fn call(&self, question: Question) -> impl Future<Output = ()> + Send + 'static {
        let core = self.core.clone();
        let record = (question == Question::Add).then(|| self.record.clone());

        async move {
            match (question, record) {
                (Question::Record, _) => {
                    let id = "yKQhJZ9B7PTT85kWc".to_owned();
                    let call = core.call(&GET).path("id", &id).query("expand", &true);
                    let record = call.returns::<Record>().send().await.expect("a record");
                    black_box(record);
                }
                (Question::Page, _) => {
                    let call = core.call(&LIST).query("limit", &100_i64);
                    let page = call.returns::<Vec<Record>>().send().await.expect("a page");
                    black_box(page);
                }
                (Question::Add, Some(record)) => {
                    let call = core.call(&ADD).json(&record).returns::<i64>();
                    black_box(call.send().await.expect("a number"));
                }
                (Question::Add, None) => {}
            }
        }
    }
}
