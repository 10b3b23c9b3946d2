//! How values go into their places: what parameters and bodies say, weighed against what the document says for all of them.
//!
//! What the standard leaves open is done as most servers read it, and reported. A value by itself is the same in every style, so only
//! lists and objects are looked at.

mod nature;

use super::answers::narrowest;
use super::context::Context;
use super::resources::Call;
use super::types::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Encoding, EncodingPlace, Encodings, Escape, PathStyle, QueryStyle, TypeRef};
use crate::parse::ast::Text;
use crate::parse::quirk::{ArrayStyle, ListStyle};
use crate::source::{Span, Spanned};
pub(super) use nature::Nature;

/// What is written about how a value goes into its place.
pub(super) struct Written<'a> {
    /// What to call it: ``parameter `ids` ``.
    pub(super) what: String,
    /// Where it stands.
    pub(super) span: Span,
    /// `style`
    pub(super) style: Option<&'a Text>,
    /// `explode`
    pub(super) explode: Option<&'a Spanned<bool>>,
    /// `allowReserved`
    pub(super) allow_reserved: bool,
}

/// How values usually go into their places in the whole document.
pub(super) fn of_document(context: &mut Context<'_>) -> Encodings {
    let quirks = &context.spec.quirks;
    let mut usual = Encodings::USUAL;
    if let Some(word) = &quirks.array_style {
        let style = *context.effect(word);
        if let Some(style) = style.query().and_then(query_style) {
            usual.query.place = EncodingPlace::Query(style);
        }
        if let Some(style) = style.body().and_then(query_style) {
            usual.form.place = EncodingPlace::Form(style);
        }
    }
    if let Some(word) = &quirks.path_encoding {
        context.effect(word);
        usual.path.escape = Escape::Plus;
    }
    usual
}

/// How a value goes into a path; nothing where it goes as the document says.
pub(super) fn in_path<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    written: &Written<'_>,
    own: Option<&'a Spanned<crate::parse::quirk::PathEncoding>>,
    nature: Nature,
) -> Option<Encoding> {
    let style = match written.style.map(|style| style.value.as_str()) {
        Some("label") => PathStyle::Label,
        Some("matrix") => PathStyle::Matrix,
        Some("simple") | None => PathStyle::Simple,
        Some(_) => return misplaced(context, written, "`simple`, `label` and `matrix`"),
    };
    let mut encoding = Encoding::usual(EncodingPlace::Path(style));
    encoding.exploded =
        written.explode.is_some_and(|explode| explode.value) && nature != Nature::Single;
    if let Some(word) =
        own.or_else(|| narrowest(context, call, |quirks| quirks.path_encoding.as_ref()))
    {
        context.effect(word);
        encoding.escape = Escape::Plus;
    } else if written.allow_reserved {
        encoding.escape = Escape::Reserved;
    }
    flat(context, written, nature);

    Some(encoding).filter(|encoding| *encoding != of_document(context).path)
}

/// How a value goes into a header or a cookie; nothing where it goes as usual.
pub(super) fn in_header_or_cookie(
    context: &mut Context<'_>,
    written: &Written<'_>,
    place: EncodingPlace,
    nature: Nature,
) -> Option<Encoding> {
    let (style, exploded) = match place {
        EncodingPlace::Cookie => ("form", true),
        _ => ("simple", false),
    };
    if written.style.is_some_and(|written| written.value != style) {
        return misplaced(context, written, &format!("`{style}`"));
    }
    flat(context, written, nature);
    let mut encoding = Encoding::usual(place);
    encoding.exploded = written.explode.map_or(exploded, |explode| explode.value);

    (encoding.exploded && nature != Nature::Single).then_some(encoding)
}

