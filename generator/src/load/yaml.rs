//! YAML texts: line by line where they are written as nearly everybody writes them, else by the YAML parser, which only this folder
//! names.

mod block;
mod block_scalar;
mod reader;
mod seen;

use granit_parser::{ErrorKind, Event, Parser, ScanError, StructureStyle, options};

use self::reader::Reader;
use super::slips;
use super::tree::Tree;
use super::{MAX_NESTING, NESTING_HELP};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Reads a YAML text; goes on after what does not break the structure.
pub(super) fn load<'s>(text: &'s str, diagnostics: &mut Diagnostics) -> Option<Tree<'s>> {
    // What the lines cannot tell says nothing yet.
    let mut heard = Diagnostics::new(diagnostics.strictness());
    let mut reader = Reader::new(text, &mut heard);
    if block::read(&mut reader).is_some() {
        let tree = reader.finish();
        diagnostics.append(heard);
        return tree;
    }

    parsed(text, diagnostics)
}

/// Reads a text by the parser.
fn parsed<'s>(text: &'s str, diagnostics: &mut Diagnostics) -> Option<Tree<'s>> {
    let mut reader = Reader::new(text, diagnostics);
    for event in parser(text) {
        match event {
            Ok((event, span)) => {
                let place = place(text, span.byte_range());
                let tag_place = span
                    .tag_span()
                    .map_or(place, |tag| self::place(text, tag.byte_range()));
                reader.event(event, place, tag_place)?;
                if reader.documents > 1 {
                    break;
                }
            }
            Err(error) => {
                let failure = syntax(text, &error);
                reader.diagnostics.report(failure);
                return None;
            }
        }
    }

    reader.finish()
}

/// The parser, whose own limits lie above ours, so that the report is ours.
fn parser(text: &str) -> impl Iterator<Item = Result<(Event<'_>, granit_parser::Span), ScanError>> {
    let limits =
        options! { flow_nesting_limit: MAX_NESTING * 2, block_nesting_limit: MAX_NESTING * 2 };

    Parser::new_from_str_with_options(text, limits)
}

/// Reads a part of a text by the parser: one scalar, or what stands in brackets. `None` where it is anything else, or has to do with other
/// parts.
fn read_part(reader: &mut Reader<'_, '_>, start: usize, end: usize) -> Option<()> {
    let text = reader.text.get(start..end)?;
    // By itself that would begin or end a document.
    if text.starts_with("---") || text.starts_with("...") {
        return None;
    }
    let (mut depth, mut values) = (0_usize, 0);
    for event in parser(text) {
        let (event, span) = event.ok()?;
        match &event {
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(false, None)
            | Event::DocumentEnd => continue,
            Event::Scalar(_, _, 0, None) => values += usize::from(depth == 0),
            Event::SequenceStart(StructureStyle::Flow, 0, None)
            | Event::MappingStart(StructureStyle::Flow, 0, None) => {
                values += usize::from(depth == 0);
                depth += 1;
            }
            Event::SequenceEnd | Event::MappingEnd => depth = depth.checked_sub(1)?,
            _ => return None,
        }
        let place = place(text, span.byte_range()).shifted(offset(start));
        reader.event(event, place, place)?;
    }

    (values == 1).then_some(())
}

fn syntax(text: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(text.len());
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let is_line_end = next.is_none_or(|next| next == '\n' || next == '\r');
    let end = at + next.filter(|_| !is_line_end).map_or(0, char::len_utf8);
    let place = place(text, Some(at..end));
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        // The scanner looks ahead of the events and may meet its own limit before we meet ours.
        return nesting(place);
    }
    if error.info().contains("unknown anchor") {
        let message = "an alias stands for a node that nothing before it has named";
        let help = "write the node itself, or refer to a schema with `$ref`";
        return Diagnostic::new(Code::Alias, place, message).help(help);
    }
    let said = error.info().to_lowercase();
    let slip = slips::in_yaml(text, at, &said);

    Diagnostic::new(Code::YamlSyntax, place, slip.message.unwrap_or(said)).help(slip.help)
}

