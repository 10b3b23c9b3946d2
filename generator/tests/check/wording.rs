//! What calls of strangers' documents are called: a table of ids, tags and paths, and what becomes of them.

use brogue_generator::check::{Checked, NameLock, check};
use brogue_generator::diagnostic::{Diagnostics, Strictness};
use brogue_generator::source::Source;
use brogue_generator::{load, parse};

/// What becomes of these paths, and what stands behind them.
fn checked(paths: &str, lock: &NameLock) -> Checked {
    let text = format!(
        "openapi: 3.2.0\ninfo: {{title: Names, version: '1'}}\nservers: [{{url: 'https://api.example.com'}}]\npaths:\n{paths}"
    );
    let source = Source::new("names.yaml", text);
    let mut diagnostics = Diagnostics::new(Strictness::Lenient);
    let tree = load::load(&source, &mut diagnostics).expect("the document is YAML");
    let spec = parse::parse(&tree, &mut diagnostics);

    check(&spec, &source, lock, &mut diagnostics).expect("a lenient reader goes on")
}

/// A document that answers with each of these components.
fn answering(components: &[&str]) -> String {
    let mut paths = Vec::new();
    let mut schemas = Vec::new();
    for (index, name) in components.iter().enumerate() {
        let schema = format!("{{$ref: '#/components/schemas/{name}'}}");
        paths.push(format!(
            "  /things{index}: {{get: {{responses: {{200: {{description: It., content: {{application/json: {{schema: {schema}}}}}}}}}}}}}\n"
        ));
        schemas.push(format!(
            "    {name}: {{type: object, properties: {{a{index}: {{type: string}}}}}}\n"
        ));
    }

    format!(
        "{}components:\n  schemas:\n{}",
        paths.concat(),
        schemas.concat()
    )
}

/// `resource.method` of each call, in the order of the model.
pub(super) fn names(paths: &str) -> Vec<String> {
    let checked = checked(paths, &NameLock::default());

    let resources = checked.api.resources.iter();
    resources
        .flat_map(|resource| {
            let operations = resource.operations.iter();
            operations.map(|operation| format!("{}.{}", resource.field, operation.method_name))
        })
        .collect()
}

/// Method, path, identifier, tag, and the name of the call.
const CALLS: &[(&str, &str, &str, &str, &str)] = &[
    // Without an id: what the method does to the path.
    ("get", "/users", "", "", "users.list"),
    ("get", "/users/{id}", "", "", "users.get"),
    ("post", "/api/v2/users", "", "", "users.create"),
    (
        "get",
        "/v1.1/users/{id}/messages",
        "",
        "",
        "users.list_messages",
    ),
    (
        "delete",
        "/users/{id}/messages/{m}",
        "",
        "",
        "users.delete_message",
    ),
    ("post", "/visits/{id}/close", "", "", "visits.close"),
    (
        "post",
        "/visits/{id}/photos/{p}/approve",
        "",
        "",
        "visits.approve_photo",
    ),
    ("get", "/health", "", "", "health.get"),
    ("get", "/countries.json", "", "", "countries.list"),
    ("put", "/hooks/{id}.json", "", "", "hooks.update"),
    ("get", "/shops/{s}/orders/{o}", "", "Orders", "orders.get"),
    ("query", "/visits", "", "", "visits.query"),
    ("get", "/", "", "", "root.get"),
    // Ids that a machine made of method and path.
    (
        "get",
        "/api/v1/users/{id}",
        "get_api_v1_users__id_",
        "",
        "users.get",
    ),
    (
        "get",
        "/items/",
        "read_items_items__get",
        "items",
        "items.read",
    ),
    (
        "put",
        "/v1/users/{user_id}",
        "v1UsersUserIdPut",
        "",
        "users.update",
    ),
    (
        "delete",
        "/players/{playerId}/logo",
        "DELETE_players-playerId-logo",
        "Players",
        "players.delete_logo",
    ),
    (
        "get",
        "/users",
        "getUsersUsingGET_1",
        "user-controller",
        "user.list",
    ),
    (
        "post",
        "/templates",
        "POST_templates",
        "Templates API",
        "templates.create",
    ),
    (
        "get",
        "/v1/users/{user}/cards",
        "GetUsersUserCards",
        "",
        "users.list_cards",
    ),
    ("post", "/v1/users", "v1_users_create", "v1", "users.create"),
    (
        "post",
        "/v1/users/{user}/cards/{card}",
        "PostUsersUserCardsCard",
        "",
        "users.update_card",
    ),
    (
        "post",
        "/users/{id}/login_links",
        "",
        "",
        "users.create_login_link",
    ),
    (
        "patch",
        "/v1/users/{id}/cards/{card}/",
        "v1_users_cards_partial_update",
        "v1",
        "users.partial_update_card",
    ),
    (
        "post",
        "/checks/{checkID}/labels",
        "PostChecksIDLabels",
        "Checks",
        "checks.create_label",
    ),
    ("get", "/markets", "marketsGet", "Markets", "markets.list"),
    (
        "get",
        "/visits/",
        "list_visits_api_v1_visits__get",
        "default",
        "visits.list",
    ),
    (
        "get",
        "/visits/export",
        "58acde2921091980bdcacc40d",
        "Visits",
        "visits.export",
    ),
    ("get", "/visits", "findAll_1", "Visits", "visits.find_all"),
    (
        "get",
        "/visits",
        "find-all-2",
        "visit-controller",
        "visit.find_all",
    ),
    (
        "get",
        "/users",
        "UsersController_findAll",
        "",
        "users.find_all",
    ),
    (
        "get",
        "/profiles",
        "UserProfilesController_findAll",
        "people",
        "people.find_all",
    ),
    (
        "post",
        "/v1/visits/{id}",
        "POST_CloseVisit",
        "Visits",
        "visits.close",
    ),
    // Ids in steps, and ids with versions.
    (
        "get",
        "/v1/{parent}/visits",
        "dispatch.areas.visits.list",
        "areas",
        "areas.visits_list",
    ),
    (
        "patch",
        "/calendars/{id}/acl/{rule}",
        "calendar.acl.patch",
        "acl",
        "acl.patch",
    ),
    (
        "get",
        "/users/{id}/visits",
        "users.user.visits.ListVisits",
        "users.user",
        "users_user.list_visits",
    ),
    (
        "delete",
        "/2020-05-31/policy/{id}",
        "DeletePolicy2020_05_31",
        "",
        "policy.delete",
    ),
    (
        "get",
        "/api/v2/auth/introspect",
        "GetIntrospectV2",
        "auth",
        "auth.get_introspect",
    ),
    (
        "get",
        "/api/visits",
        "api_visits_get_collection",
        "Visits",
        "visits.get_collection",
    ),
    (
        "post",
        "/beacon/risk/v1/evaluate",
        "beaconRiskEvaluate",
        "acme",
        "acme.evaluate_beacon_risk",
    ),
    // Ids that people wrote.
    (
        "get",
        "/hooks/{id}",
        "getWebHookById",
        "webhooks",
        "webhooks.get",
    ),
    (
        "get",
        "/workspaces/{id}/typeahead",
        "typeaheadForWorkspace",
        "Typeahead",
        "typeahead.typeahead_for_workspace",
    ),
    (
        "post",
        "/jobs/list",
        "listJobsFor",
        "jobs",
        "jobs.list_jobs_for",
    ),
    ("get", "/stats", "getStatsOf", "api", "stats.get_stats_of"),
    ("get", "/users/{id}", "Users_GetUser", "", "users.get_user"),
    (
        "get",
        "/users/{id}",
        "usersGetUser",
        "users",
        "users.get_user",
    ),
    (
        "get",
        "/users/{id}",
        "users/get-by-id",
        "users",
        "users.get",
    ),
    ("get", "/users", "users.list", "", "users.list"),
    ("get", "/users", "getUsers", "Users", "users.list"),
    ("get", "/pets/{petId}", "getPetById", "pet", "pet.get"),
    (
        "get",
        "/transfers/{id}",
        "retrieve_a_transfer",
        "",
        "transfers.retrieve",
    ),
    (
        "get",
        "/accounts",
        "listAccounts",
        "Account Information (AIS)",
        "account_information.list_accounts",
    ),
    (
        "post",
        "/v1/KeysApi/Count",
        "KeysApi_Count",
        "KeysApi",
        "keys.count",
    ),
];

