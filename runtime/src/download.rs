//! A body of bytes that is read while it comes, and may be larger than the memory.

mod file_name;
mod part;

use std::fmt;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, Method, StatusCode, header};

use self::file_name::file_name;
use self::part::PartFile;
use crate::answer::{Answer, Output, Reading};
use crate::charset;
use crate::codec::Finding;
use crate::error::{Error, ErrorKind};
use crate::flow::Flow;

/// A body of bytes that is read while it comes.
///
/// The head of the answer is there: its status was a success. The body has no bound unless [`limit`](Self::limit) sets one; each piece of it
/// has to come within the timeout of an attempt. Nothing is read that is not asked for, and dropping the download ends it. What breaks off
/// is not sent again: whoever wants to resume asks for the rest by the header `range`.
///
/// # Examples
///
/// ```no_run
/// use brogue_runtime::{Call, Download, Error};
///
/// async fn save(call: Call<Download>) -> Result<(), Error> {
///     let download = call.await?;
///     let name = download.file_name().unwrap_or_else(|| "report.pdf".to_owned());
///     let bytes = download.limit(2_000_000_000).save_to(&name).await?;
///     println!("{name}: {bytes} bytes");
///     Ok(())
/// }
/// ```
#[must_use = "a download is read by `chunk`, `bytes`, `text` or `save_to`"]
pub struct Download {
    flow: Flow,
    read: u64,
    limit: Option<u64>,
    is_over: bool,
}

impl Download {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.flow.origin.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.flow.origin.headers()
    }

    /// The media type that the vendor declares, with its parameters.
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The name that the vendor gives the file. It is fit for a file on any system and never leads to another folder.
    pub fn file_name(&self) -> Option<String> {
        file_name(self.headers())
    }

    /// How many bytes there will be, if the vendor says so. What comes to another length is an error.
    pub fn length(&self) -> Option<u64> {
        let headers = self.headers();
        // What is packed has the length of the package.
        if headers.contains_key(header::CONTENT_ENCODING) {
            return None;
        }
        let length = headers.get(header::CONTENT_LENGTH)?;

        length.to_str().ok()?.parse().ok()
    }

    /// Reads no more than so many bytes: a longer body is an error.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = Some(bytes);
        self
    }

    /// The next piece; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All of it in memory, up to the client's bound of bodies (32 MiB unless set) or a [`limit`](Self::limit).
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        self.limit = Some(self.limit.unwrap_or(self.flow.max_body_bytes));
        let Some(first) = self.chunk().await? else {
            return Ok(Bytes::new());
        };
        let Some(second) = self.chunk().await? else {
            return Ok(first);
        };
        let mut whole = BytesMut::from(first);
        whole.extend_from_slice(&second);
        while let Some(chunk) = self.chunk().await? {
            whole.extend_from_slice(&chunk);
        }

        Ok(whole.freeze())
    }

    /// All of it as text, in the charset that the vendor declares; bounded as [`bytes`](Self::bytes) is.
    pub async fn text(self) -> Result<String, Error> {
        let origin = self.flow.origin.clone();
        let bytes = self.bytes().await?;

        match charset::text(&bytes, origin.headers()) {
            Ok(text) => Ok(text.into_owned()),
            Err(problem) => Err(origin.describe(Error::new(ErrorKind::Decode, problem))),
        }
    }

    /// Writes it to a file, and gives the number of bytes. A file of that name is replaced when all has come; until then, and where it
    /// fails or is dropped, there is no half of it.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let mut file = PartFile::create(path)
            .await
            .map_err(|error| self.unwritten(path, error))?;
        while let Some(chunk) = self.chunk().await? {
            let written = file.write(&chunk).await;
            written.map_err(|error| self.unwritten(path, error))?;
        }
        let finished = file.finish().await;
        finished.map_err(|error| self.unwritten(path, error))?;

        Ok(self.read)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Error>> {
        if self.is_over {
            return Poll::Ready(Ok(None));
        }
        // What is declared as too long is not begun.
        if let Some(limit) = self.limit.filter(|limit| self.length() > Some(*limit)) {
            return Poll::Ready(Err(self.too_large(limit)));
        }
        let Some(chunk) = ready!(self.flow.poll(context))? else {
            return Poll::Ready(self.end().map(|()| None));
        };
        self.read = self.read.saturating_add(chunk.len() as u64);
        if let Some(limit) = self.limit.filter(|limit| self.read > *limit) {
            return Poll::Ready(Err(self.too_large(limit)));
        }

        Poll::Ready(Ok(Some(chunk)))
    }

    /// Whether all has come that was declared.
    fn end(&mut self) -> Result<(), Error> {
        self.is_over = true;
        let is_head = self.flow.origin.method() == Method::HEAD;
        let (read, Some(length)) = (self.read, self.length().filter(|_| !is_head)) else {
            return Ok(());
        };
        if read == length {
            return Ok(());
        }

        Err(self.flow.fail(
            ErrorKind::Transport,
            format!("the body ended after {read} of {length} bytes"),
        ))
    }

    fn too_large(&mut self, limit: u64) -> Error {
        self.flow.end();
        self.is_over = true;
        let is_own = limit != self.flow.max_body_bytes;
        let hint = if is_own {
            ""
        } else {
            "; `max_body_bytes` sets how much is taken into memory"
        };
        let problem = format!("the body is larger than {limit} bytes{hint}");

        self.flow.fail(ErrorKind::TooLarge, problem)
    }

    fn unwritten(&self, path: &Path, error: std::io::Error) -> Error {
        let problem = format!("`{}` cannot be written: {error}", path.display());

        self.flow.fail(ErrorKind::File, problem).with_source(error)
    }
}

impl Output for Download {
    const READING: Reading = Reading::Flow;

    fn read(answer: &mut Answer, _findings: &mut Vec<Finding>) -> Result<Self, Error> {
        Ok(Self {
            flow: answer.take_flow()?.steady(),
            read: 0,
            limit: None,
            is_over: false,
        })
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context).map(Result::transpose)
    }
}

/// The headers are left out: they may hold what must not be shown.
impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("status", &self.status())
            .field("content_type", &self.content_type())
            .field("length", &self.length())
            .field("read", &self.read)
            .field("flow", &self.flow)
            .finish_non_exhaustive()
    }
}
