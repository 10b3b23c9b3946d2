//! Foreign names: naming one remembers its `use`. A name the API takes up itself is written with its path instead.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::hash::{HashSet, IndexMap};
use crate::model::TypeDef;

use super::context::Context;
use super::fit;

/// The runtime's crate.
pub(super) const RUNTIME: &str = "brogue_runtime";

/// The crate of dates and times.
pub(super) const TIME: &str = "jiff";

/// Names that generated code may want for items that are not its own, sorted. A type of the API with such a name is written with its path
/// outside of the module it stands in.
const WANTED: &[&str] = &[
    "API",
    "Answers",
    "Api",
    "Authorization",
    "BTreeMap",
    "Box",
    "Bytes",
    "Call",
    "Case",
    "Client",
    "ClientBuilder",
    "CodeExchange",
    "Core",
    "Credential",
    "Date",
    "DateTime",
    "Default",
    "DeviceAuthorization",
    "Download",
    "Encoding",
    "Envelope",
    "Error",
    "ErrorBody",
    "Escape",
    "Events",
    "Field",
    "Fields",
    "Form",
    "From",
    "Id",
    "Into",
    "IntoIterator",
    "Lifetime",
    "Member",
    "Members",
    "Method",
    "Model",
    "None",
    "NotFound",
    "OAuth",
    "Operation",
    "Option",
    "PagedCall",
    "Pagination",
    "Parameter",
    "Partial",
    "PartialErrors",
    "Patch",
    "PathStyle",
    "QueryStyle",
    "Quota",
    "QuotaScope",
    "QuotaStatus",
    "QuotaWindow",
    "Replay",
    "ResetForm",
    "Result",
    "Revocation",
    "Shape",
    "Some",
    "String",
    "TimeFormat",
    "Timestamp",
    "TokenField",
    "TokenRequest",
    "TokenValue",
    "Union",
    "Upload",
    "Value",
    "Vec",
    "View",
    "Zone",
];

/// The names that one file uses.
pub(super) struct Symbols<'a> {
    context: &'a Context<'a>,
    /// Items the file defines.
    locals: HashSet<String>,
    /// The module of types that this file is; its types need no `use`.
    module: Option<&'a str>,
    /// The path of the runtime's codec.
    codec: String,
    /// The paths that names are taken from: nearly always one.
    uses: RefCell<IndexMap<String, Vec<String>>>,
}

impl<'a> Symbols<'a> {
    /// For a file that defines these items.
    pub(super) fn new(context: &'a Context<'a>, locals: Vec<String>) -> Self {
        Self {
            context,
            locals: locals.into_iter().collect(),
            module: None,
            codec: codec(context),
            uses: RefCell::default(),
        }
    }

    /// For a module of types.
    pub(super) fn in_module(context: &'a Context<'a>, module: &'a str) -> Self {
        let here = context.types_in(module).iter();
        let locals = here.map(|(_, definition)| definition.name.to_string());

        Self {
            context,
            locals: locals.collect(),
            module: Some(module),
            codec: codec(context),
            uses: RefCell::default(),
        }
    }

    /// An item of the runtime.
    pub(super) fn runtime(&self, name: &str) -> String {
        self.context.name_crate(RUNTIME);

        self.foreign(self.context.runtime(), name)
    }

    /// An item of the runtime's codec.
    pub(super) fn codec(&self, name: &str) -> String {
        self.context.name_crate(RUNTIME);

        self.foreign(&self.codec, name)
    }

    /// Bytes, as the runtime names them.
    pub(super) fn bytes(&self) -> String {
        self.context.name_crate(RUNTIME);

        self.foreign(&format!("{}::bytes", self.context.runtime()), "Bytes")
    }

    /// An item of the crate of dates and times.
    pub(super) fn time(&self, path: &str, name: &str) -> String {
        self.context.name_crate(TIME);

        self.foreign(path, name)
    }

    /// An item that needs a `use` anyway: of the standard library or of this crate.
    pub(super) fn foreign(&self, path: &str, name: &str) -> String {
        if self.is_elsewhere(path, name) {
            return [path, "::", name].concat();
        }
        self.import(path, name);

        name.to_owned()
    }

    /// An item everybody has without a `use`.
    pub(super) fn prelude(&self, path: &str, name: &str) -> String {
        if self.is_elsewhere(path, name) {
            [path, "::", name].concat()
        } else {
            name.to_owned()
        }
    }

    /// A type of the API.
    pub(super) fn own(&self, definition: &TypeDef) -> String {
        let name = definition.name.as_str();
        if self.module == Some(definition.module.as_str()) {
            return name.to_owned();
        }
        if WANTED.binary_search(&name).is_ok() || self.is_taken(name) {
            self.import("crate", "types");
            return format!("types::{name}");
        }
        self.import("crate::types", name);

        name.to_owned()
    }

    /// Whether the file has an item of this name.
    fn is_taken(&self, name: &str) -> bool {
        self.locals.contains(name)
    }

    /// Whether the name is that of another item in this file.
    fn is_elsewhere(&self, path: &str, name: &str) -> bool {
        let uses = self.uses.borrow();
        let mut paths = uses.get(name).into_iter().flatten();

        paths.any(|other| other != path) || self.is_taken(name)
    }

