//! Which credentials go with which call.

use std::fmt::Write as _;

use brogue_runtime::{
    Api, ClientBuilder, Core, Credential, CredentialValue, Operation, RetryPolicy,
    ScriptedTransport,
};

static API: Api = Api::new("sets", "https://sets.example.com")
    .credentials(&[
        Credential::api_key_header("x-app").scheme("app"),
        Credential::api_key_query("key").scheme("key"),
        Credential::bearer().scheme("token"),
        Credential::api_key_cookie("session").scheme("session"),
        Credential::api_key_cookie("other").scheme("other"),
    ])
    .security(&[&["app", "token"], &["key"]]);
static USUAL: Operation = Operation::get("usual", "/x");
static OPEN: Operation = Operation::get("open", "/x").security(&[]);
static EITHER: Operation = Operation::get("either", "/x").security(&[&[], &["key"]]);
static LARGEST: Operation =
    Operation::get("largest", "/x").security(&[&["key", "token"], &["key"], &["token"]]);
static APP: Operation = Operation::get("app", "/x").security(&[&["app"]]);
static OTHER: Operation = Operation::get("other", "/x").security(&[&["other"]]);
static COOKIES: Operation = Operation::get("cookies", "/x").security(&[&["session", "other"]]);

fn builder() -> ClientBuilder<Core> {
    ClientBuilder::new(&API)
}

fn key(scheme: &str) -> (String, CredentialValue) {
    (
        scheme.to_owned(),
        CredentialValue::api_key(format!("v-{scheme}")),
    )
}

#[tokio::test]
async fn a_call_carries_one_set_that_can_be_had() {
    let token = || ("token".to_owned(), CredentialValue::bearer("v-token"));

    for (operation, given, carried) in [
        (&USUAL, vec![key("app"), token()], "app token"),
        (&USUAL, vec![key("key")], "key"),
        (&USUAL, vec![key("app"), token(), key("key")], "key"),
        (&USUAL, vec![key("key"), key("app"), token()], "app token"),
        (&OPEN, vec![key("key")], ""),
        (&EITHER, vec![key("key")], "key"),
        (&EITHER, vec![key("app"), token()], ""),
        (&LARGEST, vec![key("key")], "key"),
        (&LARGEST, vec![token(), key("key")], "key token"),
        (&LARGEST, vec![key("key"), token()], "key token"),
        (
            &COOKIES,
            vec![key("session"), key("other")],
            "session other",
        ),
        (
            &USUAL,
            vec![key("session")],
            "fails: `app` and `token`, or `key`",
        ),
    ] {
        let transport = ScriptedTransport::new().answer(200, "7");
        let mut builder = builder().transport(transport.clone());
        for (scheme, value) in given {
            builder = builder.credential(scheme, value);
        }
        let outcome = builder
            .build()
            .unwrap()
            .call(operation)
            .returns::<i64>()
            .await;
        if let Some(told) = carried.strip_prefix("fails: ") {
            let error = outcome.unwrap_err();
            assert!(
                error.is_credential() && error.to_string().contains(told),
                "{error}"
            );
            assert!(transport.requests().is_empty());
            continue;
        }
        let request = &transport.requests()[0];
        let everything = format!("{:?} {}", request.uri(), {
            let values = request.headers().iter();
            let values: Vec<_> = values.map(|(_, value)| value.to_str().unwrap()).collect();
            values.join(" ")
        });
        for scheme in ["app", "key", "token", "session", "other"] {
            let is_carried = everything.contains(&format!("v-{scheme}"));
            let is_expected = carried.split(' ').any(|one| one == scheme);
            assert_eq!(is_carried, is_expected, "{scheme} in {everything}");
        }
        if carried.contains("session") {
            assert_eq!(
                request.headers()["cookie"],
                "session=v-session; other=v-other"
            );
        }
    }
}

#[test]
fn half_a_set_is_refused_by_the_name_of_what_is_missing() {
    let value = || CredentialValue::api_key("k");

    for (builder, told) in [
        (
            builder().credential("app", value()),
            "scheme `token` is missing",
        ),
        (
            builder().credential("ap", value()),
            "has no kind of key named `ap`: call ",
        ),
        (
            builder().credential("token", value()),
            "give it `.bearer_token(..)`",
        ),
        (builder(), "no credential is set"),
        (
            builder().api_key("k").basic("u", "p"),
            "takes no `.basic(..)`: call `.api_key_for(\"app\", ..)` or `.api_key_for(\"key\", ..)` or `.bearer_token(..)`",
        ),
        (
            builder().bearer_token("t"),
            "scheme `app` is missing: call `.api_key_for(\"app\", ..)` on the builder",
        ),
    ] {
        let error = builder.build().unwrap_err();

        assert!(
            error.is_builder() && error.to_string().contains(told),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_key_goes_under_the_name_that_the_caller_knows_it_by() {
    for (scheme, operation, name, sent) in [
        ("key", &USUAL, "api key", "/x?api%20key=v-1"),
        ("app", &APP, "X-Other", "x-other: v-1"),
        ("other", &OTHER, "sid", "cookie: sid=v-1"),
    ] {
        let transport = ScriptedTransport::new().answer(500, "{}");
        let value = CredentialValue::api_key("v-1").named(name);
        let client = builder()
            .transport(transport.clone())
            .retry(RetryPolicy::none())
            .api_key_for("key", "v-0")
            .credential(scheme, value);
        let call = client.build().unwrap().call(operation);
        let error = call.returns::<i64>().await.unwrap_err();

        let request = &transport.requests()[0];
        let mut seen = request.uri().to_string();
        for (name, value) in request.headers() {
            let _ = write!(seen, " {name}: {}", value.to_str().unwrap());
        }
        assert!(seen.contains(sent), "{sent} in {seen}");
        assert_eq!(seen.matches("v-1").count(), 1, "{seen}");
        let is_shown_redacted = error.url().unwrap().ends_with("?api%20key=[redacted]");
        assert_eq!(is_shown_redacted, scheme == "key", "{error}");
    }
}

#[test]
fn a_name_that_no_key_can_have_is_refused() {
    for (scheme, value, told) in [
        ("key", CredentialValue::api_key("k").named(""), "is empty"),
        (
            "app",
            CredentialValue::api_key("k").named("two words"),
            "no header or cookie",
        ),
        (
            "session",
            CredentialValue::api_key("k").named("a;b"),
            "no header or cookie",
        ),
        (
            "token",
            CredentialValue::bearer("t").named("x"),
            "only keys have names",
        ),
    ] {
        let error = builder().credential(scheme, value).build().unwrap_err();

        assert!(
            error.is_builder() && error.to_string().contains(told),
            "{error}"
        );
    }
}
