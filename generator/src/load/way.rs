//! Ways from a document to the files beside it, as references say them.

use super::percent_decoded;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span, Unread};

/// The two halves of a reference: the address of a document, empty where it is the same one, and what is meant in it.
pub(super) fn halves(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Whether an address names a machine, or anything else than a file beside.
pub(super) fn is_remote(address: &str) -> bool {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        // One letter is a drive of Windows, which is no file beside either.
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'))
    });

    has_scheme || address.starts_with("//")
}

/// The way from the folder of the document to a file that an address means; `from` is the way to the file it is written in, where that
/// is not the document itself. Nothing where it is no such address.
pub(super) fn way(from: Option<&str>, address: &str) -> Option<String> {
    if address.is_empty() || is_remote(address) || address.starts_with('/') {
        return None;
    }
    let address = percent_decoded(address.split('?').next().unwrap_or_default());
    if address.contains(['\\', '\0']) {
        return None;
    }
    let mut pieces: Vec<&str> = from.unwrap_or_default().split('/').collect();
    pieces.pop();
    for piece in address.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                if pieces.last().is_none_or(|last| *last == "..") {
                    pieces.push("..");
                } else {
                    pieces.pop();
                }
            }
            name => pieces.push(name),
        }
    }

    Some(pieces.join("/"))
}

/// The report of a reference that leads out of what was read; nothing where it stays in its own document.
pub(crate) fn out_of_reach(source: &Source, reference: &str, span: Span) -> Option<Diagnostic> {
    const BUNDLE: &str = "put everything into one file first, for example with `npx @redocly/cli bundle openapi.yaml -o bundled.yaml`";

    let (address, fragment) = halves(reference);
    if address.is_empty() {
        return None;
    }
    let report = |message: String| Diagnostic::new(Code::RemoteReference, span, message);
    if is_remote(address) {
        return Some(
            report(format!(
                "`{reference}` is on another machine, and nothing is fetched"
            ))
            .help(BUNDLE),
        );
    }
    let way = way(source.beside(span.start), address);
    let is_read = way.as_ref().is_some_and(|way| {
        let read = source.others.iter();
        read.map(|other| &other.role)
            .any(|role| matches!(role, crate::source::Role::Beside(known) if known == way))
    });
    if is_read {
        let message = format!("`{address}` holds nothing at `#{fragment}`");
        return Some(
            Diagnostic::new(Code::DanglingReference, span, message)
                .help("write the place as it stands in that file"),
        );
    }
    let reason = way.as_ref().and_then(|way| source.unread.get(way));

    Some(match reason {
        None => report(format!("`{reference}` is in another document")).help(format!(
            "keep the files together, in the folder of the document, or {BUNDLE}"
        )),
        Some(Unread::Missing) => report(format!("there is no file `{address}` beside this one"))
            .help("put it there, or write the reference as the file is called"),
        Some(Unread::Outside) => report(format!(
            "`{address}` is outside of the folder that may be read"
        ))
        .help("name a folder that holds all files with `--root DIR`, if you trust the document"),
        Some(Unread::NoDocument) => report(format!("`{address}` is no file of YAML or JSON"))
            .help("a document refers to files called `.yaml`, `.yml` or `.json`"),
        Some(Unread::TooMuch) => report(format!(
            "`{address}` is too much: all files together are bounded"
        ))
        .help("keep to what the client needs: leave out paths, schemas and examples"),
        Some(Unread::Unreadable) => report(format!("`{address}` cannot be read"))
            .help("look whether it is UTF-8, and whether you may read it"),
    })
}

#[cfg(test)]
mod tests {
    use super::way;

    #[test]
    fn a_way_starts_at_the_file_it_is_written_in() {
        for (from, address, expected) in [
            (None, "common.yaml", Some("common.yaml")),
            (None, "./schemas/Visit.yaml", Some("schemas/Visit.yaml")),
            (
                Some("schemas/Visit.yaml"),
                "Tag.yaml",
                Some("schemas/Tag.yaml"),
            ),
            (
                Some("schemas/Visit.yaml"),
                "../common.yaml",
                Some("common.yaml"),
            ),
            (Some("../shared/a.yaml"), "b.yaml", Some("../shared/b.yaml")),
            (
                Some("../shared/a.yaml"),
                "../../b.yaml",
                Some("../../b.yaml"),
            ),
            (None, "a%20b.yaml", Some("a b.yaml")),
            (None, "/etc/passwd", None),
            (None, "file:///etc/passwd", None),
            (None, "C:/a.yaml", None),
            (None, "//example.com/a.yaml", None),
            (None, "..\\a.yaml", None),
            (None, "", None),
        ] {
            let found = way(from, address);
            assert_eq!(found.as_deref(), expected, "{from:?} {address}");
        }
    }
}
