//! How the requests of an operation are read: which values it takes, under which names they are sent, and how. Made once for a document.

use std::collections::BTreeMap;

use brogue_generator::model::contract::{Call, Content, Contract, Kind, SchemaId};
use brogue_generator::model::{
    Api, Credential, Encoding, EncodingPlace, Fields, Operation, ParameterPlace, QueryStyle,
};

use super::look;
use super::media;
use crate::vendor::OperationId;

/// The plans of all operations.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    by_operation: BTreeMap<OperationId, Plan>,
}

/// The plan of one operation.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The line of the operation.
    pub(super) line: usize,
    /// Values of the path.
    pub(super) path: Vec<Slot>,
    /// Values of the query.
    pub(super) query: Vec<Slot>,
    /// An object that is the whole query.
    pub(super) whole_query: Option<Slot>,
    /// Names of the query that credentials go under.
    pub(super) credentials: Vec<String>,
    /// The name that the vendor's own links lead on by, where the document does not declare it.
    pub(super) link: Option<String>,
    /// Values of headers.
    pub(super) headers: Vec<Slot>,
    /// Values of cookies.
    pub(super) cookies: Vec<Slot>,
    /// The body; none where there is none.
    pub(super) body: Option<BodyPlan>,
    /// The media types that a success comes in, each with its line.
    pub(super) answers: Vec<(String, usize)>,
    /// Whether elements of a list are judged one by one.
    pub(super) is_partial: bool,
    /// Whether the body changes only what is sent.
    pub(super) is_update: bool,
}

/// How a body is read.
#[derive(Debug)]
pub(super) struct BodyPlan {
    /// Whether there must be one.
    pub(super) required: bool,
    /// The line that names it.
    pub(super) line: usize,
    /// What it may be.
    pub(super) contents: Vec<ContentPlan>,
}

/// How a body of one media type is read.
#[derive(Debug)]
pub(super) struct ContentPlan {
    /// The media type without its parameters, in small letters; it may be a range.
    pub(super) media: String,
    /// What it is.
    pub(super) schema: Option<SchemaId>,
    /// The line that names it.
    pub(super) line: usize,
    /// Its members as fields of a form or as parts.
    pub(super) fields: Vec<Slot>,
    /// How members go that the document does not declare.
    pub(super) usual: Encoding,
}

/// A value that has a name.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Its name in the document.
    pub(super) name: String,
    /// The names that it is sent under.
    pub(super) sent: Vec<String>,
    /// How it goes into its place.
    pub(super) encoding: Encoding,
    /// Whether it must be there.
    pub(super) required: bool,
    /// What it is.
    pub(super) schemas: Vec<SchemaId>,
    /// The kinds that it may be of; none where it may be anything.
    pub(super) kinds: Vec<Kind>,
    /// The names of its members, where they are names of their own in the query.
    pub(super) members: Vec<String>,
    /// Whether it also takes names that nobody declares.
    pub(super) is_map: bool,
    /// The line that names it.
    pub(super) line: usize,
}

impl Plans {
    /// The plans of a document.
    pub(crate) fn of(api: &Api, contract: &Contract) -> Self {
        let mut by_operation = BTreeMap::new();
        for (resource, found) in api.resources.iter().enumerate() {
            for (operation, found) in found.operations.iter().enumerate() {
                let id = OperationId {
                    resource,
                    operation,
                };
                if let Some(call) = contract.call(found.http_method, &found.path_text()) {
                    by_operation.insert(id, plan(api, contract, found, call));
                }
            }
        }

        Self { by_operation }
    }

    /// The plan of an operation.
    pub(super) fn get(&self, id: OperationId) -> Option<&Plan> {
        self.by_operation.get(&id)
    }
}

/// Headers that OpenAPI has said elsewhere.
const SAID_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

fn plan(api: &Api, contract: &Contract, operation: &Operation, call: &Call) -> Plan {
    let mut plan = Plan {
        line: call.line,
        is_partial: operation.error_body.partial.is_some(),
        is_update: crate::plan::keeps_unsent(api, operation),
        answers: answers(call),
        body: call
            .body
            .as_ref()
            .filter(|body| !body.contents.is_empty())
            .map(|body| BodyPlan {
                required: body.required,
                line: body.line,
                contents: body
                    .contents
                    .iter()
                    .map(|content| self::content(api, contract, operation, content))
                    .collect(),
            }),
        ..Plan::default()
    };
    plan.link = crate::plan::link(operation, Some(call)).map(|link| link.parameter);
    let credentials = api.credentials.iter();
    plan.credentials = credentials
        .filter_map(|credential| match credential {
            Credential::ApiKeyQuery { parameter, .. } => Some(parameter.clone()),
            _ => None,
        })
        .collect();
    let is_key = |place: &str, name: &str| {
        let mut credentials = api.credentials.iter();
        credentials.any(|credential| match credential {
            Credential::ApiKeyQuery { parameter, .. } => place == "query" && parameter == name,
            Credential::ApiKeyHeader { header, .. } => {
                place == "header" && header.eq_ignore_ascii_case(name)
            }
            Credential::ApiKeyCookie { cookie, .. } => place == "cookie" && cookie == name,
            Credential::Bearer { .. } | Credential::Basic { .. } | Credential::OAuth { .. } => {
                false
            }
        })
    };
    // A key is the gate's affair, and never shown.
    let parameters = call.parameters.iter();
    for parameter in parameters.filter(|parameter| !is_key(&parameter.place, &parameter.name)) {
        let (encoding, sent) = travels(api, operation, &parameter.name, &parameter.place);
        let schemas: Vec<SchemaId> = parameter.schema.into_iter().collect();
        let mut slot = Slot::new(contract, &parameter.name, schemas, encoding);
        slot.sent.extend(sent);
        slot.required = parameter.required;
        slot.line = parameter.line;
        match parameter.place.as_str() {
            "path" => plan.path.push(slot),
            "query" => plan.query.push(slot),
            "querystring" => plan.whole_query = Some(slot),
            "cookie" => plan.cookies.push(slot),
            "header" => {
                slot.name.make_ascii_lowercase();
                if !SAID_ELSEWHERE.contains(&slot.name.as_str()) {
                    plan.headers.push(slot);
                }
            }
            _ => {}
        }
    }
    // Those that take any name take what the others have left.
    plan.query.sort_by_key(|slot| slot.is_map);

    plan
}

