//! What references may not read: whatever stands outside of the folder, however it is said.

use std::fs;
use std::path::Path;

use brogue_generator::load::{read_file, read_files};
use brogue_generator::source::{Role, Unread};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Outside, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200':
          description: Things.
          content:
            application/json:
              schema: {$ref: 'WAY'}
";

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    fs::write(path, text).expect("files can be written");
}

#[test]
fn references_read_nothing_outside_of_their_folder() {
    let folder = tempfile::tempdir().expect("there is room");
    let inside = folder.path().join("inside");
    write(&folder.path().join("secret.yaml"), "type: string\n");
    write(&inside.join("deep/near.yaml"), "type: string\n");
    write(&inside.join("notes.txt"), "type: string\n");
    fs::create_dir_all(inside.join("folder.yaml")).expect("folders can be made");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../secret.yaml", inside.join("link.yaml")).expect("links can be made");
        symlink("..", inside.join("up")).expect("links can be made");
        symlink("deep/near.yaml", inside.join("fair.yaml")).expect("links can be made");
        symlink("/dev/zero", inside.join("zero.yaml")).expect("links can be made");
    }
    let cases = [
        ("deep/near.yaml", None),
        ("deep/../deep/near.yaml#/type", None),
        ("../inside/deep/near.yaml", None),
        ("../secret.yaml", Some(Unread::Outside)),
        ("../nothing.yaml", Some(Unread::Outside)),
        ("deep/../../secret.yaml", Some(Unread::Outside)),
        ("%2e%2e/secret.yaml", Some(Unread::Outside)),
        ("nothing.yaml", Some(Unread::Missing)),
        ("notes.txt", Some(Unread::NoDocument)),
        ("folder.yaml", Some(Unread::NoDocument)),
        #[cfg(unix)]
        ("fair.yaml", None),
        #[cfg(unix)]
        ("link.yaml", Some(Unread::Outside)),
        #[cfg(unix)]
        ("up/secret.yaml", Some(Unread::Outside)),
        #[cfg(unix)]
        ("zero.yaml", Some(Unread::Outside)),
    ];
    for (way, expected) in cases {
        let document = inside.join("openapi.yaml");
        write(&document, &DOCUMENT.replace("WAY", way));
        let source = read_file(&document).expect("the document itself can be read");

        assert_eq!(source.unread.values().next(), expected.as_ref(), "{way}");
        assert_eq!(
            source.others.len(),
            usize::from(expected.is_none()),
            "{way}"
        );
    }
    for way in [
        "/etc/hostname",
        "file:///etc/hostname",
        "http://127.0.0.1/a.yaml",
        "//127.0.0.1/a.yaml",
    ] {
        let document = inside.join("openapi.yaml");
        write(&document, &DOCUMENT.replace("WAY", way));
        let source = read_file(&document).expect("the document itself can be read");
        assert!(source.is_alone() && source.unread.is_empty(), "{way}");
        let (_, reports) = crate::reports(&source);
        assert!(reports.contains("remote-reference"), "{way}: {reports}");
    }
}

#[test]
fn a_wider_folder_is_read_where_somebody_says_so() {
    let folder = tempfile::tempdir().expect("there is room");
    let document = folder.path().join("inside/openapi.yaml");
    write(&folder.path().join("shared.yaml"), "type: string\n");
    write(&document, &DOCUMENT.replace("WAY", "../shared.yaml"));
    let source = read_files(&document, &[], Some(folder.path())).expect("it can be read");

    assert_eq!(
        source.others.first().map(|other| &other.role),
        Some(&Role::Beside("../shared.yaml".to_owned()))
    );
}
