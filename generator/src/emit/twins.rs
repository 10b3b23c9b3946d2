//! Types that are the same but for their names. The first is written out, the others become names for it: a vendor's document repeats its
//! lists of values and its small objects, and each type that is written out costs its users compile time.
//!
//! A type that the document names stays a type of its own; so does an opaque text, and what a call answers by status. What looks the same in
//! two modules is shared only where the first stands in the module of several resources: no resource begins to need another one for its
//! types.

use std::fmt::Write as _;

use crate::hash::{HashMap, IndexMap};
use crate::model::{
    Doc, Member, Presence, Shape, Struct, TextEnum, TypeDef, TypeId, TypeKind, TypeRef, Types,
    Union,
};

/// The module of types that several resources have.
const SHARED: &str = "shared";

/// How often types are compared at most: what holds others deeper than that stays apart.
const ROUNDS: usize = 12;

/// Which types are written out under another name.
pub(super) struct Twins {
    firsts: HashMap<TypeId, TypeId>,
}

impl Twins {
    /// Compares all types, then again with what was found alike, since types that hold what is alike may be so, too. Where types go in
    /// circles some stay apart.
    pub(super) fn of(types: &Types) -> Self {
        let looks = looks_of_several(types);
        let mut twins = Self {
            firsts: HashMap::default(),
        };
        for _ in 0..ROUNDS {
            let firsts = twins.compare(&looks);
            if firsts == twins.firsts {
                break;
            }
            twins.firsts = firsts;
        }

        twins
    }

    /// The type that is written out instead of this one.
    pub(super) fn first_of(&self, id: TypeId) -> Option<TypeId> {
        self.firsts.get(&id).copied()
    }

    /// Whether the compiler sees one type.
    pub(super) fn are_same(&self, one: TypeId, other: TypeId) -> bool {
        self.written(one) == self.written(other)
    }

    fn written(&self, id: TypeId) -> TypeId {
        self.first_of(id).unwrap_or(id)
    }

    fn compare<'a>(&self, looks: &[Look<'a>]) -> HashMap<TypeId, TypeId> {
        let mut alike: IndexMap<(&str, usize, Vec<TypeId>), Vec<&Look<'a>>> = IndexMap::default();
        for look in looks {
            let holds = look.holds.iter().map(|id| self.written(*id)).collect();
            let mut key = (SHARED, look.text, holds);
            if look.definition.is_named || !alike.contains_key(&key) {
                key.0 = look.definition.module.as_str();
            }
            alike.entry(key).or_default().push(look);
        }

        let mut firsts = HashMap::default();
        for ((module, ..), looks) in &alike {
            // Whatever order the document has: what is named, then the shortest name.
            let order = |look: &Look<'a>| {
                let name = look.definition.name.as_str();
                (!look.definition.is_named, name.len(), name)
            };
            let at_home = looks
                .iter()
                .filter(|look| look.definition.module.as_str() == *module);
            let Some(first) = at_home.min_by_key(|look| order(look)) else {
                continue;
            };
            let others = looks
                .iter()
                .filter(|look| look.id != first.id && !look.definition.is_named);
            firsts.extend(others.map(|look| (look.id, first.id)));
        }

        firsts
    }
}

/// What a type looks like.
struct Look<'a> {
    id: TypeId,
    definition: &'a TypeDef,
    /// The number of the text that describes it.
    text: usize,
    /// The types that it holds.
    holds: Vec<TypeId>,
}

/// What types look like whose texts others have, too; the rest has no twins. Types of several resources come first.
fn looks_of_several(types: &Types) -> Vec<Look<'_>> {
    let mut looks = looks(types);
    let mut counts: HashMap<usize, usize> = HashMap::default();
    for look in &looks {
        *counts.entry(look.text).or_default() += 1;
    }
    looks.retain(|look| counts.get(&look.text).is_some_and(|count| *count > 1));

    looks
}