/// How a parameter goes into its place, and its name there where that is another one.
fn travels(
    api: &Api,
    operation: &Operation,
    name: &str,
    place: &str,
) -> (Encoding, Option<String>) {
    if place == "path" {
        let mut parameters = operation.path_parameters.iter();
        let own = parameters.find(|parameter| parameter.wire == name);
        let own = own.and_then(|parameter| parameter.encoding);
        return (own.unwrap_or(api.encodings.path), None);
    }
    let (wanted, usual) = match place {
        "header" => (
            ParameterPlace::Header,
            Encoding::usual(EncodingPlace::Header),
        ),
        "cookie" => (
            ParameterPlace::Cookie,
            Encoding::usual(EncodingPlace::Cookie),
        ),
        _ => (ParameterPlace::Query, api.encodings.query),
    };
    // A list can lose its brackets on the way; the whole query has no name.
    let sent = match place {
        "querystring" => "",
        _ => name.strip_suffix("[]").unwrap_or(name),
    };
    let mut parameters = operation.parameters.iter();
    let found = parameters.find(|parameter| {
        parameter.place == wanted && (parameter.wire == name || parameter.wire == sent)
    });

    match found {
        Some(found) => (
            found.encoding.unwrap_or(usual),
            (found.wire != name).then(|| found.wire.clone()),
        ),
        None => (usual, None),
    }
}

fn content(
    api: &Api,
    contract: &Contract,
    operation: &Operation,
    content: &Content,
) -> ContentPlan {
    let media = media::essence(&content.media);
    let sending = operation.body.as_ref().map(|body| &body.sending);
    let none = Fields::default();
    let fields = sending
        .and_then(|sending| sending.fields())
        .unwrap_or(&none);
    let usual = fields.encoding.unwrap_or(api.encodings.form);
    let schemas: Vec<SchemaId> = content.schema.into_iter().collect();
    let declared = if media::is_form(&media) || media::is_parts(&media) {
        look::declared(contract, &schemas)
    } else {
        Vec::new()
    };
    let slots = declared.into_iter().map(|(name, schemas)| {
        let own = fields.own.iter().find(|field| field.wire == name);
        let encoding = own.and_then(|field| field.encoding).unwrap_or(usual);
        let mut slot = Slot::new(contract, &name, schemas, encoding);
        slot.sent
            .extend(own.and_then(|field| field.sent_as.clone()));
        slot.line = content.line;
        slot
    });

    ContentPlan {
        fields: slots.collect(),
        media,
        schema: content.schema,
        line: content.line,
        usual,
    }
}

/// The media types of successes.
fn answers(call: &Call) -> Vec<(String, usize)> {
    let successes = call
        .answers
        .iter()
        .filter(|answer| answer.status.starts_with('2'));
    let contents = successes.flat_map(|answer| &answer.contents);

    contents
        .map(|content| (media::essence(&content.media), content.line))
        .collect()
}

impl Slot {
    fn new(contract: &Contract, name: &str, schemas: Vec<SchemaId>, encoding: Encoding) -> Self {
        let kinds = match schemas.as_slice() {
            [only] => look::kinds(contract, *only),
            // Branches of a union: each can be.
            several => {
                let kinds: Vec<Vec<Kind>> = several
                    .iter()
                    .map(|id| look::kinds(contract, *id))
                    .collect();
                if kinds.iter().any(Vec::is_empty) {
                    Vec::new()
                } else {
                    kinds.concat()
                }
            }
        };
        let is_spread = kinds.contains(&Kind::Object) && !encoding.json && is_spread(encoding);
        let members = if is_spread {
            look::declared(contract, &schemas)
        } else {
            Vec::new()
        };
        let mut sent = vec![name.to_owned()];
        if let (true, Some(bare)) = (is_unindexed(encoding), name.strip_suffix("[]")) {
            sent.push(bare.to_owned());
        }

        Self {
            is_map: is_spread && !look::additional(contract, &schemas).is_empty(),
            members: members.into_iter().map(|(name, _)| name).collect(),
            name: name.to_owned(),
            sent,
            encoding,
            required: false,
            schemas,
            kinds,
            line: 0,
        }
    }

    /// Whether it may be of a kind.
    pub(super) fn takes(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

/// Whether the members of an object are names of their own.
fn is_spread(encoding: Encoding) -> bool {
    match encoding.place {
        EncodingPlace::Query(style) => style == QueryStyle::Repeated,
        EncodingPlace::Cookie => encoding.exploded,
        EncodingPlace::Form(_) | EncodingPlace::Path(_) | EncodingPlace::Header => false,
    }
}

fn is_unindexed(encoding: Encoding) -> bool {
    matches!(
        encoding.place,
        EncodingPlace::Query(QueryStyle::Unindexed) | EncodingPlace::Form(QueryStyle::Unindexed)
    )
}
