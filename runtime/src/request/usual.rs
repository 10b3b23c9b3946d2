//! How an API usually has values in their places, which holds for paths that its spec does not declare, too.

use super::{Pair, Request};
use crate::api::Api;
use crate::codec::Shape;
use crate::encoding::Encoding;

/// How values go into their places where nothing else is said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    pub(super) path: Encoding,
    pub(super) query: Encoding,
}

impl Usual {
    pub(super) const OF_OPENAPI: Self = Self {
        path: Encoding::PATH,
        query: Encoding::QUERY,
    };
}

impl Request {
    /// Values go into their places as this API has it.
    pub(crate) fn usually(mut self, api: &Api) -> Self {
        self.usual = Usual {
            path: api.path_encoding,
            query: api.query_encoding,
        };
        self
    }

    /// Fills a place of a path that the spec does not declare.
    pub(crate) fn set_path_text(&mut self, name: &str, value: &str) {
        let value = value.to_owned();
        match self.usual.path.encode(name, &value, &Shape::PLAIN) {
            Ok(text) => self.path_values.push((name.to_owned().into(), text)),
            Err(error) => self.refuse(error.to_string()),
        }
    }

    /// Sets a list in the query that the spec may not know, as the API has lists there.
    pub(crate) fn set_query_list(&mut self, name: &str, values: &Vec<String>) {
        self.query.retain(|pair| pair.parameter != name);
        let pair = |(escaped, value): (String, String)| Pair {
            parameter: name.to_owned().into(),
            name: Some(escaped.into()),
            value,
            sensitive: false,
        };
        match self.usual.query.list(name, values) {
            Ok(pairs) => self.query.extend(pairs.into_iter().map(pair)),
            Err(error) => self.refuse(error.to_string()),
        }
    }
}
