//! How each operation answers: worked out once, from its declared answers.

use std::collections::{BTreeMap, BTreeSet};

use brogue_generator::model::contract::{Answer, Call, Contract, SchemaId};
use brogue_generator::model::{Api, Operation, Pagination, Resource};
use http::StatusCode;

use super::places::{as_list, as_object, schemas_at};
use crate::vendor::OperationId;

/// How all operations answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheets {
    sheets: BTreeMap<OperationId, Sheet>,
}

/// How one operation answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// Which of the calls it is.
    call: Option<usize>,
    /// Which of its answers tells of success.
    success: Option<usize>,
    /// Members of records that other answers of the same resource tell, and this one does not; and secrets.
    pub(super) hidden: BTreeSet<String>,
}

impl Sheets {
    /// Works them out.
    pub(crate) fn of(api: &Api, contract: &Contract) -> Self {
        let mut sheets = BTreeMap::new();
        for (resource_index, resource) in api.resources.iter().enumerate() {
            let told: Vec<BTreeSet<String>> = resource
                .operations
                .iter()
                .map(|operation| names(contract, operation))
                .collect();
            let secrets = secrets(contract, resource);
            for (operation_index, operation) in resource.operations.iter().enumerate() {
                let id = OperationId {
                    resource: resource_index,
                    operation: operation_index,
                };
                let own = told.get(operation_index).cloned().unwrap_or_default();
                let others = told.iter().flatten().chain(&secrets);
                let call = position(contract, operation);
                let answers = call
                    .and_then(|call| contract.calls.get(call))
                    .map_or(&[][..], |call| &call.answers);
                let sheet = Sheet {
                    call,
                    success: success(answers),
                    hidden: others
                        .filter(|name| !own.contains(*name))
                        .cloned()
                        .collect(),
                };
                sheets.insert(id, sheet);
            }
        }

        Self { sheets }
    }

    /// How an operation answers.
    pub(super) fn sheet(&self, id: OperationId) -> Option<&Sheet> {
        self.sheets.get(&id)
    }
}

impl Sheet {
    /// The call.
    pub(super) fn call<'a>(&self, contract: &'a Contract) -> Option<&'a Call> {
        contract.calls.get(self.call?)
    }

    /// The answer of a success.
    pub(super) fn success<'a>(&self, contract: &'a Contract) -> Option<&'a Answer> {
        self.call(contract)?.answers.get(self.success?)
    }
}

/// The status that an answer is sent with.
pub(super) fn status_of(answer: &Answer) -> StatusCode {
    let exact = answer
        .status
        .parse::<u16>()
        .ok()
        .and_then(|code| StatusCode::from_u16(code).ok());

    exact.unwrap_or(StatusCode::OK)
}

/// The lowest declared success; a range counts after its statuses, and `default` where there is nothing else.
fn success(answers: &[Answer]) -> Option<usize> {
    let rank = |answer: &Answer| match answer.status.as_str() {
        "default" => Some(1_000),
        "2XX" | "2xx" => Some(300),
        status => status
            .parse::<u16>()
            .ok()
            .filter(|code| (200..300).contains(code)),
    };
    let ranked = answers
        .iter()
        .enumerate()
        .filter_map(|(index, answer)| Some((rank(answer)?, index)));

    ranked.min().map(|(_, index)| index)
}

fn position(contract: &Contract, operation: &Operation) -> Option<usize> {
    let path = operation.path_text();
    let mut calls = contract.calls.iter();

    calls.position(|call| call.method == operation.http_method && call.path == path)
}

/// The names of the members that the value of an operation's success declares, or the elements of it.
fn names(contract: &Contract, operation: &Operation) -> BTreeSet<String> {
    let data = data_schemas(contract, operation).unwrap_or_default();
    let items = as_list(contract, &data).map(|list| list.element(0));
    // Where a list is a member of the value, what is in it counts as well.
    let inner = as_object(contract, &data).and_then(|object| {
        let lists = object.members().into_iter().filter_map(|name| {
            let schemas = object.member(name)?;
            as_list(contract, &schemas).map(|list| list.element(0))
        });
        lists.into_iter().next()
    });
    let mut own: BTreeSet<String> = BTreeSet::new();
    for ids in [Some(data), items, inner].into_iter().flatten() {
        if let Some(rules) = as_object(contract, &ids).filter(|_| !ids.is_empty()) {
            own.extend(rules.members().into_iter().map(str::to_owned));
        }
    }

    own
}

/// What holds for the value of an operation's success.
fn data_schemas(contract: &Contract, operation: &Operation) -> Option<Vec<SchemaId>> {
    let call = contract.calls.get(position(contract, operation)?)?;
    let answer = call.answers.get(success(&call.answers)?)?;
    let schema = answer.contents.first()?.schema?;

    let place = match &operation.pagination {
        Pagination::Pages(pages) => &pages.items,
        Pagination::Unknown { items } => items,
        Pagination::None => &operation.envelope.data,
    };

    schemas_at(contract, &[schema], place)
}

/// Members of bodies that no answer repeats unless it says so.
fn secrets(contract: &Contract, resource: &Resource) -> BTreeSet<String> {
    let calls = resource
        .operations
        .iter()
        .filter_map(|operation| contract.calls.get(position(contract, operation)?));
    let bodies = calls
        .filter_map(|call| call.body.as_ref())
        .flat_map(|body| &body.contents);
    let mut found = BTreeSet::new();
    for schema in bodies.filter_map(|content| content.schema) {
        let Some(rules) = as_object(contract, &[schema]) else {
            continue;
        };
        for name in rules.members() {
            let schemas = rules.member(name).unwrap_or_default();
            let is_secret = schemas
                .iter()
                .any(|id| contract.schema(*id).write_only || contract.resolved(*id).write_only);
            let words = name.to_lowercase();
            if is_secret || words.contains("password") || words.contains("secret") {
                found.insert(name.to_owned());
            }
        }
    }

    found
}
