//! When a token is renewed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use brogue_runtime::api::{Lifetime, OAuth};
use brogue_runtime::{Api, ClientBuilder, Core, Credential};

use super::vendor::{PASSWORD, SLIDING, Vendor, get, transport, user};

/// Renewals after calls that come after such pauses, in minutes.
async fn renewals(api: &'static Api, rest: &'static str, pauses: &[u64]) -> Vec<u32> {
    let vendor = Vendor::new();
    vendor.lock().unwrap().rest = rest;
    let core: Core = ClientBuilder::new(api)
        .oauth(user())
        .transport(transport(&vendor))
        .build()
        .unwrap();
    let mut tokens = Vec::new();
    for pause in pauses {
        tokio::time::advance(Duration::from_secs(60 * pause)).await;
        get(&core).await.unwrap();
        tokens.push(vendor.lock().unwrap().tokens);
    }

    tokens
}

#[tokio::test(start_paused = true)]
async fn each_lifetime_counts_as_the_spec_says() {
    static RELATIVE: OAuth = OAuth::new().password(PASSWORD);
    static ABSOLUTE: OAuth = OAuth::new()
        .password(PASSWORD)
        .lifetime(Lifetime::absolute("/until"));
    static NEVER: OAuth = OAuth::new().password(PASSWORD).lifetime(Lifetime::NEVER);
    static FALLBACK: OAuth = OAuth::new()
        .password(PASSWORD)
        .lifetime(Lifetime::relative("/missing").or_seconds(1_800));
    static APIS: [Api; 5] = [
        Api::new("a", "https://a.example.com").credentials(&[Credential::oauth(&RELATIVE)]),
        Api::new("b", "https://a.example.com").credentials(&[Credential::oauth(&SLIDING)]),
        Api::new("c", "https://a.example.com").credentials(&[Credential::oauth(&ABSOLUTE)]),
        Api::new("d", "https://a.example.com").credentials(&[Credential::oauth(&NEVER)]),
        Api::new("e", "https://a.example.com").credentials(&[Credential::oauth(&FALLBACK)]),
    ];
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let until: &'static str = format!(r#""until": {}"#, now.as_secs() + 3_600).leak();
    let hour = r#""expires_in": 3600"#;

    for (api, rest, pauses, expected) in [
        // Not before the margin of one minute and as much again by chance, and always at the end.
        (
            &APIS[0],
            hour,
            &[0_u64, 57, 3] as &[_],
            &[1_u32, 1, 2] as &[_],
        ),
        (&APIS[0], hour, &[0, 40, 40, 40], &[1, 1, 2, 2]),
        (&APIS[0], r#""expires_in": "3600""#, &[0, 60], &[1, 2]),
        (&APIS[0], r#""expires_in": 0"#, &[0, 0], &[1, 2]),
        (&APIS[0], r#""other": 1"#, &[0, 600_000], &[1, 1]),
        (&APIS[1], hour, &[0, 40, 40, 40, 60], &[1, 1, 1, 1, 2]),
        (&APIS[2], until, &[0, 50, 10], &[1, 1, 2]),
        (&APIS[3], hour, &[0, 600_000], &[1, 1]),
        (&APIS[4], hour, &[0, 20, 10], &[1, 1, 2]),
    ] {
        assert_eq!(
            renewals(api, rest, pauses).await,
            expected,
            "{rest} {pauses:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn renewals_are_spread_by_chance_ahead_of_the_end() {
    static RELATIVE: OAuth = OAuth::new().password(PASSWORD);
    static API: Api =
        Api::new("a", "https://a.example.com").credentials(&[Credential::oauth(&RELATIVE)]);
    let mut seconds = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let vendor = Vendor::new();
        let core: Core = ClientBuilder::new(&API)
            .oauth(user())
            .transport(transport(&vendor))
            .build()
            .unwrap();
        get(&core).await.unwrap();
        let mut passed = 3_400;
        tokio::time::advance(Duration::from_secs(passed)).await;
        while vendor.lock().unwrap().tokens == 1 {
            get(&core).await.unwrap();
            tokio::time::advance(Duration::from_secs(1)).await;
            passed += 1;
        }
        seconds.insert(passed);
    }

    assert!(
        seconds
            .iter()
            .all(|passed| (3_478..=3_543).contains(passed)),
        "{seconds:?}"
    );
    assert!(seconds.len() > 1);
}
