//! A small API built by hand: one of everything the model can say.

use brogue_generator::model::{
    Api, Body, Census, CrateName, Credential, Doc, Encodings, Envelope, ErrorBody, EvidenceNote,
    FieldName, Form, Member, Method, MethodName, Negotiation, NotFound, Operation, Origin, Output,
    PagedBy, Pages, Pagination, Parameter, ParameterPlace, PartialErrors, PathParameter, Presence,
    Primitive, QuirkNote, Quota, QuotaScope, QuotaWindow, Replay, ResetForm, Resource, Segment,
    Sending, Shape, Struct, StructUse, TypeDef, TypeId, TypeKind, TypeName, TypeRef, Types, View,
    Written,
};

use crate::sample_types;

pub(crate) fn doc(summary: &str) -> Doc {
    Doc {
        summary: summary.to_owned(),
        ..Doc::default()
    }
}

pub(crate) fn field(name: &str) -> FieldName {
    FieldName::parse(name).unwrap()
}

pub(crate) fn text() -> TypeRef {
    TypeRef::Primitive(Primitive::Text)
}

pub(crate) fn primitive(primitive: Primitive) -> TypeRef {
    TypeRef::Primitive(primitive)
}

pub(crate) fn list(item: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(item))
}

pub(crate) fn member(wire: &str, ty: TypeRef) -> Member {
    Member {
        field: field(wire.trim_start_matches('_')),
        wire: wire.to_owned(),
        aliases: Vec::new(),
        presence: Presence::Optional,
        nullable: false,
        ty,
        shape: Shape::default(),
        sensitive: false,
        deprecated: false,
        doc: doc(&format!("The {wire} of the visit.")),
        written: Written::default(),
    }
}

pub(crate) fn required(wire: &str, ty: TypeRef) -> Member {
    Member {
        presence: Presence::Required,
        ..member(wire, ty)
    }
}

pub(crate) fn define(types: &mut Types, name: &str, kind: TypeKind) -> TypeId {
    types.add(TypeDef {
        is_named: true,
        name: TypeName::parse(name).unwrap(),
        doc: doc(&format!("A {}.", name.to_lowercase())),
        origin: Origin {
            line: 1,
            docs_url: Some("https://docs.example.com/#types".to_owned()),
        },
        module: field(if name.starts_with("Shared") {
            "shared"
        } else {
            "visits"
        }),
        kind,
    })
}

pub(crate) fn structure(used: StructUse, members: Vec<Member>) -> TypeKind {
    TypeKind::Struct(Struct {
        members,
        additional: None,
        keeps_unknown: true,
        used,
    })
}

pub(crate) fn flag() -> Shape {
    Shape {
        views: vec![View::Flag],
        form: Form::Integer,
        time: None,
    }
}

pub(crate) fn operation(
    method: Method,
    name: &str,
    path: Vec<Segment>,
    output: Output,
) -> Operation {
    let camel = format!("{}{}", name[..1].to_uppercase(), name[1..].replace('_', ""));
    Operation {
        method_name: MethodName::parse(name).unwrap(),
        type_name: TypeName::parse(format!("{camel}Visits")).unwrap(),
        id: format!("{name}Visits"),
        errors: None,
        headers: None,
        negotiation: Negotiation::default(),
        http_method: method,
        path,
        path_parameters: Vec::new(),
        parameters: Vec::new(),
        body: None,
        output,
        envelope: envelope(),
        error_body: error_body(),
        pagination: Pagination::None,
        not_found: NotFound::default(),
        replay: if method == Method::Post {
            Replay::Unsafe
        } else {
            Replay::Safe
        },
        server: None,
        security: None,
        quota: None,
        deprecated: false,
        announced: false,
        doc: doc(&format!("Makes a {name} of visits.")),
        place: 0,
        origin: Origin {
            line: 1,
            docs_url: Some("https://docs.example.com/visits".to_owned()),
        },
        notes: vec!["Sent with `PUT`, changes only what is given.".to_owned()],
        evidence: Vec::new(),
        answers: Vec::new(),
    }
}

fn envelope() -> Envelope {
    Envelope {
        data: "/data".to_owned(),
        meta: Some("/meta".to_owned()),
        error: vec!["/error".to_owned(), "/meta/error".to_owned()],
        success: None,
    }
}

fn error_body() -> ErrorBody {
    ErrorBody {
        code: vec!["/code".to_owned()],
        message: vec!["/error".to_owned()],
        field: Vec::new(),
        partial: None,
    }
}

pub(crate) fn parameter(wire: &str, ty: TypeRef) -> Parameter {
    Parameter {
        field: field(wire),
        wire: wire.to_owned(),
        place: ParameterPlace::Query,
        fixed: None,
        presence: Presence::Optional,
        ty,
        shape: Shape::default(),
        encoding: None,
        deprecated: false,
        doc: doc("Only visits with this."),
        written: Written::default(),
    }
}

fn path(item: bool) -> Vec<Segment> {
    let mut path = vec![Segment::Literal("/visits".to_owned())];
    if item {
        path.extend([
            Segment::Literal("/".to_owned()),
            Segment::Parameter("ID".to_owned()),
        ]);
    }

    path
}

fn item_path(id: TypeId) -> Vec<PathParameter> {
    vec![PathParameter {
        field: field("id"),
        wire: "ID".to_owned(),
        ty: TypeRef::Named(id),
        shape: Shape::default(),
        encoding: None,
        doc: doc("Its id."),
        written: Written::default(),
    }]
}

fn body(name: &str, ty: TypeRef, presence: Presence) -> Body {
    Body {
        field: field(name),
        ty,
        presence,
        sending: Sending::Json { content_type: None },
        doc: doc("What to write."),
        written: Written::default(),
    }
}

