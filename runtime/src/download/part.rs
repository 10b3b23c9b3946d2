//! A file that appears when it is whole.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::fs::{self, File, OpenOptions};
use tokio::io::AsyncWriteExt as _;

/// Tells the parts of this process apart.
static PARTS: AtomicU64 = AtomicU64::new(0);

/// A file under another name beside its place, until it is whole. Dropped before, it is removed.
pub(super) struct PartFile {
    file: Option<File>,
    part: PathBuf,
    path: PathBuf,
}

impl PartFile {
    /// An empty one.
    pub(super) async fn create(path: &Path) -> io::Result<Self> {
        let name = path
            .file_name()
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
        let mut part_name = std::ffi::OsString::from(".");
        // A long name has no room for more.
        part_name.push(name.to_string_lossy().chars().take(40).collect::<String>());
        part_name.push(format!(
            ".{}-{}.part",
            std::process::id(),
            PARTS.fetch_add(1, Ordering::Relaxed)
        ));
        let part = path.with_file_name(part_name);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&part)
            .await?;

        Ok(Self {
            file: Some(file),
            part,
            path: path.to_owned(),
        })
    }

    /// Appends.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.file {
            Some(file) => file.write_all(bytes).await,
            None => Ok(()),
        }
    }

    /// Gives it its name.
    pub(super) async fn finish(mut self) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            file.flush().await?;
            file.sync_all().await?;
        }
        // Some systems rename no open file.
        drop(self.file.take());
        fs::rename(&self.part, &self.path).await?;
        self.part.clear();

        Ok(())
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        drop(self.file.take());
        if !self.part.as_os_str().is_empty() {
            // Nobody is left to tell.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}
