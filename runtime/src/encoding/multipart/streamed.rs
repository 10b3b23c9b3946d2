//! Parts that are read while they are sent: files and streams.

use std::error::Error as StdError;
use std::path::PathBuf;

use bytes::{BufMut, Bytes, BytesMut};
use futures_core::Stream;

use super::{Multipart, Part, content_type, refused};
use crate::codec::EncodeError;
use crate::upload::Upload;

impl Part {
    /// A file that is read from here while it is sent, under the file's own name; unless its content type is said, it is
    /// `application/octet-stream`.
    ///
    /// # Examples
    ///
    /// ```
    /// use brogue_runtime::Part;
    ///
    /// let part = Part::path("photo", "/srv/photos/chair.png").content_type("image/png");
    /// assert_eq!(part.file_name(), Some("chair.png"));
    /// ```
    pub fn path(name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let file_name = path.file_name().unwrap_or_default();
        let file_name = file_name.to_string_lossy().into_owned();

        Self::upload(name, file_name, Upload::path(path))
    }

    /// A file that comes as a stream, which can be sent once. With its length, if that is known: then the length of the whole body is
    /// told to the server.
    pub fn stream<S, B, E>(
        name: impl Into<String>,
        file_name: impl Into<String>,
        length: Option<u64>,
        stream: S,
    ) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let upload = Upload::stream(stream);
        let upload = match length {
            Some(length) => upload.length(length),
            None => upload,
        };

        Self::upload(name, file_name, upload)
    }

    /// A file that is any upload; unless its content type is said, it is `application/octet-stream`.
    pub fn upload(
        name: impl Into<String>,
        file_name: impl Into<String>,
        content: impl Into<Upload>,
    ) -> Self {
        Self {
            name: name.into(),
            file_name: Some(file_name.into()),
            content_type: Some("application/octet-stream".to_owned()),
            content: content.into(),
        }
    }
}

/// Parts that are streamed are the same where they share their source.
impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        let Self {
            name,
            file_name,
            content_type,
            content,
        } = self;

        *name == other.name
            && *file_name == other.file_name
            && *content_type == other.content_type
            && content.is_same(&other.content)
    }
}

impl Eq for Part {}

impl Multipart {
    /// The content type with its boundary, and the body as it is sent.
    pub(crate) fn upload(
        &self,
        random: &mut dyn FnMut() -> u64,
    ) -> Result<(String, Upload), EncodeError> {
        if self.parts.iter().all(|part| part.content().is_some()) {
            let (content_type, bytes) = self.encode(random)?;
            return Ok((content_type, bytes.into()));
        }
        let boundary = self.boundary(random)?;
        let mut uploads = Vec::with_capacity(2 * self.parts.len() + 1);
        let mut between = BytesMut::new();
        for part in &self.parts {
            between.put(format!("--{boundary}\r\n").as_bytes());
            part.write_head(&mut between).map_err(refused)?;
            if let Some(bytes) = part.content() {
                between.put(&**bytes);
            } else {
                uploads.push((String::new(), between.split().freeze().into()));
                uploads.push((part.name.clone(), part.content.clone()));
            }
            between.put(&b"\r\n"[..]);
        }
        between.put(format!("--{boundary}--\r\n").as_bytes());
        uploads.push((String::new(), between.freeze().into()));

        Ok((content_type(&boundary), Upload::parts(uploads)))
    }
}
