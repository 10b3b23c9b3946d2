//! Ids that are words without anything between them: their path and their summary tell where a word ends.

use crate::wording::names;

/// Path, identifier, summary, and the name of the call.
const CALLS: &[(&str, &str, &str, &str)] = &[
    (
        "/organization/spend_limit",
        "Getorganizationspendlimit",
        "",
        "organization.get_spend_limit",
    ),
    (
        "/responses/input_tokens",
        "Getinputtokencounts",
        "Get input token counts",
        "responses.get_input_token_counts",
    ),
    (
        "/service_accounts/{id}/api_keys",
        "CreateanAPIkeyforaserviceaccount",
        "",
        "service_accounts.create_an_api_key",
    ),
    (
        "/responses/compact",
        "beta_Compactconversation",
        "Compact a conversation",
        "responses.beta_compact_conversation",
    ),
    // Some of it nobody says elsewhere.
    (
        "/responses/input_tokens",
        "Getinputtokencounts",
        "",
        "responses.getinputtokencounts",
    ),
    // The whole is a word.
    (
        "/visits/reauthorize",
        "reauthorize",
        "Authorize again",
        "visits.reauthorize",
    ),
    (
        "/visits/forgetpassword",
        "forgetpassword",
        "Forget a password",
        "visits.forgetpassword",
    ),
    // Where words are told apart already, they are, also where the path has them together.
    (
        "/bots/{id}/botrecommendations",
        "SearchBotRecommendations",
        "",
        "bots.search_recommendations",
    ),
    (
        "/visits/input_tokens",
        "getTokencounters",
        "Token counters",
        "visits.get_token_counters",
    ),
];

#[test]
fn words_without_anything_between_them_are_told_apart_by_what_is_said_elsewhere() {
    for (path, id, summary, expected) in CALLS {
        let found = names(&format!(
            "  {path}:\n    get:\n      operationId: {id}\n      summary: '{summary}'\n      responses: {{204: {{description: Done.}}}}\n"
        ));

        assert_eq!(found, [*expected], "{id}");
    }
}
