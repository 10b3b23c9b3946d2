//! What all calls share: refusals, bodies of the caller's own, and lists of which nobody knows how they go on.

use nicejob::types::{BookingInput, BookingUpdate, PersonInput};
use nicejob::{Client, Pagination, Patch, Value};
use serde::{Deserialize, Serialize};

use super::{client, wire};
use crate::case::play;

#[tokio::test]
async fn what_is_not_carried_out_is_an_error_of_its_kind_in_the_vendors_words() {
    wire("refusals", async |client: Client| {
        let ana = PersonInput::new().member("email", "ana@example.com");
        let error = client.people().create(&ana).await.unwrap_err();
        assert!(error.is_refused(), "{error}");
        assert!(
            error.to_string().contains("e-mail address exists"),
            "{error}"
        );

        let error = client
            .bookings()
            .create(&BookingInput::new())
            .await
            .unwrap_err();
        assert!(error.is_refused(), "{error}");
        let message = error.api().unwrap().message.as_deref();
        assert_eq!(message, Some("no such person"));

        let wrong = BookingInput::new().member("complete", "perhaps");
        let error = client.bookings().create(&wrong).await.unwrap_err();
        assert!(error.is_rejected(), "{error}");
        assert_eq!(error.status().unwrap(), 400);

        let error = client.company().get().await.unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
        assert_eq!(error.attempts(), 1);
    })
    .await;
}

/// A booking as the caller has it.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct OwnBooking {
    complete: bool,
    notes: String,
}

#[tokio::test]
async fn bodies_and_answers_can_be_the_callers_own() {
    wire("bodies", async |client: Client| {
        let bookings = client.bookings();

        let cleared = BookingUpdate::new()
            .complete(Patch::Clear)
            .member("notes", Value::Null)
            .member("tags", vec!["roof", "gutter"]);
        let changed = bookings.update("b-1", &cleared).await.unwrap();
        assert_eq!(changed.complete, None);

        // What is kept is not sent.
        let kept = BookingUpdate::new().complete(Patch::Keep);
        bookings.update("b-1", &kept).await.unwrap();

        let own = OwnBooking {
            complete: true,
            notes: "by the gate".to_owned(),
        };
        let call = bookings.create(&BookingInput::new()).json_from(&own);
        assert_eq!(call.send_as::<OwnBooking>().await.unwrap(), own);
    })
    .await;
}

#[tokio::test]
async fn a_list_goes_on_as_the_caller_says() {
    const BY_PAGE: Pagination = Pagination::page("page").size_parameter("limit").size(2);
    const BY_OFFSET: Pagination = Pagination::offset("offset").size(2);

    let builder = |url: &str| client(url).pagination(BY_OFFSET);
    play(
        "nicejob",
        "pages-by-builder",
        builder,
        async |client: Client| {
            let reviews = client
                .reviews()
                .list()
                .items()
                .try_collect::<Vec<_>>()
                .await;
            assert_eq!(reviews.unwrap().len(), 3);

            // What the spec does know is as it is.
            assert_eq!(client.campaigns().list().await.unwrap().len(), 3);
        },
    )
    .await;
    wire("pages", async |client: Client| {
        let reviews = || client.reviews().list();
        assert_eq!(
            reviews()
                .items()
                .try_collect::<Vec<_>>()
                .await
                .unwrap()
                .len(),
            2
        );

        let all = reviews().items_with(BY_PAGE).try_collect::<Vec<_>>().await;
        assert_eq!(all.unwrap().len(), 3);
        assert_eq!(reviews().query("rating", 5).await.unwrap().items.len(), 2);
    })
    .await;
}
