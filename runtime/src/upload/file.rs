//! Files, read in pieces by threads that may block.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use super::Opens;
use crate::clock::BoxFuture;
use crate::transport::{Body, Chunks, TransportError, TransportErrorKind};

/// So much is read at once.
const PIECE: u64 = 64 * 1024;

/// A file by its path.
pub(super) struct File {
    path: Arc<PathBuf>,
}

impl File {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path: Arc::new(path),
        }
    }
}

impl Opens for File {
    fn open(&self) -> BoxFuture<'_, Result<Body, TransportError>> {
        Box::pin(open(Arc::clone(&self.path)))
    }

    fn path(&self) -> Option<&Path> {
        Some(&self.path)
    }

    fn kind(&self) -> &'static str {
        "file"
    }
}

/// Opens a file; what is no regular one has no length that could be told, and perhaps no end.
async fn open(path: Arc<PathBuf>) -> Result<Body, TransportError> {
    let opening = Arc::clone(&path);
    let opened = in_thread(move || {
        // Whoever opens a pipe waits for its other end.
        if !fs::metadata(&*opening)?.is_file() {
            return Err(io::Error::other("no regular file: send it as a stream"));
        }
        let file = fs::File::open(&*opening)?;
        let length = file.metadata()?.len();

        Ok((file, length))
    });
    let (file, length) = opened.await.map_err(|error| failed(&path, &error))?;
    let pieces = Pieces {
        path,
        file: Some(file),
    };

    Ok(Body::new(pieces).with_length(length))
}

struct Pieces {
    path: Arc<PathBuf>,
    /// Away while it is read.
    file: Option<fs::File>,
}

impl Chunks for Pieces {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let Some(mut file) = self.file.take() else {
                return Ok(None);
            };
            let read = in_thread(move || {
                let mut piece = Vec::new();
                (&mut file).take(PIECE).read_to_end(&mut piece)?;
                Ok((file, piece))
            });
            let (file, piece) = read.await.map_err(|error| failed(&self.path, &error))?;
            self.file = Some(file);

            Ok(Some(piece)
                .filter(|piece| !piece.is_empty())
                .map(Bytes::from))
        })
    }
}

/// Runs what may block beside the runtime; without one it just runs.
async fn in_thread<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime
            .spawn_blocking(work)
            .await
            .map_err(io::Error::other)?,
        Err(_) => work(),
    }
}

fn failed(path: &Path, error: &io::Error) -> TransportError {
    let problem = format!("`{}`: {error}", path.display());

    TransportError::new(TransportErrorKind::Upload, problem)
}