fn looks<'a>(types: &'a Types) -> Vec<Look<'a>> {
    let is_shared = |definition: &TypeDef| definition.module.as_str() == SHARED;
    let (shared, others): (Vec<_>, Vec<_>) = types
        .iter()
        .partition(|(_, definition)| is_shared(definition));
    let mut numbers: HashMap<String, usize> = HashMap::default();
    // One for all: most texts are known already, or no longer than one before.
    let mut description = Description::default();
    let look = |(id, definition): (TypeId, &'a TypeDef)| {
        if !description.describe(definition) {
            return None;
        }
        let next = numbers.len();
        let text = match numbers.get(description.text.as_str()) {
            Some(known) => *known,
            None => *numbers.entry(description.text.clone()).or_insert(next),
        };

        Some(Look {
            id,
            definition,
            text,
            holds: description.holds.clone(),
        })
    };

    shared.into_iter().chain(others).filter_map(look).collect()
}

/// All that is written out of a type but its name and what it is for.
#[derive(Default)]
struct Description {
    text: String,
    holds: Vec<TypeId>,
}

impl Description {
    /// Describes a type, and nothing else any more; whether types of its kind are compared.
    fn describe(&mut self, definition: &TypeDef) -> bool {
        self.text.clear();
        self.holds.clear();
        match &definition.kind {
            TypeKind::Struct(structure) => self.structure(structure),
            TypeKind::TextEnum(text_enum) => self.texts(text_enum),
            TypeKind::Union(union) => self.union(union),
            TypeKind::ByStatus(_) | TypeKind::Newtype(_) => return false,
        }

        true
    }

    fn structure(&mut self, structure: &Struct) {
        let Struct {
            members,
            additional,
            keeps_unknown,
            used,
        } = structure;
        let has_additional = additional.is_some();
        let _ = write!(
            self.text,
            "struct {has_additional} {keeps_unknown} {used:?}"
        );
        for member in members.iter().chain(additional.as_deref()) {
            let Member {
                field,
                wire,
                aliases,
                presence,
                nullable,
                ty,
                shape,
                sensitive,
                deprecated,
                doc,
                written: _,
            } = member;
            self.word(field.as_str());
            self.word(wire);
            for alias in aliases {
                self.word(alias);
            }
            let required = *presence == Presence::Required;
            for (is_so, mark) in [
                (required, '!'),
                (*nullable, '?'),
                (*sensitive, '*'),
                (*deprecated, '-'),
            ] {
                self.text.push(if is_so { mark } else { ' ' });
            }
            if *shape != Shape::default() {
                let _ = write!(self.text, "{shape:?} ");
            }
            self.ty(ty);
            self.doc(doc);
        }
    }

    fn texts(&mut self, text_enum: &TextEnum) {
        self.text.push_str("texts");
        for variant in &text_enum.variants {
            self.word(variant.name.as_str());
            self.word(&variant.wire);
            self.doc(&variant.doc);
        }
    }

    fn union(&mut self, union: &Union) {
        let Union { tag, cases, rest } = union;
        let _ = write!(self.text, "union {tag:?} {rest:?}");
        for (name, ty, texts) in cases {
            let _ = write!(self.text, "\n{name} {texts:?} ");
            self.ty(ty);
        }
    }

    fn ty(&mut self, ty: &TypeRef) {
        match ty {
            TypeRef::Primitive(primitive) => {
                let _ = write!(self.text, "{primitive:?} ");
            }
            TypeRef::Named(id) => {
                self.text.push_str("type ");
                self.holds.push(*id);
            }
            TypeRef::Boxed(id) => {
                self.text.push_str("boxed ");
                self.holds.push(*id);
            }
            TypeRef::List(inner) => {
                self.text.push_str("list ");
                self.ty(inner);
            }
            TypeRef::Map(inner) => {
                self.text.push_str("map ");
                self.ty(inner);
            }
            TypeRef::Nullable(inner) => {
                self.text.push_str("nullable ");
                self.ty(inner);
            }
        }
    }

    fn doc(&mut self, doc: &Doc) {
        let Doc {
            summary,
            details,
            evidence,
        } = doc;
        self.word(summary);
        self.word(details);
        for text in evidence {
            self.word(text);
        }
        self.text.push('\n');
    }

    /// A text of any kind, told from what stands around it by its length.
    fn word(&mut self, text: &str) {
        let mut rest = text.len();
        while rest > 0 {
            let digit = u8::try_from(rest % 64).unwrap_or_default();
            self.text.push(char::from(b'0' + digit));
            rest /= 64;
        }
        self.text.push(' ');
        self.text.push_str(text);
    }
}
