//! What a document holds under names, and where.

use super::{Entries, Header, Parameter, RequestBody, Response, Schema, SecurityScheme};

/// `components`.
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// `schemas`.
    pub schemas: Entries<Schema>,
    /// `parameters`.
    pub parameters: Entries<Parameter>,
    /// `requestBodies`.
    pub request_bodies: Entries<RequestBody>,
    /// `responses`.
    pub responses: Entries<Response>,
    /// `headers`.
    pub headers: Entries<Header>,
    /// `securitySchemes`.
    pub security_schemes: Entries<SecurityScheme>,
    /// Where they stand in the document: what references to them begin with.
    pub folders: Folders,
}

/// The keys that lead from the document to components of each kind, with slashes between them.
#[derive(Clone, Copy, Debug)]
pub struct Folders {
    /// To `schemas`.
    pub schemas: &'static str,
    /// To `parameters`.
    pub parameters: &'static str,
    /// To `requestBodies`.
    pub request_bodies: &'static str,
    /// To `responses`.
    pub responses: &'static str,
    /// To `headers`.
    pub headers: &'static str,
    /// To `securitySchemes`.
    pub security_schemes: &'static str,
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            schemas: "components/schemas",
            parameters: "components/parameters",
            request_bodies: "components/requestBodies",
            responses: "components/responses",
            headers: "components/headers",
            security_schemes: "components/securitySchemes",
        }
    }
}
