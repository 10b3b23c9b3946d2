//! The types of the sample.

use brogue_generator::model::{
    Doc, Form, Member, Newtype, Origin, Primitive, Shape, Struct, StructUse, TextEnum, TimeFormat,
    TypeDef, TypeId, TypeKind, TypeName, TypeRef, Types, Union, UnionTag, Variant, VariantName,
    View, Zone,
};

use crate::sample::{define, field, flag, list, member, primitive, required, structure, text};

/// The types, and the ids that operations need: id, visit, input, update.
pub(crate) fn types() -> (Types, [TypeId; 4]) {
    let mut types = Types::default();
    let id = define(
        &mut types,
        "VisitId",
        TypeKind::Newtype(Newtype {
            shape: Shape {
                views: vec![View::Id],
                ..Shape::default()
            },
        }),
    );
    let kind = TextEnum {
        variants: vec![
            variant("Text", "text"),
            variant("Unknown", "unknown"),
            variant("Photo", "photo"),
        ],
    };
    let kind = define(&mut types, "FieldKind", TypeKind::TextEnum(kind));
    let only = define(
        &mut types,
        "Only",
        TypeKind::TextEnum(TextEnum {
            variants: vec![variant("Photo", "photo")],
        }),
    );
    let photo = structure(
        StructUse::Answer,
        vec![
            required("kind", TypeRef::Named(only)),
            required("url", text()),
        ],
    );
    let photo = define(&mut types, "Photo", photo);
    // A name that the output wants for itself.
    let option = define(
        &mut types,
        "Option",
        structure(
            StructUse::Answer,
            vec![member("member", primitive(Primitive::Value))],
        ),
    );
    let cases = vec![
        (
            VariantName::parse("Photo").unwrap(),
            TypeRef::Named(photo),
            Vec::new(),
        ),
        (VariantName::parse("Unknown").unwrap(), text(), Vec::new()),
    ];
    let attachment = define(
        &mut types,
        "SharedAttachment",
        TypeKind::Union(Union {
            tag: UnionTag::Structure,
            cases,
            rest: None,
        }),
    );
    let tagged = vec![(
        VariantName::parse("Photo").unwrap(),
        TypeRef::Named(photo),
        vec!["photo".to_owned(), "image".to_owned()],
    )];
    let tag = UnionTag::Member("kind".to_owned());
    let tagged = define(
        &mut types,
        "SharedTagged",
        TypeKind::Union(Union {
            tag,
            cases: tagged,
            rest: None,
        }),
    );

    let visit = types.add(TypeDef {
        is_named: true,
        name: TypeName::parse("Visit").unwrap(),
        doc: Doc {
            summary: "A visit.".to_owned(),
            details: "More about it.\n\nAnd more.".to_owned(),
            evidence: Vec::new(),
        },
        origin: Origin::default(),
        module: field("visits"),
        kind: structure(StructUse::Answer, Vec::new()),
    });
    let closed = Member {
        shape: flag(),
        ..member("closed", primitive(Primitive::Boolean))
    };
    let modified = Member {
        shape: civil(),
        aliases: vec!["modifiedAt".to_owned()],
        nullable: true,
        ..member("modified", primitive(Primitive::DateTime))
    };
    let members = vec![
        required("_id", TypeRef::Named(id)),
        closed.clone(),
        modified.clone(),
        member("kind", TypeRef::Named(kind)),
        member("date", primitive(Primitive::Date)),
        member("parent", TypeRef::Boxed(visit)),
        member("attachments", list(TypeRef::Named(attachment))),
        member("tagged", TypeRef::Named(tagged)),
        member("option", TypeRef::Named(option)),
        member(
            "unknown",
            TypeRef::Map(Box::new(list(primitive(Primitive::Number)))),
        ),
        Member {
            sensitive: true,
            deprecated: true,
            ..member("phone", text())
        },
    ];
    let mut definition = types.get(visit).clone();
    definition.kind = structure(StructUse::Answer, members);
    *types.get_mut(visit) = definition;

    let mut input = vec![
        required("doc_no", text()),
        Member {
            nullable: true,
            ..required("_id", TypeRef::Named(id))
        },
        closed.clone(),
        member("new", text()),
        member("tags", list(text())),
        member("parent", TypeRef::Boxed(visit)),
        member("visits", list(TypeRef::Named(visit))),
        member("extra", primitive(Primitive::Value)),
    ];
    let input_id = define(
        &mut types,
        "VisitInput",
        structure(StructUse::Request, input.clone()),
    );
    input.extend([
        required("customer", text()),
        required("planned", primitive(Primitive::Date)),
        required("drivers", list(TypeRef::Named(id))),
    ]);
    define(
        &mut types,
        "WideInput",
        structure(StructUse::Request, input),
    );
    define(
        &mut types,
        "EmptyInput",
        TypeKind::Struct(Struct {
            members: Vec::new(),
            additional: None,
            keeps_unknown: false,
            used: StructUse::Request,
        }),
    );
    let one = vec![required("a", primitive(Primitive::Boolean))];
    define(
        &mut types,
        "TinyInput",
        TypeKind::Struct(Struct {
            members: one,
            additional: None,
            keeps_unknown: false,
            used: StructUse::Request,
        }),
    );
    let update = vec![
        member("doc_no", text()),
        closed,
        Member {
            nullable: true,
            ..modified
        },
        member("tags", list(text())),
    ];
    let update = define(
        &mut types,
        "VisitUpdate",
        structure(StructUse::Update, update),
    );

    (types, [id, visit, input_id, update])
}

fn civil() -> Shape {
    let time = TimeFormat {
        pattern: "%Y-%m-%d %H:%M:%S".to_owned(),
        zone: Zone::None,
        empty_is_none: true,
    };

    Shape {
        views: Vec::new(),
        form: Form::Plain,
        time: Some(time),
    }
}

fn variant(name: &str, wire: &str) -> Variant {
    Variant {
        name: VariantName::parse(name).unwrap(),
        wire: wire.to_owned(),
        doc: Doc::default(),
    }
}
