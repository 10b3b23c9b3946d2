//! Where an action applies: a path of RFC 9535, evaluated on the document as a value and led back to its nodes. The only file that names
//! the crate for it.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::super::tree::{Kind, NodeId, Tree};

/// What to do about a target that leads nowhere.
pub(super) const HELP: &str = "a JSONPath begins with `$`; letters count as they are written, and a path stands in brackets: `$.paths['/visits'].get`";
/// How long a path may be, and how many brackets and parentheses may stand in each other: reading it takes its time otherwise.
const LONGEST: usize = 4096;
const DEEPEST: usize = 12;

/// A place that an action applies to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) node: NodeId,
    /// What holds it, and as which of its children; nothing for the document itself.
    pub(super) parent: Option<(NodeId, usize)>,
}

/// The places a path matches, in the order of the document.
pub(super) fn find(tree: &Tree<'_>, path: &str) -> Result<Vec<Place>, String> {
    if path.len() > LONGEST || depth(path) > DEEPEST {
        return Err("it is too long or nests too deep".to_owned());
    }
    let query = JsonPath::parse(path).map_err(|error| error.message().to_lowercase())?;
    let value = json(tree, tree.root());
    let mut places = Vec::new();
    for location in query.query_located(&value).locations() {
        let mut place = Place {
            node: tree.root(),
            parent: None,
        };
        for element in location.iter() {
            let index = match element {
                PathElement::Name(name) => {
                    let mut entries = tree.entries(place.node).iter();
                    entries.position(|entry| entry.key == *name)
                }
                PathElement::Index(index) => Some(*index),
            };
            let entry = |index: usize| tree.entries(place.node).get(index).map(|entry| entry.value);
            let item = |index: usize| tree.items(place.node).get(index).copied();
            let Some((index, node)) =
                index.and_then(|index| Some((index, entry(index).or_else(|| item(index))?)))
            else {
                return Err("it leads nowhere".to_owned());
            };
            place = Place {
                node,
                parent: Some((place.node, index)),
            };
        }
        places.push(place);
    }
    // One node may match in several ways.
    places.sort_by_key(|place| (place.parent, place.node));
    places.dedup_by_key(|place| (place.parent, place.node));

    Ok(places)
}

/// How many brackets and parentheses are open at most.
fn depth(path: &str) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    for letter in path.chars() {
        match letter {
            '(' | '[' | '!' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }

    deepest
}

fn json(tree: &Tree<'_>, node: NodeId) -> Value {
    match tree.kind(node) {
        Kind::Null => Value::Null,
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Integer(text) | Kind::Number(text) => serde_json::from_str(text).unwrap_or_default(),
        Kind::Text(text) => Value::String(text.to_string()),
        Kind::List => {
            let items = tree.items(node).iter();
            Value::Array(items.map(|item| json(tree, *item)).collect())
        }
        Kind::Mapping => {
            let entries = tree.entries(node).iter();
            Value::Object(
                entries
                    .map(|entry| (entry.key.to_string(), json(tree, entry.value)))
                    .collect(),
            )
        }
    }
}
