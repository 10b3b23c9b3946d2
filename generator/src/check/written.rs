//! What people are told about a value beside its type: where it stands, an example, its default, its limits.

use super::context::Context;
use super::docs;
use super::requests::PlannedBody;
use super::resources::Call;
use super::uses::Use;
use crate::load::Value;
use crate::model::{Json, Written, WrittenAnswer};
use crate::parse::ast::{Parameter, Response, Schema};
use crate::source::Span;

/// About a member.
pub(super) fn of_schema(context: &Context<'_>, used: &Use<'_>) -> Written {
    Written {
        line: context.line(used.span()),
        example: first(used, |schema| schema.example.as_ref()),
        default: first(used, |schema| {
            schema.default.as_ref().map(|default| &default.value)
        }),
        limits: limits(used),
    }
}

/// About a parameter.
pub(super) fn of_parameter(
    context: &Context<'_>,
    parameter: &Parameter,
    schema: Option<&Use<'_>>,
) -> Written {
    let written = schema
        .map(|schema| of_schema(context, schema))
        .unwrap_or_default();

    Written {
        line: context.line(parameter.span),
        example: parameter.example.as_ref().map(json).or(written.example),
        ..written
    }
}

/// About a body.
pub(super) fn of_body(context: &Context<'_>, body: &PlannedBody<'_>) -> Written {
    let schema = body.schema.as_ref();
    let written = schema
        .map(|schema| of_schema(context, schema))
        .unwrap_or_default();

    Written {
        line: match body.written.span {
            span if span == Span::default() => written.line,
            span => context.line(span),
        },
        example: body.example().map(json).or(written.example),
        ..written
    }
}

/// The answers of a call, in document order.
pub(super) fn answers(context: &Context<'_>, call: &Call<'_>) -> Vec<WrittenAnswer> {
    call.found
        .operation
        .responses
        .iter()
        .map(|(status, written)| {
            let response = shared(context, written).unwrap_or(written);
            let text = response.description.as_ref().map(|text| {
                let doc = docs::of_text(&text.value);
                [doc.summary, doc.details].join("\n\n").trim().to_owned()
            });

            WrittenAnswer {
                status: status.value.clone(),
                text: text.unwrap_or_default(),
                line: context.line(status.span),
            }
        })
        .collect()
}

/// The answer of the components that one refers to. What is wrong with the reference is told elsewhere.
pub(super) fn shared<'a>(context: &Context<'a>, response: &Response) -> Option<&'a Response> {
    let reference = response.reference.as_ref()?;
    let name = reference.value.rsplit('/').next()?;
    let mut responses = context.spec.components.responses.iter();

    responses
        .find(|(known, _)| known.value == name)
        .map(|(_, shared)| shared)
}

/// What the narrowest schema says that says anything.
fn first<'a>(used: &Use<'a>, pick: fn(&'a Schema) -> Option<&'a Value>) -> Option<Json> {
    used.chain.iter().find_map(|schema| pick(schema)).map(json)
}

/// The limits of all schemas on the way, each keyword once, the narrowest first.
fn limits(used: &Use<'_>) -> Vec<String> {
    let mut told: Vec<&str> = Vec::new();
    let mut limits = Vec::new();
    for (keyword, value) in used.chain.iter().flat_map(|schema| &schema.limits) {
        if told.contains(keyword) {
            continue;
        }
        told.push(keyword);
        limits.extend(limit(keyword, &value.value));
    }

    limits
}

/// `at least 1`
fn limit(keyword: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::Text(text) | Value::Number(text) => text.as_str(),
        Value::Bool(true) => "",
        Value::Bool(false) | Value::Null | Value::List(_) | Value::Object(_) => return None,
    };
    Some(match keyword {
        "multipleOf" => format!("a multiple of {text}"),
        "maximum" => format!("at most {text}"),
        "exclusiveMaximum" => format!("less than {text}"),
        "minimum" => format!("at least {text}"),
        "exclusiveMinimum" => format!("more than {text}"),
        "maxLength" => format!("at most {text} characters"),
        "minLength" => format!("at least {text} characters"),
        "pattern" => format!("matches {}", docs::code(text)),
        "maxItems" => format!("at most {text} elements"),
        "minItems" => format!("at least {text} elements"),
        "uniqueItems" => "no element twice".to_owned(),
        "contentEncoding" => format!("written in {text}"),
        "contentMediaType" => format!("holds {}", docs::code(text)),
        _ => return None,
    })
}

/// A value of the document.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Boolean(*value),
        Value::Number(text) => Json::Number(text.clone()),
        Value::Text(text) => Json::Text(text.clone()),
        Value::List(items) => Json::List(items.iter().map(json).collect()),
        Value::Object(members) => Json::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), json(value)))
                .collect(),
        ),
    }
}
