//! A value without types: texts, lists and objects, as names and separators can say them.

use std::collections::HashMap;

use super::Nulls;
use crate::codec::{DecodeError, Decoded, Kind, Reader, Shape, Slot, Strictness, Writer};

/// A value between its type and its bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Tree {
    #[default]
    Null,
    Text(String),
    List(Vec<Tree>),
    Object(Object),
}

/// Members in their order, found by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    entries: Vec<(String, Tree)>,
    places: HashMap<String, usize>,
}

impl Object {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.entries.iter().map(|(name, tree)| (&**name, tree))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Tree> {
        let (_, tree) = self.entries.get(*self.places.get(name)?)?;

        Some(tree)
    }

    /// The member of this name, made where it is not there.
    pub(super) fn slot(&mut self, name: &str) -> Option<&mut Tree> {
        let next = self.entries.len();
        let place = *self.places.entry(name.to_owned()).or_insert(next);
        if place == next {
            self.entries.push((name.to_owned(), Tree::Null));
        }

        self.entries.get_mut(place).map(|(_, tree)| tree)
    }

    fn set(&mut self, name: &str, value: Tree) {
        if let Some(slot) = self.slot(name) {
            *slot = value;
        }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl FromIterator<(String, Tree)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Tree)>>(members: I) -> Self {
        let mut object = Self::default();
        for (name, tree) in members {
            object.set(&name, tree);
        }
        object
    }
}

impl Tree {
    /// The tree of a JSON text.
    pub(super) fn of_json(text: &str) -> Option<Self> {
        Self::read(&mut Reader::new(text, Strictness::Tolerant)).ok()
    }

    /// The reader's bound on depth bounds the recursion.
    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut first = true;
        Ok(match reader.kind()? {
            Kind::Object => {
                let mut object = Object::default();
                reader.begin_object()?;
                while let Some(name) = reader.key(&mut first)? {
                    let value = Self::read(reader)?;
                    object.set(&name, value);
                }
                Self::Object(object)
            }
            Kind::List => {
                let mut list = Vec::new();
                reader.begin_list()?;
                while reader.element(&mut first)? {
                    list.push(Self::read(reader)?);
                }
                Self::List(list)
            }
            Kind::Text => Self::Text(reader.text()?.into_owned()),
            Kind::Null => {
                reader.skip()?;
                Self::Null
            }
            Kind::Boolean | Kind::Number => Self::Text(reader.raw()?.to_owned()),
        })
    }

    /// The tree as it is sent: nulls are what they become, and what is empty then is not there.
    pub(super) fn settled(self, nulls: Nulls) -> Option<Self> {
        match self {
            Self::Null => match nulls {
                Nulls::Skip => None,
                Nulls::Empty => Some(Self::Text(String::new())),
                Nulls::Word(word) => Some(Self::Text(word.to_owned())),
            },
            Self::Text(text) => Some(Self::Text(text)),
            Self::List(list) => {
                let list: Vec<_> = list
                    .into_iter()
                    .filter_map(|element| element.settled(nulls))
                    .collect();
                (!list.is_empty()).then_some(Self::List(list))
            }
            Self::Object(object) => {
                let object: Object = object
                    .entries
                    .into_iter()
                    .filter_map(|(name, tree)| Some((name, tree.settled(nulls)?)))
                    .collect();
                (!object.entries.is_empty()).then_some(Self::Object(object))
            }
        }
    }

    /// Reads the tree into a slot. Its texts may be numbers and flags, and a text may be a list of one.
    pub(super) fn decode(
        &self,
        nulls: Nulls,
        slot: &mut dyn Slot,
        shape: &Shape,
    ) -> Result<(), DecodeError> {
        let null = match nulls {
            Nulls::Skip => None,
            Nulls::Empty => Some(""),
            Nulls::Word(word) => Some(word),
        };
        let text = self.to_json();
        let mut reader = Reader::untyped(&text, null);

        slot.decode(&mut reader, shape)
            .and_then(|()| reader.end())
            .map_err(|fault| fault.into_error(&text))
    }

    /// The tree as JSON; every value that is no list and no object is a string.
    pub(super) fn to_json(&self) -> String {
        let mut writer = Writer::json();
        self.write(&mut writer);

        // A tree has no value without JSON.
        writer.into_json().unwrap_or_default()
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Text(text) => writer.text(text),
            Self::List(list) => {
                writer.begin_list();
                for element in list {
                    writer.element();
                    element.write(writer);
                }
                writer.end_list();
            }
            Self::Object(object) => {
                writer.begin_object();
                for (name, tree) in object.iter() {
                    writer.key(name);
                    tree.write(writer);
                }
                writer.end_object();
            }
        }
    }
}
