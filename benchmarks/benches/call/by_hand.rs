//! The same by hand, as somebody careful writes it: a client with timeouts, the status looked at, the envelope as a struct.

use std::hint::black_box;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::measure::Side;
use crate::record::DerivedRecord;
use crate::{Question, TOKEN, texts};

#[derive(Deserialize)]
struct Envelope<T> {
    data: T,
}

#[derive(Clone)]
pub(crate) struct ByHand {
    client: Client,
    base: String,
    record: DerivedRecord,
}

impl ByHand {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            client: Client::builder()
                .no_proxy()
                .connect_timeout(Duration::from_secs(10))
                .timeout(Duration::from_secs(60))
                .redirect(reqwest::redirect::Policy::none())
                .user_agent("records/0.1.0")
                .build()
                .expect("a client"),
            base: url.to_owned(),
            record: serde_json::from_str(&texts::record(1)).expect("a record"),
        }
    }
}

async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, reqwest::Error> {
    let request = request
        .bearer_auth(TOKEN)
        .header(ACCEPT, "application/json");
    let response = request.send().await?.error_for_status()?;
    let body = response.bytes().await?;
    let envelope: Envelope<T> = serde_json::from_slice(&body).expect("the envelope");

    Ok(envelope.data)
}

impl Side for ByHand {
    fn call(&self, question: Question) -> impl Future<Output = ()> + Send + 'static {
        let client = self.client.clone();
        let base = self.base.clone();
        let record = (question == Question::Add).then(|| self.record.clone());

        async move {
            match (question, record) {
                (Question::Record, _) => {
                    let id = "yKQhJZ9B7PTT85kWc".to_owned();
                    let request = client.get(format!("{base}/records/{id}?expand=true"));
                    let record: DerivedRecord = send(request).await.expect("a record");
                    black_box(record);
                }
                (Question::Page, _) => {
                    let limit = 100_i64;
                    let request = client.get(format!("{base}/records?limit={limit}"));
                    let page: Vec<DerivedRecord> = send(request).await.expect("a page");
                    black_box(page);
                }
                (Question::Add, Some(record)) => {
                    let body = serde_json::to_vec(&record).expect("JSON");
                    let request = client
                        .post(format!("{base}/records"))
                        .header(CONTENT_TYPE, "application/json")
                        .body(body);
                    let number: i64 = send(request).await.expect("a number");
                    black_box(number);
                }
                (Question::Add, None) => {}
            }
        }
    }
}
