//! How a value travels: the words in force become the shape of its type.

use super::classify::is_url_safe;
use super::context::Context;
use super::uses::{Use, Words};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Form, Primitive, Shape, TimeFormat, View, Zone};
use crate::parse::quirk::{self, Empty, Sends, Timestamp};
use crate::source::Spanned;

/// The shape of a primitive or a newtype.
pub(super) fn scalar(context: &mut Context<'_>, used: &Use<'_>, primitive: Primitive) -> Shape {
    Shape {
        views: views(context, used, primitive),
        form: used.words.sends.map_or_else(
            || plain_form(used, primitive),
            |sends| form(context, sends, primitive),
        ),
        time: time(context, used, primitive),
    }
}

/// The form of a value where nothing is said: a decimal number is a text where the schema knows it as nothing else, and bytes have the
/// alphabet that is named.
fn plain_form(used: &Use<'_>, primitive: Primitive) -> Form {
    let kinds = used.target.types.iter().map(|kind| kind.value.as_str());
    let mut kinds = kinds.filter(|kind| *kind != "null");

    if primitive == Primitive::Base64 && is_url_safe(used.target) {
        return Form::UrlSafe;
    }
    if primitive == Primitive::Decimal && kinds.all(|kind| kind == "string") {
        Form::Text
    } else {
        Form::Plain
    }
}

/// The shape of a value that is neither a scalar nor a list: of all words only one can hold for it.
pub(super) fn other(context: &mut Context<'_>, words: Words<'_>) -> Shape {
    let mut shape = Shape::default();
    if let Some(word) = words.view.filter(|_| words.views(quirk::View::EmptyIsNone)) {
        context.effect(word);
        shape.views.push(View::EmptyIsNone);
    }
    shape
}

