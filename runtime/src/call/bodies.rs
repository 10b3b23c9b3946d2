//! Bodies other than JSON: forms, parts, texts, bytes.

use std::fmt;

use bytes::Bytes;

use super::{Call, CallDraft, PagedCall};
use crate::codec::{EncodeError, Slot};
use crate::encoding::{Body, Fields, Multipart};
use crate::execute::Plan;
use crate::upload::Upload;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Bodies that a caller sets in place of what the operation has.
macro_rules! bodies {
    ($($call:ident)*) => {$(
        impl<T> $call<T> {
    /// Sets a body of the type `application/x-www-form-urlencoded`.
    pub fn form(mut self, body: &dyn Slot, fields: impl Into<Fields>) -> Self {
        self.plan.set_form(body, fields.into());
        self
    }

    /// Sets a body of several parts. Parts that are streams or files are read while it is sent.
    pub fn multipart(mut self, body: &Multipart) -> Self {
        self.plan.set_multipart(body);
        self
    }

    /// Sets a body that is a plain text.
    pub fn text(mut self, body: impl Into<String>) -> Self {
        self.plan.set_text(body.into());
        self
    }

    /// Sets a body of bytes.
    pub fn bytes(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.plan.request.set_body(content_type, Ok(body.into()));
        self
    }

    /// Sets a body that is read while it is sent: a file, or a stream. Without its length it goes out in chunks.
    pub fn body_stream(mut self, content_type: &str, body: impl Into<Upload>) -> Self {
        self.plan.request.set_upload(content_type, Ok(body.into()));
        self
    }
        }
    )*};
}

bodies!(Call PagedCall);

impl<T> Call<T> {
    /// Fills a place of a path that the spec does not declare, `{name}`, as the API has values there.
    pub fn path(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.plan.request.set_path_text(name, &value.to_string());
        self
    }

    /// Sets a list in the query, as the API has lists there, also where the spec knows no such parameter.
    pub fn query_list(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = impl fmt::Display>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.to_string()).collect();
        self.plan.request.set_query_list(name, &values);
        self
    }
}

impl CallDraft {
    /// Sets a body that is a form. It is encoded at once.
    pub fn form(mut self, body: &dyn Slot, fields: impl Into<Fields>) -> Self {
        self.plan.set_form(body, fields.into());
        self
    }

    /// Sets a body whose members are parts.
    pub fn parts(mut self, body: &dyn Slot, fields: impl Into<Fields>) -> Self {
        self.plan.set_parts(body, fields.into());
        self
    }

    /// Sets a body that is a form, and of several parts where a file is in it.
    pub fn form_or_parts(mut self, body: &dyn Slot, fields: impl Into<Fields>) -> Self {
        self.plan.set_form_or_parts(body, fields.into());
        self
    }

    /// Sets a body that is JSON, and of several parts where a file is in it.
    pub fn json_or_parts(mut self, body: &dyn Slot, fields: impl Into<Fields>) -> Self {
        self.plan.set_json_or_parts(body, fields.into());
        self
    }

    /// Sets a body of several parts. It is encoded at once.
    pub fn multipart(mut self, body: &Multipart) -> Self {
        self.plan.set_multipart(body);
        self
    }

    /// Sets a body that is a text.
    pub fn text(mut self, body: impl Into<String>) -> Self {
        self.plan.set_text(body.into());
        self
    }

    /// Sets a body of bytes.
    pub fn bytes(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.plan.request.set_body(content_type, Ok(body.into()));
        self
    }

    /// Sets a body that is read while it is sent.
    pub fn body_stream(mut self, content_type: &str, body: impl Into<Upload>) -> Self {
        self.plan.request.set_upload(content_type, Ok(body.into()));
        self
    }

    /// Says what the body to come is, where it is not what its method says.
    pub fn content_type(mut self, content_type: &str) -> Self {
        self.plan.set_content_type(content_type);
        self
    }
}

/// Optional bodies, set by generated setters.
macro_rules! setters {
    ($($call:ident)*) => {$(
        #[doc(hidden)]
        impl<T> $call<T> {
            /// Sets a form.
            pub fn set_form(&mut self, body: &dyn Slot, fields: impl Into<Fields>) {
                self.plan.set_form(body, fields.into());
            }

            /// Sets a body whose members are parts.
            pub fn set_parts(&mut self, body: &dyn Slot, fields: impl Into<Fields>) {
                self.plan.set_parts(body, fields.into());
            }

            /// Sets a form, or parts where a file is in it.
            pub fn set_form_or_parts(&mut self, body: &dyn Slot, fields: impl Into<Fields>) {
                self.plan.set_form_or_parts(body, fields.into());
            }

            /// Sets JSON, or parts where a file is in it.
            pub fn set_json_or_parts(&mut self, body: &dyn Slot, fields: impl Into<Fields>) {
                self.plan.set_json_or_parts(body, fields.into());
            }

            /// Sets a text.
            pub fn set_text(&mut self, body: impl Into<String>) {
                self.plan.set_text(body.into());
            }

            /// Sets bytes.
            pub fn set_bytes(&mut self, content_type: &str, body: impl Into<Bytes>) {
                self.plan.request.set_body(content_type, Ok(body.into()));
            }

            /// Says what the body to come is.
            pub fn set_content_type(&mut self, content_type: &str) {
                self.plan.set_content_type(content_type);
            }
        }
    )*};
}

setters!(Call PagedCall);

impl Plan {
    /// The fields with what the API usually has where they say nothing.
    fn settled(&self, fields: Fields) -> Fields {
        fields.or(self.core.inner().api.form_encoding)
    }

    fn set_form(&mut self, body: &dyn Slot, fields: Fields) {
        let body = self.settled(fields).form(body);

        self.request.set_body(FORM, body.map(Bytes::from));
    }

    fn set_parts(&mut self, body: &dyn Slot, fields: Fields) {
        let body = self.settled(fields).parts(body);

        self.set_either(FORM, body.map(Body::Parts));
    }

    fn set_form_or_parts(&mut self, body: &dyn Slot, fields: Fields) {
        let body = self.settled(fields).form_or_parts(body);

        self.set_either(FORM, body);
    }

    fn set_json_or_parts(&mut self, body: &dyn Slot, fields: Fields) {
        let body = self.settled(fields).json_or_parts(body);

        self.set_either(JSON, body);
    }

    fn set_either(&mut self, content_type: &str, body: Result<Body, EncodeError>) {
        match body {
            Ok(Body::Text(text)) => self.request.set_body(content_type, Ok(Bytes::from(text))),
            Ok(Body::Parts(parts)) => self.set_multipart(&parts),
            Err(error) => self.request.set_body(content_type, Err(error)),
        }
    }

    fn set_multipart(&mut self, body: &Multipart) {
        let clock = &self.core.inner().clock;

        self.request
            .set_multipart(body.upload(&mut || clock.random()));
    }

    fn set_text(&mut self, body: String) {
        self.request
            .set_body("text/plain; charset=utf-8", Ok(Bytes::from(body)));
    }

    fn set_content_type(&mut self, content_type: &str) {
        self.request
            .set_header_text("content-type", content_type, false);
    }
}
