//! Overlays: files that say how a document is to be changed before it is read. OpenAPI Overlay 1.0 and 1.1.
//!
//! Actions apply in their order, each to what the ones before it left. One that finds nothing, or changes nothing, is an error: it was
//! written for another document, or the document has caught up with it. What an overlay brings in keeps its place in the overlay, so
//! that whatever is said about it later points there.

mod apply;
mod target;

use self::apply::Outcome;
use super::MAX_NESTING;
use super::tree::{Entry, Kind, NodeId, Tree};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Span;

/// What an overlay may say, and one of its actions.
const KEYS: &[&str] = &["overlay", "info", "extends", "actions"];
const ACTION_KEYS: &[&str] = &["target", "description", "update", "remove", "copy"];
/// How many nodes one action may put into the document.
const MAX_ADDED: usize = 2_000_000;

/// Applies an overlay whose outermost node is `overlay` in the same tree; reports what cannot be done, and goes on.
pub(super) fn apply(tree: &mut Tree<'_>, overlay: NodeId, diagnostics: &mut Diagnostics) {
    if *tree.kind(overlay) != Kind::Mapping {
        let message = format!(
            "the overlay is {}, not a mapping",
            tree.kind(overlay).name()
        );
        let span = tree.span(overlay);
        diagnostics
            .report(form(span, message).help("begin with `overlay: 1.0.0`, `info` and `actions`"));
        return;
    }
    unknown_keys(tree, overlay, KEYS, diagnostics);
    version(tree, overlay, diagnostics);
    let Some(actions) = entry(tree, overlay, "actions") else {
        let start = tree.span(overlay).start;
        let span = Span { start, end: start };
        diagnostics.report(
            form(span, "the overlay has no `actions`")
                .help("add a list of them, each with a `target`"),
        );
        return;
    };
    if *tree.kind(actions.value) != Kind::List || tree.items(actions.value).is_empty() {
        let report = form(actions.key_span, "`actions` is not a list of actions");
        diagnostics.report(report.help("write `- target: ..` with `update` or `remove: true`"));
        return;
    }
    for action in tree.items(actions.value).to_vec() {
        if let Err(report) = one(tree, action, diagnostics) {
            diagnostics.report(*report);
        }
    }
}

/// What an action asks for.
enum Change {
    Remove,
    /// Merge this node into the target.
    Update(NodeId, Span),
}

/// Applies one action.
fn one(
    tree: &mut Tree<'_>,
    action: NodeId,
    diagnostics: &mut Diagnostics,
) -> Result<(), Box<Diagnostic>> {
    if *tree.kind(action) != Kind::Mapping {
        let message = format!("an action is {}, not a mapping", tree.kind(action).name());
        return Err(Box::new(
            form(tree.span(action), message)
                .help("write `target: ..` with `update` or `remove: true`"),
        ));
    }
    unknown_keys(tree, action, ACTION_KEYS, diagnostics);
    let Some(target) = entry(tree, action, "target") else {
        let start = tree.span(action).start;
        let report = form(Span { start, end: start }, "the action has no `target`");
        return Err(Box::new(
            report.help("add a JSONPath, as in `target: $.paths['/visits'].get`"),
        ));
    };
    let span = tree.span(target.value);
    let Some(written) = tree.text(target.value).map(str::to_owned) else {
        return Err(Box::new(
            form(span, "`target` is not a text")
                .help("write a JSONPath, as in `$.paths['/visits'].get`"),
        ));
    };
    let places = target::find(tree, &written).map_err(|fault| {
        Box::new(form(span, format!("`target` is no JSONPath: {fault}")).help(target::HELP))
    })?;
    if places.is_empty() {
        let message = format!("`{written}` matches nothing in the document");
        return Err(Box::new(idle(span, message).help(target::HELP)));
    }
    let outcome = match change(tree, action, span)? {
        Change::Remove => apply::remove(tree, &places),
        Change::Update(value, place) => {
            if apply::size(tree, value).saturating_mul(places.len()) > MAX_ADDED {
                let message = "the action makes too much of the document";
                return Err(Box::new(
                    form(place, message).help("let it match less, or say less"),
                ));
            }
            apply::update(tree, &places, value)
        }
    };
    match outcome {
        Outcome::Changed => {}
        Outcome::Same => {
            let message = format!("the document says already what the action for `{written}` says");
            return Err(Box::new(idle(span, message).help("take the action out")));
        }
        Outcome::Misfit(None, message) => {
            return Err(Box::new(form(span, message).help("name what is in it")));
        }
        Outcome::Misfit(Some(place), message) => {
            let help =
                "an object takes an object, a list one more element, any other value such a value";
            return Err(Box::new(
                form(place, message).also(span, "the target").help(help),
            ));
        }
    }
    if apply::depth(tree, tree.root(), MAX_NESTING) > MAX_NESTING {
        let message =
            format!("the action makes the document nest deeper than {MAX_NESTING} levels");
        return Err(Box::new(
            Diagnostic::new(Code::Nesting, span, message).help(super::NESTING_HELP),
        ));
    }

    Ok(())
}

