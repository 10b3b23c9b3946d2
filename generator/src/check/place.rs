//! How a type is named by the place it is written at, before anyone looks at collisions.

use std::rc::Rc;

use super::names;

/// What some call a parameter with besides its name.
const OF_PARAMETERS: &[&str] = &["param", "parameter", "parameters", "params"];

/// Where a parameter goes, as some call it with.
const OF_PLACES: &[&str] = &["cookie", "header", "path", "query"];

/// The place of a schema. Only the way there is kept: few places are ever asked for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place(Rc<Way>);

#[derive(Debug, PartialEq, Eq)]
enum Way {
    /// What stands by itself.
    Own {
        owner: String,
        word: String,
        /// The longer word for it, where the usual one is a short form.
        whole: Option<String>,
        path: String,
        is_component: bool,
    },
    /// A property of the schema at another place.
    Property(Place, String),
    /// The elements of the list or map at another place.
    Element(Place),
    /// A case of the union at another place.
    Case(Place, String),
}

impl Place {
    /// A schema under `components`, or what a request calls its own, and what it is called for short.
    pub(super) fn component(name: &str, short: Option<&str>) -> Self {
        Self(Rc::new(Way::Own {
            owner: String::new(),
            word: names::type_name(short.unwrap_or(name)),
            whole: short.map(|_| names::type_name(name)),
            path: name.to_owned(),
            is_component: true,
        }))
    }

    /// The body, the answer or a parameter of an operation.
    pub(super) fn of_operation(owner: &str, word: &str) -> Self {
        let path = [owner, ".", word].concat();
        let owner = if owner.is_empty() {
            String::new()
        } else {
            names::type_name(owner)
        };

        Self(Rc::new(Way::Own {
            owner,
            word: names::type_name(word),
            whole: None,
            path,
            is_component: false,
        }))
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

        Self(Rc::new(Way::Own {
            owner: String::new(),
            word: if is_short { short } else { whole.clone() },
            whole: is_short.then_some(whole),
            path: format!(".{key}"),
            is_component: false,
        }))
    }

    /// A property of the schema here.
    pub(super) fn property(&self, name: &str) -> Self {
        Self(Rc::new(Way::Property(self.clone(), name.to_owned())))
    }

    /// The elements of the list or map here.
    pub(super) fn element(&self) -> Self {
        Self(Rc::new(Way::Element(self.clone())))
    }

    /// A case of the union here.
    pub(super) fn case(&self, name: &str) -> Self {
        Self(Rc::new(Way::Case(self.clone(), name.to_owned())))
    }

    /// The name by the rule.
    pub(super) fn name(&self) -> String {
        let (owner, word) = self.owner_and_word();

        owner + &word
    }

    fn owner_and_word(&self) -> (String, String) {
        match &*self.0 {
            Way::Own { owner, word, .. } => (owner.clone(), word.clone()),
            Way::Property(above, name) | Way::Case(above, name) => {
                (above.name(), names::type_name(name))
            }
            Way::Element(list) => {
                let (owner, word) = list.owner_and_word();

                (owner, names::singular(&word))
            }
        }
    }

    /// The same as it is written: `ListVisits.search-words[]`.
    pub(super) fn path(&self) -> String {
        match &*self.0 {
            Way::Own { path, .. } => path.clone(),
            Way::Property(above, name) | Way::Case(above, name) => above.path() + "." + name,
            Way::Element(list) => list.path() + "[]",
        }
    }

    /// The name by the rule where the first one is taken; a component has none but that without a short form, its author decides.
    pub(super) fn qualified(&self) -> Option<String> {
        let suffix = match &*self.0 {
            Way::Own {
                whole: Some(whole), ..
            } => return Some(whole.clone()),
            Way::Own {
                is_component: true, ..
            } => return None,
            Way::Element(_) => "Item",
            Way::Property(..) => "Member",
            Way::Own { .. } | Way::Case(..) => "Case",
        };

        Some(self.name() + suffix)
    }

    /// Whether there is such a name.
    pub(super) fn may_be_qualified(&self) -> bool {
        let has_none = matches!(
            *self.0,
            Way::Own {
                whole: None,
                is_component: true,
                ..
            }
        );

        !has_none
    }

    /// Whether a `rust-name` written here names the type; at a property it names the field.
    pub(super) fn is_property(&self) -> bool {
        matches!(*self.0, Way::Property(..))
    }

    /// Whether the schema stands under `components`.
    pub(super) fn is_component(&self) -> bool {
        matches!(
            *self.0,
            Way::Own {
                is_component: true,
                ..
            }
        )
    }
}
