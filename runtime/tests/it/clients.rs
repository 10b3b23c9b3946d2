//! Which clients can be made.

use brogue_runtime::api::Api;
use brogue_runtime::{ClientBuilder, Core, Credential, ScriptedTransport};

use crate::shop::{API, FIND, Shop};

fn builder() -> ClientBuilder<Shop> {
    ClientBuilder::new(&API)
}

#[test]
fn what_could_not_work_is_refused_with_a_way_out() {
    for (builder, told) in [
        (
            builder(),
            "no credential is set: call `.api_key(..)` or `.bearer_token(..)` on the builder",
        ),
        (builder().basic("ann", "pw"), "`shop` takes no `.basic(..)`"),
        (builder().api_key(""), "`.api_key(..)` is empty"),
        (
            builder().bearer_token("t-123\n"),
            "perhaps a line break at its end",
        ),
        (
            builder().api_key("k").base_url("shop.example.com"),
            "the base URL is no URL",
        ),
        (
            builder().api_key("k").base_url("ftp://shop.example.com"),
            "neither http nor https",
        ),
        (
            builder()
                .api_key("k")
                .base_url("https://ann:pw@shop.example.com"),
            "user name",
        ),
        (
            builder()
                .api_key("k")
                .base_url("https://shop.example.com?a=b"),
            "query",
        ),
        (
            builder().api_key("k").base_url("http://shop.example.com"),
            "plain http",
        ),
        (
            builder()
                .api_key("k")
                .base_url("http://localhost.example.com"),
            "plain http",
        ),
        (builder().api_key("k").user_agent("a\nb"), "user agent"),
    ] {
        let error = builder.build().unwrap_err();

        assert!(
            error.is_builder() && error.to_string().contains(told),
            "{error}"
        );
        assert!(!format!("{error} {error:?}").contains("pw"), "{error:?}");
    }
}

#[test]
fn a_credential_goes_over_plain_http_to_this_machine_only() {
    for host in [
        "localhost:8080",
        "api.localhost",
        "127.0.0.1:1",
        "127.8.9.1",
        "[::1]:80",
    ] {
        let url = format!("http://{host}/v1/");
        let shop = builder().api_key("k").base_url(url).build().unwrap();
        assert!(shop.core.base_url().ends_with("/v1"));
    }
}

#[tokio::test]
async fn each_credential_goes_to_its_place() {
    static OTHER: Api = Api::new("other", "https://other.example.com")
        .credentials(&[Credential::api_key_header("X-Key"), Credential::basic()]);
    let other = || ClientBuilder::<Core>::new(&OTHER);
    let shop = || ClientBuilder::<Core>::new(&API);

    for (builder, header, value) in [
        (other().api_key("k 1"), "x-key", "k 1"),
        (
            other().basic("ann", "pw:1"),
            "authorization",
            "Basic YW5uOnB3OjE=",
        ),
        (shop().bearer_token("t"), "authorization", "Bearer t"),
        (
            shop().api_key("old").bearer_token("new"),
            "authorization",
            "Bearer new",
        ),
    ] {
        let transport = ScriptedTransport::new().answer(200, "{}");
        let core = builder.transport(transport.clone()).build().unwrap();
        core.call(&FIND).returns::<()>().await.unwrap();

        let request = &transport.requests()[0];
        assert_eq!(request.headers()[header], value);
        assert!(request.headers()[header].is_sensitive());
        assert_eq!(request.uri().query(), None);
    }
}

#[tokio::test]
async fn of_several_kinds_of_keys_the_first_counts_or_the_one_that_is_named() {
    static API: Api = Api::new("depot", "https://depot.example.com").credentials(&[
        Credential::api_key_header("X-User").scheme("user"),
        Credential::api_key_header("X-Partner").scheme("partner"),
        Credential::bearer(),
    ]);

    let plain = || ClientBuilder::<Core>::new(&API);
    for (builder, header) in [
        (plain().api_key("k-1"), "x-user"),
        (plain().api_key_for("user", "k-1"), "x-user"),
        (plain().api_key_for("partner", "k-1"), "x-partner"),
    ] {
        let transport = ScriptedTransport::new().answer(200, "1");
        let core = builder.transport(transport.clone()).build().unwrap();
        core.call(&FIND)
            .path("id", &1)
            .returns::<i64>()
            .await
            .unwrap();
        let request = transport.requests().remove(0);
        let sent: Vec<_> = ["x-user", "x-partner"]
            .into_iter()
            .filter(|name| request.headers().contains_key(*name))
            .collect();
        assert_eq!(sent, [header]);
    }

    let error = plain().api_key_for("partners", "k-1").build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`depot` has no kind of key named `partners`: call `.api_key_for(\"user\", ..)` or `.api_key_for(\"partner\", ..)` or \
         `.bearer_token(..)`"
    );
}
