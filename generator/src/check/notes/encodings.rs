//! How values and bodies go out, in plain words: read off the model, so that what is told is what happens.

use crate::check::docs;
use crate::model::{
    Api, Encoding, EncodingPlace, Encodings, Escape, Operation, ParameterPlace, QueryStyle, Sending,
};

/// What holds for all calls.
pub(super) fn of_api(api: &Api) -> Vec<(&'static str, String)> {
    let (own, usual) = (&api.encodings, &Encodings::USUAL);
    let mut words = Vec::new();
    if own.query != usual.query {
        let lists = lists(own.query);
        words.push(("array-style", format!("In a query, {lists}.")));
    }
    if own.form != usual.form {
        let lists = lists(own.form);
        words.push(("array-style", format!("In a form, {lists}.")));
    }
    if own.path != usual.path {
        words.push(("path-encoding", PATH.to_owned()));
    }
    words
}

const PATH: &str = "A space in a value of the path is sent as `+`.";

/// What holds for one call besides.
pub(super) fn of_call(operation: &Operation) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    let path = operation.path_parameters.iter();
    if path
        .filter_map(|parameter| parameter.encoding)
        .any(|encoding| encoding.escape == Escape::Plus)
    {
        words.push(("path-encoding", PATH.to_owned()));
    }
    for parameter in &operation.parameters {
        let in_brackets = parameter
            .encoding
            .filter(|encoding| has_brackets(*encoding));
        if let Some(encoding) = in_brackets {
            let meaning = format!("In `{}`, {}.", parameter.wire, lists(encoding));
            words.push(("array-style", meaning));
        }
    }
    let body = operation.body.as_ref();
    let fields = body.and_then(|body| body.sending.fields());
    if let Some(encoding) = fields.and_then(|fields| fields.encoding) {
        words.push(("array-style", format!("In the body, {}.", lists(encoding))));
    }
    words
}

fn has_brackets(encoding: Encoding) -> bool {
    match encoding.place {
        EncodingPlace::Query(style) | EncodingPlace::Form(style) => {
            matches!(style, QueryStyle::Unindexed | QueryStyle::Indexed)
        }
        EncodingPlace::Path(_) | EncodingPlace::Header | EncodingPlace::Cookie => false,
    }
}

/// What becomes of lists: without a capital letter and a full stop.
fn lists(encoding: Encoding) -> &'static str {
    match encoding.place {
        EncodingPlace::Query(style) | EncodingPlace::Form(style) => match style {
            QueryStyle::Comma => "a list is one text with commas",
            QueryStyle::Unindexed => "lists and objects have brackets: `a[]=1`, `a[b]=1`",
            QueryStyle::Indexed => "lists have numbers in brackets: `a[0]=1`, `a[0][b]=1`",
            QueryStyle::Space => "a list is one text with spaces",
            QueryStyle::Pipe => "a list is one text with `|`",
            QueryStyle::DeepObject => "objects have brackets: `a[b]=1`",
            QueryStyle::Repeated => "a list repeats the name",
        },
        EncodingPlace::Path(_) | EncodingPlace::Header | EncodingPlace::Cookie => {
            "a list is one text with commas"
        }
    }
}

/// What a call sends that nobody gives it.
pub(super) fn of_fixed(operation: &Operation) -> Option<String> {
    let parts = operation.parameters.iter().filter_map(|parameter| {
        let (wire, value) = (&parameter.wire, parameter.fixed.as_ref()?);
        Some(match parameter.place {
            ParameterPlace::Query => docs::code(&format!("{wire}={value}")),
            ParameterPlace::Header | ParameterPlace::Cookie => {
                docs::code(&format!("{wire}: {value}"))
            }
        })
    });
    let parts = parts.collect::<Vec<_>>().join(", ");

    (!parts.is_empty()).then(|| format!("Always sent: {parts}."))
}

/// How the body of a call is sent, where it is not JSON.
pub(super) fn of_body(operation: &Operation) -> Option<String> {
    let body = operation.body.as_ref()?;

    Some(match &body.sending {
        Sending::Json { content_type: None } => return None,
        Sending::Json {
            content_type: Some(content_type),
        } => format!("Sent as `{content_type}`."),
        Sending::JsonOrParts(_) => "Sent as JSON; in several parts where a file is set.".to_owned(),
        Sending::Form(_) => "Sent as a form.".to_owned(),
        Sending::Parts(_) => "Sent in several parts.".to_owned(),
        Sending::FormOrParts(_) => {
            "Sent as a form; in several parts where a file is set.".to_owned()
        }
        Sending::Text => "Sent as a plain text.".to_owned(),
        Sending::Bytes { content_type } => format!("Sent as bytes of the type `{content_type}`."),
    })
}
