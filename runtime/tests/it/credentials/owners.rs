//! Many companies behind one client.

use std::time::Duration;

use brogue_runtime::{
    Api, ClientBuilder, Core, Credential, MemoryTokenStore, OAuthCredentials, Quota, QuotaWindow,
    ScriptedTransport,
};

use super::vendor::{API, BOTH, get, user};

#[tokio::test(start_paused = true)]
async fn each_owner_has_tokens_of_its_own_and_the_same_each_time() {
    let mut number = 0;
    let transport = ScriptedTransport::new().otherwise(move |request| {
        if request.uri().path().ends_with("/token") {
            number += 1;
            return (200, format!(r#"{{"access_token": "t-{number}"}}"#));
        }
        (200, "7".to_owned())
    });
    let core: Core = ClientBuilder::new(&API)
        .oauth(user())
        .transport(transport.clone())
        .token_store(MemoryTokenStore::new())
        .build()
        .unwrap();
    let (one, two) = (
        core.for_credential("one").unwrap(),
        core.for_credential("two").unwrap(),
    );
    for core in [
        &core,
        &one,
        &two,
        &core.for_credential("one").unwrap(),
        &one.for_credential("two").unwrap(),
    ] {
        get(core).await.unwrap();
    }

    let brought: Vec<_> = transport
        .requests()
        .iter()
        .filter_map(|request| request.headers().get("authorization").cloned())
        .collect();
    assert_eq!(
        brought,
        [
            "Bearer t-1",
            "Bearer t-2",
            "Bearer t-3",
            "Bearer t-2",
            "Bearer t-3"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn each_owner_has_a_quota_of_its_own() {
    static LIMITED: Api = Api::new("limited", "https://a.example.com")
        .credentials(&[Credential::oauth(&BOTH)])
        .quota(Quota::new(&[QuotaWindow::new(2, 10_000)]));
    let transport =
        ScriptedTransport::new().otherwise(|_| (200, r#"{"access_token": "t"}"#.to_owned()));
    let core: Core = ClientBuilder::new(&LIMITED)
        .oauth(user())
        .transport(transport)
        .build()
        .unwrap();
    let begin = tokio::time::Instant::now();
    for key in ["one", "two", "three"] {
        let owner = core.for_credential(key).unwrap();
        owner
            .call(&super::vendor::GET)
            .returns::<()>()
            .await
            .unwrap();
    }
    assert!(begin.elapsed() < Duration::from_secs(1));

    let again = core.for_credential("one").unwrap();
    again
        .call(&super::vendor::GET)
        .returns::<()>()
        .await
        .unwrap();
    assert!(begin.elapsed() >= Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_token_of_one_owner_or_host_is_never_used_for_another() {
    let store = MemoryTokenStore::new();
    let given = || OAuthCredentials::new().refresh_token("r");
    let build = |host: &str, transport: &ScriptedTransport| -> Core {
        ClientBuilder::new(&API)
            .oauth(given())
            .token_store(store.clone())
            .base_url(host)
            .transport(transport.clone())
            .build()
            .unwrap()
    };
    let first = ScriptedTransport::new()
        .answer(200, r#"{"access_token": "first"}"#)
        .answer(200, "7")
        .answer(200, "7");
    get(&build("https://guild.example.com", &first))
        .await
        .unwrap();
    // The same host finds the token in the store.
    get(&build("https://guild.example.com", &first))
        .await
        .unwrap();
    assert_eq!(first.requests().len(), 3);

    let other = ScriptedTransport::new()
        .answer(200, r#"{"access_token": "other"}"#)
        .answer(200, "7");
    let core = build("https://other.example.com", &other);
    get(&core).await.unwrap();
    assert_eq!(
        other.requests()[1].headers()["authorization"],
        "Bearer other"
    );

    // What a user gave to one owner is not another's.
    let error = get(&core.for_credential("two").unwrap()).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(other.requests().len(), 2);
}

#[test]
fn where_nothing_tells_owners_apart_it_is_said() {
    static KEY: Api = Api::new("key", "https://a.example.com").credentials(&[Credential::bearer()]);
    let core: Core = ClientBuilder::new(&KEY).bearer_token("t").build().unwrap();

    assert!(
        core.for_credential("one")
            .unwrap_err()
            .to_string()
            .contains("owners")
    );
}
