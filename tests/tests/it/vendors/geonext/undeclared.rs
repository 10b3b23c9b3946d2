//! Calls that the document does not show: the rules that it states for all hold for them, too.

use geonext::types::ClientDeletionInput;
use geonext::{Client, Fields, Method, Value};
use serde_json::json;

use super::wire;

#[tokio::test]
async fn lists_have_commas_pages_have_numbers_and_forms_have_brackets() {
    wire("undeclared", async |client: Client| {
        let request = |method, path: &str| client.request(method, path);

        // A list of jobs, page by page.
        let jobs = request(Method::GET, "/api/v1/job/actual")
            .query_list("for_model", ["Client", "Job"])
            .query("per_page", 2);
        let jobs: Vec<Value> = jobs.items().try_collect().await.unwrap();
        assert_eq!(jobs, [json!({"id": 1}), json!({"id": 2}), json!({"id": 3})]);

        // A PUT of what changes.
        let job = request(Method::PUT, "/api/v1/job/{id}")
            .path("id", 1)
            .json(&json!({"title": "Roof"}));
        assert_eq!(job.await.unwrap()["title"], "Roof");

        // The bodies of the two calls, to other paths.
        let body = crate::inputs::geonext_client();
        let call = request(Method::POST, "/api/v2/clients").form(&body, Fields::USUAL);
        assert_eq!(call.await.unwrap()["id"], 9);
        let body = ClientDeletionInput::new().ids([7, 8]);
        let call = request(Method::DELETE, "/api/v2/clients").form(&body, Fields::USUAL);
        call.await.unwrap();
    })
    .await;
}
