//! How a type is named by the place it is written at, before anyone looks at collisions.

use super::names;

/// The place of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    owner: String,
    word: String,
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
    /// A schema under `components`, or what a request calls its own.
    pub(super) fn component(name: &str) -> Self {
        Self {
            owner: String::new(),
            word: names::type_name(name),
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
            path,
            kind: Kind::Other,
        }
    }

    /// A property of the schema here.
    pub(super) fn property(&self, name: &str) -> Self {
        Self {
            owner: self.name(),
            word: names::type_name(name),
            path: [self.path.as_str(), ".", name].concat(),
            kind: Kind::Property,
        }
    }

    /// The elements of the list or map here.
    pub(super) fn element(&self) -> Self {
        Self {
            owner: self.owner.clone(),
            word: names::singular(&self.word),
            path: format!("{}[]", self.path),
            kind: Kind::Element,
        }
    }

    /// A case of the union here.
    pub(super) fn case(&self, name: &str) -> Self {
        Self {
            owner: self.name(),
            word: names::type_name(name),
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

    /// The name by the rule where the first one is taken; a component has none, its author decides.
    pub(super) fn qualified(&self) -> Option<String> {
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
