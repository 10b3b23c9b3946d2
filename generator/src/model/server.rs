//! Servers that a caller can choose from.

use super::{Doc, FieldName, TypeName, VariantName};

/// A server of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// What it is called: `Sandbox`.
    pub name: TypeName,
    /// Its address, cut where variables stand.
    pub url: Vec<ServerPiece>,
    /// Its variables, in the order of the address.
    pub variables: Vec<ServerVariable>,
    /// What it is.
    pub doc: Doc,
}

impl Server {
    /// The address as the document has it: `https://{region}.example.com`.
    pub fn template(&self) -> String {
        self.with(|variable| format!("{{{}}}", variable.wire))
    }

    /// The address with the defaults of its variables.
    pub fn address(&self) -> String {
        self.with(|variable| variable.default.clone())
    }

    fn with(&self, value: impl Fn(&ServerVariable) -> String) -> String {
        let pieces = self.url.iter();

        pieces
            .map(|piece| match piece {
                ServerPiece::Text(text) => text.clone(),
                ServerPiece::Variable(index) => {
                    self.variables.get(*index).map(&value).unwrap_or_default()
                }
            })
            .collect()
    }
}

/// A piece of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerPiece {
    /// Text as it stands.
    Text(String),
    /// The value of the variable at this place of the list.
    Variable(usize),
}

/// A variable of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The setter.
    pub field: FieldName,
    /// The type of its values, where they are listed.
    pub name: TypeName,
    /// Its name in the braces.
    pub wire: String,
    /// Its value where the caller says nothing; empty where the document has none.
    pub default: String,
    /// The values that it may have; none where it may have any.
    pub values: Vec<(VariantName, String)>,
    /// What it is.
    pub doc: Doc,
}
