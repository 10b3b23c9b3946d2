//! `brogue.toml`.

use crate::folder::Folder;

#[test]
fn all_entries_of_a_file_are_generated_from_its_folder() {
    let folder = Folder::new();
    folder.write(
        "specs/brogue.toml",
        "[[generate]]\nspec = \"../things.yaml\"\nout = \"../one\"\nname = \"first\"\nonly = [\"jobs\"]\nreport = \"one.json\"\n\n\
         [[generate]]\nspec = \"../things.yaml\"\nout = \"two\"\nruntime = \"0.1\"\nstrict = true\nonly = \"things\"\n",
    );
    let ran = folder.run(&["generate", "--config", "specs/brogue.toml"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(folder.read("one/Cargo.toml").contains("name = \"first\""));
    assert!(folder.has("one/src/jobs.rs") && !folder.has("one/src/things.rs"));
    assert_eq!(folder.json("specs/one.json")["crate"], "first");
    assert!(
        folder
            .read("specs/two/Cargo.toml")
            .contains("version = \"0.1\"")
    );
    assert!(!folder.has("specs/two/src/jobs.rs"));
}

#[test]
fn the_file_of_the_current_folder_is_found() {
    let folder = Folder::new();
    folder.write(
        "brogue.toml",
        "[[generate]]\nspec = \"things.yaml\"\nout = \"client\"\n",
    );
    let ran = folder.run(&["generate"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(folder.has("client/Cargo.toml"));
}

#[test]
fn one_entry_that_fails_does_not_keep_the_others_from_being_generated() {
    let folder = Folder::new();
    let entry =
        |spec: &str, out: &str| format!("[[generate]]\nspec = \"{spec}\"\nout = \"{out}\"\n");
    folder.write(
        "brogue.toml",
        &[entry("broken.yaml", "one"), entry("things.yaml", "two")].concat(),
    );
    let ran = folder.run(&["generate"]);
    assert_eq!(ran.code, Some(1), "{}", ran.told);
    assert!(
        ran.told.contains("not generated: `broken.yaml`"),
        "{}",
        ran.told
    );
    assert!(!folder.has("one") && folder.has("two/Cargo.toml"));
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_its_place() {
    for (text, told) in [
        (
            "[[generat]]\n",
            "brogue.toml:1:3: there is no key `generat`; did you mean `generate`?",
        ),
        (
            "[[generate]]\nspec = \"a\"\nouts = \"b\"\n",
            "brogue.toml:3:1: there is no key `outs`; did you mean `out`?",
        ),
        (
            "[[generate]]\nspec = \"a\"\nzebra = 1\n",
            "known are `name`, `only`",
        ),
        ("[[generate]]\nspec = \"a\"\n", "the entry lacks `out`"),
        (
            "[[generate]]\nspec = 1\n",
            "brogue.toml:2:8: `spec` is a text",
        ),
        ("[[generate]]\nonly = [1]\n", "`only` is a text"),
        (
            "[[generate]]\nstrict = \"yes\"\n",
            "`strict` is `true` or `false`",
        ),
        ("generate = 1\n", "write `[[generate]]`"),
        ("generate = [1]\n", "write `[[generate]]`"),
        ("", "nothing is asked for"),
        ("[[generate]\n", "brogue.toml:1:"),
        (
            "[[generate]]\nspec = \"things.yaml\"\nout = \"client\"\nname = \"A b\"\n",
            "cannot be the name",
        ),
    ] {
        let folder = Folder::new();
        folder.write("brogue.toml", text);
        let before = folder.files(".");
        let ran = folder.run(&["generate"]);
        assert_eq!(ran.code, Some(2), "{text}: {}", ran.told);
        assert!(ran.told.contains(told), "{text}: {}", ran.told);
        assert_eq!(folder.files("."), before, "{text}");
    }
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let folder = Folder::new();
    for (arguments, code, told) in [
        (&["generate"][..], 2, "there is no brogue.toml here"),
        (
            &["generate", "--config", "no.toml"],
            1,
            "cannot read `no.toml`",
        ),
        (
            &["generate", "things.yaml", "--config", "no.toml"],
            2,
            "cannot be used with",
        ),
        (&["generate", "--name", "acme"], 2, "SPEC"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.told);
        assert!(ran.told.contains(told), "{arguments:?}: {}", ran.told);
    }
}
