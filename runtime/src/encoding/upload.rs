//! A file that is sent: its content, its name, its type.

use std::fmt;

use bytes::Bytes;

use super::Part;
use crate::codec::{Decoded, Reader, Shape, Slot, Writer};

/// A file that is sent: its content, and what to call it.
///
/// # Examples
///
/// ```
/// use brogue_runtime::Upload;
///
/// let photo = Upload::new("chair.png", "\u{89}PNG").content_type("image/png");
/// assert_eq!(photo.file_name(), Some("chair.png"));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Upload {
    file_name: Option<String>,
    content_type: Option<String>,
    content: Bytes,
}

impl Upload {
    /// A file of this name.
    pub fn new(file_name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            file_name: Some(file_name.into()),
            content_type: None,
            content: content.into(),
        }
    }

    /// Says what the content is; otherwise it is what the vendor declares, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The name of the file, if it has one.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The content.
    pub fn content(&self) -> &Bytes {
        &self.content
    }

    /// The file as a part; without a name of its own it is called as the part is, since a part without a file name is no file to many servers.
    pub(super) fn part(&self, name: &str, declared: Option<&str>) -> Part {
        let file_name = self.file_name.as_deref().unwrap_or(name);
        let part = Part::file(name, file_name, self.content.clone());

        match self.content_type.as_deref().or(declared) {
            Some(content_type) => part.content_type(content_type),
            None => part,
        }
    }
}

impl From<Bytes> for Upload {
    fn from(content: Bytes) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }
}

impl From<Vec<u8>> for Upload {
    fn from(content: Vec<u8>) -> Self {
        Bytes::from(content).into()
    }
}

impl From<&'static [u8]> for Upload {
    fn from(content: &'static [u8]) -> Self {
        Bytes::from_static(content).into()
    }
}

impl fmt::Debug for Upload {
    /// Not the content: nobody has said whether it is a secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("length", &self.content.len())
            .finish()
    }
}

impl Slot for Upload {
    fn hollow() -> Self {
        Self::default()
    }

    /// A text is taken for the content; parts that are files are read by whoever reads the parts.
    fn decode(&mut self, reader: &mut Reader<'_>, _shape: &Shape) -> Decoded {
        *self = Bytes::from(reader.text()?.into_owned()).into();
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, _shape: &Shape) {
        writer.upload(self);
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
