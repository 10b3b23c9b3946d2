//! Which path leads to which operation.
//!
//! A call that the document describes and the vendor does not have (`availability: not-implemented`) has its path all the same: other
//! methods are not allowed there, and its own leads nowhere.

use std::collections::BTreeSet;

use brogue_generator::model::contract::Contract;
use brogue_generator::model::{Api, Method, Segment};

use crate::vendor::OperationId;

/// All operations by their paths.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    routes: Vec<Route>,
}

#[derive(Debug)]
struct Route {
    method: Method,
    segments: Vec<Segment>,
    /// None where the vendor does not have it.
    operation: Option<OperationId>,
}

/// A route that fits, with its rank and the values of its path.
type Candidate = (Vec<bool>, Option<OperationId>, Vec<(String, String)>);

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// To an operation, with the values of its path, still escaped, in path order.
    Operation(OperationId, Vec<(String, String)>),
    /// To a path that takes other methods only.
    OtherMethods(Vec<String>),
    /// To a call that is described and that the vendor does not have.
    Absent,
    /// Nowhere.
    Nothing,
}

impl Routes {
    /// The routes of an API; paths begin with the path of the base URL.
    pub(crate) fn of(api: &Api, contract: &Contract, base_path: &str) -> Self {
        let mut routes = Vec::new();
        let mut had = BTreeSet::new();
        for (resource, operations) in api.resources.iter().enumerate() {
            for (operation, found) in operations.operations.iter().enumerate() {
                let mut segments = vec![Segment::Literal(base_path.to_owned())];
                segments.extend(found.path.iter().cloned());
                had.insert((found.http_method.as_str(), found.path_text()));
                routes.push(Route {
                    method: found.http_method,
                    segments: joined(segments),
                    operation: Some(OperationId {
                        resource,
                        operation,
                    }),
                });
            }
        }
        for call in &contract.calls {
            if !had.contains(&(call.method.as_str(), call.path.clone())) {
                routes.push(Route {
                    method: call.method,
                    segments: segments(&format!("{base_path}{}", call.path)),
                    operation: None,
                });
            }
        }

        Self { routes }
    }

    /// Where a path leads. Text counts for more than a value: `/clients/new` before `/clients/{id}`.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let mut best: Option<Candidate> = None;
        let mut others = Vec::new();
        for route in &self.routes {
            let Some(values) = match_path(&route.segments, path) else {
                continue;
            };
            if route.method.as_str() != method {
                others.push(route.method.as_str().to_owned());
                continue;
            }
            let rank = literal_rank(&route.segments);
            if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
                best = Some((rank, route.operation, values));
            }
        }
        others.sort_unstable();
        others.dedup();

        match best {
            Some((_, Some(operation), values)) => Found::Operation(operation, values),
            Some((_, None, _)) => Found::Absent,
            None if others.is_empty() => Found::Nothing,
            None => Found::OtherMethods(others),
        }
    }
}

/// The pieces of a path as a document writes it.
fn segments(template: &str) -> Vec<Segment> {
    let mut all = Vec::new();
    let mut rest = template;
    while let Some((text, (name, after))) = rest
        .split_once('{')
        .and_then(|(text, after)| Some((text, after.split_once('}')?)))
    {
        all.push(Segment::Literal(text.to_owned()));
        all.push(Segment::Parameter(name.to_owned()));
        rest = after;
    }
    all.push(Segment::Literal(rest.to_owned()));

    joined(all)
}

/// Neighboring texts as one.
fn joined(segments: Vec<Segment>) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    for segment in segments {
        match (all.last_mut(), segment) {
            (_, Segment::Literal(text)) if text.is_empty() => {}
            (Some(Segment::Literal(before)), Segment::Literal(text)) => before.push_str(&text),
            (_, segment) => all.push(segment),
        }
    }

    all
}

/// Segment by segment, whether it is text.
fn literal_rank(segments: &[Segment]) -> Vec<bool> {
    let template: String = segments
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text.as_str(),
            Segment::Parameter(_) => "\0",
        })
        .collect();

    template
        .split('/')
        .map(|piece| !piece.contains('\0'))
        .collect()
}

/// The values in a path that fits; a value ends at a slash, or where the text after it begins.
fn match_path(segments: &[Segment], path: &str) -> Option<Vec<(String, String)>> {
    let mut rest = path;
    let mut values = Vec::new();
    let mut segments = segments.iter().peekable();
    while let Some(segment) = segments.next() {
        match segment {
            Segment::Literal(text) => rest = rest.strip_prefix(text.as_str())?,
            Segment::Parameter(name) => {
                let end = rest.find('/').unwrap_or(rest.len());
                let (piece, _) = rest.split_at_checked(end)?;
                let end = match segments.peek() {
                    Some(Segment::Literal(text)) if !text.starts_with('/') => {
                        let text = text.split('/').next().unwrap_or_default();
                        piece.rfind(text)?
                    }
                    _ => end,
                };
                let (value, after) = rest.split_at_checked(end)?;
                if value.is_empty() {
                    return None;
                }
                values.push((name.clone(), value.to_owned()));
                rest = after;
            }
        }
    }

    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::{match_path, segments};

    #[test]
    fn values_are_cut_out_of_paths() {
        let cases: &[(&str, &str, Option<&[&str]>)] = &[
            ("/visits", "/visits", Some(&[])),
            ("/visits", "/visits/", None),
            ("/visits/{id}", "/visits/7", Some(&["7"])),
            ("/visits/{id}", "/visits/", None),
            ("/visits/{id}", "/visits/7/8", None),
            ("/visits/{id}", "/visits/a%2Fb", Some(&["a%2Fb"])),
            (
                "/visits/{id}/lines/{line}",
                "/visits/7/lines/x",
                Some(&["7", "x"]),
            ),
            ("/visits/{id}:cancel", "/visits/a:b:cancel", Some(&["a:b"])),
            (
                "/files/{name}.{kind}",
                "/files/a.b.csv",
                Some(&["a.b", "csv"]),
            ),
        ];
        for (template, path, expected) in cases {
            let found = match_path(&segments(template), path);
            let found: Option<Vec<String>> =
                found.map(|values| values.into_iter().map(|(_, value)| value).collect());
            let expected: Option<Vec<String>> =
                expected.map(|values| values.iter().map(|value| (*value).to_owned()).collect());
            assert_eq!(found, expected, "{template} and {path}");
        }
    }
}
