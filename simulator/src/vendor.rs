//! The vendor as its document describes it: what never changes while it is simulated.

use std::sync::Arc;

use brogue_generator::model::contract::Contract;
use brogue_generator::model::{Api, Operation, Resource};
use url::Url;

use crate::gate::Addresses;
use crate::plan::Plan;
use crate::received::{Checks, Plans};
use crate::render::Sheets;
use crate::routes::Routes;

/// The document, understood.
#[derive(Debug)]
pub(crate) struct Vendor {
    /// What the client side of the document says: operations, credentials, quotas, paging, webhooks.
    pub(crate) api: Api,
    /// What the wire side says: schemas, limits, answers, with lines.
    pub(crate) contract: Contract,
    /// The path of the base URL, without a closing slash: `/api/v2`, or nothing.
    pub(crate) base_path: String,
    /// Which path leads to which operation.
    pub(crate) routes: Routes,
    /// What the document is called in the log.
    pub(crate) spec: Arc<str>,
    /// Where users are asked, and tokens are given out and taken back.
    pub(crate) addresses: Addresses,
    /// What each call does to which records.
    pub(crate) plan: Plan,
    /// How requests are read.
    pub(crate) plans: Plans,
    /// What values are held against.
    pub(crate) checks: Checks,
    /// How operations answer.
    pub(crate) sheets: Sheets,
}

/// Which operation of an [`Api`]: the positions of its resource and of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OperationId {
    pub(crate) resource: usize,
    pub(crate) operation: usize,
}

impl Vendor {
    /// Puts together what was read of a document.
    pub(crate) fn new(mut api: Api, contract: Contract) -> Self {
        // A further call of an operation is another way to ask; what is asked is the same.
        for resource in &mut api.resources {
            let operations = &mut resource.operations;
            operations.retain(|operation| !operation.negotiation.is_further);
        }
        let base_path = Url::parse(&api.base_url)
            .map(|url| url.path().trim_end_matches('/').to_owned())
            .unwrap_or_default();
        let routes = Routes::of(&api, &contract, &base_path);
        let addresses = Addresses::of(&api, &contract);
        let plan = Plan::of(&api, &contract);
        let plans = Plans::of(&api, &contract);
        let checks = Checks::of(&contract);
        let sheets = Sheets::of(&api, &contract);

        Self {
            spec: Arc::from(api.spec_path.as_str()),
            api,
            contract,
            base_path,
            routes,
            addresses,
            plan,
            plans,
            checks,
            sheets,
        }
    }

    /// All operations, in the order of the API.
    pub(crate) fn operation_ids(&self) -> impl Iterator<Item = OperationId> {
        let resources = self.api.resources.iter().enumerate();

        resources.flat_map(|(resource, found)| {
            let operations = 0..found.operations.len();
            operations.map(move |operation| OperationId {
                resource,
                operation,
            })
        })
    }

    /// An operation with its resource.
    #[expect(
        clippy::indexing_slicing,
        reason = "an id is only ever made by walking over the operations of the same API"
    )]
    pub(crate) fn operation(&self, id: OperationId) -> (&Resource, &Operation) {
        let resource = &self.api.resources[id.resource];

        (resource, &resource.operations[id.operation])
    }

    /// The wire side of an operation.
    pub(crate) fn call(&self, id: OperationId) -> Option<&brogue_generator::model::contract::Call> {
        let (_, operation) = self.operation(id);

        self.contract
            .call(operation.http_method, &operation.path_text())
    }
}