/// How a value goes into a query or a form, and whether its name loses `[]` at its end; nothing where it goes as usual.
pub(super) fn in_query_or_form(
    context: &mut Context<'_>,
    written: &Written<'_>,
    quirk: Option<&Spanned<ArrayStyle>>,
    (usual, nature): (Encoding, Nature),
) -> Option<Encoding> {
    let is_form = matches!(usual.place, EncodingPlace::Form(_));
    let place = |style| {
        if is_form {
            EncodingPlace::Form(style)
        } else {
            EncodingPlace::Query(style)
        }
    };
    let mut encoding = Encoding::usual(place(QueryStyle::Repeated));
    if written.allow_reserved && !is_form {
        encoding.escape = Escape::Reserved;
    }
    if nature == Nature::Single {
        return (encoding.escape == Escape::Reserved).then_some(encoding);
    }
    // A quirk of bodies says nothing of a query.
    let quirk = quirk.and_then(|word| {
        let style = if is_form {
            word.value.body()
        } else {
            word.value.query()
        };
        style.map(|style| (word, style))
    });
    let style = match quirk {
        Some((word, style)) => {
            context.effect(word);
            quirked(context, word.span, style, nature)
        }
        None if written.style.is_none() && written.explode.is_none() => usual_style(usual, nature),
        None => None,
    };
    let style = match style {
        Some(style) => style,
        None => declared(context, written, nature)?,
    };
    encoding.place = place(style);

    (encoding != usual).then_some(encoding)
}

/// How the members of a body usually go out, where a quirk says so; nothing where that is as the document has it.
pub(super) fn of_body(
    context: &mut Context<'_>,
    quirk: &Spanned<ArrayStyle>,
    usual: Encoding,
    deepest: Nature,
) -> Option<Encoding> {
    if deepest == Nature::Single {
        return None;
    }
    let style = quirk.value.body()?;
    context.effect(quirk);
    quirked(context, quirk.span, style, deepest);
    let style = query_style(style).unwrap_or(QueryStyle::Repeated);
    let encoding = Encoding::usual(EncodingPlace::Form(style));

    (encoding != usual).then_some(encoding)
}

/// The style that the document has for all, where it speaks of such a value.
fn usual_style(usual: Encoding, nature: Nature) -> Option<QueryStyle> {
    match usual.place {
        EncodingPlace::Query(style) | EncodingPlace::Form(style) => match style {
            QueryStyle::Repeated => None,
            QueryStyle::Comma if nature != Nature::Singles => None,
            style => Some(style),
        },
        EncodingPlace::Path(_) | EncodingPlace::Header | EncodingPlace::Cookie => None,
    }
}

/// The style of a quirk, where it speaks of such a value.
fn quirked(
    context: &mut Context<'_>,
    span: Span,
    style: ListStyle,
    nature: Nature,
) -> Option<QueryStyle> {
    if style == ListStyle::Brackets && nature == Nature::Deep {
        context.report(
            Diagnostic::new(Code::ConflictingQuirks, span, "`array-style: brackets` has no place for a list of objects")
                .help("write `unindexed` where the vendor takes `a[][b]=1`, or `indexed` where it takes `a[0][b]=1`"),
        );
    }
    match style {
        ListStyle::Comma if nature != Nature::Singles => None,
        style => query_style(style),
    }
}

fn query_style(style: ListStyle) -> Option<QueryStyle> {
    match style {
        ListStyle::Repeat => None,
        ListStyle::Comma => Some(QueryStyle::Comma),
        ListStyle::Brackets | ListStyle::Unindexed => Some(QueryStyle::Unindexed),
        ListStyle::Indexed => Some(QueryStyle::Indexed),
    }
}

