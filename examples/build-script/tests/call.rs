//! A call of the client that the build script has made.

use build_script_example::{Client, ScriptedTransport};

#[tokio::test]
async fn the_client_of_a_build_script_makes_calls() {
    let transport = ScriptedTransport::new().answer(200, r#"[{"id": 7, "since": "2026-03-01"}]"#);
    let client = Client::builder()
        .transport(transport)
        .build()
        .expect("a client");

    let bicycles = client
        .bicycles()
        .list()
        .color("green")
        .await
        .expect("an answer");

    assert_eq!(bicycles.first().map(|bicycle| bicycle.id), Some(7));
}
