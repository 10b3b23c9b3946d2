//! A call being described by generated code.

use std::fmt;

use crate::answer::Reading;
use crate::apart::Apart;
use crate::api::{Operation, Pagination};
use crate::call::{Call, PagedCall};
use crate::client::Core;
use crate::codec::{self, Shape, Slot};
use crate::encoding::{Parameter, Placed};
use crate::execute::Plan;
use crate::request::Request;

/// A call being described: path values, parameters, body; at last what it yields. Its plan is large and is handed on at every step, so
/// that it has a place of its own.
#[doc(hidden)]
#[must_use = "a draft does nothing"]
pub struct CallDraft {
    pub(super) plan: Apart<Plan>,
}

impl CallDraft {
    pub(crate) fn new(core: Core, operation: &'static Operation, request: Request) -> Self {
        let settings = core.inner().settings.clone();

        Self {
            plan: Apart::new(Plan {
                core,
                operation,
                request,
                pagination: Pagination::NONE,
                survey: None,
                settings,
                reading: Reading::Value,
                sifts: false,
            }),
        }
    }

    /// Fills a place of the path.
    pub fn path(mut self, parameter: impl Into<Parameter>, value: &dyn Placed) -> Self {
        self.plan.request.set_path(&parameter.into(), value);
        self
    }

    /// Sets a parameter of the query.
    pub fn query(mut self, parameter: impl Into<Parameter>, value: &dyn Placed) -> Self {
        self.plan.request.set_query(&parameter.into(), value);
        self
    }

    /// Sets a header.
    pub fn header(mut self, parameter: impl Into<Parameter>, value: &dyn Placed) -> Self {
        self.plan.request.set_header(&parameter.into(), value);
        self
    }

    /// Sets a cookie.
    pub fn cookie(mut self, parameter: impl Into<Parameter>, value: &dyn Placed) -> Self {
        self.plan.request.set_cookie(&parameter.into(), value);
        self
    }

    /// Sets a parameter of the query that has one value only.
    pub fn fixed_query(mut self, name: &'static str, value: &'static str) -> Self {
        self.plan.request.set_query_text(name, value);
        self
    }

    /// Sets a header that has one value only.
    pub fn fixed_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.plan.request.set_header_text(name, value, false);
        self
    }

    /// Sets the body. It is encoded at once.
    pub fn json(mut self, body: &dyn Slot) -> Self {
        self.plan.set_json(codec::encode(body, &Shape::PLAIN));
        self
    }

    /// Sets a body that is a list. It is encoded at once.
    pub fn json_list<E: Slot>(mut self, body: &[E]) -> Self {
        self.plan.set_json(codec::encode_list(body, &Shape::PLAIN));
        self
    }

    /// A call that yields this.
    pub fn returns<T>(self) -> Call<T> {
        Call::new(self.plan)
    }

    /// A call that yields a page of these.
    pub fn pages<T>(self) -> PagedCall<T> {
        PagedCall::new(self.plan)
    }
}

impl fmt::Debug for CallDraft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.plan.show("CallDraft", formatter)
    }
}
