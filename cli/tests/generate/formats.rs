//! What `brogue check` tells programs.

use serde_json::Value;

use crate::folder::Folder;

#[test]
fn reports_are_told_as_json() {
    let folder = Folder::new();
    let ran = folder.run(&["check", "doubtful.yaml", "things.yaml", "--format", "json"]);
    assert_eq!((ran.code, ran.told.as_str()), (Some(0), ""));
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["tool"]["name"], "brogue");
    let found = &told["documents"][0]["diagnostics"][0];
    assert_eq!(found["code"], "dangling-reference");
    assert_eq!(found["severity"], "warning");
    assert_eq!(found["line"], 16);
    assert!(found["help"].is_array());
    assert_eq!(told["documents"][1]["document"], "things.yaml");
    assert_eq!(
        told["documents"][1]["diagnostics"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn reports_are_told_as_sarif() {
    let folder = Folder::new();
    folder.write("a b/c.yaml", &folder.read("doubtful.yaml"));
    let ran = folder.run(&["check", "a b/c.yaml", "--strict", "--format", "sarif"]);
    assert_eq!(ran.code, Some(1), "{}", ran.told);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let found = &run["results"][0];
    assert_eq!(found["ruleId"], "dangling-reference");
    assert_eq!(found["level"], "error");
    let index = usize::try_from(found["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], "dangling-reference");
    let place = &found["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/c.yaml");
    assert_eq!(place["region"]["startLine"], 16);
    assert!(place["region"]["startColumn"].as_u64() >= Some(1));
}

#[test]
fn what_a_client_would_lack_is_an_error_only_where_it_is_asked_for() {
    let folder = Folder::new();
    for (arguments, code, told) in [
        (
            &["check", "doubtful.yaml"][..],
            0,
            "warning[dangling-reference]",
        ),
        (
            &["check", "doubtful.yaml", "--strict"],
            1,
            "error[dangling-reference]",
        ),
        (
            &["check", "things.yaml", "--strict"],
            0,
            "0 errors, 0 warnings",
        ),
        (&["check", "broken.yaml"], 1, "error[yaml-syntax]"),
        (&["check", "things.yaml", "--format", "xml"], 2, "sarif"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.told);
        assert!(ran.told.contains(told), "{arguments:?}: {}", ran.told);
    }
    let ran = folder.feed(&["check", "-"], &folder.read("things.yaml"));
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(ran.told.contains("stdin.yaml  0 errors"), "{}", ran.told);
}