/// The words of a list that reach down to its elements.
pub(super) fn inherited(words: Words<'_>) -> Words<'_> {
    let list_only = |word: &quirk::View| {
        matches!(
            word,
            quirk::View::EmptyIsNone | quirk::View::One | quirk::View::List
        )
    };

    Words {
        view: words
            .view
            .filter(|views| !views.value.iter().all(list_only)),
        sends: words.sends.filter(|sends| sends.value != Sends::CommaList),
        timestamp: words.timestamp,
    }
}

/// The shape of a list whose elements have a shape.
pub(super) fn list(context: &mut Context<'_>, words: Words<'_>, elements: Shape) -> Shape {
    let mut shape = elements;
    if let Some(word) = words.view.filter(|_| words.views(quirk::View::EmptyIsNone)) {
        context.effect(word);
        if !shape.views.contains(&View::EmptyIsNone) {
            shape.views.push(View::EmptyIsNone);
        }
    }
    if let Some(word) = words.view.filter(|_| words.views(quirk::View::List)) {
        context.effect(word);
        shape.views.push(View::List);
    }
    if let Some(sends) = words.sends.filter(|sends| sends.value == Sends::CommaList) {
        context.effect(sends);
        shape.form = Form::CommaList;
    }
    shape
}

/// The shape of a value that also comes as a list of one.
pub(super) fn one(context: &mut Context<'_>, words: Words<'_>, value: Shape) -> Shape {
    let mut shape = value;
    if let Some(word) = words.view {
        context.effect(word);
    }
    shape.views.push(View::One);

    shape
}

/// Whether the shape reads something as no value.
pub(super) fn reads_nothing(shape: &Shape) -> bool {
    shape.views.contains(&View::EmptyIsNone)
        || shape.time.as_ref().is_some_and(|time| time.empty_is_none)
}

fn views(context: &mut Context<'_>, used: &Use<'_>, primitive: Primitive) -> Vec<View> {
    let Some(word) = used.words.view else {
        return Vec::new();
    };
    let views: Vec<View> = word
        .value
        .iter()
        .filter(|view| !is_idle(**view, used))
        .filter_map(|view| match view {
            quirk::View::Flag if primitive == Primitive::Boolean => Some(View::Flag),
            quirk::View::Id if primitive == Primitive::Id => Some(View::Id),
            quirk::View::Text if primitive == Primitive::Text => Some(View::Text),
            quirk::View::Number if primitive == Primitive::Number => Some(View::Number),
            quirk::View::Integer
                if matches!(
                    primitive,
                    Primitive::Integer32
                        | Primitive::Integer64
                        | Primitive::Unsigned32
                        | Primitive::Unsigned64
                ) =>
            {
                Some(View::Integer)
            }
            quirk::View::EmptyIsNone => Some(View::EmptyIsNone),
            quirk::View::Flag
            | quirk::View::Id
            | quirk::View::Text
            | quirk::View::Number
            | quirk::View::Integer
            | quirk::View::One
            | quirk::View::List => None,
        })
        .collect();
    if !views.is_empty() {
        context.effect(word);
    }
    views
}

/// Whether the plain schema says already what the view says.
fn is_idle(view: quirk::View, used: &Use<'_>) -> bool {
    let kinds: Vec<&str> = used
        .target
        .types
        .iter()
        .map(|kind| kind.value.as_str())
        .filter(|kind| *kind != "null")
        .collect();

    match view {
        quirk::View::Flag => kinds == ["boolean"],
        quirk::View::Text => kinds == ["string"],
        quirk::View::Number => kinds == ["number"],
        quirk::View::Integer => kinds == ["integer"],
        quirk::View::Id | quirk::View::EmptyIsNone | quirk::View::One | quirk::View::List => false,
    }
}

fn form(context: &mut Context<'_>, sends: &Spanned<Sends>, primitive: Primitive) -> Form {
    let form = match (*context.effect(sends), primitive) {
        // Said of a number it is a number, and said of a text a text: the author names one of the forms that are read.
        (
            Sends::Integer,
            Primitive::Boolean
            | Primitive::Id
            | Primitive::Text
            | Primitive::Integer32
            | Primitive::Integer64
            | Primitive::Unsigned32
            | Primitive::Unsigned64
            | Primitive::Number
            | Primitive::Decimal,
        ) => Some(Form::Integer),
        (
            Sends::String,
            Primitive::Boolean
            | Primitive::Id
            | Primitive::Text
            | Primitive::Integer32
            | Primitive::Integer64
            | Primitive::Unsigned32
            | Primitive::Unsigned64
            | Primitive::Number
            | Primitive::Decimal,
        ) => Some(Form::Text),
        (Sends::Boolean, Primitive::Boolean) => Some(Form::Boolean),
        (Sends::NumericString, Primitive::Boolean) => Some(Form::NumericText),
        _ => None,
    };
    form.unwrap_or_else(|| {
        let help = match sends.value {
            Sends::CommaList => "`comma-list` is for lists",
            Sends::Boolean | Sends::NumericString => {
                "it is for flags: write `view: flag` beside it"
            }
            Sends::Integer | Sends::String => "it is for flags, ids, numbers and texts",
        };
        context.report(
            Diagnostic::new(
                Code::QuirkValue,
                sends.span,
                format!("{} cannot be sent in this form", plain_name(primitive)),
            )
            .help(help),
        );
        Form::Plain
    })
}

/// What a value is called in a message.
fn plain_name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "a flag",
        Primitive::Integer32
        | Primitive::Integer64
        | Primitive::Unsigned32
        | Primitive::Unsigned64 => "an integer",
        Primitive::Number => "a number",
        Primitive::Decimal => "a decimal number",
        Primitive::Text => "a text",
        Primitive::Base64 => "bytes as base64",
        Primitive::Id => "an id",
        Primitive::Date => "a date",
        Primitive::DateTime | Primitive::Timestamp => "a date and time",
        Primitive::Value => "a value of any kind",
        Primitive::File => "a file",
    }
}

fn time(context: &mut Context<'_>, used: &Use<'_>, primitive: Primitive) -> Option<TimeFormat> {
    let document = context.spec.quirks.timestamp.as_ref();
    let word = match primitive {
        Primitive::DateTime | Primitive::Timestamp => used.words.timestamp.or(document),
        Primitive::Date => used.words.timestamp,
        Primitive::Boolean
        | Primitive::Integer32
        | Primitive::Integer64
        | Primitive::Unsigned32
        | Primitive::Unsigned64
        | Primitive::Number
        | Primitive::Decimal
        | Primitive::Text
        | Primitive::Base64
        | Primitive::Id
        | Primitive::Value
        | Primitive::File => None,
    }?;
    let timestamp = context.effect(word);
    if primitive == Primitive::Date && quirk::has_time(&timestamp.format) {
        let message = format!(
            "`{}` has a time in it, and the value is a date",
            timestamp.format
        );
        context.report(
            Diagnostic::new(Code::ConflictingQuirks, word.span, message)
                .also(used.span(), "this value")
                .help("write `format: date-time`, or take the time out of the format"),
        );
    }
    Some(time_format(timestamp))
}

/// The format that a word stands for.
pub(super) fn time_format(timestamp: &Timestamp) -> TimeFormat {
    TimeFormat {
        pattern: timestamp.format.clone(),
        zone: match timestamp.zone {
            quirk::Zone::None => Zone::None,
            quirk::Zone::Utc => Zone::Utc,
            quirk::Zone::Offset => Zone::Offset,
        },
        empty_is_none: timestamp.empty == Some(Empty::None),
    }
}