fn nesting(place: Span) -> Diagnostic {
    let message = format!("the document nests deeper than {MAX_NESTING} levels");

    Diagnostic::new(Code::Nesting, place, message).help(NESTING_HELP)
}

fn place(text: &str, bytes: Option<std::ops::Range<usize>>) -> Span {
    let bytes = bytes.unwrap_or(text.len()..text.len());

    Span {
        start: offset(bytes.start),
        end: offset(bytes.end.max(bytes.start)),
    }
}

/// A place in the text; the caller has checked that the text is not larger than offsets reach.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::reader::Reader;
    use super::{block, parsed};
    use crate::diagnostic::Diagnostics;

    /// The tree as it is read line by line, if it can be, and as the parser reads it, both with what is said.
    fn both(text: &str) -> (Option<String>, String) {
        let (mut heard, mut other) = (Diagnostics::default(), Diagnostics::default());
        let mut reader = Reader::new(text, &mut heard);
        let by_line = block::read(&mut reader).map(|()| reader.finish());
        let by_line = by_line.map(|tree| format!("{tree:#?}\n{heard:#?}"));
        let whole = parsed(text, &mut other);

        (by_line, format!("{whole:#?}\n{other:#?}"))
    }

    const PIECES: &[&str] = &[
        "a: 1",
        "a:",
        "a:   # nothing",
        "'200': {description: Done}",
        "\"b c\": [x, {y: z}]",
        "/things/{id}: text # and more",
        "text: several\n  lines of it\n\n  and more",
        "text: \"with \\\"escapes\\\"\"",
        "text: 'it''s'",
        "url: http://example.com/a#b",
        "body: |\n  one\n   two\n\n  three\n\n",
        "body: >-\n  one\n  two\n\n  three",
        "body: >\n  one\n   two\n  three",
        "body: |2+\n    one\n  two\n\n",
        "body: |+\n\n",
        "body: |-\n\n  one",
        "body: |\n    one\n  # two",
        "list:\n- one\n- a: 1\n  b: 2\n- - x\n  - y\n-\n- 'z'",
        "list:\n  - one\n  -\n    a: 1\n  - # none\n  - |\n    text",
        "list:\n-\n- one",
        "json: {\n  \"a\": [1,\n  2]\n}",
        "pattern: ^[a-z: ]+$",
        "value: -1",
        "value: - 1",
        "value: a: b",
        "value: &name {a: 1}",
        "value: *name",
        "value: !!str 1",
        "value: 'open",
        "value:\tx",
        "a: 1\n  b: 2",
        " a: 1",
        "- a",
        "---",
        "...",
        "%TAG",
        "? a",
        "<<: {a: 1}",
        "# only a comment",
        "",
        "   ",
        "\u{feff}a: 1",
        "größe: ß\u{85}",
    ];

    #[test]
    fn the_lines_say_what_the_parser_says() {
        let mut read = 0;
        let mut check = |text: &str| {
            if let (Some(by_line), whole) = both(text) {
                assert_eq!(by_line, whole, "of {text:?}");
                read += 1;
            }
        };
        for one in PIECES {
            for other in PIECES {
                let deeper = |text: &str| text.replace('\n', "\n  ");
                check(&format!("{one}\n{other}\n"));
                check(&format!("{one}\n{other}"));
                check(&format!(
                    "in:\n  {}\n  {}\nout: 1\n",
                    deeper(one),
                    deeper(other)
                ));
                check(&format!("- {}\n  {}\n- 1\n", deeper(one), deeper(other)));
            }
        }
        assert!(read > 2000, "{read} texts were read by lines");
    }

    #[test]
    fn what_is_usual_needs_no_parser() {
        for text in [
            "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n  /things:\n    get:\n      tags: [a]\n",
            "---\na: >-\n  one\n  two\nb:\n- c: d # e\n  f: 'g'\n-  h\n",
        ] {
            assert!(both(text).0.is_some(), "of {text:?}");
        }
    }
}
