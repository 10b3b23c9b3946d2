//! What goes wrong: refusals inside of a success, statuses, and what is not tried again.

use jobbers::types::{TagCode, TagCodesInput};
use jobbers::{Client, Error, ErrorKind, RetryPolicy};

use super::{client, wire};
use crate::case::play;

#[tokio::test]
async fn a_result_that_is_no_success_is_a_refusal() {
    let errors = wire("refused", async |client: Client| {
        let codes = TagCodesInput::new([TagCode::new("1111")]);
        let boxes = client.boxes_tags();
        [
            boxes.delete(&codes).await.unwrap_err(),
            boxes.disconnect(&codes).await.unwrap_err(),
            boxes.disconnect(&codes).await.unwrap_err(),
            boxes.disconnect(&codes).await.unwrap_err(),
        ]
    })
    .await;

    let words = ["error", "error", "partly"];
    for (error, word) in errors.iter().zip(words) {
        assert!(error.is_refused(), "{error}");
        assert_eq!(error.status().unwrap(), 200);
        let sentence = format!("answered 200 OK: the call was refused: {word}");
        assert!(error.to_string().ends_with(&sentence), "{error}");
    }
    // Where the status says already that it went wrong, that is its kind.
    assert!(errors[3].is_rejected(), "{}", errors[3]);
}

#[tokio::test]
async fn a_failure_has_a_kind_and_the_vendors_words() {
    let errors = wire("errors", async |client: Client| {
        let mut errors = Vec::new();
        for _ in 0..9 {
            errors.push(client.clients().get("ana@example.com").await.unwrap_err());
        }
        errors
    })
    .await;

    let words = |error: &Error| {
        let api = error.api().cloned().unwrap_or_default();
        [api.code, api.field, api.message]
    };
    let seen: Vec<(ErrorKind, [Option<String>; 3])> = errors
        .iter()
        .map(|error| (error.kind(), words(error)))
        .collect();
    let not_found = [Some("is_invalid"), Some("client"), Some("client not found")];
    let expected = [
        (
            ErrorKind::Rejected,
            [
                Some("cannot_be_blank"),
                Some("email"),
                Some("email cannot be blank"),
            ],
        ),
        (ErrorKind::Unauthorized, [None; 3]),
        (ErrorKind::Forbidden, [None; 3]),
        (ErrorKind::NotFound, not_found),
        (ErrorKind::Rejected, not_found),
        (ErrorKind::Rejected, [None; 3]),
        (ErrorKind::Server, not_found),
        (ErrorKind::Server, [None; 3]),
        // A success without its value is none.
        (ErrorKind::Decode, [None; 3]),
    ];
    let expected = expected.map(|(kind, words)| (kind, words.map(|word| word.map(str::to_owned))));
    assert_eq!(seen, expected);
    // Further faults are in the excerpt of the body.
    assert!(errors[0].excerpt().unwrap().contains("phone is invalid"));
    assert!(
        errors[0].to_string().contains("email cannot be blank"),
        "{}",
        errors[0]
    );
}

#[tokio::test]
async fn a_login_is_not_asked_for_twice() {
    let set_up = |url: &str| client(url).retry(RetryPolicy::default());
    let (login, error) = play("jobbers", "login-client", set_up, async |client: Client| {
        let login = || client.clients().login("ana@example.com");
        (login().await.unwrap(), login().await.unwrap_err())
    })
    .await;

    assert!(
        login
            .url
            .starts_with("https://www.jobbers.com/oneappweb/?token=0123")
    );
    assert!(!format!("{login:?}").contains("0123"));
    assert!(error.is_server() && error.attempts() == 1, "{error}");
}
