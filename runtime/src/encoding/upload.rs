//! A file among the members of a body.

use std::fmt;

use bytes::Bytes;

use super::Part;
use crate::codec::{Decoded, Reader, Shape, Slot, Writer};
use crate::upload::Upload;

impl Upload {
    /// The file as a part; without a name of its own it is called as the part is, since a part without a file name is no file to many servers.
    pub(super) fn part(&self, name: &str, declared: Option<&str>) -> Part {
        let file_name = self.file_name().unwrap_or(name);
        let part = Part::upload(name, file_name, self.clone());

        match self.declared_type().or(declared) {
            Some(content_type) => part.content_type(content_type),
            None => part,
        }
    }
}

impl Slot for Upload {
    fn hollow() -> Self {
        Self::from(Bytes::new())
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
        *self = Self::from(Bytes::new());
    }
}