#[test]
fn a_name_says_what_is_done_and_not_where() {
    for (method, path, id, tag, expected) in CALLS {
        let values = path
            .split('/')
            .filter_map(|step| step.strip_prefix('{')?.split('}').next());
        let parameters: Vec<String> = values
            .map(|name| {
                format!("{{name: {name}, in: path, required: true, schema: {{type: string}}}}")
            })
            .collect();
        let id = if id.is_empty() {
            String::new()
        } else {
            format!("operationId: '{id}', ")
        };
        let tag = if tag.is_empty() {
            String::new()
        } else {
            format!("tags: ['{tag}'], ")
        };
        let document = format!(
            "  '{path}': {{{method}: {{{id}{tag}parameters: [{}], responses: {{'204': {{description: Done.}}}}}}}}\n",
            parameters.join(", ")
        );

        assert_eq!(names(&document), [*expected], "{method} {path} {id}{tag}");
    }
}

#[test]
fn calls_that_come_to_one_name_say_more_of_themselves() {
    let parameter = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
    let done = "responses: {'204': {description: Done.}}";
    let document = format!(
        "  /users/{{id}}:\n    {parameter}\n    put: {{{done}}}\n    patch: {{{done}}}\n    get: {{operationId: getUser, tags: [users], {done}}}\n  \
         /api/users/{{id}}:\n    {parameter}\n    get: {{operationId: fetch_users_get, tags: [users], {done}}}\n  \
         /me: {{get: {{operationId: users_get, tags: [users], {done}}}}}\n"
    );

    assert_eq!(
        names(&document),
        [
            "users.replace",
            "users.update",
            "users.get_user",
            "users.fetch_get",
            "users.users_get",
        ]
    );
}

#[test]
fn a_component_without_its_namespace_keeps_its_name_when_another_comes() {
    let types = |checked: &Checked| -> Vec<String> {
        let types = checked.api.types.iter();

        types.map(|(_, ty)| ty.name.to_string()).collect()
    };
    let before = checked(&answering(&["Acme.Visit"]), &NameLock::default());
    assert_eq!(types(&before), ["Visit"]);

    let grown = answering(&["Acme.Other.Visit", "Acme.Visit"]);
    let after = checked(&grown, &before.lock);
    assert_eq!(types(&after), ["OtherVisit", "Visit"]);
    let anew = checked(&grown, &NameLock::default());
    assert_eq!(types(&anew), ["OtherVisit", "AcmeVisit"]);
}
