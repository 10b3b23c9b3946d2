//! `collectionFormat`: how a list stands in one text, said as `style` and `explode`.

use super::super::ast::{PropertyEncoding, Text};
use super::super::reader::MapReader;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Span, Spanned};

/// Where a list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// Into the query.
    Query,
    /// Into a form.
    Form,
    /// Into the path.
    Path,
    /// Into a header.
    Header,
}

impl Spot {
    fn takes_styles(self) -> bool {
        matches!(self, Self::Query | Self::Form)
    }
}

/// How a list goes.
pub(super) enum List {
    /// As the place has it.
    Usual,
    /// As OpenAPI 3 can say.
    Styled(&'static str, bool, Span),
    /// As one text that the caller puts together.
    Text,
}

impl List {
    /// As `style` and `explode` of a parameter.
    pub(super) fn style(&self) -> (Option<Text>, Option<Spanned<bool>>) {
        match self {
            Self::Styled(style, exploded, span) => (
                Some(Text::new((*style).to_owned(), *span)),
                Some(Spanned::new(*exploded, *span)),
            ),
            Self::Usual | Self::Text => (None, None),
        }
    }

    /// As the encoding of a member of a form; nothing where it goes as usual.
    pub(super) fn encoding(&self) -> Option<PropertyEncoding> {
        let (style, explode) = self.style();

        style.is_some().then(|| PropertyEncoding {
            style,
            explode,
            ..PropertyEncoding::default()
        })
    }
}

/// Reads `collectionFormat` of a list. `is_silent`: where it is not written, somebody else says how lists go.
pub(super) fn read(map: &mut MapReader<'_, '_>, spot: Spot, place: Span, is_silent: bool) -> List {
    const FORMATS: &[&str] = &["csv", "ssv", "tsv", "pipes", "multi"];

    let Some(written) = map.text("collectionFormat") else {
        return match spot {
            Spot::Query | Spot::Form if !is_silent => List::Styled("form", false, place),
            _ => List::Usual,
        };
    };
    let input = map.input;
    let span = written.span;
    let with_commas = || {
        if spot.takes_styles() {
            List::Styled("form", false, span)
        } else {
            List::Usual
        }
    };
    match (written.value.as_str(), spot.takes_styles()) {
        ("csv", _) => with_commas(),
        ("ssv", true) => List::Styled("spaceDelimited", false, span),
        ("pipes", true) => List::Styled("pipeDelimited", false, span),
        ("multi", true) => List::Styled("form", true, span),
        ("multi", false) => {
            let message = "`collectionFormat: multi` says nothing of what stands once";
            let report = Diagnostic::new(Code::Approximated, span, message);
            input.report(report.label("sent with commas").help("write `csv`"));
            with_commas()
        }
        (known @ ("tsv" | "ssv" | "pipes"), _) => {
            let message = format!("a list with `collectionFormat: {known}` cannot be written here");
            let report = Diagnostic::new(Code::Approximated, span, message);
            let help = "write `csv` where the vendor takes commas, or `type: string` to say so of the text";
            input.report(
                report
                    .label("taken for one text, in which the caller divides the values")
                    .help(help),
            );
            List::Text
        }
        (unknown, _) => {
            let message = format!("`{unknown}` is no `collectionFormat`");
            let help = match did_you_mean(unknown, FORMATS.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "the formats are `csv`, `ssv`, `tsv`, `pipes` and `multi`".to_owned(),
            };
            let report = Diagnostic::new(Code::WrongType, span, message);
            input.report(report.label("taken for `csv`").help(help));
            with_commas()
        }
    }
}
