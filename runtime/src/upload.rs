//! What a call sends as its body, where that is more than bytes: a file, a stream, parts one after the other.
//!
//! An upload is a description; [`Upload::open`] makes the body of one attempt of it. What can be opened again can be sent again, and what
//! can be read once never is.

mod file;
mod parts;
mod stream;

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;

use self::file::File;
use self::parts::Parts;
pub(crate) use self::stream::SENT_ALREADY;
use self::stream::{Again, Flow, Once};
use crate::clock::BoxFuture;
use crate::transport::{Body, TransportError};

/// What a call sends as its body: bytes, a file, or a stream of bytes.
///
/// Its length is told to the server where it is known; else the body goes out in chunks of HTTP/1.1 or HTTP/2. Bytes, files and what
/// [`replayable`](Self::replayable) makes can be sent again, for a retry or with a new token. A stream cannot: a call that would have to send
/// it a second time fails with the error of the first time.
///
/// As a member of a body it is a file, with a name and a content type where those are known.
///
/// # Examples
///
/// ```
/// use brogue_runtime::Upload;
///
/// let photo = Upload::new("chair.png", "\u{89}PNG").content_type("image/png");
/// assert_eq!(photo.file_name(), Some("chair.png"));
/// ```
///
/// ```no_run
/// # async fn send(client: brogue_runtime::Core) -> Result<(), brogue_runtime::Error> {
/// use brogue_runtime::{Method, Upload};
///
/// let call = client.request(Method::POST, "/reports/2026");
/// call.body_stream("text/csv", Upload::path("/srv/reports/2026.csv")).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    file_name: Option<String>,
    content_type: Option<String>,
}

#[derive(Clone)]
enum Source {
    Whole(Bytes),
    /// What has to be opened. Only what makes one names how that is done, so that programs that send bytes are linked without it.
    Opened(Arc<dyn Opens>),
}

/// What each attempt opens anew.
trait Opens: Send + Sync {
    /// The body of one attempt.
    fn open(&self) -> BoxFuture<'_, Result<Body, TransportError>>;

    /// Whether nothing of it is gone yet that cannot be had again.
    fn can_be_sent(&self) -> bool {
        true
    }

    /// The file that it is.
    fn path(&self) -> Option<&Path> {
        None
    }

    /// What it is, in prose.
    fn kind(&self) -> &'static str;
}

impl Upload {
    /// A file of this name, whose content is at hand.
    pub fn new(file_name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self::of(Source::Whole(content.into())).named(file_name)
    }

    /// A file, which is read while it is sent, under its own name. Its length is the one it has when it is opened.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let file_name = file_name.into_owned();

        Self::opened(File::new(path)).named(file_name)
    }

    /// A stream, which can be sent once. Clones of a call share it.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::opened(Once::new(Flow::new(stream)))
    }

    /// Streams of the same bytes, as many as are asked for: one for each time it is sent.
    pub fn replayable<S, B, E>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::opened(Again::new(move || Box::new(Flow::new(make()))))
    }

    /// Says what the file is called where it is a part of a body.
    #[must_use]
    pub fn named(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// Says what the content is where it is a part of a body; otherwise it is what the vendor declares, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The name of the file, if it has one.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// What the content is, if that was said.
    pub(crate) fn declared_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Says how many bytes a stream has in all. A stream that has more or fewer is not sent to its end: the call fails.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if !matches!(self.source, Source::Whole(_)) {
            self.length = Some(bytes);
        }
        self
    }

    /// The bytes, if it is made of bytes.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Whole(bytes) => Some(bytes),
            Source::Opened(_) => None,
        }
    }

    /// These one after the other; each has a name for messages, which may be empty.
    pub(crate) fn parts(parts: Vec<(String, Self)>) -> Self {
        Self::opened(Parts::new(parts))
    }

    /// Whether nothing of it is gone yet that cannot be had again.
    pub(crate) fn can_be_sent(&self) -> bool {
        match &self.source {
            Source::Whole(_) => true,
            Source::Opened(source) => source.can_be_sent(),
        }
    }

    /// Whether both are the same bytes, or share their source.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let is_same = match (&self.source, &other.source) {
            (Source::Whole(one), Source::Whole(other)) => one == other,
            (Source::Opened(one), Source::Opened(other)) => {
                Arc::ptr_eq(one, other) || one.path().is_some_and(|_| one.path() == other.path())
            }
            (Source::Whole(_) | Source::Opened(_), _) => false,
        };

        is_same && self.length == other.length
    }

    /// The body of one attempt.
    pub(crate) async fn open(&self) -> Result<Body, TransportError> {
        let body = match &self.source {
            Source::Whole(bytes) => return Ok(Body::from(bytes.clone())),
            Source::Opened(source) => source.open().await?,
        };

        Ok(match self.length {
            Some(length) => body.with_length(length),
            None => body,
        })
    }

    fn opened(source: impl Opens + 'static) -> Self {
        Self::of(Source::Opened(Arc::new(source)))
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            length: None,
            file_name: None,
            content_type: None,
        }
    }
}

/// Files are the same where name, type and bytes are, or where they share their source.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let names = |upload: &Self| (upload.file_name.clone(), upload.content_type.clone());

        names(self) == names(other) && self.is_same(other)
    }
}

impl Eq for Upload {}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(bytes: T) -> Self {
        Self::of(Source::Whole(bytes.into()))
    }
}

/// Not the content: nobody has said whether it is a secret.
impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, length) = match &self.source {
            Source::Whole(bytes) => ("bytes", Some(bytes.len() as u64)),
            Source::Opened(source) => (source.kind(), self.length),
        };

        formatter
            .debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("kind", &kind)
            .field("length", &length)
            .finish()
    }
}
