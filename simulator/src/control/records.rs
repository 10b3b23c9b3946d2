//! Records, from outside: to look at, and to change behind the API's back.

use http::{Method, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{Refused, nothing, object, only, refused};
use crate::records::{self, Records};
use crate::reply::{Reply, Request};
use crate::world::World;

/// `/_simulator/records`, a collection of them by its name, and a record by its key.
pub(super) fn answer(world: &World, request: &Request, rest: &[&str]) -> Result<Reply, Refused> {
    let collection = |piece: &str| {
        Records::of(world, &text(piece)).map_err(|error| (StatusCode::NOT_FOUND, error.to_string()))
    };
    match rest {
        [] => {
            only(request, &[Method::GET])?;
            let names = records::names(world);
            Ok(Reply::json(StatusCode::OK, json!({ "collections": names })))
        }
        [name] => {
            let records = collection(name)?;
            only(request, &[Method::GET, Method::POST, Method::DELETE])?;
            of_collection(records, request)
        }
        [name, key] => {
            let records = collection(name)?;
            only(request, &[Method::GET, Method::DELETE])?;
            let record = match request.method.as_str() {
                "DELETE" => records.remove(text(key)),
                _ => records.get(text(key)),
            };
            record
                .map(|record| Reply::json(StatusCode::OK, record))
                .ok_or_else(|| nothing(&request.path))
        }
        [_, _, _, ..] => Err(nothing(&request.path)),
    }
}

/// A piece of the path without its escapes.
fn text(piece: &str) -> String {
    percent_decode_str(piece).decode_utf8_lossy().into_owned()
}

fn of_collection(records: Records<'_>, request: &Request) -> Result<Reply, Refused> {
    match request.method.as_str() {
        "POST" => {
            let record = Value::Object(object(request)?);
            let key = records
                .insert(record)
                .map_err(|error| refused(error.to_string()))?;
            Ok(Reply::json(StatusCode::CREATED, json!({ "key": key })))
        }
        "DELETE" => {
            records.clear();
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        }
        _ => Ok(Reply::json(
            StatusCode::OK,
            json!({ "records": records.all() }),
        )),
    }
}
