//! A folder of its own for each test, with a few documents in it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Three calls of two kinds, one of them with a type.
pub(crate) const THINGS: &str = "\
openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: https://things.example.com}]
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      responses:
        '200':
          description: All things.
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Thing'}
    delete:
      operationId: deleteThings
      tags: [things]
      responses: {'204': {description: Done.}}
  /jobs:
    get:
      operationId: listJobs
      tags: [jobs]
      responses: {'204': {description: Done.}}
components:
  schemas:
    Thing:
      type: object
      properties: {name: {type: string}}
";

/// What came of a command.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) told: String,
}

/// A folder that goes when the test ends.
pub(crate) struct Folder {
    folder: TempDir,
}

impl Folder {
    /// With a right document, one that names a schema that it does not hold, and two that are no documents.
    pub(crate) fn new() -> Self {
        let folder = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        folder.write("things.yaml", THINGS);
        folder.write(
            "doubtful.yaml",
            &THINGS.replace("schemas/Thing'", "schemas/Thong'"),
        );
        folder.write("broken.yaml", "openapi: [");
        fs::write(folder.path().join("binary.yaml"), b"openapi: \xff\xfe").unwrap();

        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path().join(path).exists()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).unwrap()
    }

    /// Every file under a folder, by its path in there, with what it holds.
    pub(crate) fn files(&self, folder: &str) -> Vec<(String, String)> {
        let root = self.path().join(folder);
        let mut files = Vec::new();
        let mut folders: Vec<PathBuf> = vec![root.clone()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let inside = path.strip_prefix(&root).unwrap().to_string_lossy();
                    let text = fs::read(&path).unwrap();
                    files.push((
                        inside.replace('\\', "/"),
                        String::from_utf8_lossy(&text).into_owned(),
                    ));
                }
            }
        }
        files.sort();

        files
    }

    /// Runs the command in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.feed(arguments, "")
    }

    /// Runs the command in the folder, with this on its standard input.
    pub(crate) fn feed(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self.start(arguments);
        // Whoever does not read is done before all is written.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();

        Ran {
            code: output.status.code(),
            out: text(output.stdout),
            told: text(output.stderr),
        }
    }

    /// Starts the command in the folder.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_brogue"))
            .args(arguments)
            .current_dir(self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}
