//! The credentials of the vendors, with the crates that callers have.

mod geonext;
mod nicejob;

use brogue_runtime::{Authorization, CodeExchange, ExposeSecret};

use crate::case::Case;

const BACK: &str = "https://app.example.com/back";

/// What a user brings back who has said yes.
fn consent(case: &mut Case, question: &Authorization) -> CodeExchange {
    let state = question.state().expose_secret().to_owned();
    case.random(&state, "STATE");
    case.show(&format!("{question:?}"));

    question
        .code(&format!("{BACK}?code=hush-code&state={state}"))
        .unwrap()
}