/// Reads what an action asks for.
fn change(tree: &mut Tree<'_>, action: NodeId, target: Span) -> Result<Change, Box<Diagnostic>> {
    if let Some(remove) = entry(tree, action, "remove") {
        match tree.kind(remove.value) {
            Kind::Bool(true) => return Ok(Change::Remove),
            Kind::Bool(false) => {}
            kind => {
                let message = format!("`remove` is {}, not a boolean", kind.name());
                return Err(Box::new(
                    form(tree.span(remove.value), message).help("write `remove: true`"),
                ));
            }
        }
    }
    if let Some(update) = entry(tree, action, "update") {
        let (value, place) = (update.value, update.key_span);
        return Ok(Change::Update(value, place));
    }
    let Some(copy) = entry(tree, action, "copy") else {
        let report = form(target, "the action says nothing to do with its target");
        return Err(Box::new(
            report.help("add `update` with what is added, or `remove: true`"),
        ));
    };
    let (node, place) = (copy.value, copy.key_span);
    let span = tree.span(node);
    let from = tree.text(node).map(str::to_owned).unwrap_or_default();
    let found = target::find(tree, &from).map_err(|fault| {
        Box::new(form(span, format!("`copy` is no JSONPath: {fault}")).help(target::HELP))
    })?;
    match found.as_slice() {
        [one] => {
            let value = one.node;
            // What is copied shall not grow while it is.
            let value = tree.copy(value);
            Ok(Change::Update(value, place))
        }
        [] => Err(Box::new(
            idle(span, format!("`{from}` matches nothing in the document")).help(target::HELP),
        )),
        several => {
            let message = format!("`{from}` matches {} places", several.len());
            Err(Box::new(form(span, message).help("copy from one place")))
        }
    }
}

fn version(tree: &Tree<'_>, overlay: NodeId, diagnostics: &mut Diagnostics) {
    let said = entry(tree, overlay, "overlay");
    let version = said
        .as_ref()
        .and_then(|entry| match tree.kind(entry.value) {
            Kind::Text(version) | Kind::Number(version) | Kind::Integer(version) => {
                Some(&**version)
            }
            _ => None,
        });
    let is_read = version.is_some_and(|version| {
        ["1", "1.0", "1.1"].contains(&version)
            || version.starts_with("1.0.")
            || version.starts_with("1.1.")
    });
    if is_read {
        return;
    }
    let start = tree.span(overlay).start;
    let span = said.map_or(Span { start, end: start }, |entry| entry.key_span);
    let message = match version {
        Some(version) => format!("overlays of version `{version}` are not read"),
        None => "the file does not say which version of overlays it follows".to_owned(),
    };
    diagnostics.report(form(span, message).help("write `overlay: 1.0.0`, or `1.1.0`"));
}

fn unknown_keys(tree: &Tree<'_>, node: NodeId, known: &[&str], diagnostics: &mut Diagnostics) {
    for entry in tree.entries(node) {
        let key = &*entry.key;
        if known.contains(&key) || key.starts_with("x-") {
            continue;
        }
        let report = form(entry.key_span, format!("overlays know no key `{key}` here"));
        diagnostics.report(match did_you_mean(key, known.iter().copied()) {
            Some(meant) => report.help(format!("did you mean `{meant}`?")),
            None => report,
        });
    }
}

fn entry<'s>(tree: &Tree<'s>, node: NodeId, key: &str) -> Option<Entry<'s>> {
    let mut entries = tree.entries(node).iter();

    entries.find(|entry| entry.key == key).cloned()
}

/// A report about what is written in an overlay.
fn form(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::OverlayForm, span, message)
}

/// A report about an action that does nothing.
fn idle(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::IdleOverlay, span, message)
}
