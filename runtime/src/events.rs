//! Events that come one by one: of a server (`text/event-stream`), a value a line (NDJSON, JSON Lines), or a sequence (`json-seq`).

mod framing;
mod media;
mod server_sent;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

pub use self::framing::{Format, Frame, FrameTooLarge, Framing};
pub(crate) use self::media::EVENT_STREAM;
use crate::answer::{Answer, Origin, Output, Reading, redacted};
use crate::api::{Answers, ErrorBody};
use crate::codec::{Decoded, Finding, Reader, Shape, Slot, Strictness, quoted};
use crate::envelope;
use crate::error::{Error, ErrorKind};
use crate::flow::Flow;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// What it is called, if it has a name.
    pub name: Option<String>,
    /// Its own id, if it has one.
    pub id: Option<String>,
    /// Where it differs from the spec and was taken all the same.
    pub findings: Vec<Finding>,
}

/// Events, one by one, as they come.
///
/// The head of the answer is there: its status was a success. The stream as a whole has no bound, each event has one (1 MiB unless set); each
/// piece of it has to come within the timeout of an attempt, and a comment is a piece. Dropping the stream ends it.
///
/// It ends where the body does, or at the event that the spec declares as the last; where it declares one, a body that ends without it is an
/// error, and so is one that ends in the middle of an event. An event that does not fit its type is an error in its place, and the stream
/// goes on behind it; where the call is strict it ends. Every other error ends it. It is never asked for again by itself:
/// [`last_event_id`](Self::last_event_id) tells where to go on.
///
/// # Examples
///
/// ```no_run
/// use brogue_runtime::{Call, Error, Events};
///
/// async fn watch(call: Call<Events<i64>>) -> Result<(), Error> {
///     let mut events = call.clone().await?;
///     loop {
///         match events.try_next().await {
///             Ok(Some(event)) => println!("{}", event.data),
///             Ok(None) => return Ok(()),
///             Err(error) if error.is_decode() => eprintln!("passed over: {error}"),
///             Err(error) => {
///                 eprintln!("{error}");
///                 let last = events.last_event_id().unwrap_or_default().to_owned();
///                 events = call.clone().header("last-event-id", last).await?;
///             }
///         }
///     }
/// }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T> {
    flow: Flow,
    framing: Framing,
    rules: Rules,
    state: State,
    last_event_id: Option<String>,
    reconnection_time: Option<Duration>,
    event: PhantomData<fn() -> T>,
}

/// How events are read.
#[derive(Clone, Copy)]
struct Rules {
    answers: Answers,
    error_body: ErrorBody,
    shape: Shape,
    strictness: Strictness,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// The body is at its end, not what came of it.
    Draining,
    Ended,
}

impl<T> Events<T> {
    /// The id of the last event that was given, to go on behind it: in the header `last-event-id` of another call.
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    /// How long the vendor asks to wait before another call.
    pub fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    fn end(&mut self) {
        self.state = State::Ended;
        self.flow.end();
    }
}

/// The data of the event by which many an API ends its streams without saying so. It is no JSON.
const USUAL_END: &[u8] = b"[DONE]";

impl<T: Slot> Events<T> {
    /// The next event; `None` at the end.
    pub async fn try_next(&mut self) -> Result<Option<Event<T>>, Error> {
        self.next().await.transpose()
    }

