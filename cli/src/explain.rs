//! `brogue explain`: calls, rules and quirks.

use std::fmt::Write as _;
use std::path::Path;

use brogue_generator::explain::{NotExplained, explain as explain_call};
use brogue_generator::load::Value;
use brogue_generator::manual::{self, Topic};

use crate::arguments::{Format, With};
use crate::failure::Failure;
use crate::input;
use crate::tell;

/// Explains what is named.
pub(crate) fn explain(names: &[String], with: &With, format: Format) -> Result<(), Failure> {
    let text = match names {
        [] => topics(format),
        [name] => match manual::lookup(name) {
            Ok(topic) => of_topic(topic, format),
            Err(_) if is_document(name) => call(name, "", with, format)?,
            Err(meant) => return Err(unknown(name, meant)),
        },
        [spec, wanted, ..] => call(spec, wanted, with, format)?,
    };
    anstream::print!("{text}");

    Ok(())
}

/// Whether a name is more likely that of a file than of a topic.
fn is_document(name: &str) -> bool {
    let extension = Path::new(name).extension();

    name.contains(['/', '\\']) || extension.is_some() || Path::new(name).exists()
}

fn of_topic(topic: Topic, format: Format) -> String {
    match format {
        Format::Text => topic.manual(),
        Format::Json => object([
            ("name", topic.name()),
            ("kind", kind(topic)),
            ("manual", &topic.manual()),
        ])
        .to_pretty_json(),
    }
}

fn topics(format: Format) -> String {
    if format == Format::Json {
        let all = manual::topics().map(|topic| {
            object([
                ("name", topic.name()),
                ("kind", kind(topic)),
                ("summary", topic.summary()),
            ])
        });
        return Value::List(all.collect()).to_pretty_json();
    }
    let mut text = String::new();
    for (title, wanted) in [("quirks", "quirk"), ("rules of the diagnostics", "rule")] {
        let _ = writeln!(text, "{title}");
        for topic in manual::topics().filter(|topic| kind(*topic) == wanted) {
            text.push_str(&manual::listed(topic.name(), topic.summary()));
        }
        text.push('\n');
    }
    text.push_str(
        "brogue explain NAME tells more of one; brogue explain SPEC CALL tells of a call\n",
    );

    text
}

fn kind(topic: Topic) -> &'static str {
    match topic {
        Topic::Quirk(_) => "quirk",
        Topic::Rule(_) => "rule",
    }
}

fn unknown(name: &str, meant: Option<&str>) -> Failure {
    let guess = meant
        .map(|meant| format!("; did you mean `{meant}`?"))
        .unwrap_or_default();

    Failure::Impossible(format!(
        "there is no rule and no quirk `{name}`{guess}\n  help: `brogue explain` lists all of them; a call is named behind its document: \
         `brogue explain SPEC CALL`"
    ))
}

/// Explains a call, or lists all of them where none is named.
fn call(spec: &str, wanted: &str, with: &With, format: Format) -> Result<String, Failure> {
    let input = input::read(Path::new(spec), with)?;
    match explain_call(&input.source, &input.lock, wanted) {
        Ok(explanation) => Ok(match format {
            Format::Text => explanation.to_text(),
            Format::Json => explanation.to_json(),
        }),
        Err(NotExplained::Faulty(diagnostics)) => {
            tell::all(&input.source, &diagnostics);
            Err(Failure::Faulty(
                "a document with errors explains no call".to_owned(),
            ))
        }
        Err(NotExplained::Absent(place)) => Err(Failure::Impossible(format!(
            "`{place}` is declared as not implemented, so the client has no call for it"
        ))),
        Err(NotExplained::NoSuchCall { known, .. }) if wanted.is_empty() => {
            Ok(calls(&known, format))
        }
        Err(NotExplained::NoSuchCall { meant, known }) => {
            let guess = meant
                .map(|meant| format!("; did you mean `{meant}`?"))
                .unwrap_or_default();
            Err(Failure::Impossible(format!(
                "`{}` has no call `{wanted}`{guess}\ncalls\n{}",
                input.source.path,
                calls(&known, Format::Text).trim_end()
            )))
        }
    }
}

fn calls(known: &[(String, String)], format: Format) -> String {
    match format {
        Format::Text => known
            .iter()
            .map(|(id, place)| manual::listed(id, place))
            .collect(),
        Format::Json => {
            let all = known
                .iter()
                .map(|(id, place)| object([("operation", id.as_str()), ("http", place.as_str())]));
            Value::List(all.collect()).to_pretty_json()
        }
    }
}

fn object<const N: usize>(members: [(&str, &str); N]) -> Value {
    let members = members
        .into_iter()
        .map(|(name, text)| (name.to_owned(), Value::Text(text.to_owned())));

    Value::Object(members.collect())
}
