//! Updates: keep, clear, set.

use brogue_runtime::codec::Patch;
use jiff::civil::date;

use crate::harness::{again, findings, read, written};
use crate::models::VisitUpdate;

#[test]
fn what_is_kept_is_not_sent_and_what_is_cleared_is_sent_as_null() {
    let update = VisitUpdate {
        note: Patch::Clear,
        closed: false.into(),
        modified: Patch::Keep,
        lines: Patch::Set(Vec::new()),
        ..VisitUpdate::default()
    };

    assert_eq!(written(&update), r#"{"note":null,"closed":"0","lines":[]}"#);
    assert_eq!(written(&VisitUpdate::default()), "{}");
}

#[test]
fn updates_read_back() {
    for (text, again_text) in [
        ("{}", "{}"),
        (r#"{"note":null}"#, r#"{"note":null}"#),
        (
            r#"{"note":"","closed":true,"lines":null}"#,
            r#"{"note":"","closed":"1","lines":null}"#,
        ),
        // An empty date is none, and a member that is cleared.
        (r#"{"modified":""}"#, r#"{"modified":null}"#),
        (
            r#"{"modified":"2026-11-23 10:30:00"}"#,
            r#"{"modified":"2026-11-23 10:30:00"}"#,
        ),
        (r#"{"closed":5,"x":1}"#, r#"{"closed":5,"x":1}"#),
    ] {
        assert_eq!(again::<VisitUpdate>(text), again_text);
    }
    assert_eq!(
        findings::<VisitUpdate>(r#"{"note":null,"lines":null}"#),
        [""; 0]
    );
}

#[test]
fn a_patch_tells_what_it_sets() {
    let update: VisitUpdate = read(r#"{"note":"x","modified":"2026-11-23 00:00:00"}"#);

    assert_eq!(update.note.as_set().map(String::as_str), Some("x"));
    assert_eq!(
        update.modified.as_set().map(|time| time.date()),
        Some(date(2026, 11, 23))
    );
    assert_eq!((update.closed.as_set(), update.lines), (None, Patch::Keep));
}
