//! Cases as files: requests that are due, and the answers to them.

use std::fmt::Write as _;
use std::path::PathBuf;

use letsjobit::{Client, ClientBuilder, Error};

use crate::expected::Faults;
use crate::server::{Answer, Request, Server};
use crate::workspace::{fixture, read};

/// A key that needs escaping wherever it goes.
pub(crate) const KEY: &str = "made up/key+1&2";

/// What differs with every run or every version.
const LEFT_OUT: [&str; 4] = ["accept-encoding", "content-length", "host", "user-agent"];

/// A builder with the key, for a server.
pub(crate) fn client(server: &Server) -> ClientBuilder {
    Client::builder()
        .api_key(KEY)
        .base_url(format!("{}/api/v2", server.url))
}

/// Plays a case: makes calls with a client, and compares what the server saw of them with the file.
pub(crate) async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    wire_with(name, |builder| builder, calls).await
}

/// Plays a case with a client that is set up another way.
pub(crate) async fn wire_with<T>(
    name: &str,
    set_up: impl FnOnce(ClientBuilder) -> ClientBuilder,
    calls: impl AsyncFnOnce(Client) -> T,
) -> T {
    let case = Case::open(name);
    let server = Server::start(case.answers()).await;
    let client = set_up(client(&server)).build().expect("a client");
    let result = calls(client).await;

    let mut faults = Faults::default();
    faults.compare(name, &case.path, &case.render(&server, None));
    faults.settle();

    result
}

/// Plays a case that ends in an error, which is a part of the file as well.
pub(crate) async fn wire_error<T>(
    name: &str,
    faults: &mut Faults,
    call: impl AsyncFnOnce(Client) -> Result<T, Error>,
) {
    let case = Case::open(name);
    let server = Server::start(case.answers()).await;
    let client = client(&server)
        .retry(letsjobit::RetryPolicy::none())
        .build()
        .expect("a client");
    let Err(error) = call(client).await else {
        return faults.add(name, "it is no error");
    };
    faults.compare(name, &case.path, &case.render(&server, Some(&error)));
    for shown in shown(&error) {
        if shows_key(&shown) {
            faults.add(name, &format!("the key is shown: {shown}"));
        }
    }
}

/// Everything an error shows.
pub(crate) fn shown(error: &Error) -> Vec<String> {
    let mut shown = vec![
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
        format!("{:?}", (error.url(), error.excerpt(), error.api_errors())),
    ];
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        shown.push(format!("{error} {error:?}"));
        source = error.source();
    }

    shown
}

/// Whether the key is in a text, as it is or escaped.
pub(crate) fn shows_key(text: &str) -> bool {
    ["made up/key", "made%20up", "made+up", "key%2B1", "key+1"]
        .iter()
        .any(|part| text.contains(part))
}

struct Case {
    path: PathBuf,
    /// What stands before the first request.
    preface: String,
    /// The texts of the answers.
    answers: Vec<String>,
}

impl Case {
    fn open(name: &str) -> Self {
        let path = fixture(&format!("wire/letsjobit/{name}.http"));
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
            answers,
        }
    }

    fn answers(&self) -> Vec<Answer> {
        self.answers.iter().map(|text| answer(text)).collect()
    }

    /// The file as it should be.
    fn render(&self, server: &Server, error: Option<&Error>) -> String {
        let mut text = self.preface.clone();
        let requests = server.requests();
        for turn in 0..requests.len().max(self.answers.len()) {
            text += ">>>\n";
            if let Some(request) = requests.get(turn) {
                render(request, &mut text);
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

fn answer(text: &str) -> Answer {
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
            Some(file) => read(&fixture(&format!("letsjobit/{file}"))),
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
        serde_json::from_str::<serde_json::Value>(&request.body).expect("a body in JSON");
        let _ = writeln!(text, "{}\n", indent(&request.body));
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
