//! Where a fault strikes: a place as it was written, and the operations or the path that it means.

use brogue_generator::diagnostic::did_you_mean;
use brogue_generator::model::{OAuth, Operation, Pagination};
use url::Url;

use super::error::FaultError;
use super::fault::{Fault, Kind};
use crate::render;
use crate::reply::Request;
use crate::routes::Found;
use crate::vendor::{OperationId, Vendor};

/// Where a fault strikes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Every request.
    Everywhere,
    /// These operations.
    Operations(Vec<OperationId>),
    /// This path as it is requested, whatever the method.
    Path(String),
}

impl Place {
    /// What a place means.
    pub(super) fn of(vendor: &Vendor, fault: &Fault) -> Result<Self, FaultError> {
        let Some(written) = &fault.place else {
            return Ok(Self::Everywhere);
        };
        let place = Self::named(vendor, written).ok_or_else(|| unknown(vendor, written))?;
        let reason = match &place {
            Self::Operations(ids) => ids
                .iter()
                .map(|id| impossible(vendor, *id, fault.kind))
                .collect::<Option<Vec<_>>>()
                .and_then(|reasons| reasons.first().copied()),
            Self::Everywhere | Self::Path(_) => None,
        };

        match reason {
            Some(reason) => Err(FaultError::NotThere {
                name: fault.name(),
                place: written.clone(),
                reason,
            }),
            None => Ok(place),
        }
    }

    /// Whether a request has come here.
    pub(super) fn holds(&self, request: &Request, operation: Option<OperationId>) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Operations(ids) => operation.is_some_and(|id| ids.contains(&id)),
            Self::Path(path) => *path == request.path,
        }
    }

    fn named(vendor: &Vendor, written: &str) -> Option<Self> {
        let ids: Vec<OperationId> = vendor
            .operation_ids()
            .filter(|id| {
                let (_, operation) = vendor.operation(*id);
                let path = operation.path_text();
                let method = operation.http_method.as_str();
                let based = format!("{}{path}", vendor.base_path);
                operation.id == written
                    || path == written
                    || based == written
                    || written
                        .strip_prefix(method)
                        .and_then(|rest| rest.strip_prefix(' '))
                        .is_some_and(|rest| rest == path || rest == based)
            })
            .collect();
        if !ids.is_empty() {
            return Some(Self::Operations(ids));
        }
        let leads_somewhere = vendor.routes.find("", written) != Found::Nothing;
        let gives_tokens = || {
            let mut addresses = vendor
                .api
                .credentials
                .iter()
                .filter_map(|credential| credential.oauth())
                .flat_map(OAuth::addresses);
            addresses.any(|address| Url::parse(address).is_ok_and(|url| url.path() == written))
        };

        (leads_somewhere || gives_tokens()).then(|| Self::Path(written.to_owned()))
    }
}

/// Why a fault cannot happen to an operation; nothing where it can.
pub(super) fn impossible(vendor: &Vendor, id: OperationId, kind: Kind) -> Option<&'static str> {
    let (_, operation) = vendor.operation(id);
    match kind {
        Kind::Refusal if !render::refuses_inside(vendor, id) => {
            Some("its successes have no place for a refusal")
        }
        Kind::DuplicatedPage if !matches!(operation.pagination, Pagination::Pages(_)) => {
            Some("the spec says of no pages there")
        }
        Kind::ExpiredToken if is_open(vendor, operation) => Some("no token is needed there"),
        Kind::Delay(_)
        | Kind::RateLimit(_)
        | Kind::ServerError(_)
        | Kind::BadGateway
        | Kind::Reset
        | Kind::HalfAnswer
        | Kind::Refusal
        | Kind::ExtraMember
        | Kind::Null
        | Kind::NewEnumValue
        | Kind::WrongType
        | Kind::MissingMember
        | Kind::ExpiredToken
        | Kind::DuplicatedPage => None,
    }
}

/// Whether calls go without a credential.
fn is_open(vendor: &Vendor, operation: &Operation) -> bool {
    let sets = operation.security.as_ref().or(vendor.api.security.as_ref());

    sets.is_none_or(|sets| sets.is_empty() || sets.iter().any(Vec::is_empty))
}

fn unknown(vendor: &Vendor, written: &str) -> FaultError {
    let known: Vec<String> = vendor
        .operation_ids()
        .flat_map(|id| {
            let (_, operation) = vendor.operation(id);
            let path = operation.path_text();
            let call = format!("{} {path}", operation.http_method.as_str());
            [operation.id.clone(), path, call]
        })
        .collect();

    FaultError::UnknownPlace {
        place: written.to_owned(),
        meant: did_you_mean(written, known.iter().map(String::as_str)).map(str::to_owned),
    }
}
