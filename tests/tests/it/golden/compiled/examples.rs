//! One crate with the examples of all pages, those of the fixtures and those of the vendors: they compile, and what they send is what
//! the command beside them sends.

use std::fmt::Write as _;
use std::path::Path;

use brogue_generator::emit;
use brogue_generator::model::Api;

use super::super::Case;
use super::write;
use crate::spec::{generate, lock_beside};
use crate::workspace::{files, fixture, read, root};

/// The name of the crate.
pub(super) const CRATE: &str = "examples-of-pages";

/// Its files in the making.
struct Crate {
    manifest: String,
    library: String,
    tests: String,
}

/// Writes the crate.
pub(super) fn write_crate(crates: &Path, cases: &[Case]) {
    let folder = crates.join(CRATE);
    let mut made = Crate {
        manifest: format!(
            "[package]\nname = \"{CRATE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dev-dependencies]\n\
             brogue-runtime = {{ workspace = true }}\nserde_json = {{ workspace = true }}\n\
             tokio = {{ workspace = true, features = [\"macros\", \"rt\"] }}\n\n[dependencies]\n"
        ),
        library: "//! The examples of all pages.\n\n\
            #![allow(clippy::all, clippy::pedantic, missing_docs, deprecated, unused)]\n"
            .to_owned(),
        tests: String::new(),
    };
    for case in cases {
        let api = case.outcome.api.as_ref().expect("a fixture without errors");
        made.add(&folder, api, &format!("../{}", case.feature));
    }
    let root = root().display().to_string().replace('\\', "/");
    for spec in files("specs", ".yaml") {
        let path = Path::new(&root).join(&spec);
        let outcome = generate(&spec, &read(&path), &lock_beside(&path));
        let api = outcome.api.as_ref().expect("a spec without errors");
        made.add(
            &folder,
            api,
            &format!("{root}/generated/{}", api.crate_name),
        );
    }
    write(&folder.join("Cargo.toml"), &made.manifest);
    write(&folder.join("src/lib.rs"), &made.library);
    let harness = read(&fixture("pages/requests.rs"));
    write(
        &folder.join("tests/requests.rs"),
        &format!("{harness}{}", made.tests),
    );
    write(&folder.join("photo.jpg"), "a photo");
    write(&folder.join("file"), "bytes");
}

impl Crate {
    /// Adds the examples of an API, whose crate stands at a path.
    fn add(&mut self, folder: &Path, api: &Api, path: &str) {
        let name = api.crate_name.as_str();
        let (ident, module) = (
            name.replace('-', "_"),
            format!("of_{}", name.replace('-', "_")),
        );
        let (mut functions, mut calls) = (String::new(), String::new());
        for (index, example) in emit::examples(api).iter().enumerate() {
            let _ = writeln!(
                functions,
                "pub async fn example_{index}(client: {ident}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{}\nOk(())\n}}",
                example.rust
            );
            let _ = writeln!(
                calls,
                "    let transport = scripted();\n    \
                 let client = {ident}::Client::builder(){}.transport(transport.clone()).build().unwrap();\n    \
                 let ended = format!(\"{{:?}}\", examples_of_pages::{module}::example_{index}(client).await);\n    \
                 compare({:?}, &transport, {:?}, &ended);",
                example.credentials,
                format!("{name}: {}", example.place),
                example.curl
            );
        }
        let _ = writeln!(self.manifest, "{name} = {{ path = \"{path}\" }}");
        let _ = write!(self.library, "\n#[rustfmt::skip]\npub mod {module};\n");
        let _ = write!(
            self.tests,
            "\n#[rustfmt::skip]\n#[tokio::test]\nasync fn {module}() {{\n{calls}}}\n"
        );
        write(&folder.join(format!("src/{module}.rs")), &functions);
    }
}
