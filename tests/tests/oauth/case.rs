//! Cases as files: requests that are due, and the answers to them.

use std::fmt::Write as _;

use brogue_runtime::{ClientBuilder, Core, Error};

use crate::clock::HandClock;
use crate::expected::Faults;
use crate::server::{Answer, Request, Server};
use crate::workspace::{fixture, read};

/// What differs with every run or every version.
const LEFT_OUT: [&str; 4] = ["accept-encoding", "content-length", "host", "user-agent"];

/// Everything that nobody may see: each secret of the cases begins so.
const SECRET: &str = "hush";

/// A case that is played.
pub(crate) struct Case {
    name: String,
    preface: String,
    answers: Vec<String>,
    pub(crate) server: Server,
    pub(crate) clock: HandClock,
    /// What is random, and how it is written.
    random: Vec<(String, &'static str)>,
    /// What a person could see.
    shown: String,
}

impl Case {
    /// Starts the server with the answers of a file.
    pub(crate) async fn open(name: &str) -> Self {
        let text = read(&fixture(&format!("wire/oauth/{name}.http")));
        let (preface, _) = text.split_once(">>>").expect("a request");
        let answers: Vec<String> = text
            .split("<<<\n")
            .skip(1)
            .map(|rest| rest.split(">>>\n").next().unwrap_or(rest).to_owned())
            .collect();
        let server = Server::start(answers.iter().map(|text| answer(text)).collect()).await;

        Self {
            name: name.to_owned(),
            preface: preface.to_owned(),
            answers,
            server,
            clock: HandClock::new(),
            random: Vec::new(),
            shown: String::new(),
        }
    }

    /// Builds a client for the server, below this path of it.
    pub(crate) fn build<C: From<Core> + std::fmt::Debug>(
        &mut self,
        builder: ClientBuilder<C>,
        base: &str,
    ) -> C {
        let builder = builder
            .base_url(format!("{}{base}", self.server.url))
            .clock(self.clock.clone());
        self.show(&format!("{builder:?} {builder:#?}"));
        let client = builder.build().expect("a client");
        self.show(&format!("{client:?} {client:#?}"));

        client
    }

    /// Writes what is random by a name.
    pub(crate) fn random(&mut self, value: &str, name: &'static str) {
        self.random.push((value.to_owned(), name));
    }

    /// Keeps what a person could see.
    pub(crate) fn show(&mut self, text: &str) {
        self.shown.push_str(text);
    }

    /// Keeps what an error shows.
    pub(crate) fn show_error(&mut self, error: &Error) {
        let parts = (error.url(), error.excerpt(), error.api_errors());
        let _ = write!(self.shown, "{error} {error:?} {error:#?} {parts:?}");
    }

    /// Compares what the server saw with the file, and looks for secrets in what was shown.
    pub(crate) fn settle(self) {
        let mut text = self.preface.clone();
        let requests = self.server.requests();
        for turn in 0..requests.len().max(self.answers.len()) {
            text += ">>>\n";
            if let Some(request) = requests.get(turn) {
                render(request, &mut text);
            }
            if let Some(answer) = self.answers.get(turn) {
                let _ = write!(text, "<<<\n{answer}");
            }
        }
        for (value, name) in &self.random {
            text = text.replace(value, name);
        }
        let path = fixture(&format!("wire/oauth/{}.http", self.name));
        let mut faults = Faults::default();
        faults.compare(&self.name, &path, &text);
        let is_sent = text.contains(SECRET);
        if !is_sent || self.shown.contains(SECRET) {
            faults.add(
                &self.name,
                &format!("secrets are sent: {is_sent}; shown: {}", self.shown),
            );
        }
        for (value, name) in &self.random {
            if self.shown.contains(value.as_str()) {
                faults.add(&self.name, &format!("{name} is shown"));
            }
        }
        faults.settle();
    }
}

fn answer(text: &str) -> Answer {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut head = head.lines();

    Answer::Say {
        status: head.next().expect("a status").to_owned(),
        headers: head
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: body.trim_end_matches('\n').to_owned(),
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
        let _ = writeln!(text, "{}\n", request.body);
    }
}