    /// The `use` lines: standard library, other crates, this crate; with a blank line between. Ends without one.
    pub(super) fn print(&self) -> String {
        let by_name = self.uses.borrow();
        let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, paths) in by_name.iter() {
            for path in paths {
                uses.entry(path).or_default().insert(name);
            }
        }
        let mut lines: Vec<(u8, Vec<&str>, &str, &BTreeSet<&str>)> = uses
            .iter()
            .map(|(path, names)| {
                let alone = names.first().filter(|_| names.len() == 1);
                (
                    group(path),
                    path.split("::").chain(alone.copied()).collect(),
                    *path,
                    names,
                )
            })
            .collect();
        lines.sort_by(|one, other| {
            one.0.cmp(&other.0).then_with(|| {
                compare_paths((&one.1, one.3.len() > 1), (&other.1, other.3.len() > 1))
            })
        });

        let mut out = String::new();
        let mut last_group = None;
        for (group, _, path, names) in lines {
            if last_group.is_some_and(|last| last != group) {
                out.push('\n');
            }
            last_group = Some(group);
            let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            names.sort_by(|one, other| version_order(one, other));
            out.push_str(&fit::use_line("use", path, &names));
        }

        out
    }

    fn import(&self, path: &str, name: &str) {
        let mut uses = self.uses.borrow_mut();
        match uses.get_mut(name) {
            Some(paths) if paths.iter().any(|known| known == path) => {}
            Some(paths) => paths.push(path.to_owned()),
            None => {
                uses.insert(name.to_owned(), vec![path.to_owned()]);
            }
        }
    }
}

/// The path of the runtime's codec.
fn codec(context: &Context<'_>) -> String {
    [context.runtime(), "::codec"].concat()
}

fn group(path: &str) -> u8 {
    match path.split("::").next() {
        Some("std") => 0,
        Some("crate") => 2,
        _ => 1,
    }
}

/// Compares segment by segment; what ends first comes first, but a list in braces, which has no last segment, comes behind what is longer.
fn compare_paths(
    (one, one_is_list): (&[&str], bool),
    (other, other_is_list): (&[&str], bool),
) -> Ordering {
    let mut segments = one.iter().zip(other);
    let difference = segments
        .find_map(|(one, other)| Some(version_order(one, other)).filter(|order| order.is_ne()));

    difference.unwrap_or_else(|| match one.len().cmp(&other.len()) {
        Ordering::Less if one_is_list => Ordering::Greater,
        Ordering::Greater if other_is_list => Ordering::Less,
        Ordering::Equal => one_is_list.cmp(&other_is_list),
        order => order,
    })
}

/// The order rustfmt gives names since its style of 2024: upper case first, digits by their value.
pub(super) fn version_order(one: &str, other: &str) -> Ordering {
    // What both begin with says nothing, but for digits at its end.
    let bytes = one.bytes().zip(other.bytes());
    let mut shared = bytes.take_while(|(one, other)| one == other).count();
    let ends_in_digit = |end: usize| one.as_bytes().get(..end).and_then(<[u8]>::last);
    while ends_in_digit(shared).is_some_and(u8::is_ascii_digit) || !one.is_char_boundary(shared) {
        shared -= 1;
    }
    // An underscore comes before every other character.
    let rank = |byte| if byte == b'_' { 1 } else { byte };
    let next = (one.as_bytes().get(shared), other.as_bytes().get(shared));
    if let (Some(next), Some(other_next)) = next
        && next != other_next
        && !next.is_ascii_digit()
        && !other_next.is_ascii_digit()
    {
        return rank(*next).cmp(&rank(*other_next));
    }
    let mut one_rest = one.get(shared..).unwrap_or_default();
    let mut other_rest = other.get(shared..).unwrap_or_default();
    loop {
        let (one_head, one_number, one_tail) = next_number(one_rest);
        let (other_head, other_number, other_tail) = next_number(other_rest);
        let order = one_head.bytes().map(rank).cmp(other_head.bytes().map(rank));
        let order = order
            .then_with(|| one_number.len().cmp(&other_number.len()))
            .then_with(|| one_number.cmp(other_number));
        if order.is_ne() {
            return order;
        }
        if one_tail.is_empty() || other_tail.is_empty() {
            return one_tail
                .len()
                .cmp(&other_tail.len())
                .then_with(|| one.cmp(other));
        }
        (one_rest, other_rest) = (one_tail, other_tail);
    }
}

/// Cuts a text into what is before its first digits, the digits without leading zeros, and the rest.
fn next_number(text: &str) -> (&str, &str, &str) {
    let start = text.bytes().position(|byte| byte.is_ascii_digit());
    let (head, from_digits) = text.split_at(start.unwrap_or(text.len()));
    let end = from_digits.bytes().position(|byte| !byte.is_ascii_digit());
    let end = end.unwrap_or(from_digits.len());
    let (digits, tail) = from_digits.split_at(end);

    (head, digits.trim_start_matches('0'), tail)
}

#[cfg(test)]
mod tests {
    use super::version_order;

    #[test]
    fn wanted_names_can_be_searched() {
        assert!(super::WANTED.is_sorted());
    }

    #[test]
    fn names_are_ordered_as_rustfmt_orders_them() {
        let ordered = [
            "Item", "Item9", "Item10", "Items", "Member", "X", "Zed", "abc", "slots",
        ];
        for pair in ordered.windows(2) {
            assert!(version_order(pair[0], pair[1]).is_lt(), "{pair:?}");
        }
    }
}
