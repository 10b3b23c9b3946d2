//! Counts in files: they outlast the process, and several processes on one machine share them.
//!
//! A folder holds one file a key, named by the key's hash, and one lock file beside it. A file is replaced whole and never seen half
//! written. The files are small, so they are read and written on the spot; a client takes several places at once, so that is seldom.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::ledger::{Entry, Ledger};
use super::{QuotaGrant, QuotaRequest, QuotaStore, QuotaStoreError};
use crate::clock::{BoxFuture, Clock, TokioClock};
use crate::secret::base64_url;

/// How often a lock that another process holds is tried, and how many times: four seconds.
const LOCK_PAUSE: Duration = Duration::from_millis(2);
const LOCK_TRIES: u32 = 2_000;

/// What counts for longer is on the disk before a request goes out. A window that is shorter ends before a machine has started again.
const LASTING: Duration = Duration::from_secs(5 * 60);

/// Keeps counts in a folder, which only its owner can read on unix. One folder stands for one credential.
///
/// # Examples
///
/// ```no_run
/// use brogue_runtime::FileQuotaStore;
/// # use brogue_runtime::{ClientBuilder, Core, api::Api};
/// # static API: Api = Api::new("shop", "https://shop.example.com/v1");
///
/// let client: Core = ClientBuilder::new(&API)
///     .quota_store(FileQuotaStore::new("/var/lib/importer/quota"))
///     .build()?;
/// # Ok::<(), brogue_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct FileQuotaStore {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
}

impl FileQuotaStore {
    /// A store in this folder, which is made with the first count.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            clock: Arc::new(TokioClock),
        }
    }

    /// Waits for other processes by this clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    fn file(&self, key: &str, extension: &str) -> PathBuf {
        let name = base64_url(&Sha256::digest(key.as_bytes()));

        self.folder.join(name).with_extension(extension)
    }

    fn try_lock(&self, key: &str) -> Result<Option<File>, QuotaStoreError> {
        let path = self.file(key, "lock");
        self.make_folder()?;
        let file = owner_only(OpenOptions::new().write(true).create(true).truncate(false))
            .open(&path)
            .map_err(|error| failed("open", &path, error))?;
        let is_locked = file.try_lock();

        match is_locked {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed("lock", &path, error)),
        }
    }

    fn take_locked(&self, request: &QuotaRequest<'_>) -> Result<QuotaGrant, QuotaStoreError> {
        let path = self.file(request.key, "json");
        let mut ledger = read(&path)?;
        let grant = ledger.take(request);
        if grant.places > 0 || request.unused.is_some() {
            self.write(&path, request, &ledger)?;
        }

        Ok(grant)
    }

    fn write(
        &self,
        path: &Path,
        request: &QuotaRequest<'_>,
        ledger: &Ledger,
    ) -> Result<(), QuotaStoreError> {
        // Whoever holds the lock is the only one to write it: what stands there is left of a process that broke down.
        let temporary = path.with_extension("tmp");
        let is_lasting = request.holds >= LASTING;
        let written = (|| {
            let mut file = owner_only(OpenOptions::new().write(true).create(true).truncate(true))
                .open(&temporary)?;
            file.write_all(to_json(request.key, ledger).to_string().as_bytes())?;
            if is_lasting {
                file.sync_all()?;
            }
            fs::rename(&temporary, path)?;
            if is_lasting {
                // The new name lasts only when the folder is written, too; not every system can.
                let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
            }
            Ok(())
        })();

        written.map_err(|error| failed("write", path, error))
    }

    fn make_folder(&self) -> Result<(), QuotaStoreError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);

        builder
            .create(&self.folder)
            .map_err(|error| failed("make", &self.folder, error))
    }
}

impl QuotaStore for FileQuotaStore {
    fn take<'store>(
        &'store self,
        request: QuotaRequest<'store>,
    ) -> BoxFuture<'store, Result<QuotaGrant, QuotaStoreError>> {
        Box::pin(async move {
            for _ in 0..LOCK_TRIES {
                if let Some(_lock) = self.try_lock(request.key)? {
                    // The system lets go of the lock with the file, also where the process breaks down.
                    return self.take_locked(&request);
                }
                self.clock.sleep(LOCK_PAUSE).await;
            }
            Err(QuotaStoreError::new(
                "another process has held the lock of the count for too long",
            ))
        })
    }
}

fn failed(what: &str, path: &Path, error: std::io::Error) -> QuotaStoreError {
    QuotaStoreError::new(format!("cannot {what} `{}`", path.display())).because(error)
}

fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn read(path: &Path) -> Result<Ledger, QuotaStoreError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Ledger::default()),
        Err(error) => return Err(failed("read", path, error)),
    };
    let value = serde_json::from_str(&text).ok();

    value.as_ref().and_then(from_json).ok_or_else(|| {
        let shown = path.display();
        QuotaStoreError::new(format!(
            "`{shown}` holds no count: remove it when a window has passed"
        ))
    })
}

fn to_json(key: &str, ledger: &Ledger) -> Value {
    let entries: Vec<[u64; 5]> = ledger
        .entries
        .iter()
        .map(|entry| {
            [
                entry.first_id,
                entry.last_id,
                entry.places,
                entry.begun_at,
                entry.free_at,
            ]
        })
        .collect();

    json!({"key": key, "next": ledger.next_id, "given": entries})
}

fn from_json(value: &Value) -> Option<Ledger> {
    let entry = |entry: &Value| {
        let numbers: Option<Vec<u64>> = entry.as_array()?.iter().map(Value::as_u64).collect();
        let [first_id, last_id, places, begun_at, free_at] = numbers?.try_into().ok()?;

        Some(Entry {
            first_id,
            last_id,
            places,
            begun_at,
            free_at,
        })
    };

    Some(Ledger {
        next_id: value.get("next")?.as_u64()?,
        entries: value
            .get("given")?
            .as_array()?
            .iter()
            .map(entry)
            .collect::<Option<_>>()?,
    })
}
