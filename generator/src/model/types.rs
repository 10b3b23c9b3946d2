//! Types of the generated crate.

use super::{Doc, FieldName, Origin, Shape, TypeName, VariantName, Written};

/// An index that [`Types`] handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(usize);

/// All types, in the order they are printed.
#[derive(Clone, Debug, Default)]
pub struct Types {
    definitions: Vec<TypeDef>,
}

impl Types {
    /// Adds a type.
    pub fn add(&mut self, definition: TypeDef) -> TypeId {
        self.definitions.push(definition);

        TypeId(self.definitions.len() - 1)
    }

    /// The type behind an index.
    #[expect(
        clippy::indexing_slicing,
        reason = "an index is only ever handed out by `add` of the same arena"
    )]
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.definitions[id.0]
    }

    /// The same, to be changed: a type is added as a placeholder while its members are not known yet.
    #[expect(
        clippy::indexing_slicing,
        reason = "an index is only ever handed out by `add` of the same arena"
    )]
    pub fn get_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.definitions[id.0]
    }

    /// All types with their indexes.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.definitions
            .iter()
            .enumerate()
            .map(|(index, definition)| (TypeId(index), definition))
    }
}

/// A module of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeModule {
    /// Its name, under `types`.
    pub name: FieldName,
    /// The accessors of the resources that need it, `webhooks` for what the vendor sends: where resources are features it is compiled with
    /// any of them. Always, where nobody is named.
    pub needed_by: Vec<FieldName>,
}

/// One type with a name.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: TypeName,
    /// What it is.
    pub doc: Doc,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether the document's author has named it: then it is a type of its own, even where another one looks the same.
    pub is_named: bool,
    /// The module under `types` it stands in.
    pub module: FieldName,
    /// Its kind.
    pub kind: TypeKind,
}

/// The kinds of types with a name.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An object.
    Struct(Struct),
    /// A text out of a list that may grow.
    TextEnum(TextEnum),
    /// One of several types.
    Union(Union),
    /// An opaque text of its own type, such as an identifier.
    Newtype(Newtype),
    /// One of several bodies, told by the status of the answer.
    ByStatus(ByStatus),
}

/// An object.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its members, in document order.
    pub members: Vec<Member>,
    /// All members that are not declared, where the document says what they are: a map. Its name on the wire is empty.
    pub additional: Option<Box<Member>>,
    /// Members nobody has declared, or that are not what the document says, are kept.
    pub keeps_unknown: bool,
    /// Who makes it: decides constructors and setters.
    pub used: StructUse,
}

impl Struct {
    /// Its members, and the map of those that are not declared.
    pub fn with_additional(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().chain(self.additional.as_deref())
    }
}

/// Who makes a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructUse {
    /// Only answers hold it: public fields, no constructor.
    Answer,
    /// Requests hold it, answers perhaps too: constructor and setters.
    Request,
    /// The body of a partial update: every member is tri-state.
    Update,
}

/// One member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its field.
    pub field: FieldName,
    /// Its name on the wire.
    pub wire: String,
    /// Other names that are accepted.
    pub aliases: Vec<String>,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether it may be null.
    pub nullable: bool,
    /// Its type when it is there and not null.
    pub ty: TypeRef,
    /// How it travels.
    pub shape: Shape,
    /// Redacted wherever it would be shown.
    pub sensitive: bool,
    /// The vendor advises against it.
    pub deprecated: bool,
    /// What it is, evidence included.
    pub doc: Doc,
    /// What was written about it.
    pub written: Written,
}

/// Whether a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// May be absent.
    Optional,
}

/// A text out of a list that may grow.
#[derive(Clone, Debug)]
pub struct TextEnum {
    /// The values known.
    pub variants: Vec<Variant>,
}

/// One known value.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: VariantName,
    /// Its text on the wire.
    pub wire: String,
    /// What it means; may be empty.
    pub doc: Doc,
}

/// One of several types.
#[derive(Clone, Debug)]
pub struct Union {
    /// How the case is told.
    pub tag: UnionTag,
    /// The cases: name, type, and what tells them (values of the tag, or nothing where it is untagged).
    pub cases: Vec<(VariantName, TypeRef, Vec<String>)>,
    /// The case of all values of the tag that lead to no other one.
    pub rest: Option<usize>,
}

/// How the case of a union is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionTag {
    /// By the text of this member.
    Member(String),
    /// By the value's kind and its members.
    Structure,
}

/// One of several bodies, told by the status of the answer. It is never a part of another type.
#[derive(Clone, Debug)]
pub struct ByStatus {
    /// The cases, in the order of their statuses.
    pub cases: Vec<StatusCase>,
}

/// What comes under one status, or under several.
#[derive(Clone, Debug)]
pub struct StatusCase {
    /// Its name.
    pub name: VariantName,
    /// The statuses: `201`, `4XX`, or `default` for all that no other case has.
    pub statuses: Vec<String>,
    /// The type of the body; none where there is none.
    pub ty: Option<TypeRef>,
    /// How it travels.
    pub shape: Shape,
}

impl StatusCase {
    /// Whether the case stands for more than the statuses it names, so that a caller has to be told which one it was.
    pub fn is_range(&self) -> bool {
        self.statuses
            .iter()
            .any(|status| status.parse::<u16>().is_err())
    }
}

/// An opaque text of its own type.
#[derive(Clone, Debug)]
pub struct Newtype {
    /// How it travels.
    pub shape: Shape,
}

/// A reference to a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeRef {
    /// A type every crate knows.
    Primitive(Primitive),
    /// A type of this crate.
    Named(TypeId),
    /// The same, boxed: it would hold itself, or take much room where it stands.
    Boxed(TypeId),
    /// A list.
    List(Box<TypeRef>),
    /// A map from text.
    Map(Box<TypeRef>),
    /// An element of a list or a map that may be null.
    Nullable(Box<TypeRef>),
}

/// Types every crate knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Primitive {
    /// true or false.
    Boolean,
    /// 32 bits with sign.
    Integer32,
    /// 64 bits with sign.
    Integer64,
    /// 32 bits without sign.
    Unsigned32,
    /// 64 bits without sign.
    Unsigned64,
    /// A floating-point number.
    Number,
    /// A decimal number with all its digits.
    Decimal,
    /// Text.
    Text,
    /// Bytes, as base64 in a text.
    Base64,
    /// An opaque identifier.
    Id,
    /// A day of the civil calendar.
    Date,
    /// A civil date and time, zone unknown.
    DateTime,
    /// A point in time.
    Timestamp,
    /// Any JSON.
    Value,
    /// A file that is sent.
    File,
}
