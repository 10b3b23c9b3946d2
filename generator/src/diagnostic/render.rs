//! Reports as text for a terminal, in the manner of rustc.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

use super::lines::Lines;
use super::places::{File, Places};
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Source, Span};

/// What is shown of a line at most, in bytes: a whole document can stand on one line.
const LONGEST_LINE: usize = 240;
/// What is shown before the place in a line that is longer.
const BEFORE_PLACE: usize = 60;

/// All reports, sorted by place, a blank line after each.
pub fn render(source: &Source, diagnostics: &Diagnostics, color: bool) -> String {
    render_these(source, &diagnostics.sorted(), color)
}

/// The same of some reports.
pub fn render_these(source: &Source, reports: &[&Diagnostic], color: bool) -> String {
    let places = Places::new(source);
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for report in reports {
        text.push_str(&one(&places, report, &renderer));
        text.push_str("\n\n");
    }

    text
}

fn one(places: &Places<'_>, report: &Diagnostic, renderer: &Renderer) -> String {
    let level = match report.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(report.message.as_str())
        .id(report.code.name());
    let file = places.file(report.span.start);
    let excerpts = excerpts(places, report).into_iter();
    let group = if long_line(places, report) {
        // The excerpt begins somewhere in its line, so line and column are told apart from it.
        let position = file.position(report.span.start);
        let origin = Origin::path(file.path)
            .line(position.line)
            .char_column(position.column);
        title
            .element(origin)
            .elements(excerpts.map(|(excerpt, _)| excerpt.into_snippet()))
    } else {
        title.elements(excerpts.map(|(excerpt, path)| excerpt.into_snippet().path(path)))
    };
    let group = group.elements(
        report
            .help
            .iter()
            .map(|help| Level::HELP.message(help.as_str())),
    );

    renderer.render(&[group])
}

/// Lines that are shown in one piece, with what is marked in them.
struct Excerpt<'a> {
    first_line: usize,
    text: &'a str,
    marks: Vec<(AnnotationKind, Range<usize>, &'a str)>,
}

impl<'a> Excerpt<'a> {
    fn into_snippet(self) -> Snippet<'a, Annotation<'a>> {
        let marks = self.marks.into_iter().map(|(kind, range, label)| {
            let mark = kind.span(range);
            if label.is_empty() {
                mark
            } else {
                mark.label(label)
            }
        });

        Snippet::source(self.text)
            .line_start(self.first_line)
            .annotations(marks)
    }
}

/// What is marked in a line, and how.
type Mark<'a> = (AnnotationKind, Range<usize>, &'a str);

/// The lines of a report with their files: one excerpt for each file, or for each place where a line is too long to be shown whole.
fn excerpts<'a>(places: &'a Places<'a>, report: &'a Diagnostic) -> Vec<(Excerpt<'a>, &'a str)> {
    let primary = (AnnotationKind::Primary, report.span, report.label.as_str());
    let others = report
        .others
        .iter()
        .map(|label| (AnnotationKind::Context, label.span, label.text.as_str()));
    let mut by_file: Vec<(&File<'a>, Vec<Mark<'a>>)> = Vec::new();
    for (kind, span, label) in std::iter::once(primary).chain(others) {
        let file = places.file(span.start);
        let mark = (kind, shown(&file.lines, file.own(span)), label);
        match by_file
            .iter_mut()
            .find(|(known, _)| known.start == file.start)
        {
            Some((_, marks)) => marks.push(mark),
            None => by_file.push((file, vec![mark])),
        }
    }
    let is_long = long_line(places, report);
    let excerpts = by_file.into_iter().flat_map(|(file, marks)| {
        let lines = &file.lines;
        let excerpts = if is_long {
            let windows = marks.into_iter();
            windows
                .map(|(kind, range, label)| window(lines, kind, range, label))
                .collect()
        } else {
            vec![whole_lines(lines, marks)]
        };
        excerpts.into_iter().map(|excerpt| (excerpt, file.path))
    });

    excerpts.collect()
}

/// From the first line that something is marked in to the last.
fn whole_lines<'a>(lines: &Lines<'a>, marks: Vec<Mark<'a>>) -> Excerpt<'a> {
    let starts = || marks.iter().map(|(_, range, _)| range.start);
    let first = starts().min().unwrap_or_default();
    let last = starts().max().unwrap_or_default();
    let start = lines.around(first).start;
    let text = lines.text(start..lines.around(last).end);
    let marks = marks
        .into_iter()
        .map(|(kind, range, label)| (kind, range.start - start..range.end - start, label))
        .collect();

    Excerpt {
        first_line: lines.position(offset(first)).line,
        text,
        marks,
    }
}

fn long_line(places: &Places<'_>, report: &Diagnostic) -> bool {
    let spans = report
        .others
        .iter()
        .map(|label| label.span)
        .chain([report.span]);

    spans.into_iter().any(|span| {
        let file = places.file(span.start);
        file.lines.around(file.own(span).start as usize).len() > LONGEST_LINE
    })
}

/// A stretch of a long line around a place.
fn window<'a>(
    lines: &Lines<'a>,
    kind: AnnotationKind,
    range: Range<usize>,
    label: &'a str,
) -> Excerpt<'a> {
    let line = lines.around(range.start);
    let start = lines.boundary(range.start.saturating_sub(BEFORE_PLACE).max(line.start));
    let end = lines.boundary((start + LONGEST_LINE).min(line.end));
    let marked = range.start - start..range.end.min(end).max(range.start) - start;

    Excerpt {
        first_line: lines.position(offset(range.start)).line,
        text: lines.text(start..end),
        marks: vec![(kind, marked, label)],
    }
}

/// What is marked of a place: its first line, since what stands below speaks for itself.
fn shown(lines: &Lines<'_>, span: Span) -> Range<usize> {
    let start = lines.boundary(span.start as usize);
    let line_end = lines.around(start).end;
    let end = lines.boundary(span.end as usize).clamp(start, line_end);
    let written = lines.text(start..end).trim_end().len();

    start..start + written
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