/// The API.
pub(crate) fn api() -> Api {
    let (types, [id, visit, input, update]) = sample_types::types();
    let value = |ty: TypeRef| Output::Value {
        ty,
        shape: Shape::default(),
        optional: false,
    };

    let mut list_visits = operation(
        Method::Get,
        "list",
        path(false),
        Output::Page {
            item: TypeRef::Named(visit),
        },
    );
    list_visits.parameters = vec![
        parameter("date", primitive(Primitive::Date)),
        Parameter {
            shape: flag(),
            ..parameter("closed", primitive(Primitive::Boolean))
        },
        parameter("driver", TypeRef::Named(id)),
        Parameter {
            shape: Shape {
                form: Form::CommaList,
                ..Shape::default()
            },
            ..parameter("drivers", list(TypeRef::Named(id)))
        },
        parameter("limit", primitive(Primitive::Integer32)),
        Parameter {
            place: ParameterPlace::Header,
            ..parameter("trace", text())
        },
    ];
    list_visits.pagination = Pagination::Pages(Box::new(Pages {
        by: PagedBy::Offset {
            parameter: "pagination".to_owned(),
            next: Some("/meta/nextStart".to_owned()),
        },
        in_body: false,
        size: Some(100),
        size_parameter: None,
        more: None,
        remaining: Some("/meta/remainingRecords".to_owned()),
        total: None,
        total_pages: None,
        items: "/data".to_owned(),
    }));

    let mut get = operation(Method::Get, "get", path(true), value(TypeRef::Named(visit)));
    get.path_parameters = item_path(id);
    get.not_found = NotFound {
        null_data: true,
        empty_list: true,
        statuses: vec![401],
    };
    get.output = Output::Value {
        ty: TypeRef::Named(visit),
        shape: Shape {
            views: vec![View::One],
            ..Shape::default()
        },
        optional: false,
    };
    get.evidence = vec![EvidenceNote {
        place: "GET /visits/{ID}".to_owned(),
        grade: "inferred",
        text: "A list of one.".to_owned(),
        line: 1,
    }];

    let mut upsert = operation(
        Method::Post,
        "upsert",
        path(false),
        value(list(TypeRef::Named(visit))),
    );
    upsert.body = Some(body(
        "visits",
        list(TypeRef::Named(input)),
        Presence::Required,
    ));
    upsert.replay = Replay::Safe;
    upsert.error_body.partial = Some(PartialErrors {
        at: "/meta/errors".to_owned(),
        code: Some("/error".to_owned()),
        message: Some("/message".to_owned()),
        field: None,
    });

    let mut change = operation(
        Method::Put,
        "update",
        path(true),
        Output::Value {
            ty: TypeRef::Named(visit),
            shape: Shape::default(),
            optional: true,
        },
    );
    change.path_parameters = item_path(id);
    change.parameters = vec![
        Parameter {
            presence: Presence::Required,
            ..parameter("reason", text())
        },
        parameter("notify", primitive(Primitive::Boolean)),
    ];
    change.body = Some(body("visit", TypeRef::Named(update), Presence::Required));

    let mut delete = operation(Method::Delete, "delete", path(true), Output::Nothing);
    delete.path_parameters = item_path(id);
    delete.deprecated = true;
    delete.envelope = Envelope::default();

    let mut note = operation(Method::Post, "note", path(true), Output::Nothing);
    note.path_parameters = item_path(id);
    note.body = Some(body("visit", TypeRef::Named(input), Presence::Optional));

    Api {
        servers: Vec::new(),
        callbacks: None,
        census: Census::default(),
        pagination: Pagination::None,
        absent: Vec::new(),
        crate_name: CrateName::parse("sample-api").unwrap(),
        spec_path: "specs/sample-api.yaml".to_owned(),
        title: "Sample".to_owned(),
        doc: doc("Visits of drivers at customers' addresses."),
        version: "2".to_owned(),
        docs_url: Some("https://docs.example.com".to_owned()),
        base_url: "https://api.example.com/v2".to_owned(),
        base_url_doc: String::new(),
        resources: vec![Resource {
            field: field("visits"),
            name: TypeName::parse("Visits").unwrap(),
            doc: doc("Visits and what was done there."),
            operations: vec![list_visits, get, upsert, change, delete, note],
        }],
        types,
        type_modules: Vec::new(),
        has_features: false,
        webhooks: None,
        encodings: Encodings::USUAL,
        credentials: vec![
            Credential::ApiKeyQuery {
                scheme: "apiKey".to_owned(),
                parameter: "apikey".to_owned(),
            },
            Credential::Bearer {
                scheme: "bearer".to_owned(),
            },
        ],
        credential_docs: Vec::new(),
        security: None,
        partial_puts: false,
        quota: Some(Quota {
            windows: vec![QuotaWindow {
                requests: 100,
                milliseconds: 10_000,
            }],
            scope: QuotaScope::Credential,
            limit_header: None,
            remaining_header: Some("X-RateLimit-Remaining".to_owned()),
            reset_header: Some("X-Rate-Limit-Reset".to_owned()),
            reset_form: ResetForm::Seconds,
        }),
        error_body: error_body(),
        envelope: envelope(),
        quirks: vec![QuirkNote {
            word: "rate-limit",
            place: "all calls".to_owned(),
            meaning: "At most 100 requests in 10 s | shared.".to_owned(),
        }],
        evidence: vec![EvidenceNote {
            place: "Visit.closed".to_owned(),
            grade: "inferred",
            text: "See https://docs.example.com/flags for [flags].".to_owned(),
            line: 1,
        }],
    }
}
