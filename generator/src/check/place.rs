//! How a type is named by the place it is written at, before anyone looks at collisions.

use super::names;

/// What some call a parameter with besides its name.
const OF_PARAMETERS: &[&str] = &["param", "parameter", "parameters", "params"];

/// Where a parameter goes, as some call it with.
const OF_PLACES: &[&str] = &["cookie", "header", "path", "query"];

/// The place of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    owner: String,
    word: String,
    /// The longer word for it, where the usual one is a short form.
    whole: Option<String>,
    path: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Component,
    Property,
    Element,
    Other,
}

impl Place {
    /// A schema under `components`, or what a request calls its own, and what it is called for short.
    pub(super) fn component(name: &str, short: Option<&str>) -> Self {
        Self {
            owner: String::new(),
            word: names::type_name(short.unwrap_or(name)),
            whole: short.map(|_| names::type_name(name)),
            path: name.to_owned(),
            kind: Kind::Component,
        }
    }

    /// The body, the answer or a parameter of an operation.
    pub(super) fn of_operation(owner: &str, word: &str) -> Self {
        let path = format!("{owner}.{word}");
        let owner = if owner.is_empty() {
            String::new()
        } else {
            names::type_name(owner)
        };

        Self {
            owner,
            word: names::type_name(word),
            whole: None,
            path,
            kind: Kind::Other,
        }
    }

    /// A parameter under `components`: called as its key is, without what says only that it is one.
    pub(super) fn parameter(key: &str) -> Self {
        let mut words = names::words(key);
        for endings in [OF_PARAMETERS, OF_PLACES] {
            if words.len() > 1 && words.last().is_some_and(|last| endings.contains(&&**last)) {
                words.pop();
            } else {
                break;
            }
        }
        let whole = names::type_name(key);
        let short = names::type_name(&words.join("_"));
        let is_short = short.len() < whole.len() && !names::RESERVED_TYPES.contains(&&*short);

        Self {
            owner: String::new(),
            word: if is_short { short } else { whole.clone() },
            whole: is_short.then_some(whole),
            path: format!(".{key}"),
            kind: Kind::Other,
        }
    }

    /// A property of the schema here.
    pub(super) fn property(&self, name: &str) -> Self {
        Self {
            owner: self.name(),
            word: names::type_name(name),
            whole: None,
            path: [self.path.as_str(), ".", name].concat(),
            kind: Kind::Property,
        }
    }

    /// The elements of the list or map here.
    pub(super) fn element(&self) -> Self {
        Self {
            owner: self.owner.clone(),
            word: names::singular(&self.word),
            whole: None,
            path: format!("{}[]", self.path),
            kind: Kind::Element,
        }
    }

    /// A case of the union here.
    pub(super) fn case(&self, name: &str) -> Self {
        Self {
            owner: self.name(),
            word: names::type_name(name),
            whole: None,
            path: format!("{}.{name}", self.path),
            kind: Kind::Other,
        }
    }

    /// The name by the rule.
    pub(super) fn name(&self) -> String {
        [self.owner.as_str(), &self.word].concat()
    }

    /// The same as it is written: `ListVisits.search-words[]`.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The name by the rule where the first one is taken; a component has none but that without a short form, its author decides.
    pub(super) fn qualified(&self) -> Option<String> {
        if self.whole.is_some() {
            return self.whole.clone();
        }
        let suffix = match self.kind {
            Kind::Component => return None,
            Kind::Element => "Item",
            Kind::Property => "Member",
            Kind::Other => "Case",
        };
        Some(format!("{}{suffix}", self.name()))
    }

    /// Whether a `rust-name` written here names the type; at a property it names the field.
    pub(super) fn is_property(&self) -> bool {
        self.kind == Kind::Property
    }

    /// Whether the schema stands under `components`.
    pub(super) fn is_component(&self) -> bool {
        self.kind == Kind::Component
    }
}
