//! A call that is described and not made yet.

mod bodies;
mod draft;
mod future;
mod paged;
mod untyped;

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use draft::CallDraft;
pub use future::CallFuture;
pub(crate) use future::{Fetch, Read};
pub use paged::PagedCall;

use crate::answer::{Answer, Output, Reading};
use crate::apart::Apart;
use crate::codec::{self, EncodeError, Shape, Slot};
use crate::encoding::{Parameter, Placed};
use crate::error::Error;
use crate::execute::{Plan, execute};
use crate::options::CallOptions;
use crate::response::Response;

/// A call of one operation. It is made by `.await` or [`send`](Self::send); until then nothing happens. Dropping its future gives it up.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Call, CallOptions, Error};
/// use std::time::Duration;
///
/// async fn count(call: Call<i64>) -> Result<i64, Error> {
///     let patient = CallOptions::new().timeout(Duration::from_secs(120));
///     let response = call.with(patient).with_response().await?;
///     for finding in response.findings() {
///         eprintln!("drift: {finding}");
///     }
///     Ok(response.into_value())
/// }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    plan: Apart<Plan>,
    returns: PhantomData<fn() -> T>,
}

impl<T: Output> Call<T> {
    /// Makes the call and gives its value.
    pub fn send(self) -> CallFuture<T> {
        self.read_by(T::READING, Answer::take_value)
    }

    /// Makes the call and gives its value with status, headers and findings.
    pub fn with_response(self) -> CallFuture<Response<T>> {
        self.read_by(T::READING, Response::read)
    }
}

impl<T> Call<T> {
    pub(crate) fn new(plan: Apart<Plan>) -> Self {
        Self {
            plan,
            returns: PhantomData,
        }
    }

    fn read_by<V>(self, reading: Reading, read: Read<V>) -> CallFuture<V> {
        CallFuture::new(execute(self.plan, reading), read)
    }

    /// Makes the call and decodes its value into a type of your own.
    pub fn send_as<U: DeserializeOwned>(self) -> CallFuture<U> {
        self.read_by(Reading::Value, Answer::take_own)
    }

    /// The same call, yielding something else that the runtime has: the list with its bad elements apart ([`Sifted`](crate::Sifted)), the
    /// body as [`Bytes`], as a [`Download`](crate::Download) or as [`Events`](crate::Events), or another type of the spec.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn export(client: brogue_runtime::Core) -> Result<(), brogue_runtime::Error> {
    /// use brogue_runtime::{Download, Method};
    ///
    /// let call = client.request(Method::GET, "/export").returning::<Download>();
    /// call.await?.save_to("export.zip").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn returning<U: Output>(self) -> Call<U> {
        Call::new(self.plan)
    }

    /// Does something other than the client does, for this call.
    pub fn with(mut self, options: CallOptions) -> Self {
        self.plan.set_options(options);
        self
    }

    /// Adds a name and a value to the query, also where the spec knows no such parameter.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.plan.request.add_query_text(name, &value.to_string());
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.plan
            .request
            .set_header_text(name, &value.to_string(), false);
        self
    }

    /// Sets a body of JSON.
    pub fn json(mut self, body: &dyn Slot) -> Self {
        self.set_json(body);
        self
    }

    /// Sets a body of JSON from a type of your own, in place of the one that the operation has.
    ///
    /// # Examples
    ///
    /// ```
    /// use brogue_runtime::Value;
    ///
    /// fn with_more(call: brogue_runtime::Call<Value>) -> brogue_runtime::Call<Value> {
    ///     call.json_from(&[("color", "red"), ("size", "XL")])
    /// }
    /// ```
    pub fn json_from<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        let text = serde_json::to_string(body).map_err(|_| EncodeError {
            member: None,
            problem: "it cannot be serialized as JSON",
        });
        self.plan.set_json(text);
        self
    }

    /// Sets a declared parameter of the query.
    #[doc(hidden)]
    pub fn set_query(&mut self, parameter: impl Into<Parameter>, value: &dyn Placed) {
        self.plan.request.set_query(&parameter.into(), value);
    }

    /// Sets a declared header.
    #[doc(hidden)]
    pub fn set_header(&mut self, parameter: impl Into<Parameter>, value: &dyn Placed) {
        self.plan.request.set_header(&parameter.into(), value);
    }

    /// Sets a declared cookie.
    #[doc(hidden)]
    pub fn set_cookie(&mut self, parameter: impl Into<Parameter>, value: &dyn Placed) {
        self.plan.request.set_cookie(&parameter.into(), value);
    }

    /// Sets the body.
    #[doc(hidden)]
    pub fn set_json(&mut self, body: &dyn Slot) {
        self.plan.set_json(codec::encode(body, &Shape::PLAIN));
    }

    /// Sets a body that is a list.
    #[doc(hidden)]
    pub fn set_json_list<E: Slot>(&mut self, body: &[E]) {
        self.plan.set_json(codec::encode_list(body, &Shape::PLAIN));
    }
}

impl<T: Output> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<T>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self::new(self.plan.clone())
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.plan.show("Call", formatter)
    }
}

impl Plan {
    fn set_json(&mut self, body: Result<String, EncodeError>) {
        let is_sent = body.is_ok();
        self.request
            .set_body("application/json", body.map(Bytes::from));
        if let Some(flag) = self.operation.stream_flag.filter(|_| is_sent) {
            self.request.set_body_value(flag, "true");
        }
    }

    fn set_options(&mut self, options: CallOptions) {
        for (name, value) in &options.headers {
            self.request.set_header_text(name, value, false);
        }
        self.settings.apply(options);
    }

    fn show(&self, name: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.core.inner().redactor.redact(self.request.path());

        formatter
            .debug_struct(name)
            .field("operation", &self.operation.id)
            .field("method", self.request.method())
            .field("path", &path)
            .finish_non_exhaustive()
    }
}