    /// The next event or error; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            if self.state == State::Ended {
                return Poll::Ready(None);
            }
            let (frame, is_whole) = match self.framing.frame() {
                Ok(Some(frame)) => (frame, true),
                Ok(None) if self.state == State::Draining => match self.framing.rest() {
                    Some(frame) => (frame, false),
                    None => return Poll::Ready(self.cut().map(Err)),
                },
                Ok(None) => {
                    match ready!(self.flow.poll(context)) {
                        Ok(Some(bytes)) => self.framing.feed(&bytes),
                        Ok(None) => {
                            self.framing.finish();
                            self.state = State::Draining;
                        }
                        Err(error) => {
                            self.end();
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                    continue;
                }
                Err(FrameTooLarge(bound)) => {
                    self.end();
                    let problem = format!(
                        "an event is larger than {bound} bytes; `max_event_bytes` sets how much is read"
                    );
                    let error = self.flow.fail(ErrorKind::TooLarge, problem);
                    return Poll::Ready(Some(Err(error)));
                }
            };
            if let Some(event) = self.take(frame, is_whole) {
                return Poll::Ready(Some(event));
            }
        }
    }

    /// Makes an event of a frame; `None` where the frame is none.
    fn take(&mut self, frame: Frame, is_whole: bool) -> Option<Result<Event<T>, Error>> {
        if self.is_end(&frame) {
            self.end();
            return None;
        }
        let is_cut = !is_whole && self.framing.format() == Format::ServerSent;
        if is_cut {
            return Some(Err(self.cut_in_the_middle()));
        }
        if let Some(milliseconds) = frame.retry {
            self.reconnection_time = Some(Duration::from_millis(milliseconds));
        }
        if let Some(id) = &frame.id {
            self.last_event_id = Some(id.clone()).filter(|id| !id.is_empty());
        }
        let is_error = |name: &str| self.rules.answers.error_event == Some(name);
        if frame.name.as_deref().is_some_and(is_error) {
            let error = self.failure(frame.data.as_deref().unwrap_or_default());
            self.end();
            return Some(Err(error));
        }
        let data = frame.data?;
        match self.decode(&data) {
            Ok((value, findings)) => Some(Ok(Event {
                data: value,
                name: frame.name,
                id: frame.id,
                findings,
            })),
            // A value on the last line that is no value was cut.
            Err(_) if !is_whole && !is_json(&data) => Some(Err(self.cut_in_the_middle())),
            Err(error) => {
                if self.rules.strictness == Strictness::Strict {
                    self.end();
                }
                Some(Err(error))
            }
        }
    }

    /// Whether this ends the stream: as the spec declares, or as is usual, where no value can look like that.
    fn is_end(&self, frame: &Frame) -> bool {
        let Answers {
            end,
            end_event,
            is_plain,
            ..
        } = self.rules.answers;
        let data = frame.data.as_deref().map(<[u8]>::trim_ascii);
        if end.is_none() && end_event.is_none() && !is_plain && data == Some(USUAL_END) {
            return true;
        }

        end.is_some_and(|end| data == Some(end.as_bytes()))
            || end_event.is_some_and(|end| frame.name.as_deref() == Some(end))
    }

    fn decode(&self, data: &Bytes) -> Result<(T, Vec<Finding>), Error> {
        let text = std::str::from_utf8(data).map_err(|error| {
            let problem = format!("an event is not UTF-8 at byte {}", error.valid_up_to());

            self.about(data)
                .describe(Error::new(ErrorKind::Decode, problem))
        })?;
        let quoted = self.rules.answers.is_plain.then(|| quoted(text));
        let text = quoted.as_deref().unwrap_or(text);
        let mut value = T::hollow();
        let findings = read(text, &mut value, &self.rules).map_err(|fault| {
            let error = Error::undecodable(fault.into_error(text), self.flow.origin.redactor());

            self.about(data).describe(error)
        })?;
        let findings = redacted(findings, self.flow.origin.redactor());
        self.flow.origin.report(&findings);

        Ok((value, findings))
    }
}

impl<T> Events<T> {
    /// The error of an event that says that the vendor failed.
    fn failure(&self, data: &[u8]) -> Error {
        let redactor = self.flow.origin.redactor();
        let text = String::from_utf8_lossy(data);
        let said = envelope::api_error(&text, &self.rules.error_body);
        let said = if said.is_empty() && !text.trim().is_empty() {
            let message = crate::excerpt::one_line(&text);
            crate::error::ApiError {
                message: Some(message),
                ..said
            }
        } else {
            said
        };
        let said = (!said.is_empty()).then(|| said.redacted(redactor));
        let error = Error::new(
            ErrorKind::Refused,
            "the vendor ended the stream with an error",
        );

        self.about(data)
            .describe(error.with_api(said.into_iter().collect()))
    }

    /// The error of a stream that ended without its declared end.
    fn cut(&mut self) -> Option<Error> {
        self.end();
        let Answers { end, end_event, .. } = self.rules.answers;
        let due = end.or(end_event)?;

        Some(self.flow.fail(
            ErrorKind::Transport,
            format!("the stream ended without `{due}`"),
        ))
    }

    fn cut_in_the_middle(&mut self) -> Error {
        self.end();

        self.flow.fail(
            ErrorKind::Transport,
            "the stream ended in the middle of an event",
        )
    }

    fn about(&self, data: &[u8]) -> Origin {
        self.flow.origin.clone().about(data)
    }
}

/// Reads one value, once for all types.
fn read<'text>(text: &'text str, slot: &mut dyn Slot, rules: &Rules) -> Decoded<Reader<'text>> {
    let mut reader = Reader::new(text, rules.strictness);
    slot.decode(&mut reader, &rules.shape)?;
    reader.end()?;

    Ok(reader)
}

fn is_json(data: &[u8]) -> bool {
    let text = std::str::from_utf8(data);

    text.is_ok_and(|text| Reader::new(text, Strictness::Tolerant).is_one_value())
}

impl<T: Slot> Output for Events<T> {
    const READING: Reading = Reading::Flow;

    fn read(answer: &mut Answer, _findings: &mut Vec<Finding>) -> Result<Self, Error> {
        let operation = answer.operation;
        let answers = operation.answers.unwrap_or(Answers::events(""));
        let flow = answer.take_flow()?;
        let format = media::format(&answer.headers, answers.accept)
            .map_err(|problem| flow.fail(ErrorKind::Decode, problem))?;
        let framing = Framing::new(format, flow.max_event_bytes);

        Ok(Self {
            flow,
            framing,
            rules: Rules {
                answers,
                error_body: answer.error_body(),
                shape: operation.shape,
                strictness: answer.strictness,
            },
            // Where there is nothing to come, nothing is cut.
            state: if answer.status == http::StatusCode::NO_CONTENT {
                State::Ended
            } else {
                State::Open
            },
            last_event_id: None,
            reconnection_time: None,
            event: PhantomData,
        })
    }
}

impl<T: Slot> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Events")
            .field("last_event_id", &self.last_event_id)
            .field("flow", &self.flow)
            .finish_non_exhaustive()
    }
}
