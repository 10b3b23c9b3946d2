//! From a document to the model in one call: what everybody needs who does not print code.

use crate::check::{self, Checked, NameLock};
use crate::diagnostic::{Diagnostics, Strictness};
use crate::load;
use crate::model::Api;
use crate::options::Options;
use crate::parse::{self, UnknownCalls};
use crate::source::Source;

/// What was read in a document.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the document describes; nothing exactly when an error was reported.
    pub api: Option<Api>,
    /// The name lock as it should be; as it was given when an error was reported.
    pub lock: NameLock,
    /// What there is to say about the document, for [`diagnostic::render`](crate::diagnostic::render) to show with its lines.
    pub diagnostics: Diagnostics,
}

/// Reads a document: its text becomes a tree, the tree what the author wrote, and that what it means. Reads and writes no file.
///
/// Who has no name lock gives an empty one, `NameLock::default()`: it matters for the names in Rust only.
///
/// ```
/// use brogue_generator::check::NameLock;
/// use brogue_generator::diagnostic::render;
/// use brogue_generator::read;
/// use brogue_generator::source::Source;
///
/// let source = Source::new(
///     "things.yaml",
///     "\
/// openapi: 3.1.0
/// info: {title: Things, version: '1'}
/// servers: [{url: https://things.example.com}]
/// paths:
///   /things:
///     get: {operationId: listThings, responses: {'204': {description: Done.}}}
/// ",
/// );
/// let reading = read(&source, &NameLock::default());
///
/// assert_eq!(render(&source, &reading.diagnostics, false), "");
/// assert_eq!(reading.api.map(|api| api.resources.len()), Some(1));
/// ```
pub fn read(source: &Source, lock: &NameLock) -> Reading {
    read_with(source, lock, Strictness::Strict)
}

/// The same, with as much leniency as is wanted.
pub fn read_with(source: &Source, lock: &NameLock, strictness: Strictness) -> Reading {
    let options = Options {
        strictness,
        ..Options::default()
    };
    // Nothing is asked for by a name, so none can be unknown.
    read_for(source, lock, &options).unwrap_or_else(|_| Reading {
        api: None,
        lock: lock.clone(),
        diagnostics: Diagnostics::new(strictness),
    })
}

/// The same, as it is asked for; an error where calls are asked for that the document does not have.
pub fn read_for(
    source: &Source,
    lock: &NameLock,
    options: &Options,
) -> Result<Reading, UnknownCalls> {
    let mut diagnostics = Diagnostics::new(options.strictness);
    let checked = match load::load(source, &mut diagnostics) {
        None => None,
        Some(tree) => {
            let mut spec = parse::parse(&tree, &mut diagnostics);
            let name = options.crate_name.as_ref();
            if options.only.is_empty() {
                check::check_named(&spec, source, lock, name, &mut diagnostics)
            } else {
                // A part is named as the whole is, and the lock stays that of the whole.
                let whole = check::names_of(&spec, source, lock, options.strictness);
                let gone = parse::narrow(&mut spec, &options.only)?;
                diagnostics.forget(&gone);
                match whole {
                    None => check::check_named(&spec, source, lock, name, &mut diagnostics),
                    Some((names, lock)) => {
                        check::check_part(&spec, source, &names, name, &mut diagnostics)
                            .map(|checked| Checked { lock, ..checked })
                    }
                }
            }
        }
    };
    let (api, lock) = match checked {
        Some(checked) => (Some(checked.api), checked.lock),
        None => (None, lock.clone()),
    };

    Ok(Reading {
        api,
        lock,
        diagnostics,
    })
}
