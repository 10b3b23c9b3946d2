//! `brogue simulate` from outside: what it prints, what it answers, how it ends.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail loudly"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use tempfile::TempDir;

const THINGS: &str = "\
openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: https://things.example.com/v1}]
security: [{key: []}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Done.}}
  /things:
    get:
      operationId: listThings
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: All., content: {application/json: {schema: {type: object}}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
";

/// A folder with a document.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("things.yaml"), THINGS).unwrap();
    let wrong = THINGS.replace(
        "      operationId",
        "      x-quirks: {retry: sometimes}\n      operationId",
    );
    fs::write(folder.path().join("wrong.yaml"), wrong).unwrap();
    folder
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brogue"));
    command
        .arg("simulate")
        .args(arguments)
        .current_dir(folder.path());
    command
}

/// A vendor that runs; it is killed when it is dropped.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    /// What it printed before the first request.
    welcome: String,
    _folder: TempDir,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        Self::start_with("things.yaml", arguments)
    }

    fn start_with(document: &str, arguments: &[&str]) -> Self {
        let folder = folder();
        let mut child = command(&folder, &[document, "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut welcome = String::new();
        loop {
            let mut line = String::new();
            let read = out.read_line(&mut line).unwrap();
            if read == 0 || (line.trim().is_empty() && welcome.contains("Ctrl-C")) {
                break;
            }
            welcome.push_str(&line);
        }

        Self {
            child,
            out,
            welcome,
            _folder: folder,
        }
    }

    /// What stands behind a name of the welcome.
    fn told(&self, name: &str) -> &str {
        let mut lines = self.welcome.lines();
        let line = lines.find_map(|line| line.trim().strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {}", self.welcome))
            .trim()
    }

    /// The status and body of a request.
    fn get(&self, target: &str) -> (u16, String) {
        let base = self.told("base URL").strip_prefix("http://").unwrap();
        let host = base.split('/').next().unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        let request = format!("GET {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();

        (
            head.split(' ').nth(1).unwrap().parse().unwrap(),
            body.to_owned(),
        )
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_tells_how_to_call_it_and_logs_what_is_asked() {
    let mut running = Running::start(&[]);
    assert!(
        running
            .welcome
            .starts_with("Things, simulated from things.yaml with 2 operations\n")
    );
    assert!(
        !running.welcome.contains('\u{1b}'),
        "no terminal, no colors"
    );
    let base = running.told("base URL").to_owned();
    assert!(
        base.starts_with("http://127.0.0.1:") && base.ends_with("/v1"),
        "{base}"
    );
    assert_eq!(
        running.told("credentials"),
        "key: `simulated-key` as `api_key` in the query"
    );
    assert_eq!(
        running.told("try"),
        format!("curl '{base}/things?api_key=simulated-key'")
    );

    assert_eq!(running.get("/v1/things?api_key=simulated-key").0, 200);
    let line = running.line();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(
        words[..5],
        ["1", "200", "GET", "/v1/things?api_key=***", "listThings"]
    );
    assert_eq!(running.get("/v1/things").0, 401);
    assert!(running.line().starts_with("   2  401  GET "));
}

#[test]
fn faults_are_said_at_the_command_line_and_at_the_control_endpoint() {
    let faults = [
        "--fault",
        "server-error=503@listThings:1x",
        "--fault",
        "null:0.5",
    ];
    let running = Running::start(&faults);
    assert_eq!(running.told("faults"), "server-error=503@listThings:1x");
    assert_eq!(running.get("/v1/things?api_key=simulated-key").0, 503);
    assert_eq!(running.get("/v1/things?api_key=simulated-key").0, 200);
    let (status, body) = running.get("/_simulator/faults");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(status, 200);
    assert_eq!(body["faults"][0]["struck"], 1);
    assert_eq!(body["faults"][1]["fault"], "null:0.5");
}

#[test]
fn quiet_logs_nothing() {
    let mut running = Running::start(&["--quiet"]);
    running.get("/v1/things");
    running.child.kill().unwrap();
    assert_eq!(running.line(), "");
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to() {
    for (signal, arguments, target, code, summary) in [
        (
            "-INT",
            &[][..],
            "/v1/things?api_key=simulated-key",
            0,
            "1 request, 0 requests broke the spec",
        ),
        (
            "-TERM",
            &["--strict-exit"],
            "/v1/things?api_key=simulated-key",
            0,
            "1 request, 0 requests broke the spec",
        ),
    ] {
        let mut running = Running::start(arguments);
        running.get(target);
        let process = running.child.id().to_string();
        let sent = Command::new("kill")
            .args([signal, &process])
            .status()
            .unwrap();
        assert!(sent.success());
        assert_eq!(running.child.wait().unwrap().code(), Some(code));
        let mut rest = String::new();
        running.out.read_to_string(&mut rest).unwrap();
        assert!(rest.ends_with(&format!("\n{summary}\n")), "{rest}");
    }
}

#[test]
fn a_document_with_mistakes_is_simulated_where_that_is_asked_for() {
    let running = Running::start_with("wrong.yaml", &["--lenient"]);
    assert_eq!(running.get("/v1/things?api_key=simulated-key").0, 200);
}

#[test]
fn what_cannot_be_done_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = folder();
    for (arguments, code, told) in [
        (
            &["wrong.yaml"][..],
            1,
            "a document with errors cannot be simulated",
        ),
        (&["nothing.yaml"], 2, "`nothing.yaml` does not exist"),
        (
            &["things.yaml", "--port", &port],
            2,
            "the port is in use; name another one, or 0 for a free one",
        ),
        (&["things.yaml", "--port", "70000"], 2, "--port"),
        (&["things.yaml", "--host", "here"], 2, "--host"),
        (
            &["things.yaml", "--port", "0", "--fault", "rest"],
            2,
            "there is no fault `rest`, did you mean `reset`?",
        ),
        (
            &["things.yaml", "--port", "0", "--fault", "reset@listThing"],
            2,
            "did you mean `listThings`?",
        ),
        (
            &["things.yaml", "--port", "0", "--fault", "reset:7"],
            2,
            "a share is from 0.0 to 1.0",
        ),
        (&[], 2, "<SPEC>"),
    ] {
        let Output { status, stderr, .. } = command(&folder, arguments).output().unwrap();
        let text = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?}: {text}");
        assert!(text.contains(told), "{arguments:?}: {text}");
    }
}
