//! A request, read strictly against the document: texts of the wire become values, and what the document does not allow is refused with
//! the line that says so.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use crate::log::Broken;
use crate::reply::{Refusal, Request};
use crate::vendor::OperationId;
use crate::world::World;

/// A request in values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Received {
    /// Values of the path, by their names in the path.
    pub(crate) path: BTreeMap<String, Value>,
    /// Values of the query, by their names in the document (`ids[]` with its brackets, if it is written so).
    pub(crate) query: BTreeMap<String, Value>,
    /// Values of declared headers, by their names in small letters.
    pub(crate) headers: BTreeMap<String, Value>,
    /// The body: JSON as it came, a form or parts as the object that they stand for, a text as a text.
    pub(crate) body: Option<Value>,
    /// Files of a body in parts.
    pub(crate) files: Vec<ReceivedFile>,
    /// Elements of a list that break the document, by their positions, where the vendor reports those one by one; they are still in the
    /// body.
    pub(crate) bad_elements: BTreeMap<usize, Vec<Broken>>,
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub(crate) struct ReceivedFile {
    /// The member of the body that it is.
    pub(crate) name: String,
    /// The name that the client gives the file.
    pub(crate) file_name: String,
    /// The media type that the client gives it.
    pub(crate) content_type: String,
    /// What it holds.
    pub(crate) content: Bytes,
}

/// Reads a request.
pub(crate) fn read(
    _world: &World,
    _id: OperationId,
    path: &[(String, String)],
    request: &Request,
) -> Result<Received, Box<Refusal>> {
    Ok(Received {
        path: path
            .iter()
            .map(|(name, value)| (name.clone(), Value::String(value.clone())))
            .collect(),
        body: serde_json::from_slice(&request.body).ok(),
        ..Received::default()
    })
}
