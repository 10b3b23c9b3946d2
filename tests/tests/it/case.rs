//! Cases as files: requests that are due, and the answers to them. What they look like is told in `fixtures/wire/README.md`.

use std::fmt::Write as _;
use std::path::PathBuf;

use brogue_runtime::{ClientBuilder, Core, Error};

use crate::expected::Faults;
use crate::server::{Answer, Request, Server};
use crate::workspace::{fixture, read};

/// What differs with every run or every version.
const LEFT_OUT: [&str; 4] = ["accept-encoding", "content-length", "host", "user-agent"];

/// Plays a case of a vendor: makes calls with a client, and compares what the server saw of them with the file. The builder is given
/// the address of the server.
pub(crate) async fn play<C: From<Core>, T>(
    vendor: &'static str,
    name: &str,
    builder: impl FnOnce(&str) -> ClientBuilder<C>,
    calls: impl AsyncFnOnce(C) -> T,
) -> T {
    let case = Case::open(vendor, name);
    let server = Server::start(case.answers()).await;
    let client = builder(&server.url).build().expect("a client");
    let result = calls(client).await;

    let mut faults = Faults::default();
    faults.compare(name, &case.path, &case.render(&server, None));
    faults.settle();

    result
}

/// A case, read from its file.
pub(crate) struct Case {
    pub(crate) path: PathBuf,
    vendor: &'static str,
    /// What stands before the first request.
    preface: String,
    /// The texts of the answers.
    answers: Vec<String>,
}

impl Case {
    /// Reads a case of a vendor.
    pub(crate) fn open(vendor: &'static str, name: &str) -> Self {
        let path = fixture(&format!("wire/{vendor}/{name}.http"));
        let text = read(&path);
        let (preface, _) = text.split_once(">>>").expect("a request");
        let answers = text
            .split("<<<\n")
            .skip(1)
            .map(|rest| {
                let end = [">>>\n", "===\n"].iter().filter_map(|mark| rest.find(mark));
                rest[..end.min().unwrap_or(rest.len())].to_owned()
            })
            .collect();

        Self {
            preface: preface.to_owned(),
            path,
            vendor,
            answers,
        }
    }

    /// What the server answers, in order.
    pub(crate) fn answers(&self) -> Vec<Answer> {
        self.answers
            .iter()
            .map(|text| answer(self.vendor, text))
            .collect()
    }

    /// The file as it should be.
    pub(crate) fn render(&self, server: &Server, error: Option<&Error>) -> String {
        let mut text = self.preface.clone();
        let requests = server.requests();
        for turn in 0..requests.len().max(self.answers.len()) {
            text += ">>>\n";
            if let Some(request) = requests.get(turn) {
                let mut sent = String::new();
                render(request, &mut sent);
                text += &without_boundary(sent, request);
            }
            if let Some(answer) = self.answers.get(turn) {
                let _ = write!(text, "<<<\n{answer}");
            }
        }
        if let Some(error) = error {
            let sentence = error.to_string().replace(&server.url, "http://server");
            let _ = write!(text, "===\n{:?}\n{sentence}\n", error.kind());
        }

        text
    }
}

fn answer(vendor: &str, text: &str) -> Answer {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut head = head.lines();
    let status = head.next().expect("a status").to_owned();
    if status == "hangs up" {
        return Answer::HangUp;
    }
    let body = body.trim_end_matches('\n');

    Answer::Say {
        status,
        headers: head
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: match body.strip_prefix('@') {
            Some(file) => read(&fixture(&format!("{vendor}/{file}"))),
            None => body.to_owned(),
        },
    }
}

fn render(request: &Request, text: &mut String) {
    let _ = writeln!(text, "{}", request.line);
    let mut headers = request.headers.clone();
    headers.retain(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
    headers.sort();
    for (name, value) in headers {
        let _ = writeln!(text, "{name}: {value}");
    }
    text.push('\n');
    if !request.body.is_empty() {
        let _ = writeln!(text, "{}\n", readable(request));
    }
}

/// A body as a person reads it: JSON in lines, a form with a line for each pair, parts without the line ends of the wire.
fn readable(request: &Request) -> String {
    let body = &request.body;
    let header = |(name, value): &(String, String)| (name == "content-type").then(|| value.clone());
    let content_type = request.headers.iter().find_map(header).unwrap_or_default();
    if content_type == "application/x-www-form-urlencoded" {
        return body.replace('&', "\n&");
    }
    if content_type.starts_with("multipart/") {
        return body.replace("\r\n", "\n").trim_end().to_owned();
    }
    serde_json::from_str::<serde_json::Value>(body).expect("a body in JSON");

    indent(body)
}

/// A text without the boundary of parts, which is another one each time.
fn without_boundary(text: String, request: &Request) -> String {
    let boundary = request.headers.iter().find_map(|(_, value)| {
        let (_, boundary) = value.split_once("boundary=")?;
        Some(boundary.trim_matches('"').to_owned())
    });

    match boundary {
        Some(boundary) => text.replace(&boundary, "BOUNDARY"),
        None => text,
    }
}

/// JSON text with a member to a line. Nothing is lost: white space that was there stays.
fn indent(json: &str) -> String {
    let mut text = String::new();
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut last = ' ';
    for character in json.chars() {
        let opens = !quoted && matches!(last, '{' | '[');
        let closes = !quoted && matches!(character, '}' | ']');
        depth -= usize::from(closes);
        if (opens != closes) || (!quoted && last == ',') {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        }
        text.push(character);
        if quoted {
            quoted = escaped || character != '"';
            escaped = !escaped && character == '\\';
            // What ends a text opens nothing.
            last = ' ';
        } else {
            quoted = character == '"';
            depth += usize::from(matches!(character, '{' | '['));
            if character == ':' {
                text.push(' ');
            }
            last = character;
        }
    }

    text
}