/// The style that `style` and `explode` say.
fn declared(
    context: &mut Context<'_>,
    written: &Written<'_>,
    nature: Nature,
) -> Option<QueryStyle> {
    let style = written.style.map_or("form", |style| style.value.as_str());
    let exploded = written
        .explode
        .map_or(style == "form", |explode| explode.value);
    let (style, defined) = match (style, exploded) {
        ("form" | "spaceDelimited" | "pipeDelimited", true) => {
            (QueryStyle::Repeated, nature <= Nature::FlatWithLists)
        }
        ("form", false) => (QueryStyle::Comma, nature <= Nature::Flat),
        ("spaceDelimited", false) => (QueryStyle::Space, nature <= Nature::Flat),
        ("pipeDelimited", false) => (QueryStyle::Pipe, nature <= Nature::Flat),
        ("deepObject", _) if nature == Nature::Flat => (QueryStyle::DeepObject, true),
        ("deepObject", _) => return Some(deep(context, written, nature)),
        _ => {
            return misplaced(
                context,
                written,
                "`form`, `spaceDelimited`, `pipeDelimited` and `deepObject`",
            );
        }
    };
    if defined {
        return Some(style);
    }
    let (style, label) = in_brackets(nature);
    let message = format!(
        "OpenAPI leaves open how {} goes out in this style",
        written.what
    );
    context.report(
        Diagnostic::new(Code::Approximated, written.span, message)
            .label(label)
            .help("say what the vendor takes: `x-quirks: {array-style: unindexed}`, or `indexed` for `a[0]=1`; or give it `content: {application/json: ..}`"),
    );
    Some(style)
}

/// How a value goes out that no style of OpenAPI is defined for, in words and as a style. Elements of lists that have members are numbered:
/// servers that read `a[][b]` disagree on where an element ends.
fn in_brackets(nature: Nature) -> (QueryStyle, &'static str) {
    match nature {
        Nature::Deep => (QueryStyle::Indexed, "sent as `a[b][0][c]=1`"),
        _ => (
            QueryStyle::Unindexed,
            "sent as `a[b][c]=1`, lists as `a[b][]=1`",
        ),
    }
}

/// What nests deeper than `deepObject` is defined for: brackets all the way, as servers of that style read them.
fn deep(context: &mut Context<'_>, written: &Written<'_>, nature: Nature) -> QueryStyle {
    let (style, label) = in_brackets(nature);
    let message = format!(
        "OpenAPI leaves open how {} goes out in this style",
        written.what
    );
    context.report(
        Diagnostic::new(Code::UndefinedStyle, written.span, message)
            .label(label)
            .help("say what the vendor takes where it takes something else: `x-quirks: {array-style: unindexed}`"),
    );

    style
}

/// Reports a value that is too deep for a path, a header or a cookie.
fn flat(context: &mut Context<'_>, written: &Written<'_>, nature: Nature) {
    if nature > Nature::Flat {
        let message = format!("{} nests too deep for its place", written.what);
        context.report(
            Diagnostic::new(Code::Unsupported, written.span, message).help(
                "give it a plain value, a list or an object of plain values, or `content: {application/json: ..}`",
            ),
        );
    }
}

fn misplaced<T>(context: &mut Context<'_>, written: &Written<'_>, styles: &str) -> Option<T> {
    if let Some(style) = written.style {
        let message = format!("the style `{}` is not defined in this place", style.value);
        context.report(
            Diagnostic::new(Code::Unsupported, style.span, message)
                .help(format!("the styles of this place: {styles}")),
        );
    }
    None
}

/// The name that goes out: without `[]` at its end, where the style says by itself that it is a list.
pub(super) fn sent_name(name: &str, encoding: Encoding, ty: &TypeRef) -> String {
    let is_list = matches!(ty, TypeRef::List(_));
    let says_so = match encoding.place {
        EncodingPlace::Query(style) | EncodingPlace::Form(style) => style != QueryStyle::Repeated,
        EncodingPlace::Path(_) | EncodingPlace::Header | EncodingPlace::Cookie => false,
    };
    let stripped = name.strip_suffix("[]").filter(|_| is_list && says_so);

    stripped.unwrap_or(name).to_owned()
}

/// What a value is, as far as its encoding is concerned.
pub(super) fn nature(builder: &Builder<'_>, ty: &TypeRef) -> Nature {
    Nature::of(&builder.types, ty)
}
