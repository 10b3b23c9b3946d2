//! How the members of a body become fields of a form, or parts.

use super::super::context::Context;
use super::super::encodings::{self, Nature, Written};
use super::super::media::is_json;
use super::super::resources::Call;
use super::super::types::Builder;
use super::PlannedBody;
use super::choice::{Kind, concrete};
use crate::model::{
    Encoding, EncodingPlace, Field, Fields, Member, Primitive, QueryStyle, TypeKind, TypeRef,
};
use crate::parse::ast::PropertyEncoding;

/// How the members of a body go out: what holds for all of them, and those that go another way.
pub(super) fn fields<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    call: &Call<'a>,
    body: &PlannedBody<'a>,
    ty: &TypeRef,
) -> Fields {
    let usual = encodings::of_document(context).form;
    let operation = call.found.operation.quirks.array_style.as_ref();
    let quirk = body.written.quirks.array_style.as_ref().or(operation);
    let members = members(builder, ty);
    // Whether a quirk has a place for all of them shows at the deepest.
    let natures = members.iter().map(|member| nature(builder, &member.ty));
    let deepest = natures.max().unwrap_or(Nature::Nested);
    let all = quirk.and_then(|quirk| encodings::of_body(context, quirk, usual, deepest));
    let whole = all.unwrap_or(usual);
    let own = members
        .iter()
        .filter_map(|member| {
            let said = body.media.encoding.iter();
            let said = said.filter(|(name, _)| name.value == member.wire);
            let said = said.map(|(_, said)| said).next();
            field(context, builder, (body, member), said, whole)
        })
        .collect();

    Fields { encoding: all, own }
}

/// The members of an object; none where they are not known.
fn members<'b>(builder: &'b Builder<'_>, ty: &TypeRef) -> &'b [Member] {
    match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) => match &builder.types.get(*id).kind {
            TypeKind::Struct(object) => &object.members,
            TypeKind::Union(_)
            | TypeKind::TextEnum(_)
            | TypeKind::Newtype(_)
            | TypeKind::ByStatus(_) => &[],
        },
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => &[],
    }
}

/// What a member is; a file is one value.
fn nature(builder: &Builder<'_>, ty: &TypeRef) -> Nature {
    if is_file(ty) {
        return Nature::Single;
    }
    encodings::nature(builder, ty)
}

fn is_file(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(primitive) => *primitive == Primitive::File,
        TypeRef::List(element) | TypeRef::Nullable(element) => is_file(element),
        TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::Map(_) => false,
    }
}

/// A member that goes another way than the whole.
fn field(
    context: &mut Context<'_>,
    builder: &Builder<'_>,
    (body, member): (&PlannedBody<'_>, &Member),
    said: Option<&PropertyEncoding>,
    whole: Encoding,
) -> Option<Field> {
    let nature = nature(builder, &member.ty);
    let content_type = said.and_then(|said| said.content_type.as_ref());
    let is_styled = said.is_some_and(|said| said.style.is_some() || said.explode.is_some());
    let in_json = content_type.is_some_and(|ty| is_json(&ty.value)) && !is_file(&member.ty);
    let is_form = matches!(body.kind, Kind::Form | Kind::FormOrParts);
    let style = match whole.place {
        EncodingPlace::Form(style) => style,
        _ => QueryStyle::Repeated,
    };
    let has_brackets = !matches!(style, QueryStyle::Repeated | QueryStyle::Comma);

    let encoding = if is_file(&member.ty) {
        None
    } else if is_styled {
        let written = Written {
            what: format!("the member `{}`", member.wire),
            span: said
                .and_then(|said| said.style.as_ref())
                .map_or(body.name.span, |style| style.span),
            style: said.and_then(|said| said.style.as_ref()),
            explode: said.and_then(|said| said.explode.as_ref()),
            allow_reserved: false,
        };
        encodings::in_query_or_form(context, &written, None, (whole, nature))
    } else if (in_json && (is_form || has_brackets || !is_object(nature)))
        || (is_form && !has_brackets && is_object(nature))
    {
        // What OpenAPI says of objects in a form: they are JSON.
        Some(Encoding {
            json: true,
            ..Encoding::usual(EncodingPlace::Form(QueryStyle::Repeated))
        })
    } else if is_form && !has_brackets && nature == Nature::Deep {
        let written = Written {
            what: format!("the list of objects `{}`", member.wire),
            span: body.name.span,
            style: None,
            explode: None,
            allow_reserved: false,
        };
        let usual = Encoding::usual(EncodingPlace::Form(QueryStyle::Repeated));
        encodings::in_query_or_form(context, &written, None, (usual, nature))
    } else {
        None
    };
    let content_type = content_type
        .and_then(|content_type| concrete(content_type.value.trim()))
        .filter(|_| !in_json && !matches!(body.kind, Kind::Form))
        .map(str::to_owned);
    let sent_as = (!is_styled && !in_json && !is_file(&member.ty) && style != QueryStyle::Repeated)
        .then(|| member.wire.strip_suffix("[]"))
        .flatten()
        .filter(|_| matches!(member.ty, TypeRef::List(_)))
        .map(str::to_owned);
    let is_own = encoding.is_some() || content_type.is_some() || sent_as.is_some();

    is_own.then(|| Field {
        wire: member.wire.clone(),
        encoding,
        content_type,
        sent_as,
    })
}

fn is_object(nature: Nature) -> bool {
    matches!(
        nature,
        Nature::Flat | Nature::FlatWithLists | Nature::Nested
    )
}
